"""Components in a text: `:::name arguments` … `:::`, `:::name arguments :::`, and `:name[label]{arguments}` in a line.

What a component looks like is the theme's matter (`render/components.py`). Here it is found, kept out of the
engine's reach, and paired with the line that ends it.
"""

import re
from html import escape

import msgspec

from mingpian.content.markdown.document import Problem, Ref
from mingpian.content.markdown.held import MARK, PLACE, Held, at, place

FENCE = ":::"
DEEPEST = 20  # components within each other
_NAME = "[a-z][a-z0-9-]{0,40}"
_LINE = re.compile(rf"^([ ]{{0,3}})(:{{3,}})(?:[ \t]*({_NAME})(?:[ \t]+([^\n]{{0,1000}}?))?)?[ \t]*$", re.MULTILINE)
_END = re.compile(r"(?:^|[ \t]):{3,}\Z")
_SPAN = re.compile(rf":({_NAME})(?:\[([^\[\]\n]{{0,400}})\])?\{{([^{{}}\n]{{0,1000}})\}}")
_SPAN_ANYWHERE = re.compile(r":[a-z][a-z0-9-]*(?:\[[^\[\]\n]*\])?\{")
_ARGUMENT = re.compile(r"""\s*(?:([A-Za-z][\w-]*)=)?(?:"((?:[^"\\]|\\.)*)"|([^\s"=][^\s"]*))(?=\s|\Z)""")
_ESCAPED = re.compile(r"\\(.)")
_ALONE = re.compile(rf"<p>\s*{MARK}([0-9]+){MARK}\s*</p>")
_TAGS = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>")
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])

Found = tuple[int, int, Held | None]  # start, end, what is held there


def may_hold(text: str) -> bool:
    """Tell whether a component can stand in the text at all."""
    return FENCE in text or (":" in text and _SPAN_ANYWHERE.search(text) is not None)


def component_at(text: str, start: int) -> Found | None:
    """What begins at a colon: a component's first or last line, or one within a line."""
    if text.startswith(FENCE, start):
        return _line_at(text, start)
    before = text[start - 1 : start]
    found = None if before == ":" or (before.isascii() and before.isalnum()) else _SPAN.match(text, start)
    if not found or (stated := arguments(found[3])) is None:
        return None
    label = (found[2] or "").strip()
    ref = Ref("span", found[1], label, attributes=stated, source=found[0])
    return start, found.end(), Held("span", found[0], plain=_read(ref), ref=ref)


