"""One article as an essay: from its page, or from the Markdown that a tool made of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mingpian import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, Draft, Into, Skipped
from mingpian.importers.fields import fields_of, finished, one_line
from mingpian.importers.html_text import markdown_of
from mingpian.importers.wechat import body as bodies
from mingpian.importers.wechat.listed import Archive, Listed
from mingpian.importers.wechat.page import Facts, facts_of, key_of, when
from mingpian.importers.wechat.pictures import Album

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BYTES = 128 * 1024 * 1024  # of a page with its pictures in it
_BODIES = ("js_content", "js_share_content", "js_image_content", "img-content", "js_article")
_HEAD = re.compile(r"\A\s*#\s+(\S[^\n]*)\n")
_IMAGE = re.compile(
    r"(!\[[^\[\]\n]*\]\()\s*<?([^\s()<>]+)>?((?:\s+[\"'][^\n\"']*[\"'])?\s*\))|<img\b[^<>]*>", re.IGNORECASE
)
_SOUP = re.compile(
    r"</?(?:section|span|div|font|center|mp-[\w-]+)\b[^<>]*>|\s(?:style|class|data-[\w-]+)=\"[^\"<>]*\"(?=[^<>]*>)"
)
_META = re.compile(r"^[*_>\s-]*(?:\S{1,6}\s*[:：])?.{0,80}?\d{4}\s*[-年/]\s*\d{1,2}\s*[-月/]\s*\d{1,2}.{0,40}$")
_SAID = re.compile(
    r"^[>*_\s-]*(作者|公众号|原文链接|原文|发布时间|来源|链接|author|account|url|link|date)\s*[:：]\s*(.+?)[*_\s]*$",
    re.IGNORECASE,
)
_NAMES = {"作者": "author", "author": "author", "公众号": "account", "account": "account", "来源": "account"}
_RULE = re.compile(r"\A\s*(?:-{3,}|\*{3,}|_{3,})[ \t]*(?:\n|\Z)")
_DATED = re.compile(r"\A\[?(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)\]?[ _.-]*")
_LINES = 12  # at the head of a text, that may tell about it


def of_page(file: Path, into: Into, archive: Archive) -> Draft | Skipped:
    """Return the essay of a page. Raises UnfitFileError."""
    page, facts, notes = _page(file, archive.root)
    facts = _with_list(facts, archive.listed)
    album = Album(file, archive.root, into, notes)
    content = _content(page)
    if content is None:
        return Skipped(
            file.relative_to(archive.root).as_posix(),
            _("its page has no text: it was saved before it was shown, or taken down"),
        )
    html = bodies.written(bodies.ArticleReader(album.place, notes).blocks(content))
    if not html and facts.summary:  # an article of pictures has its words in its head
        html = f"<p>{facts.summary}</p>"
    return _draft(file, archive, facts, markdown_of(html), album)


def facts_in(file: Path) -> Facts:
    """Return what a page says of its article; nothing when it cannot be read."""
    try:
        return _page(file, file.parent)[1]
    except texts.UnfitFileError:
        return Facts()


def _page(file: Path, root: Path) -> "tuple[HtmlElement, Facts, list[AnyText]]":
    """Return a page, what it says of its article, and notes on the file. Raises UnfitFileError."""
    from lxml import html as lxml_html

    source, notes = texts.decode_text(texts.bytes_of(file, root, MAX_BYTES))
    page = lxml_html.document_fromstring(
        source or "<p></p>", parser=lxml_html.HTMLParser(huge_tree=True, encoding=None)
    )
    head = "\n".join(_lines_before(page, _content(page)))
    written = {} if not head else {name: value for name, value in _told(head)[0].items() if value}
    facts = facts_of(page, source)
    more = {name: value for name, value in written.items() if not getattr(facts, name)}
    return page, msgspec.structs.replace(facts, **more), notes


def _content(page: "HtmlElement") -> "HtmlElement | None":
    return next((found[0] for id in _BODIES if (found := page.xpath("//*[@id=$id]", id=id))), None)


def _lines_before(page: "HtmlElement", content: "HtmlElement | None") -> "Iterator[str]":
    """Yield the lines that a tool wrote above the text."""
    if content is None:
        return
    asked = "preceding::*[self::p or self::li or self::span or self::div][not(descendant::p or descendant::div)]"
    for one in content.xpath(asked)[-_LINES:]:
        if line := " ".join(str(one.text_content()).split()):
            yield line


def of_markdown(file: Path, into: Into, archive: Archive) -> Draft | Skipped:
    """Return the essay of a text that a tool made. Raises UnfitFileError."""
    read = texts.read_text(file, archive.root)
    notes = list(read.notes)
    stated = fields_of(read.data, into, notes)
    facts, body = _head(read.body, file)
    said = {name: one_line(read.data.get(name)) for name in ("account", "url", "link", "nickname", "source")}
    facts = msgspec.structs.replace(
        facts,
        title=stated.get("title") or facts.title,
        author="、".join(stated["authors"]) or facts.author,
        account=said["account"] or said["nickname"] or facts.account,
        date=when(one_line(read.data.get("date") or read.data.get("publish_time") or read.data.get("create_time")))
        or facts.date,
        series=stated.get("series") or facts.series,
        summary=stated.get("summary") or facts.summary,
        cover=stated.get("cover") or "",
        url=said["url"] or said["link"] or said["source"] or facts.url,
    )
    album = Album(file, archive.root, into, notes)

    def shown(found: re.Match[str]) -> str:
        target = found[2] or _attribute(found[0], "data-src") or _attribute(found[0], "src")
        name = album.named(target)
        if found[2]:
            head = re.sub(r"!\[(?:图片|image|img)\]", "![]", found[1], flags=re.IGNORECASE)
            return f"{head}{name}{found[3]}"
        return f"![{_attribute(found[0], 'alt')}]({name})"

    clean = blocks.outside_code(blocks.foreign(body), lambda text: _SOUP.sub("", _IMAGE.sub(shown, text)))
    return _draft(file, archive, _with_list(facts, archive.listed), clean, album, tags=stated["tags"])


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"""\s{name}=["']([^"']*)["']""", tag)
    return match[1] if match else ""


def _head(body: str, file: Path) -> tuple[Facts, str]:
    """Return what the first lines tell, as tools write them there, and the text without these lines."""
    found = {"title": _named(file)[0]}
    if titled := _HEAD.match(body):
        found["title"], body = titled[1].strip(), body[titled.end() :]
    told, body = _told(body)
    return Facts(**{**found, **told}), body


def _told(text: str) -> tuple[dict[str, str], str]:
    """Return what lines at the head of a text say of the article, and the text without these lines."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    for at in range(min(_LINES, len(lines))):
        line = lines[at]
        if match := _SAID.match(line):
            name, value = match[1].lower(), match[2]
            address = re.search(r"https?://[^\s)>\]]+", value)
            if name in _NAMES:
                found.setdefault(_NAMES[name], value)
            elif address:
                found.setdefault("url", address[0])
            elif when(value):
                found.setdefault("date", when(value))
            else:
                continue
            lines[at] = ""
        elif _META.match(line) and not found.get("date") and len(line) < 160:
            found["date"] = when(line)
            lines[at] = ""
        elif line.strip() and not _RULE.match(line):
            break
    rest = "\n".join(lines).lstrip("\n")
    return found, _RULE.sub("", rest) if found else rest


