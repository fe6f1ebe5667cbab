"""Liquid and kramdown within texts: values filled in, tags as Markdown, lists of attributes used or dropped."""

import re
from html import escape
from typing import Any

from mingpian.importers import blocks
from mingpian.importers.fields import one_line, slug_of
from mingpian.importers.old_settings import under

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)\Z")
VALUE = re.compile(r"\{\{-?\s*((?:[^{}]|\{(?!\{))*?)\s*-?\}\}")
_BASE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url|github\.url)\s*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?\s*(?P<quote>[\"'])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)(?:\s*\|\s*(?P<filters>[^{}]*?))?\s*-?\}\}"
)
_TO_TEXT = re.compile(r"\{%-?\s*(post_url|link)\s+([^%]+?)\s*-?%\}")
_LINK = re.compile(rf"\[({blocks.LABEL})\]\({_TO_TEXT.pattern}(#[^\s)]*)?\s*(?:\"[^\"]*\")?\)")
_LINE_OF_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*\n?", re.MULTILINE)
_ATTRIBUTES = re.compile(r"(?<=[\w)\]*_`”」。，>])\{:\s*(?![\[{])([^{}\n]*)\}")
_PROMPT = re.compile(r"((?:^[ \t]*>[^\n]*\n)+)[ \t]*\{:[ \t]*\.prompt-(\w+)[ \t]*\}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\}[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"(!\[[^\]]*\]\([^()\s]+(?:\s+\"[^\"]*\")?\))\{:\s*([^{}\n]*)\}")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^()\s]+)")
_WIDTH = re.compile(r"""\bwidth\s*=\s*["']?(\d+)""")
_NOMARKDOWN = re.compile(r"\{::(?:nomarkdown|comment|options)\b[^{}]*/?\}|\{:/(?:nomarkdown|comment)?\}")
_KRAMDOWN_MATH = re.compile(r"(?<![\\$])\$\$(?!\s*\n)([^$\n]+?)\$\$(?!\$)")
_SAID = r"[ \t]*\{:(?P<said>[^{}\n]*)\}[ \t]*"
_HEADINGS = (  # with their lists of attributes: in the line, below it, below its underline, before it
    re.compile(rf"^(?P<words>#{{1,6}}[^\n]*?)(?P<under>)[ \t]*\n?{_SAID}$", re.MULTILINE),
    re.compile(rf"^(?P<words>[^\s>|][^\n]*?)(?P<under>[ \t]*\n(?:=+|-+))[ \t]*\n{_SAID}$", re.MULTILINE),
    re.compile(rf"(?:(?<=\n\n)|\A){_SAID}\n(?P<words>#{{1,6}}[^\n]*)(?P<under>)$", re.MULTILINE),
)
_ALONE = re.compile(_SAID)
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[>|<]|[-*+][ \t]|\d+[.)][ \t])")
_ID = re.compile(r"(?:\A|\s)(?:#|id=[\"'])([A-Za-z0-9_\u0080-\uffff][\w:.-]*)")
_RAW_IN_CODE = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}\n?")


def _include(arguments: blocks.Arguments, inner: str) -> str | None:
    """`include figure image_path="…"`, of Minimal Mistakes and others; other includes stay to be seen."""
    named = dict(word.split("=", 1) for word in arguments[1:] if "=" in word)
    source = named.get("image_path") or named.get("src") or named.get("url") or named.get("file") or named.get("path")
    if arguments and arguments[0].startswith(("figure", "image", "img", "picture")) and source:
        alt = named.get("alt") or named.get("title") or named.get("caption") or ""
        return blocks.picture_markup(source, alt, named.get("caption", ""))
    if arguments and arguments[0].startswith(("video", "youtube")) and (name := named.get("id")):
        provider = named.get("provider", "youtube")
        hosts = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
                 "bilibili": "https://www.bilibili.com/video/"}  # fmt: skip
        return blocks.film(hosts[provider] + name) if provider in hosts else None
    return None


def _callout(kind: str) -> blocks.Convert:
    return lambda arguments, inner: blocks.callout(kind, inner)


TAGS: dict[str, blocks.Convert] = {
    "highlight": lambda arguments, inner: blocks.fenced(inner, arguments[0] if arguments else ""),
    "codeblock": blocks.code_block,
    "raw": blocks.inside,
    "comment": lambda arguments, inner: "",
    "include": _include,
    "include_relative": lambda arguments, inner: None,
    "youtube": lambda arguments, inner: (
        blocks.film(f"https://www.youtube.com/watch?v={arguments[0]}") if arguments else None
    ),
    "vimeo": lambda arguments, inner: blocks.film(f"https://vimeo.com/{arguments[0]}") if arguments else None,
    "gist": lambda arguments, inner: f"<https://gist.github.com/{arguments[0]}>" if arguments else None,
    "twitter": lambda arguments, inner: next((f"<{url}>" for url in arguments[:1] if url.startswith("https://")), None),
    "quote": blocks.quotation,
    "blockquote": blocks.quotation,
    **{name: _callout(name) for name in ("note", "tip", "warning", "danger", "info", "caution", "important")},
}  # fmt: skip

