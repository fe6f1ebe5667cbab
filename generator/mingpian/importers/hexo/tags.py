"""Hexo's tags, and those of the themes Butterfly, NexT, Fluid, Volantis and Stellar, as Markdown."""

import re

from mingpian.importers import blocks
from mingpian.importers.fields import slug_of

_STYLES = frozenset({"no-icon", "icon-padding", "simple", "modern", "flat", "disabled", "plain", "icon"})
_TAB = re.compile(r"<!--\s*tab\b(?P<said>.*?)-->\n?(?P<inner>.*?)<!--\s*endtab\s*-->", re.DOTALL)
_MOMENT = re.compile(r"<!--\s*timeline\b(?P<said>.*?)-->\n?(?P<inner>.*?)<!--\s*endtimeline\s*-->", re.DOTALL)
_ICON = re.compile(r"\s*@.*\Z", re.DOTALL)
_COLORS = frozenset({
    "red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "gray", "grey", "light", "dark", "black",
    "white", "default", "primary", "success", "info", "warning", "danger", "error", "open", "close", "undefined",
})  # fmt: skip


def _parts(arguments: blocks.Arguments) -> list[str]:
    """Return the arguments of a tag that sets commas between them."""
    return [part.strip() for part in " ".join(arguments).split(",")]


def _note(arguments: blocks.Arguments, inner: str) -> str | None:
    if not inner.strip():  # Volantis: `{% note color, text %}`
        words = [part for part in _parts(arguments) if part]
        return blocks.callout(words[0].split(" ")[0], ", ".join(words[1:]) or words[0]) if words else None
    kind = arguments[0].strip(",") if arguments else ""
    title = " ".join(
        word for word in arguments[1:] if word not in _STYLES and word not in _COLORS and "fa-" not in word
    )
    return blocks.callout(kind, (f"**{title}**\n\n" if title else "") + inner)


def _fold(arguments: blocks.Arguments, inner: str) -> str:
    """What opens at a click: `<details>`, so that its text stays a text."""
    text = " ".join(arguments)
    text = text.partition("@")[2] if "@" in text and "," not in text else text
    named = [part.strip() for part in text.split(",")]
    words = [part for part in named if part and part.lower() not in _COLORS and not re.match(r"#|var\(|rgb", part)]
    words = [word for word in words if not set(word.lower().split()) <= _COLORS] or words
    title = re.sub(r"^(?:\w+:\w+\s+)+", "", words[0]) if words else "…"
    return blocks.folded(title, inner)


def _hidden(arguments: blocks.Arguments, inner: str) -> str | None:
    """Butterfly's `hideInline content,display,…`."""
    words = _parts(arguments)
    return words[0] if words and words[0] else None


def _tabs(arguments: blocks.Arguments, inner: str) -> str:
    name = _parts(arguments)[0] if arguments else ""

    def one(number: int, found: re.Match[str]) -> str:
        caption = _ICON.sub("", found["said"].strip()) or f"{name} {number}".strip()
        return f"\n\n**{caption}**\n\n{found['inner'].strip(chr(10))}\n\n"

    found = list(_TAB.finditer(inner))
    return "".join(one(number, tab) for number, tab in enumerate(found, 1)) if found else f"\n\n{inner}\n\n"


def _timeline(arguments: blocks.Arguments, inner: str) -> str:
    title = _parts(arguments)[0] if arguments else ""
    head = f"\n\n**{title}**\n\n" if title else "\n\n"
    moments = [(match["said"].strip(), match["inner"].strip()) for match in _MOMENT.finditer(inner)]
    if not moments:
        return head + inner
    return head + "".join(f"**{when}**\n\n{text}\n\n" for when, text in moments)


def _moment(arguments: blocks.Arguments, inner: str) -> str:
    return f"\n\n**{' '.join(arguments)}**\n\n{inner.strip()}\n\n"


def _button(arguments: blocks.Arguments, inner: str) -> str | None:
    words = _parts(arguments)
    if len(words) > 2 and not _is_address(words[0]) and _is_address(words[2]):
        return f"[{words[1]}]({words[2]})"  # Volantis: style, words, address
    if words and _is_address(words[0]):
        return f"[{words[1] if len(words) > 1 and words[1] else words[0]}]({words[0]})"
    return None


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/", "#", "mailto:", "./")) and " " not in text


def _checked(arguments: blocks.Arguments, inner: str) -> str | None:
    """`checkbox [color] [checked], text`: an item of a list to do."""
    style, comma, text = " ".join(arguments).partition(",")
    text = text if comma else style
    return f"\n- [{'x' if comma and 'checked' in style else ' '}] {text.strip()}\n" if text.strip() else None


def _label(arguments: blocks.Arguments, inner: str) -> str | None:
    """`label text color`, `label class@text`, `span color, text`: the text, marked."""
    text = " ".join(arguments)
    if inner.strip():
        return f"**{inner.strip()}**"
    if "@" in text:
        text = text.partition("@")[2]
    elif "," in text:
        text = text.partition(",")[2]
    elif len(arguments) > 1 and arguments[-1].lower() in _COLORS:
        text = " ".join(arguments[:-1])
    return f"**{text.strip()}**" if text.strip() else None


def _around(sign: str) -> blocks.Convert:
    return lambda arguments, inner: f"{sign}{' '.join(arguments)}{sign}" if arguments else None


