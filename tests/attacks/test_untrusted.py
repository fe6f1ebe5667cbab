"""No edit of an untrusted file, and no new file in an untrusted folder, changes how any byte of it is treated."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.config.settings import SiteConfig
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.naming import is_entry
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.content.trust.zones import judged, unread_of, zone_of
from mingpian.site.attachments import PASSIVE, may_publish
from tests.example import mingpian

BUILDS = 4 if settings().max_examples <= 60 else 100
PLACES = ("essays/own/", "pages/own*", "notes/2026-01-01.md")
OWN = ("members/host.md", "members/host/index.en.md", "essays/own/a.md", "pages/own.md", "notes/2026-01-01.md")
LISTED = (*OWN, "members/eve.md", "essays/eves/index.md", "data/secret.csv")
CONFIG = SiteConfig(title="T", owner="host", trusted=PLACES, languages=("zh-Hans", "en"))
MARK = "data-raw-mark"
BODY = f"<script {MARK}>canary(1)</script>\n\n<b {MARK} onclick='canary(1)'>x</b>\n\n:::table secret :::\n"

names = st.sampled_from(
    [
        "host",
        "host.en",
        "own",
        "index",
        "index.en",
        "a",
        "a.en",
        "Own",
        "OWN",
        "own.",
        " own",
        "ｏｗｎ",
        "o\u200bwn",
        "主人",
        "é",
        "é",
        "host.md",
        "own%2fa",
        "own\\a",
        "..",
        "con",
        "2026-01-01",
        "own\n",
        "ow*",
        "[own]",
    ]
) | st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)
folders = st.sampled_from(["essays", "notes", "works", "offers", "events", "circles", "collaborations", "pages"])
suffixes = st.sampled_from([".md", ".markdown", ".en.md", ".zh-Hans.md"])
paths = st.builds(
    lambda kind, steps, suffix: "/".join((kind, *steps)) + suffix,
    folders,
    st.lists(names, min_size=1, max_size=3),
    suffixes,
)
people = st.sampled_from(["host", "members/host", "eve", "", "Host", "host "]) | st.text(max_size=6)
stated = st.dictionaries(
    st.sampled_from(
        [
            *sorted({field for kind in KINDS.values() for field in kind.fields.__struct_encode_fields__}),
            "trusted",
            "owner",
            "trust",
            "safe",
            "raw",
            "html",
            "unsafe",
            "engine",
        ]
    ),
    people | st.booleans() | st.integers(-3, 3) | st.lists(people, max_size=2) | st.sampled_from(["python-markdown"]),
    max_size=6,
)


def is_owners(path: str) -> bool:
    """Tell, otherwise than the code does, whether the owner named a path."""
    whole = unicodedata.normalize("NFC", path)
    return whole.startswith(("essays/own/", "pages/own")) or whole == "notes/2026-01-01.md"


def text_of(fields: dict[str, object], title: str = "题") -> str:
    given = {"title": title, **fields}
    return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in given.items()) + f"---\n{BODY}"


@given(path=paths, fields=stated)
def test_an_entry_in_an_untrusted_place_is_cleaned_whatever_it_says(path: str, fields: dict[str, object]) -> None:
    if is_owners(path) or not is_entry(path):
        return
    known = parse_settings(CONFIG, (*LISTED, path))
    kind = KINDS[path.partition("/")[0]]
    fields = {name: value for name, value in fields.items() if name in kind.fields.__struct_encode_fields__}
    for given_fields in (fields, {}):
        text = text_of(given_fields)
        if not kind.title_field:
            text = text.replace('title: "\\u9898"\n', "")
        parsed, document = parse_entry(path, text.encode(), b"", known)
        shown = "" if document is None else "".join(part for part in document.parts if isinstance(part, str))
        assert MARK not in shown
        assert parsed.entry is None or not parsed.entry.trusted
        if parsed.entry is not None:
            assert not judged([parsed.entry], unread_of([parsed]), known.trust)[path].trusted


@given(
    path=paths, suffix=st.sampled_from(["js", "html", "svg", "xml", "mjs", "JS", "css", "php", "wasm", "jpg.js", ""])
)
def test_no_file_beside_it_is_published_that_could_act(path: str, suffix: str) -> None:
    if is_owners(path) or not is_entry(path):
        return
    parsed, _ = parse_entry(path, text_of({}).encode(), b"", parse_settings(CONFIG, (*LISTED, path)))
    if parsed.entry is not None:
        beside = f"{path.rpartition('/')[0]}/x.{suffix}"
        allowed = may_publish(parsed.entry, beside, frozenset((*LISTED, beside)))
        assert allowed <= (suffix.lower() in PASSIVE)
        assert not may_publish(parsed.entry, "data/secret.csv", frozenset(LISTED))


@given(more=st.lists(paths, max_size=4))
def test_new_files_leave_every_place_as_it_was(more: list[str]) -> None:
    before, after = (parse_settings(CONFIG, paths).trust for paths in (LISTED, (*LISTED, *more)))
    assert {path: zone_of(path, after) for path in LISTED} == {path: zone_of(path, before) for path in LISTED}


@given(added=st.lists(st.tuples(paths, stated), min_size=1, max_size=5))
@settings(max_examples=BUILDS)
def test_no_build_shows_more_of_it(
    added: list[tuple[str, dict[str, object]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = Path(tmp_path_factory.mktemp("untrusted"))
    texts = {"members/host.md": "---\nname: H\n---\n", "members/eve.md": "---\nname: E\n---\n"}
    texts |= {"data/secret.csv": "a\nPRIVATE-ROW\n", "essays/own/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\nx\n"}
    for number, (written, fields) in enumerate(added):
        path = written.replace("\n", "")
        if not is_owners(path) and "\\" not in path and ".." not in path.split("/"):
            kind = KINDS[path.partition("/")[0]].fields.__struct_encode_fields__
            given_fields = {name: value for name, value in fields.items() if name in kind} if number % 2 else {}
            texts[path] = text_of(given_fields, f"题{number}") + "\n[x](../data/secret.csv) [y](evil.js)\n"
            texts[f"{path.rpartition('/')[0]}/evil.js"] = "canary()"
    (root / "site.toml").write_text(
        'title = "T"\nowner = "host"\nlanguages = ["zh-Hans", "en"]\nwithout = ["share", "qr"]\n'
        f"trusted = {json.dumps(PLACES[:1])}\n",
        encoding="utf-8",
    )
    for path, text in texts.items():
        try:
            (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / path).write_text(text, encoding="utf-8")
        except OSError:
            continue  # no such name on this system
    done = mingpian("build", "--jobs", "1", cwd=root)
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr
    for file in (root / "output").rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert MARK.encode() not in data and b"PRIVATE-ROW" not in data and file.name != "evil.js", file
