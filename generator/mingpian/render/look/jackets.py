"""Jackets: what is drawn in a list for an entry without a picture. Style sheets have the patterns, titles choose one.

The title stands beside its jacket, which has a sign of it, so that neighbours of one topic are told apart at a glance:
the place in a series that it states, else its first word that says more than most do, else its rarest Chinese
character.
"""

import re
from unicodedata import normalize
from zlib import crc32

from mingpian.core.patterns import lazy_pattern

PATTERNS, GROUNDS = 8, 4
_MOST = 14  # letters of a sign that is a word
_SIZES = ((1, "letter"), (4, "short"), (8, "word"))  # letters of a sign at most, and how it is set
_ORDINAL = lazy_pattern(
    r"\s*(\d{4})(?!\d)|\s*第\s*(?!一[^〇零一二三四五六七八九十百千两\d])([〇零一二三四五六七八九十百千两\d]+)"
    r"|.*?(?:\b(?:no|nr|vol|part|episode|chapter|day|week|issue)\.?\s*|#)(\d+)",
    re.IGNORECASE,
)
# A letter with the marks that stand on it: those of Latin, Hebrew, Arabic, and all of the scripts of South and
# South-East Asia, where vowels are marks.
_LETTER = (
    r"[^\W\d_\u2e80-\U0003ffff][\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0971-\u109f\u1780-\u17d3]*"
)
_TOKEN = lazy_pattern(rf"[\u2e80-\U0003ffff]|(?:{_LETTER})++(?:['’-](?:{_LETTER})++)*|\d+")
_PICTURE = lazy_pattern(  # a flag, or a character with what changes it, and what it is joined to
    "[\U0001f1e6-\U0001f1ff]{2}|.[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d.[\ufe0f\U0001f3fb-\U0001f3ff]*)*", re.DOTALL
)
_HAN = lazy_pattern("[\u3400-\u9fff\U00020000-\U0003ffff]")
_COMMON = (
    "第章节節篇期集卷回话話天周日月年的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也"
    "你您对對生能而子那得于於着著下自己之发發过過后後作里裡裏道行所然家种種事成方多经經么麼麽什去法如都同现現当當没沒"
    "动動面起看定分还還进進好小部些样樣她它本前开開但因只从從想实實把与與被给給让讓跟向最很更再又才每哪谁誰怎吗嗎呢吧"
    "啊几幾间間由点點用问問关關知见見已新全张張封条條件位句座套份台臺次片隻两兩二三四五六七八九十百千零高长長此将將无"
    "無该該应應须須仍却卻即并並及且曾别別太够夠刚剛老手头頭外内內做工等先真比写寫替帮幫改清顿頓文字书書信报報"
)
"""Characters that most titles have, in both scripts: those that tell titles apart least come first."""
_NUMERAL = _COMMON.index("二")
_COMMON_WORDS = (
    " a about after all an and any are as at be been before but by can chapter could day days did do does episode"
    " every first for from had has have he her his how i if in into is issue it its just let like more most my new"
    " no not now of on one or our out over part re second she should so some than that the their them then there"
    " these they thing things third this those three to too two up us via volume vs was we week were what when"
    " where which who whom whose why will with without would you your der die das ein eine le la les un une el los"
    " las il lo "
)


def jacket(title: str) -> str:
    """Return the classes of a title's jacket: which pattern, on which ground, and how large its sign is."""
    number = crc32(title.encode("utf-8", "surrogatepass"))
    length = len(on_jacket(title))
    size = next((name for most, name in _SIZES if length <= most), "long")
    return f"pattern-{number % PATTERNS} ground-{number // PATTERNS % GROUNDS} {size}"


def on_jacket(title: str) -> str:
    """Return the sign of a title: its place in a series, a year, a word, a Chinese character, or what else there is."""
    plain = normalize("NFKC", title)  # wide letters, numbers in circles, ligatures
    if ordinal := _ORDINAL.match(plain):
        return str(ordinal[ordinal.lastindex or 0])[:_MOST]
    tokens: list[str] = _TOKEN.findall(plain)
    words = [token for token in tokens if token[0] < "\u2e80" and not token.isdecimal()]
    telling = [word for word in words if f" {word.lower()} " not in _COMMON_WORDS]
    characters = [token for token in tokens if _HAN.match(token) or token.isdecimal()]
    if telling or (words and not characters):
        word = (telling or words)[0]
        return word if len(word) <= _MOST else f"{word[: _MOST - 1]}…"
    if characters:
        return max(characters, key=_telling)[:_MOST]
    picture = _PICTURE.match(title)
    return next((letter for letter in plain if letter.isalnum()), picture[0][:_MOST] if picture else "")


def _telling(character: str) -> int:
    """Return how much a character says: its place among the common ones, which numbers have too, or more."""
    return _NUMERAL if character.isdecimal() else _COMMON.find(character) % (len(_COMMON) + 1)
