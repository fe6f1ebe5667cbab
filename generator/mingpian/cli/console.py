"""How commands speak to a person: in their language, and with what could steer a terminal made visible."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mingpian.cli.language import spoken_in
from mingpian.cli.streams import hand_over

if TYPE_CHECKING:
    from mingpian.core.diagnostics import Diagnostic, Format
    from mingpian.i18n import AnyText


def print_text(text: "AnyText") -> None:
    """Print a text of ours to standard output."""
    _print(text, sys.stdout)


def print_error(text: "AnyText") -> None:
    """Print a text of ours to standard error."""
    _print(text, sys.stderr)


def print_diagnostics(diagnostics: "Iterable[Diagnostic]", form: "Format" = "text", every: bool = False) -> None:
    """Print diagnostics to standard error: every one, or the first of each kind of warning."""
    put(diagnostics_text(diagnostics, form, every), form, sys.stderr)


def put(text: str, form: "Format", stream: TextIO) -> None:
    """Write diagnostics as they are shown: for people as the console can, for programs in UTF-8."""
    if form != "text":
        hand_over(text, stream)
        return
    stream.write(text)
    stream.flush()


def diagnostics_text(diagnostics: "Iterable[Diagnostic]", form: "Format" = "text", every: bool = False) -> str:
    """Return diagnostics as they are printed: for people in their language, for programs in English."""
    from mingpian.core.diagnostics import render_diagnostics

    return render_diagnostics(diagnostics, form, spoken_in(os.environ) if form == "text" else "en", every)


def localized(text: "AnyText") -> str:
    """Return a text of ours in the user's language."""
    lang = spoken_in(os.environ)
    if lang == "en":
        return str(text)
    from mingpian.i18n import translate

    return translate(text, lang)


def format_of(form: "Format", verbose: bool) -> str:
    """Return what a way to print diagnostics is called: `text-zh-0` is in Chinese, without notes."""
    return f"{form}-{spoken_in(os.environ)}-{verbose:d}"


def _print(text: "AnyText", stream: TextIO) -> None:
    """Print a text; nothing is imported for one in English that needs no care, as `nothing changed`."""
    lines = localized(text).split("\n")
    if not all(map(str.isprintable, lines)):
        from mingpian.core.diagnostics import escape_controls

        lines = list(map(escape_controls, lines))
    print("\n".join(lines), file=stream, flush=True)
