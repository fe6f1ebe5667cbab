"""Lines of Chinese, Latin and mixed text (after the W3C's Requirements for Chinese Text Layout, and UAX #14 in spirit).

No closing sign begins a line and no opening one ends it; full stops and commas may hang over its end; words of Latin
letters stay whole while a line has room for them, and stand a little apart from Chinese.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from mingpian.exporters.cards.pieces import CardRun, CardType, Letters, Measure

NOT_FIRST = frozenset(
    "，。、；：？！）》」』】〉〕〗”’…—·～〜％‰℃・,.;:?!)]}%°»々〻ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NOT_LAST = frozenset("（《「『【〈〔〖“‘([{«￥＄")
_HANGING = frozenset("，。、．")
_PAIRED = frozenset("—…")  # signs that are written twice
_PHRASE = re.compile("[^，、：；！？]+[，、：；！？]*|[，、：；！？]+")
_APART = 0.16  # of a size: between Chinese and other letters
_EMOJI = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*"
_CHINESE = (
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
    "[\ufe00-\ufe0f\u3099\u309a\U000e0100-\U000e01ef]*"
)
_SHARED = "[“”‘’…—·]"  # signs of both scripts
_BREAK = "[ \t\r\f\v]*\n[ \t\r\f\v]*"
_WIDE = f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}(?:\u200d{_EMOJI})*|{_CHINESE})"
_CLUSTER = re.compile(f"{_WIDE}|.[\u0300-\u036f\u200d\ufe00-\ufe0f]*", re.DOTALL)
_IN_CHINESE = re.compile(
    f"(?P<end>{_BREAK})|(?P<blank>[ \t\r\f\v]+)|(?P<wide>{_WIDE}|(?<![A-Za-z]){_SHARED}|{_SHARED}(?![A-Za-z]))"
    f"|(?:(?!{_WIDE})[^\\s“”‘’…—·/-]|\xa0|(?<=[A-Za-z])[’…—·](?=[A-Za-z]))+[-/]*|[-/]+|."
)
_IN_LATIN = re.compile(
    f"(?P<end>{_BREAK})|(?P<blank>[ \t\r\f\v]+)|(?P<wide>{_WIDE})|(?:(?!{_WIDE})[^\\s/-]|\xa0)+[-/]*|[-/]+|."
)


class TextLine(msgspec.Struct, frozen=True):
    """A line: its letters from its left end, what it says (with the blank before it), and how much of it hangs over."""

    letters: tuple[Letters, ...]
    text: str
    width: float
    hanging: float = 0.0
    is_last: bool = True  # of its paragraph, or before a break that the writer made


class _Piece(msgspec.Struct):
    """Letters that stay together, and what is before them: a gap in pixels, and the blank that the writer put."""

    text: str
    type: CardType
    width: float
    wide: bool
    gap: float = 0.0
    blank: str = ""


_Unit = list[_Piece]


def lines(runs: Sequence[CardRun], room: float, measure: Measure, lang: str, is_spread: bool = True) -> list[TextLine]:
    """Break runs into lines; those of Chinese are spread to the whole length."""
    chinese = lang.startswith(("zh", "ja"))
    made: list[TextLine] = []
    for paragraph in _paragraphs(runs, measure, chinese):
        rows = _filled(_fitting(_units(paragraph), room, measure), room)
        _leave_none_alone(rows, room)
        last = len(rows) - 1
        spread = chinese and is_spread
        made += [_line(row, room, spread and at < last, at == last) for at, row in enumerate(rows)]
    return made


def balanced(runs: Sequence[CardRun], room: float, measure: Measure, lang: str) -> list[TextLine]:
    """Break a title into as few lines as have room, about equally long."""
    best = lines(runs, room, measure, lang)
    if phrases := _by_phrase(runs, room, measure, lang, len(best) + 1):
        return phrases
    for step in range(1, 12):
        tried = lines(runs, room * (1 - 0.05 * step), measure, lang)
        if len(tried) != len(best) or len(best) < 2:
            break
        best = tried
    return best


def _by_phrase(runs: Sequence[CardRun], room: float, measure: Measure, lang: str, most: int) -> list[TextLine]:
    """Return a title divided between its phrases; nothing if that needs more lines."""
    text, type = "".join(run.text for run in runs), runs[0].type
    rows: list[str] = []
    for phrase in _PHRASE.findall(text):
        if rows and measure(rows[-1] + phrase, type) <= room:
            rows[-1] += phrase
        else:
            rows.append(phrase)
    set_rows = [lines([CardRun(row, type)], room, measure, lang) for row in rows]
    whole = 1 < len(rows) <= most and all(len(row) == 1 for row in set_rows)
    return [line for row in set_rows for line in row] if whole else []


def shortened(runs: Sequence[CardRun], room: float, most: int, measure: Measure, lang: str) -> list[TextLine]:
    """Break runs into so many lines at the most; an ellipsis stands for what has no room."""
    found = lines(runs, room, measure, lang)
    if len(found) <= most:
        return found
    text = "".join(line.text for line in found[:most])
    while text:
        text = text[:-1].rstrip("".join(NOT_FIRST | NOT_LAST) + " ")
        found = lines([CardRun(text + "…", runs[0].type)], room, measure, lang)
        if len(found) <= most:
            break
    return found


def _paragraphs(runs: Sequence[CardRun], measure: Measure, chinese: bool) -> Iterator[list[_Piece]]:
    pattern, pieces, blank = (_IN_CHINESE if chinese else _IN_LATIN), list[_Piece](), ""
    for run in runs:
        for found in pattern.finditer(run.text):
            if found.lastgroup == "end":
                yield pieces
                pieces, blank = [], ""
            elif found.lastgroup == "blank":
                blank = " "
            else:
                piece = _Piece(found[0], run.type, measure(found[0], run.type), found.lastgroup == "wide", blank=blank)
                if pieces:
                    piece.gap = _gap(pieces[-1], piece, measure)
                pieces.append(piece)
                blank = ""
    yield pieces


def _gap(one: _Piece, other: _Piece, measure: Measure) -> float:
    """Return the room between two pieces: a quarter between scripts, a blank between words."""
    apart = one.wide != other.wide and ((one.text[-1].isalnum() and other.text[0].isalnum()) or bool(other.blank))
    if apart and not other.type.rise:
        return _APART * other.type.size
    ground = 0.1 * other.type.size if one.type.ground != other.type.ground else 0.0
    return measure(" ", other.type) if other.blank else ground


def _units(pieces: list[_Piece]) -> list[_Unit]:
    units: list[_Unit] = []
    for piece in pieces:
        if units and not _may_break(units[-1][-1], piece):
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def _may_break(one: _Piece, other: _Piece) -> bool:
    first, last = other.text[0], one.text[-1]
    if other.blank:
        return first not in NOT_FIRST and last not in NOT_LAST
    if first in NOT_FIRST or last in NOT_LAST or other.type.rise > 0 or (first == last and first in _PAIRED):
        return False
    if one.wide or other.wide:
        return True
    if one.type.face == "mono" and last == "\xa0":
        return True
    return len(one.text) > 2 and last in "-/" and one.text.rstrip("-/")[-1:].isalpha() and first.isalpha()


def _fitting(units: list[_Unit], room: float, measure: Measure) -> list[_Unit]:
    """Return the units; one for which no line has room is cut between its signs."""
    fit: list[_Unit] = []
    for unit in units:
        if _width(unit) - _overhang(unit) <= room:
            fit.append(unit)
            continue
        part: _Unit = []
        for piece in _signs(unit, measure):
            joined = part and (piece.text[0] in NOT_FIRST or part[-1].text[-1] in NOT_LAST)
            if part and not (joined and _width(part) + piece.gap + piece.width <= room):
                fit.append(part)
                part = []
            part.append(piece)
        fit.append(part)
    return fit


def _signs(unit: _Unit, measure: Measure) -> Iterator[_Piece]:
    for piece in unit:
        for at, sign in enumerate(_CLUSTER.findall(piece.text)):
            gap, blank = (piece.gap, piece.blank) if at == 0 else (0.0, "")
            yield _Piece(sign, piece.type, measure(sign, piece.type), piece.wide, gap, blank)


def _width(unit: _Unit) -> float:
    """Return the width of pieces without the gap before them."""
    return sum(piece.gap + piece.width for piece in unit) - (unit[0].gap if unit else 0)


def _overhang(unit: _Unit) -> float:
    return unit[-1].width if unit and unit[-1].text in _HANGING and len(unit) > 1 else 0.0


def _filled(units: list[_Unit], room: float) -> list[list[_Unit]]:
    rows: list[list[_Unit]] = [[]]
    used = 0.0
    for unit in units:
        wide = _width(unit)
        if rows[-1] and used + unit[0].gap + wide - _overhang(unit) > room + 0.01:
            rows.append([])
            used = 0.0
        used += wide + (unit[0].gap if rows[-1] else 0)
        rows[-1].append(unit)
    return rows


def _leave_none_alone(rows: list[list[_Unit]], room: float) -> None:
    """Let a last line have two signs at least, if the line before can spare one."""
    if len(rows) > 1 and len(rows[-1]) == 1 and len(rows[-2]) > 3:
        alone = rows[-1][0]
        moved = rows[-2][-1]
        size = alone[0].type.size
        if _width(alone) < 2.2 * size and _width(moved) + alone[0].gap + _width(alone) < room / 2:
            rows[-1].insert(0, rows[-2].pop())


def _line(row: list[_Unit], room: float, spreads: bool, is_last: bool) -> TextLine:
    """Return a line with its letters in their places, stretched to the whole room if it spreads."""
    pieces = [piece for unit in row for piece in unit]
    hanging = _overhang(row[-1]) if row and room + 0.01 < _width(pieces) else 0.0
    slack = max(0.0, room - (_width(pieces) - hanging)) if pieces else 0.0
    gaps = len(row) - 1
    if not spreads or not gaps or slack / gaps > 0.25 * pieces[0].type.size:
        slack = 0.0
    letters, x = list[Letters](), 0.0
    for number, unit in enumerate(row):
        for at, piece in enumerate(unit):
            if letters:
                x += piece.gap + (slack / gaps if at == 0 and number else 0.0)
            letters.append(Letters(x, -piece.type.rise, piece.text, piece.type, piece.width))
            x += piece.width
    text = "".join(piece.blank + piece.text for piece in pieces)
    return TextLine(tuple(letters), text, x, hanging, is_last)
