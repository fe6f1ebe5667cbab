"""What the host decides about a proposed match, in matches.toml; and which member answered an ask, in the asker's
file."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from mingpian import Decision, Need, SetField, SiteModel, edited_toml, need_key, open_needs, slug_in
from mingpian.host.written import DecisionError, entry_written, write_entry, write_text
from mingpian.i18n import _

FILE = "content/matches.toml"
_HEAD_OF_ROW = re.compile(r"^[ \t]*\[\[[ \t]*match[ \t]*\]\]", re.MULTILINE)


def needs_of(model: SiteModel, asker: str, topic: str, since: str = "") -> tuple[Need, ...]:
    """Return a member's open asks about a topic, named by any of its words; of one day, if one is named."""
    key = model.site.topics.key
    return tuple(
        need
        for need in open_needs(model).values()
        if need.member == asker and need.topic == key(topic) and since in ("", need.since)
    )


def of_open_asks(model: SiteModel, decision: str) -> Iterator[tuple[Need, Decision]]:
    """Yield the matches in the file of which that was decided (`proposed`: nothing yet), whose asks are open."""
    asks = open_needs(model)
    for row in model.matches:
        need = asks.get(need_key(model, row))
        if need and row.decision == decision:
            yield need, row


def decide(root: Path, model: SiteModel, need: Need, member: str, decision: Literal["approved", "declined"]) -> str:
    """Write a decision into matches.toml, whether the match was proposed or not; return the path of the file.

    Raises DecisionError, FileChangedError and OSError.
    """
    asks = open_needs(model)
    numbers = [
        at for at, row in enumerate(model.matches) if row.member == member and asks.get(need_key(model, row)) == need
    ]

    def edit(text: str) -> str:
        data = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
        rows = data.setdefault("match", [])
        if len(rows) != len(model.matches):
            raise DecisionError(_("{file} has errors; `mingpian check` names them", file=FILE))
        for number in numbers:
            text = _with_decision(text, rows, number, decision)
            rows[number]["decision"] = decision
        if not numbers:
            since = {"since": need.since} if need.since else {}
            row = {"asker": slug_in(need.member), "topic": need.word, **since, "member": slug_in(member)}
            rows.append({**row, "decision": decision})
            text = edited_toml(text, data)
        return text

    return write_text(root, FILE, edit)


def _with_decision(text: str, rows: list[dict[str, Any]], number: int, decision: str) -> str:
    """Return the file with another decision in one of its rows; of a long file, that row alone is taken apart."""
    row, decided = rows[number], {**rows[number], "decision": decision}
    heads = [found.start() for found in _HEAD_OF_ROW.finditer(text)]
    start, end = [*heads, len(text)][number : number + 2] if len(heads) == len(rows) else (0, 0)
    part = text[start:end]
    if part and _as_data(part) == {"match": [row]}:
        return text[:start] + edited_toml(part, {"match": [decided]}) + text[end:]
    return edited_toml(text, {**_as_data(text), "match": [*rows[:number], decided, *rows[number + 1 :]]})


def _as_data(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}


def answer(root: Path, model: SiteModel, need: Need, by: str) -> str:
    """Write into the asker's file who answered an ask, which closes it; return the path of the file.

    Raises DecisionError, FileChangedError and OSError.
    """
    entry = entry_written(model.site, need.member)

    def changes(data: dict[str, Any]) -> Iterator[SetField]:
        stated = data.get("asks")
        items = stated if isinstance(stated, list) else [stated]
        numbers = [at for at, item in enumerate(items) if _is_about(model, item, need)]
        if not numbers:
            raise DecisionError(_("content/{source} does not show the ask where it is looked for", source=entry.source))
        for at in numbers:
            item = items[at]
            path: tuple[str | int, ...] = ("asks", at) if isinstance(stated, list) else ("asks",)
            if isinstance(item, dict):
                yield SetField((*path, "answered_by"), slug_in(by))
            else:
                yield SetField(path, {"topic": item, "answered_by": slug_in(by)})

    return write_entry(root, entry, changes)


def _is_about(model: SiteModel, item: Any, need: Need) -> bool:
    stated = item if isinstance(item, dict) else {"topic": item}
    is_open = not stated.get("answered_by")
    topic = model.site.topics.key(" ".join(str(stated.get("topic") or "").split()))
    day = need.since in ("", str(stated.get("since") or ""))
    return bool(is_open and topic == need.topic and day)
