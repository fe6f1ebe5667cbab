"""Which entries stand in which list, page by page."""

from collections.abc import Iterator

import msgspec

from mingpian.content.kinds import kinds
from mingpian.site.relations import Group, Relations
from mingpian.site.site import Site


class ListName(msgspec.Struct, frozen=True):
    """The name of a list: of a kind (`kind`, `essays`), a term (`tags`, its slug), a series or a city.

    `group` is `kind`, `series`, `cities`, `speaks` (a language) or a taxonomy; `slug` names the member of the group.
    """

    group: str
    slug: str
    lang: str


def keys_of(site: Site, relations: Relations, name: ListName) -> tuple[str, ...]:
    """Return the keys of a list's entries, in order."""
    if name.group == "kind":
        return site.keys.get((name.slug, name.lang), ())
    if name.group == "series":
        return _keys(relations.series.get(name.lang, {}).get(name.slug))
    if name.group in ("cities", "speaks"):
        group = (relations.cities if name.group == "cities" else relations.speaks).get(name.slug)
        entries = (site.best(id, name.lang) for id in _keys(group))
        return tuple(entry.key for entry in entries if entry is not None)
    return _keys(relations.terms.get((name.group, name.lang), {}).get(name.slug))


def all_lists(site: Site, relations: Relations) -> Iterator[ListName]:
    """Yield every list that has entries, in order."""
    for lang in site.config.languages:
        for kind in kinds():
            if has_list(site, kind, lang):
                yield ListName("kind", kind, lang)
        yield from (ListName("series", slug, lang) for slug in relations.series.get(lang, {}))
        for taxonomy in taxonomies(site):
            yield from (ListName(taxonomy, slug, lang) for slug in relations.terms.get((taxonomy, lang), {}))
        if is_community(site):
            yield from (ListName("cities", slug, lang) for slug in relations.cities)
            yield from (ListName("speaks", slug, lang) for slug in relations.speaks)


def indexes(site: Site, relations: Relations, lang: str) -> tuple[str, ...]:
    """Return the groups whose terms get a page that lists them all."""
    found = [taxonomy for taxonomy in taxonomies(site) if relations.terms.get((taxonomy, lang))]
    found += ["series"] if relations.series.get(lang) else []
    found += ["cities"] if relations.cities and is_community(site) else []
    found += ["topics"] if relations.topics else []
    return tuple(found)


def has_list(site: Site, kind: str, lang: str) -> bool:
    """Tell whether a kind gets a list: not pages, nor a single member, whose page is the home page."""
    declared = kinds()[kind]
    may = declared.named != "nowhere" and ("list" not in declared.of_community or is_community(site))
    return may and bool(site.all(kind, lang))


def is_community(site: Site) -> bool:
    """Tell whether the site has more than one member."""
    return site.members > 1


def is_personal(site: Site) -> bool:
    """Tell whether the front page is the owner's page, too: they are the one member, and what the page is composed of
    shows them, and has a place for all that they say."""
    composed = site.config.home
    owner = site.best(site.owner, site.config.default_lang) if site.owner else None
    if owner is None or not owner.fields.listed or site.members != 1 or composed.hero == "community":
        return False
    return {"hero", "about"} <= {section.name for section in composed.alone}


def taxonomies(site: Site) -> tuple[str, ...]:
    """Return the names of the site's taxonomies, tags first."""
    return ("tags", *site.config.taxonomies)


def _keys(group: Group | None) -> tuple[str, ...]:
    return group.keys if group else ()
