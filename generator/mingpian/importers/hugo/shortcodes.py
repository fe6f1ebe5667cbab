"""Hugo's shortcodes, and those of themes that many use, as Markdown."""

import re

from mingpian.importers import blocks

_NAMED = re.compile(r"[\w-]+=")
_CALLOUTS = ("tip", "warning", "info", "note", "danger", "caution", "important", "success", "error", "question")


def named(arguments: blocks.Arguments, name: str, at: int = -1) -> str:
    """Return an argument by its name, or by its place among those without one."""
    stated = next((word.partition("=")[2] for word in arguments if word.startswith(f"{name}=")), "")
    bare = [word for word in arguments if not _NAMED.match(word)]
    return stated or (bare[at] if 0 <= at < len(bare) else "")


def _figure(arguments: blocks.Arguments, inner: str) -> str | None:
    source = named(arguments, "src", 0) or named(arguments, "url")
    said = [named(arguments, "title"), named(arguments, "caption", 1), named(arguments, "attr")]
    caption = " · ".join(filter(None, said))
    width = re.fullmatch(r"(\d+)(?:px)?", named(arguments, "width"))
    made = blocks.picture_markup(source, named(arguments, "alt") or caption, caption) if source else None
    made = f"{made}{{width={width[1]}}}" if made and width else made
    link = named(arguments, "link") or named(arguments, "href")
    return f"[{made}]({link})" if made and link else made


def _film(prefix: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        name = named(arguments, "id", 0) or named(arguments, "bvid", 0)
        return blocks.film(prefix + name) if name else None

    return make


def _callout(kind: str = "") -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        title = named(arguments, "title", 0 if kind else 1)
        stated = kind or named(arguments, "type", 0)
        return blocks.callout(stated, (f"**{title}**\n\n" if title else "") + inner) if inner.strip() else None

    return make


def _fold(arguments: blocks.Arguments, inner: str) -> str:
    return blocks.folded(
        named(arguments, "summary", 0) or named(arguments, "title") or named(arguments, "label") or "…", inner
    )


def _tab(arguments: blocks.Arguments, inner: str) -> str:
    title = (
        named(arguments, "name", 0)
        or named(arguments, "title")
        or named(arguments, "tabName")
        or named(arguments, "label")
    )
    return (f"\n\n**{title}**\n\n" if title else "\n\n") + f"{inner.strip(chr(10))}\n\n"


def _link(arguments: blocks.Arguments, inner: str) -> str | None:
    address = (
        named(arguments, "href", 0) or named(arguments, "url") or named(arguments, "link") or named(arguments, "relref")
    )
    words = (
        inner.strip()
        or named(arguments, "title", 1)
        or named(arguments, "content")
        or named(arguments, "text")
        or address
    )
    return f"[{words}]({address})" if address else None


def _recording(form: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        address = named(arguments, "src", 0) or named(arguments, "url") or named(arguments, "file")
        return blocks.recording(form, address) if address else None

    return make


def _gist(arguments: blocks.Arguments, inner: str) -> str | None:
    return f"<https://gist.github.com/{arguments[0]}/{arguments[1]}>" if len(arguments) > 1 else None


def _post_of(host: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        user, number = named(arguments, "user"), named(arguments, "id", 0)
        return f"\n\n<https://{host}/{user or 'i'}/status/{number}>\n\n" if number else None

    return make


def _inner(arguments: blocks.Arguments, inner: str) -> str:
    return inner


def _code(arguments: blocks.Arguments, inner: str) -> str:
    return blocks.fenced(inner, named(arguments, "lang", 0))


CODES: dict[str, blocks.Convert] = {
    "highlight": _code,
    "code": _code,
    **dict.fromkeys(("figure", "img", "image", "fig", "imgproc", "picture"), _figure),
    "youtube": _film("https://www.youtube.com/watch?v="),
    "youtubelite": _film("https://www.youtube.com/watch?v="),
    "vimeo": _film("https://vimeo.com/"),
    "bilibili": _film("https://www.bilibili.com/video/"),
    "video": _recording("video"),
    "audio": _recording("audio"),
    "gist": _gist,
    **dict.fromkeys(("tweet", "x", "twitter"), _post_of("x.com")),
    "instagram": lambda arguments, inner: f"<https://www.instagram.com/p/{arguments[0]}/>" if arguments else None,
    "quote": lambda arguments, inner: blocks.quote(inner, named(arguments, "author") or named(arguments, "source")),
    "blockquote": lambda arguments, inner: blocks.quote(inner, named(arguments, "author")),
    **dict.fromkeys(("details", "expand", "collapse", "fold", "accordion", "spoiler", "toggle"), _fold),
    **dict.fromkeys(("tab", "tabitem", "step"), _tab),
    "music": _recording("audio"),
    **dict.fromkeys(("typeit", "style"), _inner),
    **dict.fromkeys(("raw", "rawhtml", "html", "unsafe", "tabs", "tabgroup", "steps", "center", "columns", "column",
                     "align", "lead", "markdown", "md", "wrap", "div", "section", "grid", "row", "block"), _inner),
    "gallery": lambda arguments, inner: f"\n\n:::gallery\n{inner.strip()}\n:::\n\n" if inner.strip() else None,
    "mermaid": lambda arguments, inner: blocks.fenced(inner, "mermaid"),
    **dict.fromkeys(
        ("math", "katex", "mathjax"), lambda arguments, inner: f"$${inner.strip()}$$" if inner.strip() else ""
    ),
    **dict.fromkeys(("link", "button", "btn"), _link),
    **dict.fromkeys(("badge", "label", "mark", "hl"),
                    lambda arguments, inner: f"**{inner.strip() or named(arguments, 'text', 0)}**"),
    "kbd": lambda arguments, inner: f"`{inner.strip() or ' '.join(arguments)}`",
    "br": lambda arguments, inner: "<br>",
    **{name: _callout() for name in ("notice", "admonition", "alert", "callout", "hint", "alertbox", "box")},
    **{name: _callout(name) for name in _CALLOUTS},
}  # fmt: skip

_SAID = r"""(?P<said>(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?![%>]\}\}).)*?)"""
SYNTAX = blocks.Syntax(
    opening=re.compile(rf"\{{\{{[<%]-?\s*(?!/)(?P<name>[A-Za-z][\w./-]*)\b{_SAID}/?\s*[%>]\}}\}}", re.DOTALL),
    closing=re.compile(r"\{\{[<%]\s*/\s*(?P<name>[A-Za-z][\w./-]*)\s*[%>]\}\}"),
    known=CODES,
    verbatim=frozenset({"highlight", "code", "mermaid", "math", "katex", "mathjax"}),
)
_QUOTED = re.compile(r"\{\{([<%])/\*(.*?)\*/([%>])\}\}", re.DOTALL)


def unquoted(body: str) -> str:
    """Return a text with the shortcodes that it only shows (`{{</* x */>}}`) as they were shown."""
    return _QUOTED.sub(r"{{\1\2\3}}", body)
