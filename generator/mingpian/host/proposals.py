"""New matches for content/matches.toml. What stands in the file is never touched: proposals are added at its end."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from mingpian import (
    Decision,
    Decisions,
    Match,
    Need,
    SiteModel,
    Words,
    find_matches,
    match_of,
    match_reasons,
    matching_index,
    need_key,
    open_needs,
    slug_in,
)
from mingpian.host.decisions import FILE
from mingpian.host.written import DecisionError, write_text
from mingpian.i18n import _

HEAD = """\
# Who may have the answer to which ask. `mingpian match` adds proposals at the end and changes nothing above.
# Set `decision` to "approved", and the asker's page shows it; to "declined", and it is never proposed again.
"""


class Proposals(msgspec.Struct, frozen=True):
    """New matches, and what has become of those in the file."""

    new: tuple[Match, ...]
    waiting: tuple[Decision, ...]  # the host has yet to decide
    over: tuple[Decision, ...]  # their asks are answered, withdrawn or past
    unmatched: tuple[Need, ...]  # open asks for which nobody is proposed, waiting or approved


def propose(model: SiteModel) -> Proposals:
    """Match every open ask of a site."""
    asks = open_needs(model)
    standing: defaultdict[Need, set[str]] = defaultdict(set)
    declined: defaultdict[Need, set[str]] = defaultdict(set)
    over, waiting = [], []
    for row in model.matches:
        need = asks.get(need_key(model, row))
        if need is None:
            over.append(row)
            continue
        (declined if row.decision == "declined" else standing)[need].add(row.member)
        if row.decision == "proposed":
            waiting.append(row)
    decided = {
        need: Decisions(frozenset(standing[need]), frozenset(declined[need])) for need in {**standing, **declined}
    }
    new = tuple(find_matches(matching_index(model), tuple(asks.values()), decided))
    alive = {match.need for match in new} | set(standing)
    unmatched = tuple(need for need in asks.values() if need not in alive)
    return Proposals(new, tuple(waiting), tuple(over), unmatched)


def add_proposals(root: Path, model: SiteModel, found: Iterable[Match], words: Words) -> str:
    """Add new matches to the file; return its path. Raises as `write_text` does."""

    def edit(text: str) -> str:
        rows = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n")).get("match", [])
        if len(rows) != len(model.matches):
            raise DecisionError(_("{file} has errors; `mingpian check` names them", file=FILE))
        return extended(model, text, found, words)

    return write_text(root, FILE, edit)


def extended(model: SiteModel, text: str, found: Iterable[Match], words: Words) -> str:
    """Return the text of the file with new matches at its end."""
    tables = [_table(model, match, words) for match in found]
    if not tables:
        return text
    start = text if text.strip() else HEAD
    end = "\r\n" if "\r\n" in start else "\n"
    return start + ("" if start.endswith("\n") else end) + "".join(f"\n{table}" for table in tables).replace("\n", end)


def reasons(model: SiteModel, match: Match, words: Words) -> Iterator[str]:
    """Yield why, in words."""
    for reason in match_reasons(model, match, words.lang):
        yield words.because(reason.why, reason.name, reason.card.title if reason.card else "")


def reasons_now(model: SiteModel, need: Need, row: Decision, words: Words) -> Iterator[str]:
    """Yield why a match in the file still holds, in words; nothing when nothing speaks for it any more."""
    return reasons(model, match_of(model, need, row.member, row.terms), words)


def _table(model: SiteModel, match: Match, words: Words) -> str:
    need = match.need
    lines = [
        "[[match]]",
        f"asker = {_quoted(slug_in(need.member))}",
        f"topic = {_quoted(need.word)}",
        *([f"since = {_quoted(need.since)}"] if need.since else ()),
        f"member = {_quoted(slug_in(match.member))}",
        'decision = "proposed"',
        *([f"terms = [{', '.join(map(_quoted, match.rare))}]"] if match.rare else ()),
        "reasons = [",
        *(f"  {_quoted(reason)}," for reason in reasons(model, match, words)),
        "]",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string: its escapes are those of JSON, and DEL must be escaped too."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
