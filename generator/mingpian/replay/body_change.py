"""What it is that only bodies changed, and what the pages that show them are told then.

A body alone makes some of what an entry holds: `OF_BODY`. Whatever else an entry says must be what it was, and nothing
be or have been wrong with its file. The preview shows such a change at once. A build may go by it only where nothing
that others tell of the entry differs either (`site.facts.without_body`); for their pages would differ, too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from mingpian.content.entry import Parsed
from mingpian.content.read_files import CONTENT_FOLDER
from mingpian.core.errors import MingpianError
from mingpian.core.store import Store
from mingpian.core.trace import Question, Table, recorded_answers
from mingpian.queries.questions import decode_answer
from mingpian.site.facts import BODY
from mingpian.site.site import AnyEntry
from mingpian.write.state import BuildSnapshot

OF_BODY = ("digest", "words", "minutes", "summary", "anchors", "has_math", "has_code", "charset", "mentions")
_WITH_TITLES = ("summary", "mentions")  # in what is asked, the titles are in place


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
    return msgspec.structs.replace(entry, **dict.fromkeys(OF_BODY))


class ReplayedAnswers:
    """The answers that outputs were given when they were last rendered, with new bodies in place of the old ones."""

    def __init__(self, table: Table, outputs: Iterable[str], new: Mapping[str, AnyEntry], store: Store) -> None:
        """Take the answers from the store. Raises NotOnlyBodiesError when it has lost some.

        `new` has the entries whose bodies changed, by key.
        """
        self._new = new
        self._recorded: dict[Question, msgspec.Raw] = {}
        for path in outputs:
            answers = recorded_answers(table, path, store)
            if answers is None:
                raise NotOnlyBodiesError
            self._recorded |= answers

    def answer(self, question: Question) -> Any:
        """Answer as the last time. Raises NotOnlyBodiesError for what was not asked then."""
        be_certain(question in self._recorded)
        answer = decode_answer(question, self._recorded[question])
        new = self._new.get(question[1]) if question[0] == BODY else None
        return answer if new is None else msgspec.structs.replace(answer, **_of_body(new))


def _of_body(entry: AnyEntry) -> dict[str, Any]:
    """Return what a body makes of its entry; not a summary in which titles of others are still to be looked up."""
    names = (name for name in OF_BODY if not entry.mentions or name not in _WITH_TITLES)
    return {name: getattr(entry, name) for name in names}
