"""Every entry of the hostile site as a copy for each platform: what was text is text there, for whatever reads it."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import get_args

import comrak
import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.exporters.plain_markdown import Dialect
from tests.attacks.conftest import Hostile
from tests.attacks.test_output import ADDRESSES, FOREIGN, SCHEMES
from tests.example import forked

FORMS = (*get_args(Dialect), "mail", "wechat")


def faults(html: str) -> list[str]:
    """What of a document acts: elements, handlers, addresses."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        tag, attributes = node.tag or "", node.attributes
        if tag in FOREIGN or tag in ("script", "style", "form", "input", "button"):
            found.append(f"<{tag} {attributes}>")
        for name, value in attributes.items():
            scheme = (value or "").partition(":")[0].strip().lower() if ":" in (value or "") else ""
            if name.startswith("on") or (name in ADDRESSES and scheme.isalpha() and scheme not in SCHEMES):
                found.append(f"<{tag} {name}={value}>")
    return found


def read(markdown: str) -> str:
    """Markdown as a reader shows it that lets raw HTML through and knows every addition that there is."""
    extensions = comrak.ExtensionOptions(
        autolink=True, table=True, strikethrough=True, footnotes=True, description_lists=True, superscript=True,
        math_dollars=True, math_code=True, wikilinks_title_after_pipe=True, underline=True, spoiler=True,
        multiline_block_quotes=True, shortcodes=True, alerts=True, tasklist=True,
    )  # fmt: skip
    return comrak.markdown_to_html(markdown, extensions, comrak.ParseOptions(), comrak.RenderOptions(unsafe_=True))


@pytest.fixture(scope="module")
def copies(hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the copies of every entry, by form."""
    into = tmp_path_factory.mktemp("copies")
    names = [
        path.relative_to(hostile.root / "content").with_suffix("").as_posix()
        for path in sorted(hostile.root.glob("content/*/*.md"))
        if (hostile.output / path.relative_to(hostile.root / "content").with_suffix("") / "index.html").is_file()
    ]
    assert len(names) > 300
    few = [name for at, name in enumerate(names) if "/body-" not in name or at % 4 == 0]
    for form in FORMS:
        chosen = names if form == "markdown" else few
        code, _, err = forked("export", form, "-q", "--jobs", "1", "--into", into, *chosen, cwd=hostile.root)
        assert code == 0, err[-2_000:]
    return into


@pytest.mark.parametrize("form", get_args(Dialect))
def test_markdown_brings_nothing_that_acts(form: str, copies: Path) -> None:
    wrong = {}
    for path in copies.glob(f"{form}/*/*.md"):
        if found := faults(read(path.read_text(encoding="utf-8"))):
            wrong[path.parent.name] = found
    assert wrong == {}


def test_what_templates_and_generators_would_take_up_is_in_code_alone(copies: Path) -> None:
    wrong = []
    for path in copies.glob("markdown/*/*.md"):
        text = path.read_text(encoding="utf-8")
        for kept in LexborHTMLParser(read(text)).css("code"):
            for line in kept.text().splitlines():
                text = text.replace(line, "")
        wrong += [(path.parent.name, mark) for mark in ("{{", "{%", "<%", "${", "[[", "%%", "\n:::") if mark in text]
    assert wrong == []


@pytest.mark.parametrize("name", ["mail/*/mail.html", "wechat/*/article.html"])
def test_html_brings_nothing_that_acts(name: str, copies: Path) -> None:
    found = {path.parent.name: faults(path.read_text(encoding="utf-8")) for path in copies.glob(name)}
    assert len(found) > 200 and {key: value for key, value in found.items() if value} == {}


def test_the_page_that_copies_has_our_script_alone(copies: Path) -> None:
    for path in copies.glob("wechat/*/copy.html"):
        ours = [fault for fault in faults(path.read_text(encoding="utf-8")) if not fault.startswith("<button")]
        assert sorted(ours) == ["<script {}>", "<style {}>"], path.parent.name


def test_a_mail_has_the_headers_that_we_write(copies: Path, hostile: Hostile) -> None:
    ours = {"Subject", "From", "X-Unsent", "MIME-Version", "Content-Type"}
    mails = sorted(copies.glob("mail/*/mail.eml"))
    assert len(mails) > 200
    for path in mails:
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert set(mail.keys()) <= ours and len(mail.keys()) == len(set(mail.keys())), path
        assert all(not part.defects for part in mail.walk()), path
        title = LexborHTMLParser((path.parent / "mail.html").read_text(encoding="utf-8")).css_first("title")
        assert title is not None and mail["Subject"] == " ".join(title.text().split()), path