SYNTAX = blocks.Syntax(
    opening=re.compile(r"\{%-?\s*(?!end)(?P<name>[A-Za-z_][\w-]*)\b(?P<said>(?:[^%]|%(?!\}))*?)-?%\}"),
    closing=re.compile(r"\{%-?\s*end(?P<name>[A-Za-z_][\w-]*)\s*-?%\}"),
    known=TAGS,
    verbatim=frozenset({"highlight", "codeblock", "raw", "comment"}),
)


def links(text: str) -> str:
    """Return a text with its links to texts as wikilinks."""
    text = _BASE.sub("", text)
    text = _LINK.sub(lambda found: f"[[{slug_in(found[3])}{found[4] or ''}|{found[1]}]]", text)
    return _TO_TEXT.sub(lambda found: f"[[{slug_in(found[2])}]]", text)


def filled(text: str, config: dict[str, Any], data: dict[str, Any]) -> str:
    """Return a text with the values of the settings and of its own front matter in their places."""

    def value(found: re.Match[str]) -> str:
        name, *filters = [part.strip() for part in found[1].split("|")]
        top, _, rest = name.partition(".")
        stated = under({"site": config, "page": data}.get(top, {}), *rest.split("."))
        words = one_line(stated)
        known = all(
            re.match(r"(?:relative_url|absolute_url|escape|strip|prepend: *site\.|uri_escape)", one) for one in filters
        )
        return words if words and known else found[0]

    text = _FILTERED.sub(_text_of, text)
    return VALUE.sub(value, text)


def _text_of(found: re.Match[str]) -> str:
    filters = [one.strip() for one in (found["filters"] or "").split("|") if one.strip()]
    known = all(
        re.match(r"(?:relative_url|absolute_url|escape|prepend: *site\.(?:baseurl|url))", one) for one in filters
    )
    return found["text"] if known else found[0]


def without_attributes(text: str) -> str:
    """Return a text without kramdown's lists of attributes: widths of pictures are kept, a list marked `{:toc}` becomes
    the table of contents."""
    text = _PROMPT.sub(_prompt, _CONTENTS.sub("[TOC]", text))
    text = _PICTURE.sub(_sized, text)
    text = _LINE_OF_ATTRIBUTES.sub("", text)
    text = _NOMARKDOWN.sub("", text)
    text = _ATTRIBUTES.sub(_within_line, text)
    return _KRAMDOWN_MATH.sub(lambda found: _math(found, text), text)


def _within_line(found: re.Match[str]) -> str:
    id = _ID.search(found[1])
    return f"{{#{id[1]}}}" if id else ""


def _prompt(found: re.Match[str]) -> str:
    """Return a quotation that Chirpy shows as a box (`{: .prompt-tip }`) as one."""
    inner = re.sub(r"^[ \t]*>[ \t]?", "", found[1], flags=re.MULTILINE)
    return blocks.callout(found[2], inner).strip("\n") + "\n"


def with_ids(text: str) -> str:
    """Return a text whose headings and paragraphs have their ids behind their words, as we read them: `## Words {#id}`;
    other blocks have a place of that name before them."""
    for pattern in _HEADINGS:
        text = pattern.sub(_with_id, text)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        said = _ALONE.fullmatch(line) if line.lstrip().startswith("{:") else None
        if said and (id := _ID.search(said["said"])) and (block := _block_at(lines, at)):
            first, last = block
            if _NO_PARAGRAPH.match(lines[first]):
                lines[first] = f'<span id="{id[1]}"></span>\n\n{lines[first]}'
            else:
                lines[last] += f" {{#{id[1]}}}"
    return "\n".join(lines)


def _block_at(lines: list[str], at: int) -> tuple[int, int] | None:
    """Return the first and the last line of the block to which a list of attributes belongs: that above it, else that
    below; None where there is none."""

    def is_of_block(number: int) -> bool:
        return 0 <= number < len(lines) and bool(lines[number].strip()) and not _ALONE.fullmatch(lines[number])

    first = last = at - 1 if is_of_block(at - 1) else at + 1
    if not is_of_block(first):
        return None
    while first < at and is_of_block(first - 1):
        first -= 1
    while last > at and is_of_block(last + 1):
        last += 1
    return first, last


def _with_id(found: re.Match[str]) -> str:
    id = _ID.search(found["said"])
    return f"{found['words'].rstrip()} {{#{id[1]}}}{found['under']}" if id else found[0]


def _sized(found: re.Match[str]) -> str:
    width, parts = _WIDTH.search(found[2]), _IMAGE.match(found[1])
    if not width or not parts:
        return found[1]
    return f'<img src="{escape(parts[2])}" alt="{escape(parts[1])}" width="{width[1]}">'


def _math(found: re.Match[str], text: str) -> str:
    """kramdown's `$$…$$` within a line is a formula within it."""
    line = text[text.rfind("\n", 0, found.start()) + 1 : (text + "\n").find("\n", found.end())]
    return found[0] if line.strip() == found[0] else f"${found[1].strip()}$"


def code_of(text: str) -> str:
    """Return code without the marks that kept Liquid away from it."""
    return _RAW_IN_CODE.sub("", text)


def slug_in(target: str) -> str:
    """Return the slug of the text that `post_url` or `link` names."""
    stem = re.sub(r"\.(?:md|markdown|html)\Z", "", target.strip().rpartition("/")[2])
    match = DATED.match(stem)
    return slug_of(match[4] if match else stem)
