"""Entries and settings made of what fields take and of what they do not: any of them gives a site, or says why not.

A few examples in every run, very many by `make fuzz`.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from mingpian.config.load import parse_config
from mingpian.config.settings import SiteConfig
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.core.diagnostics import has_errors, render_diagnostics
from tests.attacks.payloads import HTML, MARKDOWN, TEXT, URLS
from tests.attacks.test_output import fault_of
from tests.attacks.test_paths import NAMES, holds_inside, said

BUILDS = 12 if settings().max_examples <= 60 else 400
SETTINGS = parse_settings(
    SiteConfig(title="T", owner="members/host", languages=("zh-Hans", "en")), ("members/host.md", "members/eve.md")
)
WORDS = [
    "",
    "host",
    "eve",
    "member-0",
    "essay-1",
    "写作",
    "2026-03-01",
    "2026-13-45",
    "true",
    "NO",
    "1e9",
    "-1",
    "~",
    "公开",
]
PLAIN = st.one_of(
    st.sampled_from([*WORDS, *NAMES, *(text.format(n=1) for text in (*TEXT, *URLS))]),
    st.text(max_size=20),
    st.integers(-5, 10**9).map(str),
    st.dates().map(str),
)
LEAVES = st.one_of(PLAIN, st.integers(), st.booleans(), st.none(), st.floats())
KEYS = st.sampled_from(
    ["topic", "text", "url", "label", "handle", "value", "audience", "amount", "currency", "per", "src", "alt", "for",
     "why", "since", "until", "what", "before", "after", "by", "email", "wechat", "member", "title", "qr", "zh"]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda some: st.lists(some, max_size=4) | st.dictionaries(KEYS, some, max_size=4), max_leaves=8
)
BODIES = st.lists(
    st.one_of(st.sampled_from([text.format(n=1) for text in (*HTML, *MARKDOWN)]), st.text(max_size=40)), max_size=4
).map("\n\n".join)

WORDS_ONLY = st.text(st.characters(exclude_characters="<"), max_size=60)  # the owner's own HTML would be let through


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, str]:
    """The kind of an entry and its text; the fields are those of the kind, and some of another."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    other = draw(st.sampled_from(sorted(KINDS)))
    names = [
        *KINDS[kind].fields.__struct_encode_fields__ * 3,
        *KINDS[other].fields.__struct_encode_fields__,
        "nonsense",
    ]
    fields = draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=6))
    field = KINDS[kind].title_field
    if field and draw(st.integers(0, 3)):
        fields[field] = draw(st.text(min_size=1, max_size=12))
    body = draw(BODIES if kind == "members" else WORDS_ONLY)
    text = f"---\n{json.dumps(fields, ensure_ascii=draw(st.booleans()))}\n---\n{body}\n"
    if not draw(st.integers(0, 5)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(max_size=3)) + text[at + draw(st.integers(0, 3)) :]
    return kind, text


@given(entries())
def test_any_entry_is_read_or_told_of(entry: tuple[str, str]) -> None:
    kind, text = entry
    parsed, document = parse_entry(f"{kind}/case.md", text.encode("utf-8", "surrogatepass"), b"d", SETTINGS)
    assert (parsed.entry is not None) != has_errors(parsed.diagnostics) or parsed.diagnostics
    assert (parsed.entry is None) or document is not None
    msgspec.msgpack.encode(parsed)
    assert not {
        c for c in render_diagnostics(parsed.diagnostics, "text") if unicodedata.category(c) in ("Cc", "Cf")
    } - {"\n"}
    json.loads(render_diagnostics(parsed.diagnostics, "json"))


@given(some=st.lists(entries(), min_size=1, max_size=8))
@settings(max_examples=BUILDS, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_site_is_built_of_what_can_be_read(
    some: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "fuzz" / "site"
    shutil.rmtree(root.parent, ignore_errors=True)
    for folder in ("members", "essays"):
        (root / "content" / folder).mkdir(parents=True)
    settings_text = 'title = "T"\nowner = "host"\nlanguages = ["zh-Hans", "en"]\nbase_url = "https://t.example/r/"\n'
    (root / "site.toml").write_text(settings_text, encoding="utf-8")
    for slug in ("host", "eve"):  # a second one, so that what is handed in is not the owner's, who may write scripts
        (root / f"content/members/{slug}.md").write_text("---\nname: 主人\n---\n", encoding="utf-8")
    for at, (kind, text) in enumerate(some):
        (root / "content" / kind).mkdir(exist_ok=True)
        (root / f"content/{kind}/case-{at}.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    code, out = said(root, "build", "--jobs", "1")
    assert code in (0, 1)
    assert "internal error" not in out, out
    holds_inside(root)
    strict = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    for path in (root / "output").rglob("*"):
        if path.suffix == ".html":
            page = LexborHTMLParser(path.read_text(encoding="utf-8"))
            assert [fault for node in page.css("*") if (fault := fault_of(node))] == []
        elif path.suffix in (".xml", ".svg", ".opml"):
            etree.parse(path, strict)
        elif path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))


def toml(value: Any) -> str:
    """A value as TOML, or what is none."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return (
        "true"
        if value is True
        else "false"
        if value is False
        else re.sub(r"\\u[dD][89a-fA-F]..", "", json.dumps(value))
    )


@given(
    st.lists(st.tuples(st.sampled_from([*SiteConfig.__struct_encode_fields__, "nonsense"]), VALUES), max_size=6),
    st.text(max_size=5),
)
def test_any_settings_are_read_or_told_of(stated: list[tuple[str, Any]], noise: str) -> None:
    text = "\n".join(f"{name} = {toml(value)}" for name, value in stated) + noise
    found, problems = parse_config(text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, SiteConfig)
    assert not {c for c in render_diagnostics(problems, "text") if unicodedata.category(c) in ("Cc", "Cf")} - {"\n"}
