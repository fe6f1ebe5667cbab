"""HTML of other systems as Markdown of ours."""

import re
from html import escape
from typing import Any

from mingpian import HtmlElementRule as Own
from mingpian import from_html, markdown_to_html
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks

_LANGUAGE = re.compile(r"(?:language|lang|brush:)-?\s?([\w+#-]+)")
_EMBEDS = (
    (
        re.compile(r"(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com)/embed/([\w-]+)"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (
        re.compile(r"(?:https?:)?//player\.bilibili\.com/[^?]*\?(?:[^#]*&)?bvid=(\w+)"),
        "https://www.bilibili.com/video/{}",
    ),
    (
        re.compile(r"(?:https?:)?//player\.bilibili\.com/[^?]*\?(?:[^#]*&)?aid=(\d+)"),
        "https://www.bilibili.com/video/av{}",
    ),
    (re.compile(r"(?:https?:)?//v\.qq\.com/[^?]*\?(?:[^#]*&)?vid=(\w+)"), "https://v.qq.com/x/page/{}.html"),
    (re.compile(r"(?:https?:)?//player\.youku\.com/embed/([\w=]+)"), "https://v.youku.com/v_show/id_{}.html"),
)
_NO_TEXT = _("`<{name}>` in it is no text, and is not taken")


def _formula(element: Any) -> str:
    tex = element.get_text().strip()
    return f"${tex}$" if element.get("class") else f"\n\n$$\n{tex}\n$$\n\n"


_OURS: dict[str, Own] = {
    "mingpian-player": lambda el, text: blocks.recording(el.get("form") or "video", el.get("src") or ""),
    "mingpian-formula": lambda el, text: _formula(el),
    "mingpian-more": lambda el, text: "\n\n<!--more-->\n\n",
    "details": lambda el, text: f"\n\n<details>\n{text.strip()}\n\n</details>\n\n",
    "summary": lambda el, text: f"<summary>{text.strip()}</summary>\n\n",
    "mingpian-footnote": lambda el, text: _footnote(el.get("name") or "1", text),
    "mingpian-film": lambda el, text: blocks.film(el.get("src") or ""),
    "mingpian-gallery": lambda el, text: f"\n\n:::gallery\n{text.strip()}\n:::\n\n",
}


def _footnote(name: str, text: str) -> str:
    if not text.strip():
        return f"[^{name}]"
    return f"\n\n[^{name}]: " + text.strip().replace("\n", "\n    ").replace("\n    \n", "\n\n") + "\n\n"


def film(url: str) -> str:
    """Return an element that `markdown_of` makes a recording of; the address is HTML already."""
    return f'<mingpian-film src="{url.replace(chr(34), "%22")}"></mingpian-film>'


def gallery(pictures: str) -> str:
    """Return an element that `markdown_of` makes a gallery of."""
    return f"<mingpian-gallery>{pictures}</mingpian-gallery>"


def player(form: str, address: str) -> str:
    """Return an element that `markdown_of` makes a player of: of a file, or of a page of a host that has players."""
    return f'<mingpian-player form="{form}" src="{escape(address)}"></mingpian-player>'


def more() -> str:
    """Return an element that `markdown_of` makes the mark of: what stands above it is the summary."""
    return "<mingpian-more></mingpian-more>"


def frame(address: str) -> str:
    """Return what a frame showed: a recording, where it was one, else a link to it."""
    for pattern, page in _EMBEDS:
        if match := pattern.match(address):
            return film(page.format(match[1]))
    whole = f"https:{address}" if address.startswith("//") else address
    return f'<p><a href="{escape(whole)}">{escape(whole)}</a></p>'


def markdown_of(html: str, notes: list[AnyText] | None = None) -> str:
    """Return HTML as Markdown; what has no form there goes, and text that looks like Markdown stays text. `notes` take
    the programs and styles in it. Raises HtmlConverterError."""

    def left(element: Any, _text: str) -> str:
        note = _NO_TEXT.with_values(name=element.name)
        if notes is not None and note not in notes and element.get_text().strip() + (element.get("src") or ""):
            notes.append(note)
        return ""

    own = _OURS | {"script": left, "style": left}
    text = from_html(html, _language, own, sub_symbol="<sub>", sup_symbol="<sup>")
    return blocks.outside_code(text, lambda words: re.sub(r"\n{3,}", "\n\n", words)).strip() + "\n"


def _language(element: Any) -> str:
    """Return the language that a <pre>, or the code in it, names."""
    classes = [*(element.get("class") or ()), *((element.code or {}).get("class") or () if element.code else ())]
    return next((match[1] for name in classes if (match := _LANGUAGE.match(name))), "")


def as_html(markdown: str) -> str:
    """Return Markdown within HTML, as cards of other systems have it, as HTML."""
    return markdown_to_html(markdown)
