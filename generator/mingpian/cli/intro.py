"""`mingpian intro A B`: the letters that bring two members together, each asked first."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain

if TYPE_CHECKING:
    from mingpian.model.world import World


def run(options: argparse.Namespace) -> int:
    """Print the letters for a chat; write them in all forms to the desk."""
    from mingpian.cli.reading import read_for
    from mingpian.core.diagnostics import visible
    from mingpian.desk.introduction import introduce, letters
    from mingpian.desk.letter import plain
    from mingpian.desk.shelf import put_letter
    from mingpian.schema.references import slug_in

    read = read_for(options, "members")
    if read is None:
        return 1
    world = read.world
    pairs = _for_ask(world, options.ask) if options.ask else _pair(world, options.members)
    if isinstance(pairs, str):
        complain(pairs)
        return 2
    for one, other in pairs:
        found = introduce(world, one, other)
        names = "-".join(map(slug_in, (found.one, found.other)))
        for number, letter in enumerate(letters(world, found, read.theme.words), 1):
            print("\n".join(map(visible, plain(letter).split("\n"))))
            put_letter(Path(options.root), f"intro-{names}-{number}", letter)
    return 0


def _pair(world: "World", names: list[str]) -> list[tuple[str, str]] | str:
    if len(names) != 2:
        return "name two members, or an ask: mingpian intro A B; mingpian intro --for MEMBER/TOPIC"
    found = [_member(world, name) for name in names]
    unknown = next((name for name, id in zip(names, found, strict=True) if not id), "")
    if unknown:
        return _nobody(world, unknown)
    return [(found[0], found[1])] if found[0] != found[1] else "these are one and the same member"


def _member(world: "World", name: str) -> str:
    """Return the id of the member with this slug or name; nothing for none, or several."""
    from mingpian.schema.references import canonical

    id = world.site.spellings.id_of(canonical(name, "members"))
    return id if id in world.site.ids else ""


def _nobody(world: "World", name: str) -> str:
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.schema.references import slug_in

    slugs = [slug_in(id) for id in world.site.ids if id.startswith("members/")]
    return " · ".join((f"there is no member `{name}`", *did_you_mean(name, slugs)))


def _for_ask(world: "World", ask: str) -> list[tuple[str, str]] | str:
    """Return the pairs for an open ask: who is approved for it, else who is proposed."""
    from mingpian.model.suggestions import need_key, open_needs

    cuts = [at for at, sign in enumerate(ask) if sign == "/"]
    cut = next((at for at in cuts if _member(world, ask[:at])), cuts[0] if cuts else len(ask))
    name, topic = ask[:cut], ask[cut + 1 :]
    asker = _member(world, name)
    if not asker:
        return _nobody(world, name)
    asks = open_needs(world)
    key = world.site.topics.key
    if all(need.member != asker or need.topic != key(topic) for need in asks.values()):
        topics = ", ".join(need.topic for need in asks.values() if need.member == asker) or "nothing"
        return f"{name} has no open ask about `{topic}`; open: {topics}"
    rows = [
        row
        for row in world.matches
        if need_key(world, row) in asks and row.asker == asker and key(row.topic) == key(topic)
    ]
    chosen = [row for row in rows if row.decision == "approved"] or [row for row in rows if row.decision == "proposed"]
    pairs = [(asker, row.member) for row in chosen if row.member in world.site.ids]
    return pairs or "nobody is proposed for this ask; run `mingpian match` first"
