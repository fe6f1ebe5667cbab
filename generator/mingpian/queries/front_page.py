"""The front page: its composition, and the best of everything."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.content.kinds.event import EventCard
from mingpian.content.kinds.member import MEMBERS
from mingpian.content.kinds.offer import OfferCard
from mingpian.queries import cards, people
from mingpian.queries import elsewhere as elsewheres
from mingpian.queries.fragments import Card, Term
from mingpian.queries.query import query
from mingpian.queries.views import HomeView
from mingpian.schema.numbers import natural_key
from mingpian.site.lists import has_list, is_community
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

_USUAL: dict[str, int | None] = {"asks": 6, "elsewhere": 5, "topics": 12, "voices": 2}  # of what is no kind
_ALL_OF_OWNER = {**_USUAL, "voices": None}  # where no other page has the rest
_FACES = 14
_OF_OWNER = frozenset({"portrait", "cover", "statement", "bento"})


@query
def home(model: SiteModel, lang: str) -> HomeView:
    """Return what the front page shows.

    Its sections, the owner's card, and the best of everything.
    """
    site, community = model.site, is_community(model.site)
    composed = site.config.home
    sections = composed.sections if community else composed.alone
    owner = site.best(site.owner, lang) if site.owner else None
    is_profile = owner is not None and model.routes.is_front(owner.key)
    limits = {**(_ALL_OF_OWNER if is_profile else _USUAL), **{one.name: one.limit for one in sections if one.limit}}
    profile = people.profile(model, owner.key) if owner else None
    on_home = [kind for kind in kinds().values() if kind.on_home]
    shown = {kind.name: _first(model, kind, lang, limits.get(kind.name, kind.on_home)) for kind in on_home}
    if not community:
        shown |= {kind.name: () for kind in kinds().values() if "home" in kind.of_community}
    listed = [kind for kind in shown if has_list(site, kind, lang)]
    offered = _offered(model, lang) if community else ()
    topics = offered[: limits["topics"]]
    parts: dict[str, Any] = {name: shown[name] for name in HomeView.__struct_fields__ if name in shown}
    return HomeView(
        **parts,
        owner=cards.card_of(model, owner) if owner else None,
        is_profile=is_profile,
        hero=_hero(composed.hero, bool(owner)),
        sections=sections,
        profile=profile,
        asks=people.open_asks(model, lang)[: limits["asks"]] if community else (),
        elsewhere=elsewheres.posts(model, lang)[: limits["elsewhere"]],
        voices=(*profile.vouched_by, *profile.testimonials)[: limits["voices"]] if profile else (),
        topics=topics,
        more=_more(model, lang, {one: shown[one] for one in listed}, len(offered) > len(topics)),
        faces=_faces(model, owner, lang) if community else (),
        totals={kind: len(site.all(kind, lang)) for kind in listed},
        codes=cards.codes(model, owner) if owner else {},
    )


def _more(model: SiteModel, lang: str, shown: dict[str, tuple[Card, ...]], more_topics: bool) -> dict[str, str]:
    """Return the lists of what has more than is shown."""
    kinds_with_more = (kind for kind, found in shown.items() if len(_others(model, kind, lang)) > len(found))
    more = {kind: model.routes.listing("kind", kind, lang) for kind in kinds_with_more}
    return more | {"topics": model.routes.listing("topics", "", lang)} if more_topics else more


def _faces(model: SiteModel, owner: AnyEntry | None, lang: str) -> tuple[Card, ...]:
    """Return the members whose faces open a community's page: the owner, then those with a portrait."""
    others = sorted(_others(model, MEMBERS, lang), key=lambda entry: not entry.fields.photo.src)
    entries = (*([owner] if owner else []), *others)
    return tuple(cards.card_of(model, entry) for entry in entries[:_FACES])


def _hero(stated: str, has_owner: bool) -> str:
    """Return how the front page begins: nobody's portrait is shown without an owner."""
    if not has_owner and stated in (*_OF_OWNER, ""):
        return "community"
    return stated or "portrait"


def _first(model: SiteModel, kind: Kind, lang: str, most: int | None) -> tuple[Card, ...]:
    """Return the first entries of a kind for the front page: none that is over or closed."""
    entries = _others(model, kind.name, lang)
    if kind.own_first:
        own = set(model.relations.works_of.get(model.site.owner, ()))
        entries = tuple(entry for entry in entries if entry.id in own) or entries
    chosen_cards: Iterable[Card] = (cards.card_of(model, entry) for entry in entries)
    if kind.takes_place:
        chosen_cards = sorted((card for card in chosen_cards if not is_past(card)), key=start_of)
    return tuple(islice((card for card in chosen_cards if not _is_closed(card)), most))


def _others(model: SiteModel, kind: str, lang: str) -> tuple[AnyEntry, ...]:
    """Return the entries of a kind, without the owner, who stands above them all."""
    return tuple(entry for entry in model.site.all(kind, lang) if entry.id != model.site.owner)


def _offered(model: SiteModel, lang: str) -> tuple[Term, ...]:
    """Return the topics that members can be asked about, those of most members first."""
    vocabulary = model.site.topics
    members = (entry.fields for entry in model.site.all(MEMBERS, lang))
    count = Counter(key for fields in members for key in {vocabulary.key(item.topic) for item in fields.offers})
    keys = sorted(count, key=lambda key: (-count[key], natural_key(key), key))
    return tuple(term for key in keys if (term := cards.topic_link(model, key, lang)).url)


def start_of(card: Card) -> str:
    """Return when an event begins, or begins next."""
    return card.own.start if isinstance(card.own, EventCard) else ""


def is_past(card: Card) -> bool:
    """Tell whether an event is over."""
    return isinstance(card.own, EventCard) and card.own.past


def _is_closed(card: Card) -> bool:
    return isinstance(card.own, OfferCard) and card.own.availability == "closed"
