"""The command line. Each module of this folder is one command; it is imported when it is called."""

import sys
from collections.abc import Sequence
from errno import ENOSPC

from mingpian import __version__
from mingpian.cli.console import print_error
from mingpian.cli.registry import COMMANDS, parser
from mingpian.cli.streams import begin_in_utf8, set_up
from mingpian.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 errors in the content, 2 wrong usage, 3 a fault of mingpian."""
    if arguments is None:
        begin_in_utf8()
    set_up()
    options = parser().parse_args(arguments)
    if options.version:
        print(f"mingpian {__version__}")
        return 0
    if options.command is None:
        parser().print_help()
        return 2
    from importlib import import_module

    try:
        return int(import_module(f"mingpian.cli.commands.{COMMANDS[options.command].module}").run(options))
    except KeyboardInterrupt:
        rest = _("interrupted; the site is as it was, or partly new; build again to finish")
        print(file=sys.stderr)
        print_error(rest if options.command == "build" else _("interrupted"))
        return 130
    except BrokenPipeError:
        return 0
    except PermissionError as error:
        print_error(
            _(
                "mingpian: {filename}: {reason}; this site is not yours to read",
                filename=error.filename,
                reason=error.strerror,
            )
        )
        return 2
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            print_error(_("{file}: {reason}", file=error.filename or _("what was printed"), reason=error.strerror))
            return 2
        return _fault(error)


def _fault(error: Exception) -> int:
    """Say what happened without a traceback, and where one can be had."""
    import os
    import traceback

    if os.environ.get("MINGPIAN_DEBUG"):
        traceback.print_exc()
    print_error(_("mingpian: internal error: {error}", error=f"{type(error).__name__}: {error}"))
    print_error(_("this is a fault of mingpian; run again with MINGPIAN_DEBUG=1 and report what it prints"))
    return 3