def arguments(text: str) -> tuple[tuple[str, str], ...] | None:
    """Read `name=value`, `name="two words"` and values alone, whose name is empty; None when it is anything else."""
    found: list[tuple[str, str]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        one = _ARGUMENT.match(text, position)
        if one is None:
            return None
        value = one[3] if one[2] is None else _ESCAPED.sub(r"\1", one[2])
        found.append((one[1] or "", value))
        position = one.end()
    return tuple(found)


def apart(piece: Held, word: str) -> str:
    """Return the word of a held line as a paragraph of its own, whatever stands above and below it."""
    if piece.kind not in ("component", "closing"):
        return word
    indent = piece.source[: len(piece.source) - len(piece.source.lstrip())]
    return f"\n\n{indent}{word}\n\n"


def paired(html: str, held: list[Held], problems: list[Problem]) -> str:
    """Match the lines that begin components with those that end them; what has no match is told of.

    A component with a text is left as two places, one without as the place of a `leaf`.
    """
    if not any(piece.kind in ("component", "closing", "span") for piece in held):
        return html
    lines = [found for found in _ALONE.finditer(html) if at(held, found[1]).kind in ("component", "closing", "span")]
    begun = (at(held, found[1]) for found in lines)
    problems += [_unread(piece) for piece in begun if piece.kind == "component" and piece.ref is None]
    pairs = _pairs(html, lines, held, problems)
    pieces: list[str] = []
    last = 0
    for index, found in enumerate(lines):
        pieces += (_astray(html[last : found.start()], held), _settled(found, index in pairs, held))
        last = found.end()
    return "".join((*pieces, _astray(html[last:], held)))


def _line_at(text: str, start: int) -> Found | None:
    line = text.rfind("\n", 0, start) + 1
    found = _LINE.match(text, line)
    if not found or found.start(2) != start:
        return None
    name, said = found[3], (found[4] or "").strip()
    if not name:
        return line, found.end(), Held("closing", found[0])
    whole = _END.search(said)
    stated = arguments(said[: whole.start()] if whole else said)
    ref = None if stated is None else Ref("block", name, "", attributes=stated, source=found[0].strip())
    return line, found.end(), Held("component", found[0], ref=ref, leaf=whole is not None)


def _pairs(html: str, lines: list[re.Match[str]], held: list[Held], problems: list[Problem]) -> set[int]:
    """Return which of the lines begin or end a component that has a text."""
    paired: set[int] = set()
    opened: list[int] = []
    endless: list[int] = []
    for index, found in enumerate(lines):
        piece = at(held, found[1])
        if piece.kind == "component" and not piece.leaf:
            (opened if len(opened) < DEEPEST else endless).append(index)
        elif piece.kind == "closing":
            begin = next((one for one in reversed(opened) if _colons(at(held, lines[one][1])) <= _colons(piece)), None)
            if begin is None:
                problems.append(_unopened(piece, _like_before(index, lines, held)))
                continue
            opened.remove(begin)
            if at(held, lines[begin][1]).ref is None:
                continue
            if _is_whole(html[lines[begin].end() : found.start()]):
                paired |= {begin, index}
            else:
                source = at(held, lines[begin][1]).source.strip()
                problems.append(_crossed(source, _like_before(begin, lines, held)))
    problems += [_endless(at(held, lines[one][1]), _like_before(one, lines, held)) for one in (*opened, *endless)]
    return paired


def _like_before(index: int, lines: list[re.Match[str]], held: list[Held]) -> int:
    """Return how many lines before this one say the same."""
    source = at(held, lines[index][1]).source.strip()
    return sum(at(held, found[1]).source.strip() == source for found in lines[:index])


def _unopened(piece: Held, nth: int) -> Problem:
    hint = "a component begins with `:::name` on a line of its own"
    return Problem("unopened-component", "this ends no component", piece.source.strip(), hint, nth)


def _settled(found: re.Match[str], is_paired: bool, held: list[Held]) -> str:
    """Return what stands for a line in the HTML: its place, without the paragraph around it."""
    piece = at(held, found[1])
    if is_paired or (piece.leaf and piece.ref):
        return place(int(found[1]))
    if piece.ref is None:
        return f"<p>{escape(piece.source.strip())}</p>"
    ref = msgspec.structs.replace(piece.ref, kind="block")
    held.append(msgspec.structs.replace(piece, kind="component", leaf=True, ref=ref))
    return place(len(held) - 1)


def _astray(html: str, held: list[Held]) -> str:
    """Write out lines that an engine did not make paragraphs of."""

    def written(found: re.Match[str]) -> str:
        piece = at(held, found[1])
        return escape(piece.source) if piece.kind in ("component", "closing") else found[0]

    return PLACE.sub(written, html) if MARK in html else html


def _read(ref: Ref) -> str:
    """What is read in place of a component within a line, where nothing is drawn."""
    return ref.text or next((value for _, value in ref.attributes), "")


def _unread(piece: Held) -> Problem:
    hint = 'write arguments as `name=value`, with quotes around what has blanks: `:::quote by=lin role="two words"`'
    return Problem("bad-component", "the arguments of the component cannot be read", piece.source.strip(), hint)


def _crossed(source: str, nth: int) -> Problem:
    hint = "let it begin and end outside lists and quotes, or both inside the same item"
    return Problem("crossed-component", f"`{source}` ends inside something else", source, hint, nth)


def _endless(piece: Held, nth: int) -> Problem:
    source = piece.source.strip()
    hint = f"end it with `:::` on a line of its own, or write `{source} :::` when it has no text"
    return Problem("unclosed-component", f"`{source}` has no end", source, hint, nth)


def _colons(piece: Held) -> int:
    return len(piece.source.strip()) - len(piece.source.strip().lstrip(":"))


def _is_whole(html: str) -> bool:
    """Tell whether every tag that begins in the HTML ends in it, and none that does not."""
    depth = 0
    for closing, name, single in _TAGS.findall(html):
        if name in _VOID or single:
            continue
        depth += -1 if closing else 1
        if depth < 0:
            return False
    return depth == 0
