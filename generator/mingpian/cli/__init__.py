"""The command line: finds the command that is asked for, runs it, and says what went wrong. Commands: `commands/`."""

import os
import sys
from collections.abc import Sequence
from errno import ENOSPC

from mingpian import __version__
from mingpian.cli import commands
from mingpian.cli.console import print_error
from mingpian.cli.parser import parser
from mingpian.cli.streams import begin_in_utf8, configure_streams
from mingpian.core import garbage_collection
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 errors in the content, 2 wrong usage, 3 a fault of mingpian."""
    if arguments is None:
        begin_in_utf8()
        garbage_collection.spare_the_end()
    configure_streams()
    words = sys.argv[1:] if arguments is None else arguments
    known = commands.declared(words[0]) if words and words[0] in commands.names() else commands.commands()
    top = parser(known)
    options = top.parse_args(words)
    if options.version:
        print(f"mingpian {__version__}")
        return 0
    if options.command is None:
        top.print_help()
        return 2
    root = getattr(options, "root", ".")
    if not os.path.isdir(root):
        print_error(_("there is no folder `{root}`; `mingpian init {root}` begins a site there", root=root))
        return 2
    try:
        return known[options.command].run(options)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        if options.command == "build":
            print_error("interrupted; the site is as it was, or partly new; build again to finish")
        else:
            print_error("interrupted")
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        return _fault(error)


def _fault(error: Exception) -> int:
    """Say what happened without a traceback, and where one can be had."""
    import traceback

    if isinstance(error, ImportError):  # of an installation that lacks something; what translates may lack it too
        print(f"mingpian: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        return 3
    from mingpian.core.lock import BusyError
    from mingpian.i18n import text_of
    from mingpian.render.theme import IncompleteInstallationError

    if os.environ.get("MINGPIAN_DEBUG"):
        traceback.print_exc()
    match error:
        case BusyError():
            print_error("another build of this site is at work; wait until it is done")
            return 2
        case IncompleteInstallationError():
            print_error(text_of(error))
            return 2
        case PermissionError(filename=name, strerror=reason):
            print_error(
                _("mingpian: {file}: {reason}; this site is not yours to read", file=name, reason=foreign(reason))
            )
            return 2
        case OSError(errno=errno, filename=name, strerror=reason) if name or errno == ENOSPC:
            print_error(_("{file}: {reason}", file=name or _("what was printed"), reason=foreign(reason)))
            return 2
    print_error(_("mingpian: internal error: {error}", error=f"{type(error).__name__}: {error}"))
    print_error("this is a fault of mingpian; run again with MINGPIAN_DEBUG=1 and report what it prints")
    return 3
