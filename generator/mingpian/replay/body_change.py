"""What it is that only bodies changed, or titles and summaries, and what the pages that show them are told then.

A body makes some of what an entry holds: `OF_BODY`. Whatever else it says, but its title and summary, must be what
it was, and nothing be or have been wrong with its file. The preview shows such a change at once. A build may go by it
only where nothing that others tell of the entry differs either, or nothing but its card (`card_change`).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from mingpian.content.entry import Parsed
from mingpian.content.read_files import CONTENT_FOLDER
from mingpian.core.errors import MingpianError
from mingpian.core.store import Store
from mingpian.core.trace import Question
from mingpian.queries.by_reference import CARD, answered
from mingpian.queries.fragments import Card
from mingpian.replay.card_change import of_card, stated_names, without_card
from mingpian.site.facts import BODY
from mingpian.site.site import AnyEntry
from mingpian.write.state import BuildSnapshot

OF_BODY = ("digest", "words", "minutes", "summary", "anchors", "has_math", "has_code", "charset", "mentions")
_WITH_TITLES = ("summary", "mentions")  # in what is asked, the titles are in place


Changed = Mapping[str, tuple[AnyEntry, AnyEntry]]
"""The entries that changed, before and after, by key."""


class NotOnlyBodiesError(MingpianError):
    """A change may go beyond bodies: a whole build has to find out."""


def be_certain(condition: bool) -> None:
    """Raise NotOnlyBodiesError unless the condition holds."""
    if not condition:
        raise NotOnlyBodiesError


def revised_entry(before: Parsed, after: Parsed, snapshot: BuildSnapshot) -> AnyEntry:
    """Return the entry with its new body. Raises NotOnlyBodiesError when more than its body changed."""
    be_certain(before.entry is not None and after.entry is not None)
    be_certain(not before.diagnostics and not after.diagnostics)
    file = f"{CONTENT_FOLDER}/{after.source}"
    be_certain(all(item.file != file for item in snapshot.diagnostics))
    be_certain(_but_for_body(before.entry) == _but_for_body(after.entry))
    entry: AnyEntry = after.entry
    return entry


def _but_for_body(entry: AnyEntry) -> AnyEntry:
    return msgspec.structs.replace(without_card(entry), **dict.fromkeys(OF_BODY))


class ReplayedAnswers:
    """The answers that outputs were given when they were last rendered, with what changed in place of what was."""

    def __init__(self, told: Mapping[Question, bytes], changed: Changed, store: Store) -> None:
        """Take the answers, of which `told` has the digests, from the store. Raises NotOnlyBodiesError when it has lost
        some."""
        self._changed = changed
        self._recorded: dict[Question, bytes] = {}
        self._exchanged: dict[Question, Any] = {}
        for question, digest in told.items():
            answer = store.get(digest)
            if answer is None:
                raise NotOnlyBodiesError
            self._recorded[question] = answer

    def before(self, question: Question) -> Any:
        """Answer just as the last time. Raises NotOnlyBodiesError for what was not asked then."""
        be_certain(question in self._recorded)
        return answered(question, self._recorded[question], self._card)

    def exchange(self, question: Question, answer: Any) -> None:
        """From now on give another answer to this question."""
        self._exchanged[question] = answer

    def answer(self, question: Question) -> Any:
        """Answer as the last time, but for what changed. Raises NotOnlyBodiesError for what was not asked then."""
        if question in self._exchanged:
            return self._exchanged[question]
        answer = self.before(question)
        change = self._changed.get(question[1]) if question[0] in (BODY, CARD) else None
        if change is None:
            return answer
        return msgspec.structs.replace(
            answer, **(_of_entry(answer, *change) if question[0] == BODY else of_card(*change))
        )

    def _card(self, card: Card) -> Card:
        found: Card = self.answer((CARD, card.key))
        return found


def _of_entry(answer: AnyEntry, before: AnyEntry, after: AnyEntry) -> dict[str, Any]:
    """Return what changed of an entry; not a summary in which titles of others are still to be looked up."""
    names = (name for name in OF_BODY if not after.mentions or name not in _WITH_TITLES)
    title = {} if before.title == after.title else {"title": after.title}  # a translation may have its original's
    fields = msgspec.structs.replace(answer.fields, **stated_names(after.fields))
    return {**{name: getattr(after, name) for name in names}, **title, "fields": fields}
