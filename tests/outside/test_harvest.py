"""Public mail addresses: a person reads and follows them; whoever looks for `@` in pages does not find them."""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

from tests.example import Site

ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+\.[\w.-]+")


def test_pages_show_addresses_that_simple_collectors_do_not_find(example: Site) -> None:
    found, shown = {}, set()
    for path in example.files(".html"):
        data = path.read_bytes()
        if ADDRESS.search(data):
            found[path] = ADDRESS.findall(data)[:3]
        for link in LexborHTMLParser(data.decode()).css("a[href^='mailto:']"):
            address = (link.attributes["href"] or "").removeprefix("mailto:").partition("?")[0]
            assert link.text() == address or "@" not in link.text()
            shown.add(address)
    assert found == {}
    assert {"wenxi@longtable.example.com", "studio@qiuhe.example.com"} <= shown


def test_structured_data_still_says_them(example: Site) -> None:
    page = LexborHTMLParser((example.output / "members/qiu-he/index.html").read_text(encoding="utf-8"))
    (script,) = page.css("script[type='application/ld+json']")
    graph = json.loads(script.text())["@graph"]
    assert "studio@qiuhe.example.com" in {node.get("email") for node in graph}
