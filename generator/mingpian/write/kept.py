"""Lets go of what earlier builds kept, and nothing needs any more: bodies, answers, coloured code."""

from collections.abc import Iterable

from mingpian.content.highlight_cache import prune
from mingpian.content.load import ParseCache
from mingpian.core.store import Store
from mingpian.write.state import State

MANY_ANSWERS = 3  # times the size of the bodies: most of what was told is out of date then


def drop_unneeded(state: State, cache: ParseCache, told: Iterable[bytes]) -> int:
    """Drop what nothing needs any more; return the size of what is left, in bytes. `told` are digests of answers."""
    bodies, answers = Store(state.store), Store(state.answers)
    bodies.keep_only({*(record.digest for record in cache.records), *cache.pages})
    if answers.is_scattered() or answers.size() > MANY_ANSWERS * bodies.size():
        answers.keep_only(told)
    left = bodies.size() + answers.size() + prune(state.code, MANY_ANSWERS * bodies.size())
    bodies.close()
    answers.close()
    return left


def is_scattered(state: State) -> bool:
    """Tell whether edits have left so much in small pieces that it is time to drop what nothing needs."""
    return Store(state.store).is_scattered() or Store(state.answers).is_scattered()
