"""Which words look like one topic: nearly the same letters; the same but for a word such as 做 or 服务; words that mean
one thing; words with a character in common that stand beside the same topics, in the lists of different people.

Who names two words tells them apart, so that two words of one list are no two words for one thing by their use alone;
and what is known to mean two things (摄影, 摄像) is not proposed, however alike it looks."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

from mingpian.content.data_files.topics import fold_topic
from mingpian.site.topics.synonyms import meanings

Why = Literal["spelling", "core", "meaning", "company"]
Word = tuple[str, str]  # of a topic: its key, and the word

_ALIKE = 0.8  # of two words: the share of their characters that they have in common, in order
_SHARED = 200  # words with one pair of characters; a pair that more have tells nothing
_PEOPLE = 2  # who use each word
_COMPANY = 3  # topics that stand beside both
_NUMBERS = re.compile(r"\d+")
_BEFORE = re.compile(
    "(?:做|写|寫|学|學|教|搞|弄|办|辦|找|拍|开|開|帮忙|幫忙|代做|代|会|會|懂|制作|製作|howto|making|doing)(?=.{2})"
)
_BEHIND = re.compile(
    "(?<=.{2})(?:制作|製作|服务|服務|咨询|諮詢|顾问|顧問|开发|開發|建设|建設|搭建|相关|相關|方面|技巧|入门|入門|工作|业务|業務|经验|經驗"
    "|services?|consulting|advice|skills)\\Z"
)


def near(words: Mapping[str, tuple[str, ...]], users: Mapping[str, Set[str]]) -> list[tuple[Word, Word, Why]]:
    """Return pairs of words of two topics that look like one, and why; the plainest reason of each pair.

    `words` has those of each topic, `users` the people who name it. Nothing is compared with everything.
    """
    found: dict[tuple[Word, Word], Why] = {}
    for one, other, why in (*_spelled(words), *_meant(words), *_used(words, users)):
        if one[0] != other[0] and (why == "meaning" or not _mean_two_things(one[1], other[1])):
            found.setdefault((one, other) if one < other else (other, one), why)
    return [(*pair, found[pair]) for pair in sorted(found)]


def _spelled(words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Word, Word, Why]]:
    """Compare words that share a pair of characters."""
    having = _by(words, lambda word: {word[at : at + 2] for at in range(max(1, len(word) - 1))})
    for group in having.values():
        for one, other in combinations(group, 2) if len(group) <= _SHARED else ():
            if one[0] != other[0] and _are_alike(fold_topic(one[1]), fold_topic(other[1])):
                yield one, other, "spelling"


def _meant(words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Word, Word, Why]]:
    """Compare what is left of words without what only says that somebody does it, and what that means."""
    known = meanings()
    for group in _by(words, lambda word: {_core(word)}).values():
        yield from ((one, other, "core") for one, other in combinations(group[:_SHARED], 2))
    by_meaning = _by(words, lambda word: {str(known[form]) for form in (word, _core(word)) if form in known})
    for group in by_meaning.values():
        yield from ((one, other, "meaning") for one, other in combinations(group[:_SHARED], 2))


def _used(words: Mapping[str, tuple[str, ...]], users: Mapping[str, Set[str]]) -> Iterator[tuple[Word, Word, Why]]:
    """Compare words with a character in common that stand beside the same topics, and never in one list."""
    beside = _company(users)
    having = _by({key: said for key, said in words.items() if len(users.get(key, ())) >= _PEOPLE}, _characters)
    for group in having.values():
        for one, other in combinations(group, 2) if len(group) <= _SHARED else ():
            ours, theirs = beside[one[0]] - {other[0]}, beside[other[0]] - {one[0]}
            both = len(ours & theirs)
            is_company = both >= _COMPANY and 2 * both > len(ours | theirs)
            if is_company and not users[one[0]] & users[other[0]] and not _have_one_head(one[1], other[1]):
                yield one, other, "company"


def _company(users: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    """Return the topics that the people who name each topic name beside it."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for key, people in users.items():
        for person in people:
            named[person].add(key)
    return {key: set[str]().union(*(named[person] for person in people)) - {key} for key, people in users.items()}


def _have_one_head(one: str, other: str) -> bool:
    """Tell whether two Chinese words end alike and begin otherwise: the beginning (服装设计, 平面设计) says which."""
    first, second = fold_topic(one), fold_topic(other)
    return first[-1:] == second[-1:] >= "\u3400" and first[:1] != second[:1]


def _mean_two_things(one: str, other: str) -> bool:
    """Tell whether it is known of both words what they mean, and that it is not the same; or they are numbered."""
    if _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return True
    known = meanings()
    found = [known.get(form, known.get(_core(form))) for form in (fold_topic(one), fold_topic(other))]
    return None not in found and found[0] != found[1]


def _by(words: Mapping[str, tuple[str, ...]], marks: Callable[[str], set[str]]) -> Mapping[str, list[Word]]:
    found: defaultdict[str, list[Word]] = defaultdict(list)
    for key, listed in words.items():
        for word in listed:
            for mark in sorted(marks(fold_topic(word))):
                found[mark].append((key, word))
    return found


def _characters(word: str) -> set[str]:
    """Return the Chinese characters of a word; of others the beginnings of its words."""
    return {char for char in word if char >= "\u3400"} or {word[:4]}


@functools.cache
def _core(word: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", word, count=1), count=1)


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 4 or longer - shorter > max(1, longer // 6):  # what one of them adds is a meaning of its own
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() >= _ALIKE and not any(
        _tells_apart(one[a:b]) for what, a, b, *_rest in matcher.get_opcodes() if what == "replace"
    )


def _tells_apart(letters: str) -> bool:
    """Tell whether other characters in the place of these make another word: 日语, 德语."""
    return any(char >= "\u3400" for char in letters)
