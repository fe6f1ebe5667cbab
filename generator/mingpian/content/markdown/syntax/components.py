"""Components in a text: `:::name arguments` … `:::`, `:::name arguments :::`, and `:name[label]{arguments}` in a line.

What a component looks like is the theme's matter (`render/body/components.py`). Here it is found, kept out of the
engine's reach, and paired with the line that ends it.
"""

import re
from collections import Counter
from html import escape

import msgspec

from mingpian.content.markdown.document import BodyProblem, Ref
from mingpian.content.markdown.markup import is_whole
from mingpian.content.markdown.stash import MARK, PLACEHOLDER, Stashed, placeholder, stashed_at
from mingpian.content.markdown.syntax.containers import is_container
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

FENCE = ":::"
DEEPEST = 20  # components within each other
_NAME = "[a-z][a-z0-9-]{0,40}"
_LINE = lazy_pattern(
    rf"^([ ]{{0,3}})(:{{3,}})(?:[ \t]*({_NAME})(?:(?:[ \t]+|(?=[\[{{]))([^\n]{{0,1000}}?))?)?[ \t]*$", re.MULTILINE
)
_END = re.compile(r"(?:^|[ \t]):{3,}\Z")
_SPAN = lazy_pattern(rf":({_NAME})(?:\[([^\[\]\n]{{0,400}})\])?\{{([^{{}}\n]{{0,1000}})\}}")
_SPAN_ANYWHERE = re.compile(r":[a-z][a-z0-9-]*(?:\[[^\[\]\n]*\])?\{")
_ARGUMENT = lazy_pattern(r"""\s*(?:([A-Za-z][\w-]*)=)?(?:"((?:[^"\\]|\\.)*)"|([^\s"=][^\s"]*))(?=\s|\Z)""")
_ESCAPED = re.compile(r"\\(.)")
_ALONE = re.compile(rf"<p>\s*{MARK}([0-9]+){MARK}\s*</p>")

Found = tuple[int, int, Stashed | None]  # start, end, what is held there


def may_hold(text: str) -> bool:
    """Tell whether a component can stand in the text at all."""
    return FENCE in text or (":" in text and _SPAN_ANYWHERE.search(text) is not None)


def component_at(text: str, start: int) -> Found | None:
    """What begins at a colon: a component's first or last line, or one within a line."""
    if text.startswith(FENCE, start):
        return _line_at(text, start)
    before = text[start - 1 : start]
    match = None if before == ":" or (before.isascii() and before.isalnum()) else _SPAN.match(text, start)
    if not match or (stated := arguments(match[3])) is None:
        return None
    label = (match[2] or "").strip()
    ref = Ref("span", match[1], label, attributes=stated, source=match[0])
    return start, match.end(), Stashed("span", match[0], plain=_read(ref), ref=ref)


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


def apart(piece: Stashed, word: str) -> str:
    """Return the word of a held line as a paragraph of its own, whatever stands above and below it."""
    if piece.kind not in ("component", "closing"):
        return word
    indent = piece.source[: len(piece.source) - len(piece.source.lstrip())]
    return f"\n\n{indent}{word}\n\n"


def paired(html: str, stash: list[Stashed], problems: list[BodyProblem]) -> str:
    """Match the lines that begin components with those that end them; those without a match are reported.

    A component with a text is left as two places, one without as the place of a `leaf`.
    """
    if not any(piece.kind in ("component", "closing", "span") for piece in stash):
        return html
    lines = [
        match for match in _ALONE.finditer(html) if stashed_at(stash, match[1]).kind in ("component", "closing", "span")
    ]
    begun = (stashed_at(stash, match[1]) for match in lines)
    problems += [_unread(piece) for piece in begun if piece.kind == "component" and piece.ref is None]
    pairs, deep = _pairs(html, lines, stash, problems)
    pieces: list[str] = []
    last = 0
    for index, match in enumerate(lines):
        piece = _written(match, stash) if index in deep else _settled(match, index in pairs, stash)
        pieces += (_astray(html[last : match.start()], stash), piece)
        last = match.end()
    return "".join((*pieces, _astray(html[last:], stash)))


def _line_at(text: str, start: int) -> Found | None:
    line = text.rfind("\n", 0, start) + 1
    match = _LINE.match(text, line)
    if not match or match.start(2) != start:
        return None
    name, said = match[3], (match[4] or "").strip()
    if not name:
        return line, match.end(), Stashed("closing", match[0])
    whole = _END.search(said)
    told = said[: whole.start()] if whole else said
    told = told[1:-1] if told.startswith("{") and told.endswith("}") else told
    stated = arguments(told)
    if stated is None and is_container(name) and "=" not in told:
        stated = (("", told),)  # a title as people say it
    ref = None if stated is None else Ref("block", name, "", attributes=stated, source=match[0].strip())
    return line, match.end(), Stashed("component", match[0], ref=ref, leaf=whole is not None)


