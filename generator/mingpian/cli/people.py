"""Members and asks as they are named on the command line."""

from typing import TYPE_CHECKING

from mingpian.i18n import AnyText, _, joined

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel


def member_named(model: "SiteModel", name: str) -> str:
    """Return the id of the member with this slug or name; nothing for none, or several."""
    from mingpian.content.kinds.member import KIND

    return entry_named(model, name, KIND.name)


def entry_named(model: "SiteModel", name: str, kind: str) -> str:
    """Return the id of the entry of a kind with this slug or title; nothing for none, or several."""
    from mingpian.schema.references import canonical

    id = model.site.spellings.id_of(canonical(name, kind))
    return id if id in model.site.ids else ""


def nobody(model: "SiteModel", name: str) -> AnyText:
    """Return what is said of a name that no member has."""
    from mingpian.content.kinds.member import KIND
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.schema.references import slug_in

    slugs = [slug_in(id) for id in model.site.ids if id.startswith(f"{KIND.name}/")]
    return joined(" · ", (_("there is no member `{name}`", name=name), *did_you_mean(name, slugs)))


def ask_named(model: "SiteModel", ask: str) -> tuple[str, str, str]:
    """Return the member (an id; nothing when there is none) that `MEMBER/TOPIC` names, the name, and the topic."""
    cuts = [at for at, sign in enumerate(ask) if sign == "/"]
    cut = next((at for at in cuts if member_named(model, ask[:at])), cuts[0] if cuts else len(ask))
    return member_named(model, ask[:cut]), ask[:cut], ask[cut + 1 :]


def no_such_ask(model: "SiteModel", asker: str, name: str, topic: str) -> AnyText:
    """Return what is said of a topic about which a member has no open ask."""
    from mingpian.queries.suggestions import open_needs

    topics = ", ".join(need.topic for need in open_needs(model).values() if need.member == asker) or "nothing"
    return _("{name} has no open ask about `{topic}`; open: {topics}", name=name, topic=topic, topics=topics)
