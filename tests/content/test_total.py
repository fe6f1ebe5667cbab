"""Reading is total: any bytes give an entry or diagnostics, never an exception, and nothing that cannot be kept."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config import settings as config
from mingpian.config.load import parse_config
from mingpian.content.data_files import topics
from mingpian.content.entry import decoder
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.core.diagnostics import render_diagnostics
from mingpian.schema.shapes import record_of

SETTINGS = parse_settings(config.SiteConfig(title="A", languages=("zh-Hans", "en"), owner="members/lin"))
KEYS = sorted({name for kind in KINDS.values() for name in record_of(kind.fields).fields} | {"url", "by", "for", "qr"})

words = st.one_of(
    st.sampled_from(["", "~", "true", "2026-01-01", "0001-01-01", "9999-12-31 23:59", "https://a", "-1", "1e999"]),
    st.sampled_from(["zh", "EN", "lin", "members/lin", "../x", "mailto:a@b.c", "#fff", "&a x", "*a", "!!int"]),
    st.text(max_size=12),
)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=6))
values = st.recursive(
    words,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)


def flow(value: object) -> str:
    """YAML in flow style, with words as they are: half of it is broken, as it should be here."""
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(item)}" for name, item in value.items()) + "}"
    return str(value)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Front matter that is nearly right, and a body."""
    fields = draw(st.dictionaries(keys, values, max_size=6))
    lines = [f"{name}: {flow(value)}" for name, value in fields.items()]
    toml = [f"{name} = {msgspec.json.encode(value).decode()}" for name, value in fields.items()]
    fence, chosen = draw(st.sampled_from([("---", lines), ("+++", toml)]))
    body = draw(st.text(max_size=40))
    return "\n".join((fence, *chosen, fence, body)).encode("utf-8", "surrogatepass")


def read(kind: str, name: str, data: bytes) -> None:
    """Read, and keep, and read what was kept: as a build does."""
    parsed, document = parse_entry(f"{kind}/{name}", data, b"", SETTINGS)
    assert (parsed.entry is None) == (document is None)
    assert parsed.entry is not None or any(item.severity == "error" for item in parsed.diagnostics)
    (kept,) = decoder().decode(msgspec.msgpack.encode([parsed]))
    assert kept.diagnostics == parsed.diagnostics
    assert kept.entry == parsed.entry
    assert all(item.file == f"content/{kind}/{name}" for item in parsed.diagnostics)
    for form in ("text", "json", "github"):
        render_diagnostics(parsed.diagnostics, form)


@given(kind=st.sampled_from(sorted(KINDS)), data=st.binary(max_size=200))
def test_any_bytes_are_read(kind: str, data: bytes) -> None:
    read(kind, "a.md", data)


@given(kind=st.sampled_from(sorted(KINDS)), data=files())
def test_any_front_matter_is_read(kind: str, data: bytes) -> None:
    read(kind, "a.md", data)


names = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=60)


@given(kind=st.sampled_from(sorted(KINDS)), name=names)
def test_any_file_name_is_read(kind: str, name: str) -> None:
    read(kind, f"{name}.md", b"---\ntitle: Tea\n---\n")


@given(data=st.one_of(st.binary(max_size=200), files()))
def test_any_settings_are_read(data: bytes) -> None:
    inner = data.removeprefix(b"+++\n").partition(b"+++")[0]
    settings, diagnostics = parse_config(inner)
    assert settings.languages
    render_diagnostics(diagnostics)


@given(data=st.one_of(st.binary(max_size=200), files()))
def test_any_topics_are_read(data: bytes) -> None:
    vocabulary, diagnostics = topics.parse_topics(
        data.removeprefix(b"+++\n").partition(b"+++")[0], "content/topics.toml"
    )
    assert all(vocabulary.key(name) for name in vocabulary.topics if name.strip())
    render_diagnostics(diagnostics)


@pytest.mark.parametrize("year", ["1000", "9000"])
def test_the_first_and_the_last_year_can_be_computed_with(year: str) -> None:
    read("events", "a.md", f"---\ntitle: Tea\nstart: {year}-01-01 00:00 -23:59\nend: {year}-12-31\n---\n".encode())
