"""Whose an entry, or the site, is: what is declared, with names, addresses and the licence found."""

from typing import Any

import msgspec

from mingpian.config.rights import Origin, PictureTerms, Terms
from mingpian.queries import cards, targets
from mingpian.queries.fragments import Person
from mingpian.queries.query import query
from mingpian.schema.licences import Licence, licence_of
from mingpian.schema.references import slug_in
from mingpian.schema.walk import mapped
from mingpian.site.model import SiteModel
from mingpian.site.ownership import rights as declared
from mingpian.site.site import AnyEntry

_LINK = frozenset({"link"})


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """What is declared of an entry or the site, every field of it in force. Addresses begin with `/` on this site."""

    holders: tuple[Person, ...] = ()
    year: str = ""  # of the first publication
    license: Licence | None = None
    origin: Origin = Origin()
    reprint: str = ""  # `allowed`, `with-credit`, `ask`, `no`; empty when nothing is said
    reprinters: tuple[str, ...] = ()
    search: str = ""  # `yes` or `no`; empty when nothing is said
    ai_input: str = ""
    ai_train: str = ""
    contact: str = ""
    offer: str = ""
    made_with_ai: str = ""  # `generated` or `assisted`

    @property
    def signals(self) -> dict[str, str]:
        """What machines may do, by the names that Content Signals and RSL share: `yes` or `no`, where it is said."""
        stated = {"search": self.search, "ai-input": self.ai_input, "ai-train": self.ai_train}
        return {name: value for name, value in stated.items() if value}

    @property
    def license_url(self) -> str:
        """The address of the licence or of the owner's own terms, if it has one."""
        return self.license.url if self.license else ""

    @property
    def claimants(self) -> tuple[Person, ...]:
        """Who holds the rights; nobody, of what is in the public domain."""
        return () if self.license and self.license.is_public_domain else self.holders

    @property
    def policy(self) -> str:
        """The page that says how a reserved right is had (TDMRep, `tdm-policy`): what can be bought, or whom to ask."""
        return next((url for url in (self.offer, self.contact) if url.startswith(("/", "http"))), "")

    @property
    def holder(self) -> str:
        """The names of the holders on one line."""
        return ", ".join(one.name for one in self.claimants)


class PageSignals(msgspec.Struct, frozen=True):
    """A page whose rights are not those of the site."""

    url: str
    rights: Rights
    is_front: bool = False  # what stands below its address is not about it


@query
def rights(model: SiteModel, key: str) -> Rights | None:
    """Return whose an entry is, and what may be done with it.

    None when nothing is stated about it.
    """
    return rights_of(model, model.site.entries[key])


@query
def site_rights(model: SiteModel, lang: str) -> Rights | None:
    """Return whose the site is, for a language of its readers.

    None when site.toml states nothing.
    """
    if not declared.has_terms(model.site):
        return None
    terms = _terms(model, declared.site_layers(model.site), lang)
    owner = cards.person(model, model.site.owner, lang) if model.site.owner else None
    return _rights(model, terms, _holders(model, terms, lang) or ((owner,) if owner else ()), lang)


@query
def departures(model: SiteModel) -> tuple[PageSignals, ...]:
    """Return the pages about which something else is told than about the site.

    In the order of addresses. Not those that only their address reaches.
    """
    return model.remember(("departures",), lambda: _departures(model))


def _departures(model: SiteModel) -> tuple[PageSignals, ...]:
    site = model.site
    common = _told(site_rights(model, site.config.default_lang) or Rights())
    listed = (entry for entry in site.entries.values() if entry.fields.listed and entry.key not in site.states)
    found = ((entry.key, rights_of(model, entry)) for entry in listed)
    departing = (
        PageSignals(model.routes.entry(key), own, model.routes.is_front(key))
        for key, own in found
        if own is not None and _told(own) != common
    )
    return tuple(sorted(departing, key=lambda one: one.url))


def _told(rights: Rights) -> tuple[Any, ...]:
    """Return what files about a whole site tell of a page."""
    names = tuple(one.name for one in rights.holders)  # their pages are in the reader's language
    return rights.signals, rights.license, names, rights.offer, rights.contact


def rights_of(model: SiteModel, entry: AnyEntry) -> Rights | None:
    """Return whose an entry is; None when nothing is stated about it."""
    if not declared.is_stated(model.site, entry):
        return None
    return model.remember(("rights", entry.key), lambda: _rights_of(model, entry))


def _rights_of(model: SiteModel, entry: AnyEntry) -> Rights | None:
    terms = _terms(model, declared.layers(model.site, entry), entry.lang)
    made = entry.fields.ai if entry.fields.ai != "none" else ""
    if msgspec.structs.replace(terms, pictures=PictureTerms()) == Terms():
        return Rights(made_with_ai=made) if made else None
    found = _holders(model, terms, entry.lang)
    if not found and terms.origin.kind in ("reprint", "translation"):
        found = (Person(terms.origin.author),) if terms.origin.author else ()
    elif not found:
        made_by = {id: slug_in(id) for id in declared.makers_of(model.site, entry)}
        found = _people(model, made_by, entry.lang)
    year = "" if terms.origin.kind == "reprint" else (entry.fields.date or entry.fields.updated)[:4]
    whole = _rights(model, terms, found, entry.lang)
    return msgspec.structs.replace(whole, year=year, made_with_ai=made)


def _rights(model: SiteModel, terms: Terms, holders: tuple[Person, ...], lang: str) -> Rights:
    return Rights(
        holders=holders,
        license=licence_of(terms.license) if terms.license else None,
        origin=terms.origin,
        reprint=terms.reprint,
        reprinters=terms.reprinters,
        search=terms.ai.search,
        ai_input=terms.ai.ai_input,
        ai_train=terms.ai.ai_train,
        contact=terms.contact,
        offer=terms.offer,
    )


def _terms(model: SiteModel, layers: tuple[declared.TermsLayer, ...], lang: str) -> Terms:
    def located(layer: declared.TermsLayer) -> Any:
        return mapped(layer.terms, _LINK, lambda url: targets.address(model, layer.source, url, lang))

    return declared.merged(located(layer) for layer in layers)


def _holders(model: SiteModel, terms: Terms, lang: str) -> tuple[Person, ...]:
    """Return the stated holders: members, or names."""
    called = {model.site.spellings.voice(name): name for name in terms.holder}
    return _people(model, called, lang)


def _people(model: SiteModel, called: dict[str, str], lang: str) -> tuple[Person, ...]:
    """Return people by their ids, and what those are called who are no members; members who are not on the site are
    not named."""
    found = ((id, name, cards.person(model, id, lang)) for id, name in called.items())
    people = (one or (None if id in model.site.known else Person(name)) for id, name, one in found)
    return tuple(Person(one.name, one.url, one.id) for one in people if one)
