"""Diagnostics as people and programs read them."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from mingpian.core.diagnostics import (
    Diagnostic,
    Span,
    did_you_mean,
    escape_controls,
    has_errors,
    ordered,
    render_diagnostics,
)

UNKNOWN = Diagnostic(
    code="unknown-field",
    message="there is no field `vouch`",
    file="content/members/林.md",
    severity="error",
    span=Span(7, 3, 5, "林：vouch: x"),
    hints=("did you mean `vouches`?",),
)


def test_text_shows_the_place_the_line_a_caret_and_a_hint() -> None:
    assert render_diagnostics([UNKNOWN]) == (
        "content/members/林.md:7:3: error[unknown-field]: there is no field `vouch`\n"
        "    7 | 林：vouch: x\n"
        "      |     ^^^^^\n"
        "      = hint: did you mean `vouches`?\n"
    )


def test_json_has_all_of_it() -> None:
    (found,) = json.loads(render_diagnostics([UNKNOWN], "json"))
    assert (found["file"], found["span"]["line"], found["severity"]) == ("content/members/林.md", 7, "error")
    assert json.loads(render_diagnostics([], "json")) == []


def test_github_gets_one_command_a_finding_whatever_is_in_it() -> None:
    sly = Diagnostic(code="nul", message="a\n::error::b", file="a,b:c.md\r\n", severity="warning")
    (line,) = render_diagnostics([sly], "github").splitlines()
    assert line.startswith("::warning file=a%2Cb%3Ac.md%0D%0A,line=1,col=1,title=nul::")
    assert "\n::error" not in line


def test_findings_stand_in_the_order_of_their_places_and_once() -> None:
    later = Diagnostic(code="bad-url", message="", file="b.md", span=Span(2))
    first = Diagnostic(code="bad-url", message="", file="b.md", span=Span(1))
    other = Diagnostic(code="bad-date", message="", file="a.md")
    assert ordered([later, first, other, later]) == [other, first, later]


def test_only_errors_are_errors() -> None:
    assert has_errors([UNKNOWN])
    assert not has_errors([Diagnostic(code="nul", message="", severity="warning")])


@given(st.text(), st.text(max_size=300), st.integers(1, 300))
def test_content_cannot_steer_a_terminal(message: str, source: str, column: int) -> None:
    said = render_diagnostics([Diagnostic(code="nul", message=message, file=source, span=Span(1, column, 1, source))])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


def test_what_cannot_be_seen_is_shown() -> None:
    assert escape_controls("a\u202eb\x1b[2J") == "a\\u{202e}b\\u{1b}[2J"


def test_a_mistyped_name_is_guessed_and_a_strange_one_not() -> None:
    assert did_you_mean("vouch", ["vouches", "values"]) == ("did you mean `vouches`?",)
    assert did_you_mean("xyzzy", ["vouches", "values"]) == ()
