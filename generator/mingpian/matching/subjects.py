"""What matching looks at: the members, what each can do, what each asks for, and who knows whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from mingpian.content.kind import Common, Proof
from mingpian.content.kinds import kinds
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.matching.index import Index, index_of
from mingpian.matching.values import Candidate, Evidence, Need, Register
from mingpian.site.model import SiteModel
from mingpian.site.relations import makers, partners
from mingpian.site.site import AnyEntry, Site


def index_of_model(model: SiteModel) -> Index:
    """Index all listed members of a site for its open asks."""
    return index_of(register_of_model(model), _texts(model.site), (need.topic for need in needs(model)))


def register_of_model(model: SiteModel) -> Register:
    """Return the members, with what says why two of them belong together."""
    listed = {candidate.id: candidate for candidate in candidates(model)}
    return Register(candidates=listed, above=_above(model.site), known=acquaintances(model))


def candidates(model: SiteModel) -> Iterator[Candidate]:
    """Yield the listed members with all that shows what they can do."""
    made = _made(model)
    for entry in _listed(model.site, Profile):
        fields = entry.fields
        assert isinstance(fields, Profile)
        yield Candidate(
            id=entry.id,
            city=fields.city,
            languages=frozenset(lang.split("-")[0] for lang in fields.languages),
            circles=frozenset(fields.circles),
            evidence=(*_offered(model.site, entry.id, fields), *made.get(entry.id, ())),
        )


def needs(model: SiteModel) -> tuple[Need, ...]:
    """Return the open asks of listed members."""
    return tuple(
        Need(
            member=asked.member,
            topic=model.site.topics.key(asked.ask.topic),
            word=asked.ask.topic,
            since=asked.ask.since,
            text="\n".join(_ask_texts(model.site, asked.member, asked.ask.topic, asked.ask.since)),
        )
        for asked in model.relations.asks
    )


def acquaintances(model: SiteModel) -> dict[str, tuple[str, ...]]:
    """Return whom each member knows: by a vouch that both stand by, or by a collaboration."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for given in model.relations.vouches:
        found[given.giver][given.receiver] = None
        found[given.receiver][given.giver] = None
    for entry in _listed(model.site, Collaboration):
        assert isinstance(entry.fields, Collaboration)
        people = (*entry.fields.parties, *(one for one in (entry.fields.introduced_by,) if one))
        for one in people:
            found[one].update((other, None) for other in people if other != one)
    return {one: tuple(others) for one, others in found.items()}


def _listed(site: Site, fields: type[Common]) -> Iterator[AnyEntry]:
    """Return the listed entries with these fields, each once."""
    return (entry for entry in site.each(fields) if entry.fields.listed)


def _offered(site: Site, id: str, fields: Profile) -> Iterator[Evidence]:
    """Yield the topics that a member offers, with what they say of them in any language."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for version in site.ids[id].values():
        for item in version.fields.offers:
            texts[site.topics.key(item.topic)].append(f"{item.topic}\n{item.text}")
    for item in fields.offers:
        key = site.topics.key(item.topic)
        yield Evidence(topics=(key,), words=(item.topic,), text="\n".join(texts[key]))


def _made(model: SiteModel) -> Mapping[str, list[Evidence]]:
    """Return what each member made that shows what they can do, the weightiest kinds first."""
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    proofs = [(kind.fields, kind.proof) for kind in kinds().values() if kind.proof]
    for fields, proof in sorted(proofs, key=lambda one: -one[1].for_topic):
        for entry in _listed(model.site, fields):
            if isinstance(entry.fields, Offer) and entry.fields.availability in ("full", "closed"):
                continue
            evidence = _evidence(model.site, entry, proof)
            by = makers(model.site, entry)
            for person in by:
                found[person].append(evidence)
            for_topic, for_text = proof.of_partners
            for person in partners(entry) if for_topic or for_text else ():
                if person not in by:
                    found[person].append(msgspec.structs.replace(evidence, for_topic=for_topic, for_text=for_text))
    return found


def _evidence(site: Site, entry: AnyEntry, proof: Proof) -> Evidence:
    """Return what an entry shows: by the topics that it names, else by its tags that are topics."""
    named = getattr(entry.fields, "topics", None)
    words = tuple(tag for tag in entry.terms.get("tags", ()) if site.topics.knows(tag)) if named is None else named
    versions = site.ids[entry.id].values()
    texts = ((one.title, *(getattr(one.fields, name) for name in proof.texts), one.summary) for one in versions)
    return Evidence(
        topics=tuple(map(site.topics.key, words)),
        words=words,
        text="\n".join(part for parts in texts for part in parts),
        kind=entry.kind,
        entry=entry.id,
        for_topic=proof.for_topic,
        for_text=proof.for_text,
    )


def _ask_texts(site: Site, member: str, topic: str, since: str) -> Iterator[str]:
    key = site.topics.key(topic)
    if topic == key and not site.topics.topics:  # without a vocabulary the topic's words are all that there is
        yield topic
    for version in site.ids[member].values():
        for ask in version.fields.asks:
            if site.topics.key(ask.topic) == key and ask.since == since:
                yield ask.text


def _texts(site: Site) -> Iterator[str]:
    """Yield what else is written on the site, by which common words are known."""
    for entry in site.entries.values():
        if kinds()[entry.kind].proof is None:  # what is evidence is counted as such
            yield f"{entry.title}\n{entry.summary}"
        if isinstance(entry.fields, Profile):
            yield "\n".join((entry.fields.headline, entry.fields.now, *(queries.text for queries in entry.fields.asks)))


def _above(site: Site) -> dict[str, frozenset[str]]:
    """Return all broader topics of each topic."""
    topics = site.topics.topics

    def climb(key: str, seen: frozenset[str]) -> frozenset[str]:
        for broader in topics[key].broader if key in topics else ():
            if broader not in seen:
                seen = climb(broader, seen | {broader})
        return seen

    return {key: climb(key, frozenset()) - {key} for key in topics}
