"""Copies as mails: what mail programs show, and what services of newsletters fill in."""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from mingpian.exporters.mail_services import UNSUBSCRIBE
from tests.exporters.texts import exported, make_texts, read

CLIENTS = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "thunderbird.*", "samsung-email.*", "fastmail.*"]
LINT = """
    import { caniemail } from "caniemail"
    import { readFileSync } from "fs"
    const found = caniemail({ clients: %s, html: readFileSync(%s, "utf8") })
    const titles = [...found.issues.errors.values()].flat().map(issue => issue.title)
    console.log(JSON.stringify([...new Set(titles)]))
"""
LOST_IN_PEACE = {  # somewhere: square corners, no breaks within words, a preview text that shows, notes without a jump
    "<body> element", "Local anchors", "border-radius", "display:none", "height property", "overflow", "role attribute",
    "white-space", "word-break",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_texts(tmp_path)


def test_mail_programs_show_it(root: Path, need: Callable[[str], Path]) -> None:
    """A linter that knows what mail programs can: nothing is lost that would hurt."""
    folder = need("caniemail").parents[2]
    mail = exported(root, "mail", "x") / "x/mail.html"
    script = LINT % (json.dumps(CLIENTS), json.dumps(str(mail)))
    command = ["node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    assert set(json.loads(done.stdout)) - LOST_IN_PEACE == set()


def test_a_mail_has_both_forms(root: Path) -> None:
    folder = exported(root, "mail", "x") / "x"
    data = (folder / "mail.eml").read_bytes()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert (mail["Subject"], mail["From"]) == ("测试 <b>", "me@me.example")
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and page is not None
    assert "看这里[1]和那里[1]" in text.get_content() and "· 一" in text.get_content()
    shown = page.get_content()
    assert 'href="https://a.cn/x"' in shown and "<script" not in shown and "onclick" not in shown
    assert "测试 &lt;b&gt;" in shown and 'width="552"' in shown
    exported(root, "mail", "x")
    assert (folder / "mail.eml").read_bytes() == data


def test_services_fill_in_where_one_leaves_and_nothing_else(root: Path) -> None:
    path = root / "content/essays/braces.md"
    path.write_text(
        '---\ntitle: "{{ .Subscriber.Email }}"\ndate: 2026-10-02\n---\n`{{ x }}` {% if %} {# c #} 茶\n',
        encoding="utf-8",
    )
    try:
        folder = exported(root, "mail", "braces") / "braces"
        for service, address in UNSUBSCRIBE.items():
            for suffix in ("html", "txt"):
                text = read(folder / f"{service}.{suffix}")
                assert text.count(address) == 1 and len(re.findall(r"\{[{%#]", text)) == 1
        shown = html.fromstring(read(folder / "listmonk.html"))
        assert "{{ .Subscriber.Email }}" in shown.text_content() and "{% if %}" in shown.text_content()
        assert "{{ .Subscriber.Email }}" in read(folder / "mail.html")
    finally:
        path.unlink()


def test_several_entries_in_one_mail(root: Path) -> None:
    folder = exported(root, "mail", "x", "--digest", "--title", "十月") / "digest"
    page, text = html.fromstring(read(folder / "buttondown.html")), read(folder / "mail.txt")
    assert page.xpath("string(//h1)") == "十月" and page.xpath("//h2/a/@href") == ["https://me.example/essays/x/"]
    assert "https://me.example/essays/x/" in text and text.startswith("十月")
    assert all(link.startswith(("https://", "{{")) for link in page.xpath("//@href | //@src"))
    assert all(image.get("width") and image.get("alt") is not None for image in page.iter("img"))
