"""Whatever is handed in to a community, nothing of it acts, loads from elsewhere, or publishes what is not its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.attacks import handed_in
from tests.attacks.conftest import Hostile
from tests.attacks.test_output import fault_of
from tests.example import mingpian

LOADING = frozenset(
    [
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "data",
        "background",
        "lowsrc",
        "xlink:href",
        "ping",
        "manifest",
        "code",
        "archive",
        "codebase",
    ]
)
OURS = "https://circle.example/"
OWN = "https://own.example/a.png"  # the owner's picture, in the owner's text
_FETCHED = frozenset(
    [
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "prerender",
        "manifest",
    ]
)
_IN_STYLE = re.compile(r"url\(|@import|image-set\(", re.IGNORECASE)


def loads(node: LexborNode) -> Iterator[str]:
    """Yield the addresses that a browser fetches because of an element, nobody asking."""
    tag = (node.tag or "").lower()
    for name, value in node.attributes.items():
        if name in LOADING or (name == "href" and tag in ("image", "use", "feimage", "base")):
            yield from re.split(r"[\s,]+", value or "")
        if name == "style" and _IN_STYLE.search(value or ""):
            yield "https://style.example/"
        if name == "href" and tag == "link" and _FETCHED & set((node.attributes.get("rel") or "").lower().split()):
            yield value or ""
    if tag == "style" and _IN_STYLE.search(node.text()):
        yield "https://style.example/"
    if tag == "meta" and (node.attributes.get("http-equiv") or "").lower() == "refresh":
        yield (node.attributes.get("content") or "").partition("url=")[2]


def elsewhere(html: str) -> list[str]:
    """What a browser that shows this HTML asks of other hosts."""
    page = LexborHTMLParser(html)
    return [
        address
        for node in page.css("*")
        for address in loads(node)
        if urlsplit(re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/")).netloc
        and not address.startswith((OURS, OWN))
    ]


def test_the_inputs_are_what_they_say(handed: Hostile) -> None:
    _, tried = handed_in.files()
    assert len({(one.file, one.payload) for one in tried}) >= 200
    assert handed.code == 0  # what is refused costs its part alone; every page is built
    pages = {path.parent.name for path in handed.files("index.html")}
    kept = [one for one in tried if re.match(r"(essays/(omitted|claims)|notes|pages|circles)[^.]*\.md", one.file)]
    assert kept and [one.file for one in kept if not any(one.file.endswith(f"/{name}.md") for name in pages)] == []


def test_what_is_the_owner_s_is_as_they_wrote_it(handed: Hostile) -> None:
    own = (handed.output / "essays/first/index.html").read_text(encoding="utf-8")
    assert 'data-own="1"' in own or "data-own='1'" in own
    assert OWN in own and handed_in.PRIVATE in own
    assert "data-own" in (handed.output / "en/essays/first/index.html").read_text(encoding="utf-8")


def test_nothing_that_was_handed_in_acts(handed: Hostile) -> None:
    wrong = []
    for path in handed.files(".html"):
        text = path.read_text(encoding="utf-8")
        page = LexborHTMLParser(text)
        wrong += [f"{path.parent.name}: {fault}" for node in page.css("*") if (fault := fault_of(node))]
        assert len(page.css("#main")) <= 1, path
    assert wrong == []


def test_no_page_asks_another_host(handed: Hostile) -> None:
    assert {
        path: found for path in handed.files(".html") if (found := elsewhere(path.read_text(encoding="utf-8")))
    } == {}
    assert elsewhere("<img src='//spy.example/1.png'>") == ["//spy.example/1.png"]  # it would be seen


def test_no_feed_asks_another_host(handed: Hostile) -> None:
    told = 0
    for path in handed.files(".xml"):
        for element in etree.parse(path).iter(etree.Element):
            if element.text and "<" in element.text:
                told += 1
                assert elsewhere(element.text) == [], path
    for path in handed.files("feed.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            assert elsewhere(item.get("content_html", "")) == [], path
            assert all(address.startswith(OURS) for name in ("image", "banner_image") if (address := item.get(name)))
    assert told > 100


def test_other_files_name_no_picture_elsewhere(handed: Hostile) -> None:
    for path in handed.files(".html"):
        for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css(
            "meta[property^='og:image'], meta[name^='twitter:image']"
        ):
            assert "spy.example" not in (node.attributes.get("content") or ""), path
    assert not any(
        "spy.example" in path.read_text(encoding="utf-8") for path in handed.files("_headers", ".svg", ".css")
    )


def test_no_file_of_others_is_published(handed: Hostile) -> None:
    for path in handed.files():
        own = path.relative_to(handed.output).as_posix() in SHOWN_BY_THE_OWNER
        assert own or handed_in.PRIVATE.encode() not in path.read_bytes(), path
    assert [path for path in handed.files(".js") if path.parent.name != "assets"] == []


_FEEDS = [f"{of}{name}" for of in ("", "members/host/") for name in ("feed.xml", "atom.xml", "feed.json")]
SHOWN_BY_THE_OWNER = {"essays/first/index.html", "essays/first/feed.xml", *_FEEDS}


def test_nothing_takes_the_owner_s_place(handed: Hostile) -> None:
    home = (handed.output / "index.html").read_text(encoding="utf-8")
    assert "假菜单" not in home and "自己的" in home
    assert "Fake menu" not in (handed.output / "en/index.html").read_text(encoding="utf-8")
    assert (handed.output / "_redirects").read_text(encoding="utf-8") == "/old-home/ /members/host/ 301\n"


@pytest.mark.parametrize("platform", ["wechat", "mail", "markdown"])
def test_no_copy_asks_another_host(handed: Hostile, platform: str, tmp_path: Path) -> None:
    _, tried = handed_in.files()
    wanted = [one.file for one in tried if one.file.startswith("essays/omitted-")]
    names = [file.removesuffix(".md") for file in wanted][:12]
    done = mingpian("export", platform, *names, "--into", tmp_path / "copies", cwd=handed.root)
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr
    copies = [path for path in (tmp_path / "copies").rglob("*") if path.suffix in (".html", ".md", ".txt", ".eml")]
    assert copies, done.stderr
    for path in copies:
        text = path.read_text(encoding="utf-8")
        assert elsewhere(text) == [] if path.suffix != ".md" else not re.search(r"!\[[^\]]*\]\(\S*//", text), path
