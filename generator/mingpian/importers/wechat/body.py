"""The text of an article: sections within sections, each with styles of its own, as plain HTML.

Every run of text is taken with what it is (bold, a link …), and runs stand in blocks: paragraphs, headings, lists,
quotations, tables, code. Styles, decorations, cards, hidden parts and prompts to follow have no place in that.
"""

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.importers.wechat import code, vectors
from mingpian.importers.wechat.runs import Run, weighted
from mingpian.importers.wechat.runs import written as runs_written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Place = Callable[["HtmlElement | bytes"], str]  # what a picture is called now; empty: it is none

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "section", "div", "article", "header", "footer", "main", "aside", "center", "figure", "dl", "dt", "dd"}
    | {"fieldset", "form", "address", "details", "summary", "mp-style-type"}
)
_GONE = frozenset(
    {"script", "style", "noscript", "link", "meta", "title", "template", "button", "input", "select", "textarea"}
    | {"object", "embed", "canvas", "mp-common-profile", "mpprofile", "mp-common-product", "mp-common-cpsad", "mpcps"}
    | {"mp-miniprogram", "mp-common-miniprogram", "mp-weapp", "mp-vote", "mp-common-vote", "mp-common-poi"}
    | {"mp-common-sticker", "mp-common-clicktrack", "mp-ad", "mjx-assistive-mml"}
)
_GONE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:qr_?code|weapp_display_element|weapp_text_link_placeholder|profile_container|reward|vote_area"
    r"|js_editor_vote|rich_media_meta_avatar|avatar|original_area|read_more|js_read_area|code-snippet__line-index"
    r"|wx_profile_card|appmsg_card_context)",
    re.IGNORECASE,
)
_PLAYED = frozenset(
    {"mpvoice", "mp-common-mpaudio", "mp-common-videosnap", "mpvideosnap", "qqmusic", "mp-common-qqmusic", "mpvideo"}
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BEHIND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*([\"']?)(.+?)\1\s*\)\s*(?:;|\Z|[a-z\d])", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SMALL = re.compile(r"font-size\s*:\s*(?:1[0-4](?:\.\d+)?px|0\.[0-9]+(?:em|rem))", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]")
_LONGEST_CAPTION = 80


class ArticleBlock(msgspec.Struct):
    """A block, as HTML. A picture alone may take the block after it for its caption."""

    html: str
    picture: str = ""
    is_caption: bool = False
    text: str = ""


class ArticleReader:
    """Reads one article; `place` says where pictures are, `notes` takes what could not come."""

    def __init__(self, place: Place, notes: list[AnyText]) -> None:
        self._place, self._notes = place, notes
        self._blocks: list[ArticleBlock] = []
        self._runs: list[Run] = []

    def blocks(self, element: "HtmlElement") -> list[ArticleBlock]:
        """Return the blocks within an element."""
        outer = self._blocks, self._runs
        self._blocks, self._runs = [], []
        self._children(element, Run())
        self._close()
        found, (self._blocks, self._runs) = self._blocks, outer
        return _captioned(found)

    def _children(self, element: "HtmlElement", kind: Run) -> None:
        self._say(element.text, kind)
        for child in element:
            if isinstance(child.tag, str):
                self._take(child, kind)
            self._say(child.tail, kind)

    def _say(self, text: str | None, kind: Run) -> None:
        if text:
            self._runs.append(msgspec.structs.replace(kind, text=_INVISIBLE.sub("", text).replace("\xa0", " ")))

    def _take(self, element: "HtmlElement", kind: Run) -> None:
        tag, style = element.tag.lower(), element.get("style") or ""
        if (
            tag in _GONE
            or _HIDDEN.search(style)
            or _GONE_CLASS.search(element.get("class") or "")
            or "hidden" in element.attrib
        ):
            return
        whole = {"table": self._table, "ul": self._list, "ol": self._list, "pre": self._pre, "img": self._picture}
        if tag == "svg" or (element.get("data-formula") and element.find(".//svg") is not None):
            self._vector(element, kind)
        elif tag in whole:
            whole[tag](element, kind)
        elif tag in _PLAYED or tag == "iframe":
            self._played(element)
        elif tag == "br":
            self._runs.append(Run(html="<br>"))
        elif tag == "hr":
            self._put("<hr>")
        elif tag == "blockquote":
            if inner := written(self._inner(element)):
                self._put(f"<blockquote>{inner}</blockquote>")
        elif tag in _HEADINGS or tag == "figcaption" or tag in _BLOCKS:
            self._block(element, tag, style, kind)
        else:
            self._inline(element, tag, style, kind)

    def _inner(self, element: "HtmlElement") -> list[ArticleBlock]:
        self._close()
        return self.blocks(element)

    def _put(self, html: str, **more: Any) -> None:
        self._close()
        self._blocks.append(ArticleBlock(html, **more))

    def _block(self, element: "HtmlElement", tag: str, style: str, kind: Run) -> None:
        self._close()
        before = len(self._blocks)
        self._children(element, weighted(kind, style) if tag not in _HEADINGS else kind)
        if tag in _HEADINGS:
            self._runs = [msgspec.structs.replace(run, marks=()) for run in self._runs]
        self._close(tag if tag in _HEADINGS else "p")
        added = self._blocks[before:]
        if len(added) == 1 and not added[0].picture:
            small = _CENTRED.search(style) and any(_SMALL.search(one.get("style") or "") for one in element.iter())
            added[0].is_caption |= tag == "figcaption" or bool(small)
        if not added and not "".join(element.itertext()).strip() and (match := _BEHIND.search(style)):
            element.set("src", match[2])
            self._picture(element, Run())
            self._close()

    def _inline(self, element: "HtmlElement", tag: str, style: str, kind: Run) -> None:
        mark = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "del": "del", "s": "del", "strike": "del",
                "code": "code", "sup": "sup", "sub": "sub"}.get(tag)  # fmt: skip
        if tag == "code" and element.find(".//br") is not None:
            self._pre(element, kind)
            return
        if mark and mark not in kind.marks:
            kind = msgspec.structs.replace(kind, marks=(*kind.marks, mark))
        href = element.get("href") or "" if tag == "a" else ""
        if href.startswith(("http://", "https://", "mailto:")):
            kind = msgspec.structs.replace(kind, href=href)
        self._children(element, weighted(kind, style))

    def _close(self, tag: str = "p") -> None:
        """End a paragraph. Pictures that stand in it alone are paragraphs of their own."""
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            for run in runs:
                if run.html not in ("", "<br>"):
                    self._blocks.append(ArticleBlock(f"<p>{run.html}</p>", picture=run.html))
            return
        html = runs_written(runs)
        self._blocks.append(
            ArticleBlock(f"<{tag}>{html}</{tag}>", text=" ".join("".join(run.text for run in runs).split()))
        )

    def _picture(self, element: "HtmlElement", kind: Run) -> None:
        name = self._place(element)
        alt = element.get("data-alt") or element.get("alt") or ""
        if name:
            said = "" if alt.strip() in ("图片", "Image", "image", "img", "picture") else " ".join(alt.split())
            self._runs.append(Run(html=f'<img src="{escape(name)}" alt="{escape(said)}">'))

    def _vector(self, element: "HtmlElement", kind: Run) -> None:
        """Take a formula, or another drawing that says something, as a picture; what else is in one, as it is."""
        formula = element.get("data-formula") or ""
        drawn = vectors.picture_of(element, is_formula=bool(formula))
        if drawn is None:
            self._children(element, kind)
        elif name := self._place(drawn):
            self._runs.append(Run(html=f'<img src="{escape(name)}" alt="{escape(" ".join(formula.split()))}">'))

    def _played(self, element: "HtmlElement") -> None:
        name = element.get("name") or element.get("data-name") or element.get("music_name") or element.get("data-title")
        address = element.get("data-src") or element.get("src") or ""
        if "vote" in (element.get("class") or "") or "/newappmsgvote" in address:
            return
        if address.startswith(("http://", "https://")):
            self._put(f'<p><a href="{escape(address)}">{escape(name or address)}</a></p>', text=name or address)
        elif name:
            self._put(f"<p>{escape(name)}</p>", text=name)
        if not address.startswith("http"):
            self._notes.append(
                _("a recording stays on WeChat: {name}", name=name) if name else _("a recording stays on WeChat")
            )

    def _list(self, element: "HtmlElement", kind: Run) -> None:
        items = []
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _GONE:
                continue
            blocks = self._inner(child) if child.tag not in ("ul", "ol") else self._only(child, kind)
            if blocks:
                items.append(_item(blocks))
        if items:
            self._put(f"<{element.tag}>{''.join(f'<li>{item}</li>' for item in items)}</{element.tag}>")

    def _only(self, element: "HtmlElement", kind: Run) -> list[ArticleBlock]:
        """Return the block that an element itself is."""
        outer, self._blocks = self._blocks, []
        self._list(element, kind)
        found, self._blocks = self._blocks, outer
        return found

    def _table(self, element: "HtmlElement", kind: Run) -> None:
        own = element.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
        rows = [cells for row in own if (cells := [cell for cell in row if cell.tag in ("td", "th")])]
        if sum(map(len, rows)) <= 1:
            self._children(element, kind)  # a frame
            self._close()
            return
        width, lines = max(map(len, rows)), []
        for at, row in enumerate(rows):
            name = "td" if at else "th"
            cells = [
                "<br>".join(block.html.removeprefix("<p>").removesuffix("</p>") for block in self._inner(cell))
                for cell in row
            ]
            cells += [""] * (width - len(cells))
            lines.append("<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in cells) + "</tr>")
        self._put(f"<table>{''.join(lines)}</table>")

    def _pre(self, element: "HtmlElement", kind: Run) -> None:
        if element.tag == "pre" and not code.is_code(element):
            self._children(element, kind)
            self._close()
        elif lines := code.lines_of(element):
            language = code.language_of(element)
            named = f' class="language-{escape(language)}"' if language else ""
            self._put(f"<pre><code{named}>{escape(lines, quote=False)}</code></pre>")


def written(blocks: list[ArticleBlock]) -> str:
    """Return blocks as HTML; where there are headings of the first level, which is the title's, all are one lower."""
    html = "\n".join(block.html for block in blocks)
    if "<h1>" in html:
        html = re.sub(r"(</?h)([1-5])>", lambda found: f"{found[1]}{int(found[2]) + 1}>", html)
    return html


def _item(blocks: list[ArticleBlock]) -> str:
    """Return the inside of an item of a list: its only paragraph, or that before further lists, bare."""
    first, *others = blocks
    is_tight = first.html.startswith("<p>") and all(one.html.startswith(("<ul>", "<ol>")) for one in others)
    return first.html[3:-4] + written(others) if is_tight else written(blocks)


def _captioned(blocks: list[ArticleBlock]) -> list[ArticleBlock]:
    found: list[ArticleBlock] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and last.picture and block.is_caption and block.text and len(block.text) <= _LONGEST_CAPTION:
            named = last.picture.replace('">', f'" title="{escape(block.text)}">')
            found[-1] = ArticleBlock(f"<p>{named}</p>")
        else:
            found.append(block)
    return found
