"""What is added to pages, and what they are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from mingpian.core.diagnostics import Diagnostic, Span, did_you_mean
from mingpian.i18n import _
from mingpian.serve import host_pages
from mingpian.serve.edition import MANY, Board, Built, Edition
from mingpian.serve.events import event
from mingpian.serve.page import live
from mingpian.serve.rules import headers_for
from mingpian.serve.status import status
from mingpian.studio.desk import ListedEntry, SiteIndex

PAGE = b'<!doctype html><html><head lang="en"><link rel="stylesheet" href="%s"></head><body>%s</body></html>'
HOSTILE = "</script><script>alert(1)</script>\u202e"


def digest_of(page: bytes) -> str:
    """What the live script knows of a page, apart from its style sheets."""
    found = LexborHTMLParser(live(page, Edition(7, Built(), "/"))).css_first("head > script")
    assert found is not None
    assert found.attributes["data-edition"] == "7"
    return found.attributes["data-page"] or ""


def test_a_page_is_the_same_when_only_its_style_sheet_has_another_name() -> None:
    assert digest_of(PAGE % (b"style.1.css", b"text")) == digest_of(PAGE % (b"style.2.css", b"text"))
    assert digest_of(PAGE % (b"style.1.css", b"text")) != digest_of(PAGE % (b"style.1.css", b"other"))


def test_what_is_not_seen_does_not_load_a_page_anew() -> None:
    head = b'<meta name="description" content="%s"><script type="application/ld+json">{"a": "%s"}</script>text'
    one, other = (PAGE % (b"style.css", head % (said, said)) for said in (b"a", b"b"))
    assert digest_of(one) == digest_of(other)


def test_a_page_without_a_head_gets_the_script_too() -> None:
    assert b'<script src="/.mingpian/live.js"' in live(b"<p>only this", Edition(1, Built(), "/"))


def told(edition: Edition, seen: int) -> dict[str, Any]:
    """The data of an event, which is one line whatever is in it."""
    head, line, *rest = event(edition, seen, Path("/nowhere")).decode().split("\n")
    assert head == f"id: {edition.number}"
    assert rest == ["", ""]
    found: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return found


def test_a_page_learns_which_files_changed_since_the_edition_before() -> None:
    edition = Edition(5, Built(changed=("index.html", "style.css"), removed=("old.png",)), "/repo/")
    assert told(edition, 4)["changed"] == ["/repo/style.css", "/repo/old.png"]
    assert told(edition, 5)["changed"] == []
    assert told(edition, 3)["changed"] is None, "it missed one, and has to load anew"


def test_very_many_changes_are_not_listed() -> None:
    assert Edition(5, Built(changed=tuple(f"{number}.png" for number in range(MANY + 1))), "/").loaded() is None


def test_errors_are_told_with_their_place_and_without_control_characters() -> None:
    item = Diagnostic(
        code="bad-audience",
        message=f"line\nfeed {HOSTILE}",
        file="content/a.md",
        span=Span(2, 3, 4, f"ab{HOSTILE}"),
        hints=("did you mean `b`?",),
    )
    warning = Diagnostic(code="nul", message="", severity="warning")
    (error,) = told(Edition(1, Built(diagnostics=(item, warning)), "/"), 0)["errors"]
    assert error["place"] == "content/a.md:2:3"
    assert error["source"] == ["ab", "</sc", HOSTILE[4:-1] + "\\u{202e}"]
    assert error["message"].startswith("line\\u{a}feed")
    assert error["hints"] == ["did you mean `b`?"]


def test_the_status_page_escapes_what_others_wrote(tmp_path: Path) -> None:
    item = Diagnostic(code="bad-url", message=HOSTILE, file=f"content/{HOSTILE}.md", span=Span(1))
    edition = Edition(1, Built(diagnostics=(item,), entries={"essays": 2}), "/repo/")
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "content/essays/x y.md").touch()
    index = SiteIndex((ListedEntry("draft", "essays", '"><b>', HOSTILE, "essays/x/", "essays/x y.md", "x"),), (), 2)
    page = status(edition, index, tmp_path, "en", [f"{HOSTILE}.html"])
    tree = LexborHTMLParser(page)
    assert tree.css("script, b") == []
    assert "1 published, 1 draft, 2 essays" in tree.text()
    assert "2 matches to decide" in tree.text()
    hrefs = [link.attributes["href"] for link in tree.css("td a")]
    assert hrefs[:2] == ["/repo/essays/x/", f"vscode://file{tmp_path.as_posix()}/content/essays/x%20y.md"]
    assert hrefs[2] == "/.mingpian/studio/edit?file=essays/x%20y.md"
    assert hrefs[3:] == ["/.mingpian/studio/desk", f"/.mingpian/desk/{quote(HOSTILE)}.html"]


def test_what_is_at_hand_is_told_in_chinese_too(tmp_path: Path) -> None:
    said, hints = _("unknown field `{name}`", name="auther"), did_you_mean("auther", ["author"])
    item = Diagnostic(code="unknown-field", message=said, severity="error", hints=hints)
    edition = Edition(1, Built(diagnostics=(item,)), "/")
    page = status(edition, SiteIndex(), tmp_path, "zh", ()).decode()
    assert "没有 `auther` 这个字段；是不是想写 `author`？" in page and '<html lang="zh-Hans">' in page
    told_in_chinese = json.loads(event(edition, 0, tmp_path, "zh").decode().split("data: ")[1])
    assert told_in_chinese["title"] == "1 个错误" and told_in_chinese["errors"][0]["hints"] == ["是不是想写 `author`？"]


def test_the_desk_is_read_by_its_pages_names_alone(tmp_path: Path) -> None:
    folder = tmp_path / host_pages.FOLDER
    folder.mkdir(parents=True)
    (folder / "pulse.html").write_text("<p>well</p>")
    (folder / "letter.txt").write_text("dear")
    (tmp_path / "site.html").write_text("no")
    (folder / "out.html").symlink_to(tmp_path / "site.html")
    assert host_pages.page_names(tmp_path) == ["letter.txt", "pulse.html"]
    assert host_pages.read_page(tmp_path, "pulse.html") == b"<p>well</p>"
    assert [
        host_pages.read_page(tmp_path, name) for name in ("letter.txt", "out.html", "../../site.html", "x.html")
    ] == [None] * 4


def test_a_page_meets_the_policy_of_its_host_and_nothing_that_opens_it_to_others() -> None:
    rules = (
        "/*\n  Content-Security-Policy: default-src 'none'\n  Access-Control-Allow-Origin: *\n  Set-Cookie: a=b\n"
        "# a remark\n/assets/*\n  Cache-Control: immutable\n  Referrer-Policy: no-referrer\n"
        "/other/*\n  X-Frame-Options: DENY\n"
    )
    assert headers_for("/a/", rules) == {"Content-Security-Policy": "default-src 'none'"}
    assert headers_for("/assets/x.css", rules) == {
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "no-referrer",
    }


def test_a_broken_site_toml_leaves_the_site_where_it_was() -> None:
    board = Board()
    board.publish(Built(base_path="/repo/"))
    assert board.publish(Built()).base_path == "/repo/"
    assert board.current.number == board.other_than(0, 0).number  # type: ignore[union-attr]
    assert board.other_than(board.current.number, 0) is None
