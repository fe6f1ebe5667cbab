"""What structured data says of rights (schema.org), of whatever is a creative work there."""

from typing import Any

from mingpian.queries.ownership.rights import Rights
from mingpian.render.notices import Notice, whole
from mingpian.render.structured.nodes import SOURCE_TYPES, Node, Scene, node

_NO_WORKS = frozenset({"Person", "Organization", "Event", "Service"})


def with_rights(scene: Scene, nodes: list[Node], rights: Rights | None, notice: Notice | None) -> list[Node]:
    """Return the nodes of an entry with its rights: in what it is about, or in its page where that is no work."""
    if rights is None or notice is None or not nodes:
        return nodes
    works = [one for one in nodes[:2] if one["@type"] not in _NO_WORKS and one["@type"] != "BreadcrumbList"]
    about = works[-1] if works else nodes[0]
    return [one | rights_fields(scene, rights, notice) if one is about else one for one in nodes]


def rights_fields(scene: Scene, rights: Rights, notice: Notice) -> dict[str, Any]:
    """Return the properties of a work that say whose it is."""
    licence = rights.license
    own_text = node("CreativeWork", text=licence.text) if licence and licence.text else None
    origin = rights.origin
    original = node("CreativeWork", name=origin.title, url=origin.url, author=_named(origin.author))
    source = {"reprint": "isBasedOn", "translation": "translationOfWork"}.get(origin.kind, "")
    found = node(
        "",
        license=(licence.url if licence else "") or own_text,
        copyrightHolder=[scene.person(one) for one in rights.claimants],
        copyrightYear=int(rights.year) if rights.year.isdecimal() else 0,
        copyrightNotice=notice.text,
        creditText=notice.credit,
        usageInfo="" if rights.contact.startswith("mailto:") else whole(rights.contact, scene.base),
        acquireLicensePage=whole(rights.offer, scene.base),
        digitalSourceType=SOURCE_TYPES.get(rights.made_with_ai, ""),
    )
    del found["@type"]
    return found | ({source: original} if source and len(original) > 1 else {})


def _named(name: str) -> Node | None:
    return node("Person", name=name) if name else None
