"""A person's name in its parts, by the order of its script: address books and search engines want them apart.

Where a name does not say which part is the family's, all of it is the given name: nothing is guessed that would print
somebody's name the wrong way round.
"""

import unicodedata

import msgspec

from mingpian.core.patterns import lazy_pattern

_HAN = "\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA = "\u3041-\u30fa\u30fc-\u30ff"
_HANGUL = "\uac00-\ud7a3"
_EASTERN = lazy_pattern(f"[{_HAN}{_KANA}{_HANGUL}]+")
_CHINESE = lazy_pattern(f"[{_HAN}]+")
_KOREAN = lazy_pattern(f"[{_HANGUL}]+")
_JAPANESE = lazy_pattern(f"([{_HAN}]+)([{_KANA}]+)")
_BRACKETS = lazy_pattern(r"\s*[(（\[【「『][^)）\]】」』]*[)）\]】」』]\s*")
_DOTS = lazy_pattern("[·・•‧]")
_LONG_CHINESE = lazy_pattern(
    "[欧歐]阳|[欧歐]陽|司[马馬徒空]|上官|[诸諸]葛|[东東][方郭]|[独獨]孤|[万萬]俟|[闻聞]人|夏侯|尉[迟遲]|公[孙孫羊冶]|慕容|令狐|"
    "[长長][孙孫]|宇文|皇甫|端木|百里|呼延|[钟鍾][离離]|[轩軒][辕轅]|赫[连連]|澹[台臺]|太史|淳于|[单單]于|申屠|仲[孙孫]|[闾閭]丘|拓跋|西[门門]|南[宫宮]"
)
_LONG_KOREAN = lazy_pattern("남궁|황보|제갈|사공|선우|서문|독고")
_SURNAMES = """
    nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn trương đào lương lưu phùng
    tống quách vương thái tạ tô nguyen pham huynh trinh
"""
_VIETNAMESE = frozenset(_SURNAMES.split())


class Name(msgspec.Struct, frozen=True):
    """The parts of a name."""

    family: str
    given: str


def parts_of(name: str, sort_as: str = "") -> Name:
    """Split a name. `sort_as` says which word is the family's where it begins with that word."""
    bare = " ".join(_BRACKETS.sub(" ", unicodedata.normalize("NFC", name)).split())
    words = [word for word in bare.split() if any(map(str.isalnum, word))] or name.split()
    eastern = [word for word in words if _EASTERN.fullmatch(word)]
    if not eastern:
        return _eastern_with_dots(words) or _western(words, sort_as)
    others = [word for word in words if word not in eastern]
    if len(eastern) > 1:
        return Name(eastern[0], " ".join(eastern[1:]))
    if others and len(eastern[0]) == 1:
        return Name(eastern[0], " ".join(others))
    return _together(eastern[0])


def _together(name: str) -> Name:
    """Split a name of one word, whose family stands first: of Chinese, Japanese and Korean ones."""
    cut = 0
    if _CHINESE.fullmatch(name) and 2 <= len(name) <= 4:
        cut = 2 if len(name) == 4 or (len(name) == 3 and _LONG_CHINESE.match(name)) else 1
    elif _KOREAN.fullmatch(name) and 2 <= len(name) <= 4:
        cut = 2 if len(name) > 2 and _LONG_KOREAN.match(name) else 1
    elif match := _JAPANESE.fullmatch(name):
        cut = len(match[1])
    return Name(name[:cut], name[cut:])


def _eastern_with_dots(words: list[str]) -> Name | None:
    """Split a name from elsewhere in Eastern letters: its parts keep their order, between dots."""
    parts = _DOTS.split("".join(words))
    if len(parts) < 2 or not all(map(_EASTERN.fullmatch, parts)):
        return None
    dot = _DOTS.findall("".join(words))[0]
    return Name(parts[-1], dot.join(parts[:-1]))


def _western(words: list[str], sort_as: str) -> Name:
    """Split a name whose family stands last, with the small words before it; or first, where something says so."""
    if len(words) < 2:
        return Name("", " ".join(words))
    head = words[0].rstrip(",")
    said = (sort_as.replace(",", " ").split() or [""])[0]
    folded = [word.casefold() for word in words]
    is_first = said.casefold() == head.casefold() or words[0].endswith(",")
    if is_first or (folded[0] in _VIETNAMESE and folded[-1] not in _VIETNAMESE):
        return Name(head, " ".join(words[1:]))
    small = next((at for at, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return Name(" ".join(words[small:]), " ".join(words[:small]))
