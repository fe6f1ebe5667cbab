"""The command's ways in and out, whatever the console and the locale are.

What is for people loses letters at worst, and has `\\u540d` in their place; what is for programs is UTF-8, and so are
names of files, as they are wherever sites are kept.
"""

import os
import sys
from io import TextIOWrapper
from typing import TextIO


def configure_streams() -> None:
    """Let no letter that a console lacks be an error, nor a stream that is closed."""
    sys.stdin, sys.stdout = sys.stdin or _nowhere("r"), sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _nowhere(mode: str) -> TextIO:
    return TextIOWrapper(open(os.devnull, f"{mode}b"), encoding="utf-8")


def hand_over(text: str, stream: TextIO) -> None:
    """Write what is for programs: in UTF-8, with line feeds alone."""
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
    else:
        stream.flush()
        binary.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def begin_in_utf8() -> None:
    """Begin this process again in Python's UTF-8 mode (PEP 540) where it takes names of files for something else: in
    a locale such as `zh_CN.GBK`, or `C` without that mode. What is said keeps the locale's encoding."""
    is_utf8 = os.name != "posix" or sys.getfilesystemencoding() == "utf-8"
    if is_utf8 or "utf8" in sys._xoptions or not sys.executable:
        return
    os.environ.setdefault("PYTHONIOENCODING", getattr(sys.stdout or sys.stderr, "encoding", "utf-8"))
    command = [os.fsencode(sys.executable), b"-X", b"utf8", *map(_carried, sys.orig_argv[1:])]
    try:
        os.execv(sys.executable, command)
    except OSError:
        return  # then names that are not ASCII are told of


def _carried(said: str) -> bytes:
    """Return an argument in the bytes in which it is understood then: names of files that are there stay as they are,
    other words are written in UTF-8."""
    data = os.fsencode(said)
    try:
        data.decode()
    except UnicodeDecodeError:
        path = said.partition("=")[2] if said.startswith("--") else said
        return data if os.path.lexists(path) else said.encode("utf-8", "surrogateescape")
    return data
