"""The command line: finds the command that is asked for, runs it, and says what went wrong. Commands: `commands/`."""

import sys
from collections.abc import Sequence
from errno import ENOSPC

from mingpian import __version__
from mingpian.cli import commands
from mingpian.cli.console import print_error
from mingpian.cli.parser import parser
from mingpian.cli.streams import begin_in_utf8, configure_streams


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 errors in the content, 2 wrong usage, 3 a fault of mingpian."""
    if arguments is None:
        begin_in_utf8()
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
    try:
        return known[options.command].run(options)
    except KeyboardInterrupt:
        rest = "; the site is as it was, or partly new; build again to finish" if options.command == "build" else ""
        print(file=sys.stderr)
        print_error(f"interrupted{rest}")
        return 130
    except BrokenPipeError:
        return 0
    except PermissionError as error:
        print_error(f"mingpian: {error.filename}: {error.strerror}; this site is not yours to read")
        return 2
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            print_error(f"{error.filename or 'what was printed'}: {error.strerror}")
            return 2
        return _fault(error)


def _fault(error: Exception) -> int:
    """Say what happened without a traceback, and where one can be had."""
    import os
    import traceback

    if os.environ.get("MINGPIAN_DEBUG"):
        traceback.print_exc()
    print_error(f"mingpian: internal error: {type(error).__name__}: {error}")
    print_error("this is a fault of mingpian; run again with MINGPIAN_DEBUG=1 and report what it prints")
    return 3
