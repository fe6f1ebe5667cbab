"""Who declares what cannot be true together is told."""

from __future__ import annotations

import pytest

from mingpian.config.load import parse_config
from mingpian.site.ownership.contradictions import contradictions
from tests.render.small import SITE
from tests.render.test_rights import site


@pytest.mark.parametrize(
    ("rights", "says"),
    [
        ("{license: CC0, reprint: ask}", "lets everybody publish it again"),
        ("{license: CC BY-NC, reprint: no}", "lets everybody publish it again"),
        ("{license: CC0, reprint: with-credit}", "asks for no credit"),
        ("{license: CC BY, ai: {ai-train: no}}", "allows every use"),
        ("{origin: reprint}", "nothing says of what"),
        ("{origin: {kind: original, url: 'https://a.example/'}}", "it is original"),
        ("{license: CC BY-NC, ai: {ai-train: no}}", ""),
        ("{license: 版权所有, reprint: with-credit}", ""),
    ],
)
def test_contradictions_are_told(rights: str, says: str) -> None:
    small = site({"essays/c.md": f"---\ntitle: 矛盾\ndate: 2026-01-01\nrights: {rights}\n---\n正文\n"}, terms="")
    told = [str(one.message) for one in contradictions(small.model.site) if one.file.endswith("c.md")]
    assert (says in told[0] and len(told) == 1) if says else told == []


def test_the_site_contradicting_itself_is_told_once() -> None:
    small = site(terms='[rights]\nlicense = "CC BY"\nreprint = "no"\n')
    assert [one.file for one in contradictions(small.model.site)] == ["site.toml"]


def test_what_is_no_licence_and_no_answer_is_told_by_line() -> None:
    _, problems = parse_config(f'{SITE}[rights]\nlicense = "CC BY-ND-SA"\nai = {{ai-train = "maybe"}}\n'.encode())
    assert [(one.span.line if one.span else 0, one.severity) for one in problems] == [(7, "warning"), (8, "warning")]