def picture(arguments: blocks.Arguments) -> str | None:
    """`asset_img [class] name [width] [height] "title alt"`: the name is the first word with an ending, or with `/`."""
    at = next((index for index, word in enumerate(arguments) if "." in word or "/" in word), None)
    if at is None:
        return None
    words = " ".join(word for word in arguments[at + 1 :] if not re.fullmatch(r"\d+(?:px|%)?|\w+=\S*", word))
    alt = next((word[4:] for word in arguments if word.startswith("alt=")), words)
    return blocks.picture_markup(arguments[at].strip(","), re.sub(r"\A(['\"])(.*)\1\Z", r"\2", alt))


def _post(arguments: blocks.Arguments) -> str | None:
    if not arguments:
        return None
    target, _, fragment = arguments[0].partition("#")
    slug = slug_of(target.rpartition("/")[2].removesuffix(".md")) + (f"#{fragment}" if fragment else "")
    title = " ".join(word for word in arguments[1:] if word not in ("true", "false"))
    return f"[[{slug}|{title}]]" if title else f"[[{slug}]]"


def _film(prefix: str) -> blocks.Convert:
    return lambda arguments, inner: blocks.film(prefix + arguments[0].strip(",'\"")) if arguments else None


def _recording(form: str) -> blocks.Convert:
    """Return what makes a player of a tag with an address: `url=…`, or the first word that is one."""

    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        words = [word.strip(",'\"") for word in arguments]
        stated = [word.partition("=")[2] for word in words if word.startswith(("url=", "src="))]
        address = next((word for word in [*stated, *words] if _is_address(word) or re.search(r"\.\w{2,4}\Z", word)), "")
        return blocks.recording(form, address) if address and '"' not in address else None

    return make


def _images(arguments: blocks.Arguments, inner: str) -> str:
    return f"\n\n:::gallery\n{inner.strip()}\n:::\n\n"


def _cell(arguments: blocks.Arguments, inner: str) -> str | None:
    words = _parts(arguments)
    return f"[{words[0]}]({words[1]})" if len(words) > 1 and _is_address(words[1]) else None


def _link(arguments: blocks.Arguments, inner: str) -> str | None:
    words = _parts(arguments) if "," in " ".join(arguments) else arguments
    at = next((number for number, word in enumerate(words) if _is_address(word)), None)
    if at is None:
        return None
    return f"[{words[0] if at else words[1] if len(words) > 1 else words[0]}]({words[at]})"


TAGS: dict[str, blocks.Convert] = {
    "codeblock": blocks.code_block,
    "code": blocks.code_block,
    "raw": blocks.inside,
    "blockquote": blocks.quotation,
    "quote": blocks.quotation,
    **dict.fromkeys(("pullquote", "centerquote", "cq"), lambda arguments, inner: blocks.quote(inner)),
    **dict.fromkeys(("note", "noteblock", "subnote"), _note),
    "tip": lambda arguments, inner: blocks.callout((arguments or ["tip"])[0], inner),
    **dict.fromkeys(("hideBlock", "hideToggle", "folding", "fold", "details", "spoiler"), _fold),
    "hideInline": _hidden,
    **dict.fromkeys(("tabs", "subtabs", "subsubtabs"), _tabs),
    "timeline": _timeline,
    **dict.fromkeys(("timenode", "node"), _moment),
    **dict.fromkeys(("btn", "button"), _button),
    **dict.fromkeys(("label", "span", "mark", "color", "u", "emp", "wavy"), _label),
    **dict.fromkeys(("checkbox", "radio"), _checked),
    **dict.fromkeys(("psw", "sub", "sup"), lambda arguments, inner: " ".join(arguments) or None),
    "iframe": lambda arguments, inner: f"<{arguments[0]}>" if arguments and "://" in arguments[0] else None,
    "del": _around("~~"),
    "kbd": _around("`"),
    "cell": _cell,
    **dict.fromkeys(("btns", "cells", "folders", "folds", "grouppicture", "row", "col", "grid"), blocks.inside),
    **dict.fromkeys(("gallery", "swiper", "groupPicture", "gp", "gi", "gallerygroup"), _images),
    "mermaid": lambda arguments, inner: blocks.fenced(inner, "mermaid"),
    **dict.fromkeys(("asset_img", "img", "image", "fullimage", "inlineImg", "inlineimage", "inlineImage", "full-image"),
                    lambda arguments, inner: picture(arguments)),
    "asset_path": lambda arguments, inner: arguments[0] if arguments else None,
    "asset_link": lambda arguments, inner: (
        f"[{' '.join(arguments[1:]) or arguments[0]}]({arguments[0]})" if arguments else None
    ),
    "post_link": lambda arguments, inner: _post(arguments),
    "post_path": lambda arguments, inner: f"[[{slug_of(arguments[0])}]]" if arguments else None,
    "youtube": _film("https://www.youtube.com/watch?v="),
    "vimeo": _film("https://vimeo.com/"),
    "bilibili": _film("https://www.bilibili.com/video/"),
    "video": _recording("video"),
    "dplayer": _recording("video"),
    "audio": _recording("audio"),
    "aplayer": _recording("audio"),
    "pdf": lambda arguments, inner: f"[PDF]({arguments[0]})" if arguments else None,
    "gist": lambda arguments, inner: f"<https://gist.github.com/{arguments[0]}>" if arguments else None,
    "link": _link,
}  # fmt: skip

SYNTAX = blocks.Syntax(
    opening=re.compile(r"\{%-?\s*(?!end)(?P<name>[A-Za-z_][\w-]*)\b(?P<said>(?:[^%\n]|%(?!\}))*?)-?%\}"),
    closing=re.compile(r"\{%-?\s*end(?P<name>[A-Za-z_][\w-]*)\s*-?%\}"),
    known=TAGS,
    verbatim=frozenset({"codeblock", "code", "raw", "mermaid"}),
)
