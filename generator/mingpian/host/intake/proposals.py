"""Cards that wait on the desk, each with what it would change; and what happens when the host accepts one."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from mingpian import AnyEntry, Kind, SiteModel, field_values, fold_topic, kinds, record_of, standard_way
from mingpian.host.folder import FOLDER, write_file
from mingpian.host.intake.checked import AUDIENCES, CheckedCard, as_stated, checked
from mingpian.host.intake.handed_in import HandIn, NotTaken
from mingpian.host.written import entry_written
from mingpian.i18n import AnyText, _

PLACE = f"{FOLDER}/intake"
_NAME = 60  # characters


class Proposal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card on the desk; its file is its name with `.json`. `files` are in base64."""

    name: str
    kind: str
    title: str
    slug: str
    source: AnyText
    fields: dict[str, Any]
    body: str = ""
    of: str = ""
    is_whole: bool = False
    files: dict[str, str] = {}
    notes: tuple[AnyText, ...] = ()


class FieldDifference(msgspec.Struct, frozen=True):
    """What a field says now, and what it would say; `is_wider` when somebody could see something who could not."""

    name: str
    before: Any
    after: Any
    is_wider: bool = False


def taken(model: SiteModel, one: HandIn | NotTaken) -> CheckedCard | NotTaken:
    """Return what of something that came in can be taken; pictures of the entry that it renews may stay."""
    if isinstance(one, NotTaken):
        return one
    kind = kinds()[one.kind]
    ids = model.site.ids
    named = f"{kind.name}/{one.of}"
    entry = entry_written(model.site, named) if named in ids else None
    card = checked(one, kind, frozenset(_pictures(entry)) if entry else frozenset())
    if not card.title and not entry:
        return NotTaken(one.source, _("it names nobody"))
    return card


def _pictures(entry: AnyEntry) -> Iterator[str]:
    yield from (found.value for found in field_values(entry.fields, frozenset({"picture"})))


def as_proposal(card: CheckedCard, name: str = "") -> Proposal:
    """Return the proposal that a card is."""
    return Proposal(
        name=name,
        kind=card.kind,
        title=card.title,
        slug=card.slug or card.of,
        source=card.source,
        fields=card.fields,
        body=card.body,
        of=card.of,
        is_whole=card.is_whole,
        files={name: base64.b64encode(data).decode() for name, data in card.files.items()},
        notes=card.notes,
    )


def put_down(root: Path, card: CheckedCard) -> Proposal:
    """Put a card onto the desk; the same card twice is there once. Raises OSError."""
    there = {one.name: one for one in on_the_desk(root)}
    stem = (card.slug or card.of)[:_NAME]
    number, name = 1, stem
    while name in there and not _is_same(there[name], as_proposal(card, name)):
        number += 1
        name = f"{stem}-{number}"
    proposal = as_proposal(card, name)
    write_file(root, f"intake/{name}.json", msgspec.json.format(msgspec.json.encode(proposal)).decode() + "\n")
    return proposal


def _is_same(one: Proposal, other: Proposal) -> bool:
    return msgspec.structs.replace(one, source="") == msgspec.structs.replace(other, source="")


def on_the_desk(root: Path) -> list[Proposal]:
    """Return the proposals that wait, by name; what is none is passed over."""
    found = []
    for path in sorted((root / PLACE).glob("*.json"), key=lambda path: path.stem):
        try:
            proposal = msgspec.json.decode(path.read_bytes(), type=Proposal)
        except (OSError, msgspec.MsgspecError):
            continue
        if proposal.name == path.stem:
            found.append(proposal)
    return found


def take_away(root: Path, name: str) -> None:
    """Take a proposal off the desk. Raises OSError."""
    (root / PLACE / f"{name}.json").unlink()