def _named(file: Path) -> tuple[str, str]:
    """Return the title and the day in the name of a file, or of the folder that an article has for itself."""
    name = file.parent.name if file.stem == "index" else file.stem
    dated = _DATED.match(name)
    return (name[dated.end() :] or name, when("-".join(dated.groups()))) if dated else (name, "")


def _with_list(facts: Facts, known: dict[str, Listed]) -> Facts:
    """Return the facts, with what a list says where the article itself says nothing."""
    there = known.get(key_of(facts.url)) or known.get(facts.title)
    if there is None:
        return facts
    there.is_met = True
    return Facts(**{name: getattr(facts, name) or getattr(there.facts, name) for name in Facts.__struct_fields__})


def _draft(
    file: Path, archive: Archive, facts: Facts, body: str, album: Album, tags: list[str] | None = None
) -> Draft | Skipped:
    shown, key = file.relative_to(archive.root).as_posix(), key_of(facts.url)
    if key and (first := archive.read.setdefault(key, shown)) != shown:
        return Skipped(shown, _("it is the same article as {other}", other=first))
    title, date = facts.title or _named(file)[0], facts.date or _named(file)[1]
    cover = album.cover(facts.cover)
    is_there = cover in album.files
    kept = {"account": facts.account, "url": facts.url, "cover": "" if is_there else facts.cover}
    fields: dict[str, Any] = {
        "title": title,
        "date": date,
        "summary": "" if facts.summary == title else facts.summary,
        "tags": tags or [],
        "series": facts.series,
        "authors": [facts.author] if facts.author else [],
        "cover": cover if is_there else "",
        "extra": {name: value for name, value in kept.items() if value},
    }
    if not date:
        album.notes.append(_("nothing says when it was published"))
    album.tell()
    return Draft(
        source=shown,
        kind=ARTICLE,
        slug=slugify(title),
        fields=finished(fields),
        body=body,
        files=dict(album.files),
        notes=tuple(dict.fromkeys(album.notes)),
    )
