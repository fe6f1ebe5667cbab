"""The terms by which two texts are compared: pairs of Chinese characters, and words of other scripts, without those
that every text has."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add

from mingpian.core.patterns import lazy_pattern

_RUN = lazy_pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}|[^\W\d_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{3,}")

_GRAMMAR = frozenset(
    "的了着过在是有和与及或也都还又就才只把被给让使对向从到为于以而且但因所之其这那哪此每各某我你您他她它们咱自己"
    "谁什么怎样何几多少不没无未别非很太更最极再已曾正将会能可要想应该得地吗呢吧啊呀嘛个些位件张份次回种样点本篇家"
    "上下里外中前后内间时候年月日天今明昨一二三四五六七八九十百千万两半第起来去出进做找用说看写好大小人新老长求请帮"
    "過還讓對從為與們這個裡時後來寫說幫張種樣點給無沒開問題关于關於如果需要希望可以已经已經一起一个一個"
)
"""Characters that make sentences rather than say what they are about. A pair with one of them is no term."""
_TO_BLANKS = dict.fromkeys(map(ord, _GRAMMAR), " ")

_COMMON = frozenset(re.findall(r"\w+", """
about after again all also and any anyone are around ask asked asking back because been before being best better
between both but can cannot come could day days did didn does doesn don done down each else enough ever every
find first for from full get gets getting give given gives goes going good got great had has have haven having
help helped helping helps her here him his how into isn its just keep kind know last less let like little long
look looking looks lot made make makes making many may might mine month months more most much must need needed
needs never new next nobody not nothing now off offer old once one ones only onto other others our out over own
part people per person piece please put quite rather read really right run said same say second see set several
she should show since small some somebody someone something soon start still such take takes taking than that
the their them then there these they thing things think third this those three through time times too took two
under until upon use used using very want wanted wants was wasn way week weeks well went were what when where
whether which while who whole whom whose why will with within without word work worked working works would write
year years yes yet you your
"""))  # fmt: skip
"""English words that say nothing about a topic."""


@lru_cache(maxsize=1 << 12)
def terms_by_run(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the terms of a text, those of one unbroken run of characters together and in order."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TO_BLANKS)
    return tuple(_terms_of(run) for run in _RUN.findall(plain) if run not in _COMMON)


def _terms_of(run: str) -> tuple[str, ...]:
    return tuple(map(add, run, run[1:])) if run[0] >= "\u3400" and run[0] <= "\u9fff" else (_stem(run),)


def terms_of(text: str) -> frozenset[str]:
    """Return the terms of a text."""
    return frozenset(term for phrase in terms_by_run(text) for term in phrase)


def shared(text: str, rare: Iterable[str]) -> tuple[str, ...]:
    """Return the longest pieces of `text` of which every term is among `rare`, each once, in order."""
    wanted = frozenset(rare)
    found: dict[str, None] = {}
    for phrase in terms_by_run(text):
        piece: list[str] = []
        for term in (*phrase, ""):
            if term in wanted:
                piece.append(term)
            elif piece:
                found[_joined(piece)] = None
                piece = []
    return tuple(found)


def _joined(piece: Sequence[str]) -> str:
    return piece[0] + "".join(term[-1] for term in piece[1:])


def _stem(word: str) -> str:
    """Take off the commonest endings, so that `labels` and `label`, `binding` and `bindings` are one term."""
    for ending in ("ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    return word.removesuffix("e")