def meant(model: SiteModel, proposal: Proposal, kind: Kind) -> AnyEntry | None:
    """Return the entry that a proposal renews: the one that it names, else the only one of its title; None for a new
    one."""
    ids = [id for id in model.site.ids if id.partition("/")[0] == kind.name]
    if proposal.of:
        named = model.site.spellings.id_of(f"{kind.name}/{proposal.of}")
        return entry_written(model.site, named) if named in ids else None
    title = fold_topic(proposal.title)
    same = [id for id in ids if title in _titles(model, id)]
    return entry_written(model.site, same[0]) if len(same) == 1 else None


def _titles(model: SiteModel, id: str) -> set[str]:
    entry = entry_written(model.site, id)
    return {fold_topic(one) for one in (entry.title, getattr(entry.fields, "name_latin", "")) if one}


def differences(proposal: Proposal, kind: Kind, entry: AnyEntry | None) -> tuple[FieldDifference, ...]:
    """Return what a proposal would change, field by field, in the order of the declaration."""
    return tuple(_differences(proposal, kind, entry))


def _differences(proposal: Proposal, kind: Kind, entry: AnyEntry | None) -> Iterator[FieldDifference]:
    shape = record_of(kind.fields)
    named = dict(zip(kind.fields.__struct_encode_fields__, kind.fields.__struct_fields__, strict=True))
    for name, inner in shape.fields.items():
        if name not in proposal.fields:
            continue
        before = as_stated(inner, getattr(entry.fields, named[name])) if entry else None
        after = proposal.fields[name]
        if entry and not proposal.is_whole:
            after = _joined(before, after)
        if (before or "") != (after or ""):
            yield FieldDifference(name, before, after, entry is not None and is_wider(before, after))


def _joined(before: Any, after: Any) -> Any:
    """Return what a card that says only some things makes of what is there: nothing that it does not mention goes."""
    if isinstance(before, dict) and isinstance(after, dict):
        return {**before, **{name: _way(before.get(name), one) for name, one in after.items()}}
    if isinstance(before, list) and isinstance(after, list):
        names = {_main(one) for one in after}
        return [*(one for one in before if _main(one) not in names), *after]
    return after


def _way(before: Any, after: Any) -> Any:
    """Return a way to reach somebody; who may see it stays as it was where the card did not choose."""
    told = before if isinstance(before, list) else [before]
    if isinstance(after, dict) and any(
        isinstance(one, dict) and one.get("value") == after.get("value") for one in told
    ):
        same = next(one for one in told if isinstance(one, dict) and one.get("value") == after.get("value"))
        narrower = max(same, after, key=lambda one: AUDIENCES.index(str(one.get("audience", "host"))))
        return {**same, **after, "audience": narrower.get("audience", "host")}
    return after


def _main(item: Any) -> str:
    """Return what an item of a list is about."""
    if not isinstance(item, dict):
        return str(item)
    return str(next((item[name] for name in ("topic", "url", "for", "value", "handle") if name in item), item))


def is_wider(before: Any, after: Any) -> bool:
    """Tell whether more people could see something that is there already: the same value, or a picture in its place."""
    seen: dict[str, int] = {}
    for value, audience in _audiences(before):
        seen[value] = min(seen.get(value, len(AUDIENCES)), audience)
    return any(value in seen and audience < seen[value] for value, audience in _audiences(after))


def _audiences(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        if "audience" in value and value["audience"] in AUDIENCES:
            said = str(value.get("value") or value.get("for") or ("picture" if "src" in value else ""))
            yield said, AUDIENCES.index(value["audience"])
        for inner in value.values():
            yield from _audiences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _audiences(inner)


def as_written(raw: Any, before: Any, after: Any) -> Any:
    """Return what is to stand in the file: where nothing changes, what stands there to the letter."""
    if before == after and raw is not None:
        return raw
    if isinstance(raw, dict) and isinstance(before, dict) and isinstance(after, dict):
        theirs: Mapping[str, str] = {standard_way(str(name)): str(name) for name in raw}
        return {
            theirs.get(name, name): as_written(raw.get(theirs.get(name, name)), before.get(name), one)
            for name, one in after.items()
        }
    if isinstance(raw, list) and isinstance(before, list) and isinstance(after, list) and len(raw) == len(before):
        return [raw[before.index(one)] if one in before else one for one in after]
    return after