def _pairs(
    html: str, lines: list[re.Match[str]], stash: list[Stashed], problems: list[BodyProblem]
) -> tuple[set[int], set[int]]:
    """Return which of the lines begin or end a component that has a text, and which are of one that is too deep."""
    paired, deep = set[int](), set[int]()
    nth = _numbers(lines, stash)
    opened: list[int] = []
    deeper: list[int] = []
    for index, match in enumerate(lines):
        piece = stashed_at(stash, match[1])
        if piece.kind == "component" and not piece.leaf:
            (opened if len(opened) < DEEPEST else deeper).append(index)
        elif piece.kind == "closing" and deeper and _ends(piece, deeper[-1], lines, stash):
            deep |= {deeper.pop(), index}
        elif piece.kind == "closing":
            begin = next((one for one in reversed(opened) if _ends(piece, one, lines, stash)), None)
            if begin is None:
                problems.append(_unopened(piece, nth[index]))
                continue
            opened.remove(begin)
            if stashed_at(stash, lines[begin][1]).ref is None:
                continue
            if is_whole(html[lines[begin].end() : match.start()]):
                paired |= {begin, index}
            else:
                source = stashed_at(stash, lines[begin][1]).source.strip()
                problems.append(_crossed(source, nth[begin]))
    deep.update(deeper)
    begun = {one: stashed_at(stash, lines[one][1]) for one in sorted((*opened, *deep))}
    problems += [_endless(begun[one], nth[one]) for one in opened]
    problems += [_too_deep(begun[one], nth[one]) for one in sorted(deep) if begun[one].kind == "component"]
    return paired, deep


def _ends(closing: Stashed, begin: int, lines: list[re.Match[str]], stash: list[Stashed]) -> bool:
    """Tell whether a line ends the component that begins with another: it has as many colons, or more."""
    return _colons(stashed_at(stash, lines[begin][1])) <= _colons(closing)


def _numbers(lines: list[re.Match[str]], stash: list[Stashed]) -> list[int]:
    """Return for each line how many before it say the same."""
    seen: Counter[str] = Counter()
    numbers = []
    for match in lines:
        source = stashed_at(stash, match[1]).source.strip()
        numbers.append(seen[source])
        seen[source] += 1
    return numbers


def _unopened(piece: Stashed, nth: int) -> BodyProblem:
    hint = _("a component begins with `:::name` on a line of its own")
    return BodyProblem("unopened-component", _("this ends no component"), piece.source.strip(), hint, nth)


def _settled(found: re.Match[str], is_paired: bool, stash: list[Stashed]) -> str:
    """Return what stands for a line in the HTML: its place, without the paragraph around it."""
    piece = stashed_at(stash, found[1])
    if is_paired or (piece.leaf and piece.ref):
        return placeholder(int(found[1]))
    if piece.ref is None:
        return _written(found, stash)
    ref = msgspec.structs.replace(piece.ref, kind="block")
    stash.append(msgspec.structs.replace(piece, kind="component", leaf=True, ref=ref))
    return placeholder(len(stash) - 1)


def _written(found: re.Match[str], stash: list[Stashed]) -> str:
    return f"<p>{escape(stashed_at(stash, found[1]).source.strip())}</p>"


def _astray(html: str, stash: list[Stashed]) -> str:
    """Write out lines that an engine did not make paragraphs of."""

    def written(found: re.Match[str]) -> str:
        piece = stashed_at(stash, found[1])
        return escape(piece.source) if piece.kind in ("component", "closing") else found[0]

    return PLACEHOLDER.sub(written, html) if MARK in html else html


def _read(ref: Ref) -> str:
    """What is read in place of a component within a line, where nothing is drawn."""
    return ref.text or next((value for _, value in ref.attributes), "") or ref.source


def _unread(piece: Stashed) -> BodyProblem:
    hint = _('write arguments as `name=value`, with quotes around what has blanks: `:::quote by=lin role="two words"`')
    return BodyProblem("bad-component", _("the arguments of the component cannot be read"), piece.source.strip(), hint)


def _crossed(source: str, nth: int) -> BodyProblem:
    hint = _("let it begin and end outside lists and quotes, or both inside the same item")
    return BodyProblem(
        "crossed-component", _("`{source}` ends inside something else", source=source), source, hint, nth
    )


def _endless(piece: Stashed, nth: int) -> BodyProblem:
    source = piece.source.strip()
    hint = _("end it with `:::` on a line of its own, or write `{source} :::` when it has no text", source=source)
    return BodyProblem("unclosed-component", _("`{source}` has no end", source=source), source, hint, nth)


def _too_deep(piece: Stashed, nth: int) -> BodyProblem:
    source = piece.source.strip()
    message = _("`{source}` stands in {most} others, and is shown as it is written", source=source, most=DEEPEST)
    return BodyProblem("too-much-markup", message, source, _("end with `:::` what is around it"), nth)


def _colons(piece: Stashed) -> int:
    return len(piece.source.strip()) - len(piece.source.strip().lstrip(":"))
