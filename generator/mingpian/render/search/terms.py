"""The terms by which a text is found: single characters and pairs of Chinese, Japanese and Korean, words of others.

Written Chinese has no spaces, and a dictionary that cuts it into words loses what it cuts otherwise than the reader
does. Pairs lose nothing: a phrase is in a text only if all its pairs are. `search.js` takes queries apart by the same
rules; what changes here changes there.
"""

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain
from zlib import crc32

from mingpian.core.patterns import lazy_pattern

NUMBER_BITS = 28

Term = int | str  # of pairs, and of single characters, the numbers of their UTF-16 units

_GRAMS = "\u3005-\u3007\u3041-\u30fa\u30fc-\u30fe\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_LETTERS = "0-9A-Za-z\u00aa-\u1fff"
_FULL_WIDTH = "\uff10-\uff5a"
_NOT_GRAMS = lazy_pattern(f"[^{_GRAMS}]+")
_WORD = lazy_pattern(f"[{_LETTERS}]+")
_WRITTEN_WORD = lazy_pattern(f"[{_LETTERS}{_FULL_WIDTH}]+")
_ACCENTS = lazy_pattern("[\u0300-\u036f]+")
# Forms of characters that have a common one: jamo, radicals, loose voicing marks, compatibility and half width.
_UNCOMMON = lazy_pattern(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3099\u309a\u3130-\u318f\uf900-\ufaff\uff65-\uffdc\U0002f800-\U0002fa1f]"
)
_BREAK = "\n"
_LINE_FEED = ord(_BREAK)

PREFIXES = (3, 5)  # lengths at which a word is also found while it is still being typed


def fold_text(text: str) -> str:
    """Return the text without case, accents and variants of form (NFKC)."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", bare.lower()).replace("ß", "ss")


def common(text: str) -> str:
    """Return the text with characters in their common forms."""
    return unicodedata.normalize("NFKC", text) if _UNCOMMON.search(text) else text


def count_pairs(text: str) -> Counter[Term]:
    """Count the pairs of neighbours, as 32-bit numbers of two UTF-16 units. What is no such character is a line feed.

    Converting the text to numbers in one go costs a third of cutting it into strings.
    """
    units = memoryview(f"{_NOT_GRAMS.sub(_BREAK, text)}{_BREAK}".encode("utf-16-le"))
    found = Counter[Term](units[: len(units) // 4 * 4].cast("I").tolist())
    found.update(units[2 : 2 + (len(units) - 2) // 4 * 4].cast("I").tolist())
    return found


def single_of(pair: int) -> int:
    """Return the single character that a pair begins with, as a 16-bit number. One of 32 bits is a pair already."""
    return pair & 0xFFFF


def is_term(found: Term) -> bool:
    """Tell whether what was found is no line feed, and not next to one."""
    return isinstance(found, str) or (found & 0xFFFF != _LINE_FEED and found >> 16 != _LINE_FEED)


def count_words(text: str) -> Counter[Term]:
    """Count the folded words, and their beginnings followed by `*`."""
    return Counter(chain.from_iterable(map(_terms, _WRITTEN_WORD.findall(text))))


@lru_cache(maxsize=1 << 15)
def _terms(word: str) -> tuple[str, ...]:
    whole = _WORD.findall(fold_text(word))
    return (*whole, *(f"{part[:length]}*" for part in whole for length in PREFIXES if len(part) > length))


def term_number(term: Term) -> int:
    """Return the number by which a term is looked up: the CRC-32 of its UTF-16 (little endian), without 4 bits."""
    data = term.encode("utf-16-le") if isinstance(term, str) else term.to_bytes(4 if term >> 16 else 2, "little")
    return crc32(data) >> (32 - NUMBER_BITS)
