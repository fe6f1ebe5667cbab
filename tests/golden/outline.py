"""What a built site says, as text that a person can read in a diff: words, links and feeds, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.example import Site

FINGERPRINT = re.compile(r"(?<=[.-])[0-9a-f]{8,64}(?=\.(?:css|js|svg|png|jpe?g|webp|avif|woff2)\b)")
SILENT = {".css", ".js", ".svg", ".woff2"}
SHEET = re.compile(r"/card/")  # ten times the same card, of which one is enough
FEED = re.compile(r"(feed|atom|rss)\.(xml|json)$")
FEED_ENTRY = re.compile(r"""(?:<guid[^>]*>|"id": "|<entry>\s*<id>)([^<"]+)""")


def outline(site: Site) -> str:
    """One section for each file of the output, in the order of their paths without fingerprints."""
    names = {path: path.relative_to(site.output).as_posix() for path in site.files()}
    files = sorted(names, key=lambda path: PurePosixPath(FINGERPRINT.sub("#", names[path])))
    sections = (f"=== {names[path]}\n{said_by(path, names[path])}".rstrip() + "\n" for path in files)
    return FINGERPRINT.sub("#", "\n".join(sections))


def said_by(path: Path, name: str) -> str:
    """The words of a page, the text of other files; of feeds below the root, which repeat, the ids of entries."""
    if path.suffix in SILENT or name.endswith(".schema.json"):
        return ""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    if path.suffix == ".html":
        lines = page_lines(text)
        return "\n".join(dict.fromkeys(lines) if SHEET.search(name) else lines)
    if "/" in name and FEED.search(name):
        return "\n".join(f"  {found}" for found in FEED_ENTRY.findall(text))
    return text


def page_lines(text: str) -> Iterator[str]:
    """Title, description, canonical address and translations of a page, then its body line by line."""
    page = LexborHTMLParser(text)
    yield from (f"title: {node.text()}" for node in page.css("head > title"))
    for node in page.css('meta[name="description"], meta[name="robots"], meta[http-equiv="refresh"]'):
        yield f"{node.attributes.get('name') or 'refresh'}: {node.attributes['content']}"
    for node in page.css('link[rel="canonical"], link[rel="alternate"][hreflang]'):
        yield f"{node.attributes.get('hreflang') or 'canonical'}: {node.attributes['href']}"
    main = page.css_first("main") or page.body
    if main is not None:
        yield from block_lines(main)


def block_lines(main: LexborNode) -> Iterator[str]:
    """The text of a page; links are followed by their address in angle brackets."""
    for node in main.css("script, style, svg"):
        node.decompose()
    for link in main.css("a[href]"):
        link.insert_after(f" <{link.attributes['href']}> ")
    for heading in main.css("h1, h2, h3, h4"):
        heading.insert_before("\n" + "#" * int((heading.tag or "h1")[1]) + " ")
    for block in main.css("p, li, dt, dd, div, section, article, header, h1, h2, h3, h4, tr, pre, blockquote, figure"):
        block.insert_after("\n")
    for line in main.text().split("\n"):
        if line.strip():
            yield "  " + " ".join(line.split())
