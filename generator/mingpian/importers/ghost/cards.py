"""Ghost's own formats of text, Lexical and Mobiledoc, as HTML: for posts whose export has none."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from mingpian.importers import texts
from mingpian.importers.html_text import as_html, film, frame, gallery, player

Node = Mapping[str, Any]
Unknown = Callable[[str], None]
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_EMPTY = frozenset({"paywall", "email", "email-cta", "signup", "call-to-action"})


def html_of(post: Node, unknown: Unknown) -> str:
    """Return the HTML of a post's Lexical or Mobiledoc; empty when it has neither. Raises ValueError."""
    if isinstance(lexical := post.get("lexical"), str) and lexical.strip():
        root = texts.json_value(lexical).get("root") or {}
        return "\n".join(_block(node, unknown) for node in _nodes(root))
    if isinstance(mobiledoc := post.get("mobiledoc"), str) and mobiledoc.strip():
        return _mobiledoc(texts.json_value(mobiledoc), unknown)
    return ""


def is_cut(post: Node) -> bool:
    """Tell whether a part of a post was for members alone, or for readers of its mail."""
    said = " ".join(str(post.get(name) or "") for name in ("html", "lexical", "mobiledoc"))
    return any(
        mark in said for mark in ("<!--members-only-->", '"type":"paywall"', '["paywall"', '"type":"email"', "kg-email")
    )


def _nodes(node: Node) -> list[Node]:
    children = node.get("children")
    return [one for one in children if isinstance(one, dict)] if isinstance(children, list) else []


def _block(node: Node, unknown: Unknown) -> str:
    form = str(node.get("type") or "")
    inner = "".join(_inline(one, unknown) for one in _nodes(node))
    match form:
        case "paragraph" | "aside":
            return f"<p>{inner}</p>" if inner.strip() else ""
        case "heading" | "extended-heading":
            tag = str(node.get("tag") or "h2")
            return f"<{tag}>{inner}</{tag}>" if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else f"<p>{inner}</p>"
        case "quote" | "extended-quote":
            return f"<blockquote><p>{inner}</p></blockquote>"
        case "list":
            tag = "ol" if node.get("listType") == "number" else "ul"
            return f"<{tag}>{''.join(_item(one, unknown) for one in _nodes(node))}</{tag}>"
        case _:
            return card(form, node, unknown)


def _item(node: Node, unknown: Unknown) -> str:
    inner = "".join(
        _block(one, unknown) if one.get("type") == "list" else _inline(one, unknown) for one in _nodes(node)
    )
    return f"<li>{inner}</li>"


def _inline(node: Node, unknown: Unknown) -> str:
    form = str(node.get("type") or "")
    if form in ("text", "extended-text", "tab"):
        made = escape(str(node.get("text") or "\t"), quote=False)
        stated = node.get("format")
        for bit, tag in _FORMATS:
            if isinstance(stated, int) and stated & bit:
                made = f"<{tag}>{made}</{tag}>"
        return made
    if form == "linebreak":
        return "<br>"
    inner = "".join(_inline(one, unknown) for one in _nodes(node))
    if form in ("link", "autolink"):
        return f'<a href="{escape(str(node.get("url") or ""))}">{inner}</a>'
    return inner or _block({**node, "children": []}, unknown) if form not in ("paragraph",) else inner


def card(form: str, data: Node, unknown: Unknown) -> str:
    """Return the HTML of a card; of one that is not known, its texts, and `unknown` is told."""
    make = _CARDS.get(form)
    if make:
        return make({str(name): value for name, value in data.items()}) + _caption(form, data)
    if form not in _EMPTY:
        unknown(form)
    words = _of(data, "html") or _of(data, "value") or _of(data, "text")
    return f"<div>{words}</div>" if words else ""


def _of(data: Node, name: str) -> str:
    value = data.get(name)
    return str(value) if isinstance(value, str | int | float) else ""


def _said(data: Node, name: str) -> str:
    return escape(_of(data, name))


def _caption(form: str, data: Node) -> str:
    words = _of(data, "caption")
    return f"<p><em>{words}</em></p>" if words and form not in ("image",) else ""


def _image(data: Node) -> str:
    made = f'<img src="{_said(data, "src")}" alt="{_said(data, "alt")}">'
    made = f'<a href="{_said(data, "href")}">{made}</a>' if data.get("href") else made
    words = _of(data, "caption")
    return f"<figure><p>{made}</p>{f'<p><em>{words}</em></p>' if words else ''}</figure>"


def _images(data: Node) -> str:
    images = [one for one in data.get("images") or [] if isinstance(one, dict)]
    return gallery("".join(f'<p><img src="{_said(one, "src")}" alt="{_said(one, "alt")}"></p>' for one in images))


