"""What plug-ins add to texts of a vault, and forms of Obsidian's own that have others here, as Markdown of ours."""

import re

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks

_BOX = re.compile(
    r"^(?P<lead>[ \t>]*)(?P<fence>`{3,}|~{3,})[ ]*ad-(?P<kind>[\w-]+)[^\n]*\n(?P<inner>.*?)^[ \t>]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_SETTING = re.compile(r"(title|collapse|icon|color)[ \t]*:[ \t]*([^\n]*)\n?")
_FOLDED = {"open": "+", "closed": "-", "collapsed": "-"}
_FOOTNOTE = re.compile(r"(?<![\\\[])\^\[((?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?)+)\](?!\()")
_FILM = re.compile(
    r"!\[[^\[\]\n]*\]\((https?://(?:www\.|m\.)?(?:youtube\.com/watch\?\S+?|youtu\.be/[\w-]+\S*?|bilibili\.com/video/\S+?"
    r"|vimeo\.com/\d+\S*?))\)"
)
_PROGRAM = re.compile(
    r"^[ ]{0,3}(?:`{3,}|~{3,})[ ]*(dataview|dataviewjs|tasks|query|button|kanban|excalidraw|leaflet|chart|base)\b",
    re.MULTILINE,
)
_INLINE_PROGRAM = re.compile(r"`\$?=[^`\n]+`")
_BLANK = re.compile(r"\{\{(?:title|date|time)(?::[^{}\n]*)?\}\}")
_TEMPLATER = re.compile(r"<%[*_-]?.*?%>", re.DOTALL)


def as_ours(body: str) -> str:
    """Return a text whose boxes of the plug-in Admonition are callouts, whose footnotes stand below it, and whose
    recordings are recordings."""
    body = _BOX.sub(_callout, body)
    footnotes: list[str] = []

    def footnote(found: re.Match[str]) -> str:
        footnotes.append(found[1].strip())
        return f"[^inline-{len(footnotes)}]"

    def changed(part: str) -> str:
        return _FILM.sub(lambda found: blocks.film(found[1]), _FOOTNOTE.sub(footnote, part))

    body = blocks.outside_code(body, changed)
    below = "".join(f"\n\n[^inline-{number}]: {words}" for number, words in enumerate(footnotes, 1))
    return f"{body.rstrip()}{below}\n" if below else body


def blank_in(body: str) -> str:
    """Return a value that Obsidian fills when it makes a note of a template (`{{title}}`); empty where none is left."""
    return next((match[0] for match in blocks.found_outside(_BLANK, body)), "")


def programs_in(body: str) -> list[AnyText]:
    """Name the plug-ins whose programs stand in a text: they are shown, and not run."""
    names = [*_PROGRAM.findall(body)]
    names += ["dataview"] if _INLINE_PROGRAM.search(body) else []
    names += ["templater"] if blocks.found_outside(_TEMPLATER, body) else []
    template = _("`{name}` is a program of a plug-in; its source stands in the text, to be seen")
    return [template.with_values(name=name) for name in dict.fromkeys(names)]


def _callout(found: re.Match[str]) -> str:
    lead, inner, said = found["lead"], found["inner"], dict[str, str]()
    inner = re.sub(rf"^{re.escape(lead)}", "", inner, flags=re.MULTILINE)
    while match := _SETTING.match(inner):
        said[match[1]] = match[2].strip()
        inner = inner[match.end() :]
    head = f"[!{found['kind']}]{_FOLDED.get(said.get('collapse', ''), '')} {said.get('title', '')}".rstrip()
    lines = [head, *inner.strip("\n").split("\n")]
    return "\n".join(f"{lead}> {line}".rstrip() for line in lines)
