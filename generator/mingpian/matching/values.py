"""The values of matching: what members can do, what is asked for, and why two of them belong together."""

from collections.abc import Mapping

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that shows what a member can do: what their profile offers, or an entry (`entry`, an id, of `kind`).

    `topics` are keys, `words` as they were written. `for_topic` and `for_text` weigh it against what a profile offers.
    """

    topics: tuple[str, ...]
    words: tuple[str, ...]
    text: str
    kind: str = ""
    entry: str = ""
    for_topic: float = 1
    for_text: float = 1


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A member who may answer asks."""

    id: str
    city: str = ""
    languages: frozenset[str] = frozenset()
    circles: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """An open ask: whose it is, its topic as key and as written, since when, and its text in all languages."""

    member: str
    topic: str
    word: str
    since: str = ""
    text: str = ""


class Reason(msgspec.Struct, frozen=True):
    """One reason, to be put into words by the page that shows it. `why` names these words: `topic`, `synonym`,
    `narrower`, `broader`, `text`, `city`, `language`, `circle`, `acquainted`, `no-language`, or the kind of the entry
    that shows it. `value` is a topic's key, a word, a city, a language, or the number of people between; `entry` the
    id of what shows it."""

    why: str
    value: str = ""
    entry: str = ""


class Match(msgspec.Struct, frozen=True):
    """An ask and a member who may have its answer. `rare` are the shared terms that speak for it."""

    need: Need
    member: str
    reasons: tuple[Reason, ...]
    rare: tuple[str, ...] = ()


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The members, who knows whom, and what topics are parts of. `above` gives all topics that a topic is a part of."""

    candidates: Mapping[str, Candidate]
    above: Mapping[str, frozenset[str]]
    known: Mapping[str, tuple[str, ...]]  # member -> members whom they vouched for, were vouched by, worked with


FAR = 3  # steps between people beyond which acquaintance tells nothing


def fit(register: Register, asked: str, offered: str) -> str:
    """Return how an offered topic fits the one that is asked for: `topic`, `narrower`, `broader`, or not."""
    if asked == offered:
        return "topic"
    if asked in register.above.get(offered, ()):
        return "narrower"
    return "broader" if offered in register.above.get(asked, ()) else ""


def speak_apart(one: Candidate, other: Candidate) -> bool:
    """Tell whether two members state languages, and none in common."""
    return bool(one.languages and other.languages and not one.languages & other.languages)


def distances(register: Register, member: str) -> dict[str, int]:
    """Return how many steps of vouches and collaborations lead to each member who is near."""
    found, front = {member: 0}, [member]
    for step in range(1, FAR + 1):
        front = [
            other for one in front for other in register.known.get(one, ()) if found.setdefault(other, step) == step
        ]
    return found
