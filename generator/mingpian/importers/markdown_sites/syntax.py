"""What these systems have beyond Markdown: boxes of colons, components of Vue and JSX, files that are shown."""

import re
from collections.abc import Callable

from mingpian.importers import blocks
from mingpian.importers.hugo.shortcodes import named

_FENCE = re.compile(r"[ \t>]*(?:[-*+]|\d+\.)?[ \t]*(`{3,}|~{3,})")
_OPENS = re.compile(
    r"([ \t]*)(:{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\[([^\]\n]*)\]|([^\n]*?))[ \t]*(?:\{[^{}\n]*\})?[ \t]*\Z"
)
_CLOSES = re.compile(r"[ \t]*(:{3,})[ \t]*\Z")
_CALLOUTS = frozenset({
    "note", "info", "tip", "hint", "success", "warning", "caution", "danger", "error", "important", "theorem", "warn",
})  # fmt: skip
_FOLDED = frozenset({"details", "spoiler", "collapse"})
_BARE = frozenset({
    "center", "right", "left", "justify", "raw", "v-pre", "code-group", "code-tabs", "tabs", "demo", "normal-demo",
    "code-group-item", "container", "align", "file-tree", "field-group", "steps", "columns", "card-grid",
})  # fmt: skip
_TAB = re.compile(r"^@tab(?::active)?[ \t]+(\S[^\n#]*?)(?:[ \t]*#\S+)?[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^[ \t]*\[\[toc\]\][ \t]*$", re.MULTILINE | re.IGNORECASE)
_SCRIPT = re.compile(r"^[ \t]*<(script|style)\b[^>]*>.*?</\1>[ \t]*\n?", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_IMPORT = re.compile(
    r"^import\s+(?:(?P<name>[\w$]+)|[\w$*{},\s]+)\s+from\s+[\"'](?P<path>[^\"'\n]+)[\"'];?[ \t]*$"
    r"|^import\s+[\"'][^\"'\n]+[\"'];?[ \t]*$|^export\s+const\s+[^\n]*$",
    re.MULTILINE,
)
_INSERTED = re.compile(r"\{\{\s*\$?(?:frontmatter|page\.frontmatter|page)\.(\w+)\s*\}\}")
_WITH_BASE = re.compile(r""":?(src|href)=["']\s*\$?withBase\(\s*'([^']*)'\s*\)\s*["']""")
_BOUND = re.compile(r"""\b(src|href)=\{(?:require\(["'])?([^{}"'()]+)(?:["']\)(?:\.default)?)?\}""")
_INFO = re.compile(
    r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*)([\w+#-]+)(:[\w-]+(?:=\d+)?)?((?:[ \t]*\{[^{}\n]*\})?)[ \t]*\[([^\]\n]+)\]",
    re.MULTILINE,
)
_NATIVE = re.compile(r"""<(?!template\b)[a-z][a-z0-9]*(?=\s)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LITERAL = re.compile(r"""(?<=\s)(?::|v-bind:)([a-z-]+)=(["'])\s*(?!\2)(["'`])([^"'`$]*)\3\s*\2""")
_OF_VUE = re.compile(r"""\s(?::[a-z][\w.:-]*|v-[a-z][\w.:-]*|@[a-z][\w.:-]*|#[a-z][\w.:-]*)(?==|\s|/?>)""")
_NAMED = re.compile(r"""(?<=\s)(?::|v-bind:)(src|href)=(["'])\s*([\w$]+)\s*\2""")
_UNFILLED = re.compile(r"\sv-(?:pre|once|cloak)(?=[\s/>])")
_VALUE = re.compile(r"\{\{[^{}\n]+\}\}")
_HEADING = re.compile(r"^(#{1,6}[ \t][^\n]*?<Badge\b[^\n]*)$", re.MULTILINE)
_BADGE = re.compile(r"[ \t]*<Badge\b[^<>]*?(?:/>|>[^<>]*</Badge>)")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)\Z", re.IGNORECASE)

Unknown = Callable[[str, str], None]  # told what is not known, and its first words


def converted(body: str, values: dict[str, str], is_program: bool, unknown: Unknown) -> str:
    """Return a text as ours. `values` are those of its front matter that it may insert; with `is_program` lines of it
    are JavaScript (MDX)."""
    body = blocks.outside_blocks_of_code(body, lambda text: _HEADING.sub(_without_badges, text))
    imported = {one["name"]: one["path"] for one in _IMPORT.finditer(body) if _PICTURE.search(one["path"] or "")}
    body = blocks.outside_code(body, lambda text: _without_scripts(text, values, imported, unknown))
    if is_program:
        body = blocks.outside_code(body, lambda text: _without_imports(text, unknown))
    body = _INFO.sub(lambda one: f'{one[1]}{one[2]}{one[4]} title="{one[5]}"', body)
    body = _boxes(body, unknown)
    body = blocks.foreign(blocks.outside_code(body, lambda text: _CONTENTS.sub("[toc]", text)))
    return blocks.converted(body, _SYNTAX, lambda name, at: unknown(name, f"<{name}"))


def _without_scripts(text: str, values: dict[str, str], imported: dict[str, str], unknown: Unknown) -> str:
    """Return a text without its scripts and styles, which are told of, and with the values that it inserts."""

    def told(one: "re.Match[str]") -> str:
        unknown(_first(one), _first(one))
        return ""

    def native(tag: "re.Match[str]") -> str:
        """Return an element of HTML whose attributes are plain where what they are bound to is known."""
        made = _LITERAL.sub(r'\1="\4"', _WITH_BASE.sub(r'\1="\2"', tag[0]))
        made = _NAMED.sub(lambda one: f'{one[1]}="{imported[one[3]]}"' if one[3] in imported else one[0], made)
        made = _UNFILLED.sub("", made)
        if _OF_VUE.search(re.sub(r""""[^"]*"|'[^']*'""", '""', made)):
            unknown(_first(tag), _first(tag))
        return made

    text = _NATIVE.sub(native, filled(_SCRIPT.sub(told, text), values))
    for value in map(blocks.before_code, _VALUE.findall(text)):
        unknown(value, value)
    return text


def filled(text: str, values: dict[str, str]) -> str:
    """Return a text with the values of front matter that it inserts."""
    return _INSERTED.sub(lambda one: values.get(one[1]) or one[0], text)


def _without_badges(found: "re.Match[str]") -> str:
    """Return a heading without its badges, which are no part of its title and address: they stand below it."""
    badges: list[str] = []

    def taken(badge: "re.Match[str]") -> str:
        badges.append(badge[0].strip())
        return ""

    words = blocks.outside_code(found[0], lambda part: _BADGE.sub(taken, part))
    return f"{words.rstrip()}\n\n{' '.join(badges)}\n" if badges else found[0]


def _without_imports(text: str, unknown: Unknown) -> str:
    """Return a text without what it imports, which is told of; imported pictures stand where they are shown."""
    imported = {one["name"]: one["path"] for one in _IMPORT.finditer(text) if one["name"]}

    def told(one: "re.Match[str]") -> str:
        if not _PICTURE.search(one["path"] or ""):
            unknown(_first(one), _first(one))
        return ""

    def bound(one: "re.Match[str]") -> str:
        source = imported.get(one[2], one[2] if "/" in one[2] else "")
        return f'{one[1]}="{source}"' if source else one[0]

    return _BOUND.sub(bound, _IMPORT.sub(told, text))


def _first(found: "re.Match[str]") -> str:
    return blocks.before_code(found[0].strip().partition("\n")[0][:60])


class _Box:
    """A box that is open: its line, and what stands in it so far."""

    def __init__(self, line: str, found: "re.Match[str]") -> None:
        self.line, self.colons, self.name = line, len(found[2]), found[3].lower()
        self.indent, self.title = found[1], (found[4] or found[5] or "").strip()
        self.lines: list[str] = []


def _boxes(body: str, unknown: Unknown) -> str:
    """Return a text whose boxes are callouts and the like; one that is not known stays as it is, and is told of."""
    if ":::" not in body:
        return body
    outside: list[str] = []
    opened: list[_Box] = []
    fence = ""
    for line in body.split("\n"):
        into = opened[-1].lines if opened else outside
        if marked := _FENCE.match(line):
            fence = "" if fence and marked[1].startswith(fence) else fence or marked[1]
        if fence or marked:
            into.append(line)
        elif (found := _OPENS.match(line)) and ":::" not in (found[5] or ""):
            opened.append(_Box(line, found))
        elif (closing := _CLOSES.match(line)) and opened and any(box.colons <= len(closing[1]) for box in opened):
            while opened[-1].colons > len(closing[1]):
                _put(opened, outside, [opened[-1].line, *opened[-1].lines])
            _put(opened, outside, _made(opened[-1], line, unknown))
        else:
            into.append(line)
    while opened:
        _put(opened, outside, [opened[-1].line, *opened[-1].lines])
    return "\n".join(outside)


def _put(opened: list[_Box], outside: list[str], lines: list[str]) -> None:
    opened.pop()
    (opened[-1].lines if opened else outside).extend(lines)


def _made(box: _Box, closing: str, unknown: Unknown) -> list[str]:
    inner = "\n".join(line.removeprefix(box.indent) for line in box.lines)
    if box.name in _CALLOUTS:
        made = blocks.callout(box.name, (f"**{box.title}**\n\n" if box.title else "") + inner)
    elif box.name in _FOLDED:
        made = blocks.folded(box.title or "…", inner)
    elif box.name in _BARE:
        made = f"\n\n{_TAB.sub(_tab, inner)}\n\n"
    else:
        unknown(box.name, box.line.strip())
        return [box.line, *box.lines, closing]
    return [f"{box.indent}{line}".rstrip() if line else "" for line in made.split("\n")]


def _tab(found: "re.Match[str]") -> str:
    return f"\n**{found[1].strip()}**\n"


def _titled(*names: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        title = next((said for name in names if (said := named(arguments, name))), "")
        return (f"\n\n**{title}**\n\n" if title else "\n\n") + f"{_undented(inner)}\n\n"

    return make


def _undented(inner: str) -> str:
    lines = inner.strip("\n").split("\n")
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:] for line in lines)


def _callout(arguments: blocks.Arguments, inner: str) -> str | None:
    title, kind = named(arguments, "title"), named(arguments, "type") or "note"
    return blocks.callout(kind, (f"**{title}**\n\n" if title else "") + _undented(inner)) if inner.strip() else None


def _picture(arguments: blocks.Arguments, inner: str) -> str | None:
    source = named(arguments, "src")
    return blocks.picture_markup(source, named(arguments, "alt"), named(arguments, "title")) if source else None


def _film(prefix: str, *names: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        id = next((said for name in names if (said := named(arguments, name))), "")
        return blocks.film(id if "://" in id else prefix + id) if id else None

    return make


def _recording(form: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        return blocks.recording(form, source) if (source := named(arguments, "src")) else None

    return make


_COMPONENTS: dict[str, blocks.Convert] = {
    "Badge": lambda arguments, inner: f"**{inner.strip() or named(arguments, 'text')}**",
    **dict.fromkeys(("CodeGroup", "Tabs", "CodeTabs", "Steps", "CardGrid", "ClientOnly", "Fragment"), blocks.inside),
    **dict.fromkeys(("CodeGroupItem", "TabItem", "Tab", "Card"), _titled("title", "label", "value")),
    **dict.fromkeys(("Aside", "Callout", "Admonition", "Alert"), _callout),
    **dict.fromkeys(("Image", "Picture"), _picture),
    **dict.fromkeys(("YouTube", "Youtube"), _film("https://www.youtube.com/watch?v=", "id", "videoId")),
    **dict.fromkeys(("BiliBili", "Bilibili"), _film("https://www.bilibili.com/video/", "bvid", "id")),
    **dict.fromkeys(("VidStack", "VideoPlayer", "Video", "ArtPlayer"), _recording("video")),
    "AudioPlayer": _recording("audio"),
    "Catalog": lambda arguments, inner: "",
    **dict.fromkeys(("template", "client-only"), blocks.inside),  # the browser shows nothing that stands in the first
}
_NAME = r"(?P<name>[A-Z][\w.]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+|template)"
_ATTRIBUTE = r"""\s+(?:[^\s"'<>/={}]+(?:=(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s"'<>={}]+))?|\{[^{}]*\})"""
_SYNTAX = blocks.Syntax(
    opening=re.compile(rf"<{_NAME}(?P<said>(?:{_ATTRIBUTE})*)\s*/?>"),
    closing=re.compile(rf"</{_NAME}\s*>"),
    known=_COMPONENTS,
)