def _bookmark(data: Node) -> str:
    meta = data.get("metadata")
    title = str(meta.get("title") or "") if isinstance(meta, dict) else ""
    return f'<p><a href="{_said(data, "url")}">{escape(title or _of(data, "url"), quote=False)}</a></p>'


def _embed(data: Node) -> str:
    url = _of(data, "url")
    return film(url) if _of(data, "embedType") == "video" or "youtu" in url else frame(url)


def _code(data: Node) -> str:
    named = f' class="language-{_said(data, "language")}"' if data.get("language") else ""
    return f"<pre><code{named}>{escape(_of(data, 'code'), quote=False)}</code></pre>"


def _file(data: Node) -> str:
    title = _said(data, "fileTitle") or _said(data, "fileName") or _said(data, "src")
    return f'<p><a href="{_said(data, "src")}">{title}</a> {_said(data, "fileCaption")}</p>'


def _product(data: Node) -> str:
    image = f'<p><img src="{_said(data, "productImageSrc")}" alt=""></p>' if data.get("productImageSrc") else ""
    link = (
        f'<p><a href="{_said(data, "productUrl")}">{_said(data, "productButton")}</a></p>'
        if data.get("productUrl")
        else ""
    )
    return f"{image}<h3>{_of(data, 'productTitle')}</h3>{_of(data, 'productDescription')}{link}"


def _header(data: Node) -> str:
    title, more = (
        _of(data, one) or _of(data, other) for one, other in (("header", "heading"), ("subheader", "subheading"))
    )
    return f"<h2>{title}</h2><p>{more}</p>"


_CARDS: dict[str, Callable[[Node], str]] = {
    "image": _image,
    "gallery": _images,
    "bookmark": _bookmark,
    "embed": _embed,
    "html": lambda data: _of(data, "html"),
    "markdown": lambda data: as_html(_of(data, "markdown")),
    "card-markdown": lambda data: as_html(_of(data, "markdown")),
    "code": _code,
    "codeblock": _code,
    "hr": lambda data: "<hr>",
    "horizontalrule": lambda data: "<hr>",
    "callout": lambda data: f"<blockquote><p>{_said(data, 'calloutEmoji')} {_of(data, 'calloutText')}</p></blockquote>",
    "toggle": lambda data: f"<details><summary>{_of(data, 'heading')}</summary>{_of(data, 'content')}</details>",
    "video": lambda data: player("video", _of(data, "src")),
    "audio": lambda data: player("audio", _of(data, "src")),
    "file": _file,
    "button": lambda data: f'<p><a href="{_said(data, "buttonUrl")}">{_said(data, "buttonText")}</a></p>',
    "product": _product,
    "header": _header,
}


def _mobiledoc(data: Any, unknown: Unknown) -> str:
    """Return the HTML of a Mobiledoc: sections of markup, pictures, lists and cards."""
    parts = []
    cards, atoms = data.get("cards") or [], data.get("atoms") or []
    for section in data.get("sections") or []:
        kind, rest = section[0], section[1:]
        if kind == 1:
            parts.append(f"<{rest[0]}>{_markers(rest[1], data, atoms)}</{rest[0]}>")
        elif kind == 2:
            parts.append(f'<p><img src="{escape(str(rest[0]))}" alt=""></p>')
        elif kind == 3:
            items = "".join(f"<li>{_markers(one, data, atoms)}</li>" for one in rest[1])
            parts.append(f"<{rest[0]}>{items}</{rest[0]}>")
        elif kind == 10 and isinstance(rest[0], int) and rest[0] < len(cards):
            name, payload = cards[rest[0]][0], cards[rest[0]][1]
            parts.append(card(str(name), payload if isinstance(payload, dict) else {}, unknown))
    return "\n".join(parts)


def _markers(markers: list[Any], data: Any, atoms: list[Any]) -> str:
    """Return the HTML of markers: each opens marks, has a text, and closes as many of those open as it says."""
    parts: list[str] = []
    opened: list[str] = []
    marks = data.get("markups") or []
    for form, opens, closes, value in markers:
        for at in opens:
            tag, attributes = marks[at][0], marks[at][1] if len(marks[at]) > 1 else []
            pairs = dict(zip(attributes[::2], attributes[1::2], strict=False))
            parts.append(f'<{tag} href="{escape(str(pairs["href"]))}">' if "href" in pairs else f"<{tag}>")
            opened.append(str(tag))
        is_break = form == 1 and value < len(atoms) and atoms[value][0] == "soft-return"
        parts.append("<br>" if is_break else escape(str(value), quote=False) if form == 0 else "")
        parts += [f"</{opened.pop()}>" for _ in range(min(closes, len(opened)))]
    return "".join(parts)
