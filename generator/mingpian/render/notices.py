"""What is said of the rights to something, in words: the same for pages, feeds, structured data and copies."""

import msgspec

from mingpian.config.rights import SiteRights, Terms
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import ImageRights
from mingpian.queries.ownership.rights import Rights
from mingpian.render.words import Words
from mingpian.site.site import AnyEntry

_LINKS = ("author", "payment")  # parts that only lead somewhere
_SITE, _ENTRY = SiteRights(), Terms()


class NoticePart(msgspec.Struct, frozen=True):
    """A piece of the notice, its address if it has one (with `/` before it on this site), and what the link is."""

    text: str
    url: str = ""
    rel: str = ""


class Notice(msgspec.Struct, frozen=True):
    """The notice of an entry or the site. `label` says that a model made it; `credit` is to be copied."""

    parts: tuple[NoticePart, ...]
    label: str = ""
    credit: str = ""
    dot: str = " · "
    is_of_page: bool = False  # and not of the whole site

    @property
    def text(self) -> str:
        """The notice on one line, without addresses, and what is nothing without one."""
        return self.dot.join(part.text for part in self.parts if part.rel not in _LINKS)


def rights_of(queries: Queries, entry: AnyEntry) -> Rights | None:
    """Ask for the rights to an entry, unless nothing is stated that could be about it."""
    stated = entry.fields.ai or entry.fields.rights != _ENTRY or queries.config.rights != _SITE
    return queries.rights(entry.key) if stated else None


def rights_of_site(queries: Queries, lang: str) -> Rights | None:
    """Ask for the rights to the site, unless site.toml states nothing."""
    return queries.site_rights(lang) if queries.config.rights != _SITE else None


def stated_on(
    queries: Queries, words: Words, lang: str, entry: AnyEntry | None, url: str, is_front: bool
) -> tuple[Rights | None, Notice | None]:
    """Return the rights of which a page with this whole address tells, and their notice: those to its entry, or to the
    site where it has none. A front page is the site's first page, even where it is its owner's page, too: of that page
    counts there what is stated of it apart."""
    if entry and not (is_front and _is_of_site(queries, entry)):
        rights = rights_of(queries, entry)
        return rights, notice_of(rights, words, entry.title or entry.summary[:40], url) if rights else None
    rights = rights_of_site(queries, lang)
    return rights, notice_of(rights, words) if rights else None


def _is_of_site(queries: Queries, entry: AnyEntry) -> bool:
    """Tell whether what is stated of an entry is about the whole site alone."""
    return not entry.fields.ai and entry.fields.rights == _ENTRY and entry.kind not in queries.config.rights.kinds


def whole(url: str, base: str) -> str:
    """Return an address of a notice or of rights with the site's before it, where it is on this site."""
    return base + url[1:] if url.startswith("/") else url


def notice_of(rights: Rights, words: Words, title: str = "", url: str = "") -> Notice:
    """Return the notice of an entry with this title and whole address; of the site without them."""
    origin = rights.origin
    parts = [NoticePart(words.origins[origin.kind])] if origin.kind and title + url else []
    parts += _origin(rights, words) if origin.kind in ("reprint", "translation") else []
    parts += _holders(rights) if not origin.author or origin.author != rights.holder else []
    parts += _licence(rights, words)
    if rights.reprint:
        parts.append(NoticePart(words.reprints[rights.reprint]))
    if rights.reprinters:
        parts.append(NoticePart(words.may_reprint + words.comma.join(rights.reprinters)))
    parts += [NoticePart(words.refused[name]) for name, said in rights.signals.items() if said == "no"]
    parts += [NoticePart(words.ask_permission, rights.contact, "author")] if rights.contact else []
    parts += [NoticePart(words.buy_licence, rights.offer, "payment")] if rights.offer else []
    label = words.text_with_ai[rights.made_with_ai] if rights.made_with_ai else ""
    return Notice(tuple(parts), label, _credit(rights, words, title, url), words.dot, bool(title + url))


def _origin(rights: Rights, words: Words) -> list[NoticePart]:
    origin = rights.origin
    named = origin.title or (origin.url.split("/")[2] if "://" in origin.url else origin.url)
    parts = [NoticePart(words.original_author + origin.author)] if origin.author else []
    parts += [NoticePart(words.original_text + named, origin.url, "original")] if named else []
    return parts + ([NoticePart(words.permission_given + origin.permission)] if origin.permission else [])


def _holders(rights: Rights) -> list[NoticePart]:
    """Return the notice of copyright (Universal Copyright Convention, article III); none for the public domain."""
    if not rights.claimants:
        return []
    dated = f"© {rights.year} " if rights.year else "© "
    first, *others = rights.claimants
    parts = [NoticePart(dated + first.name, f"/{first.url}" if first.url else "", "holder")]
    return parts + [NoticePart(one.name, f"/{one.url}" if one.url else "", "holder") for one in others]


def _licence(rights: Rights, words: Words) -> list[NoticePart]:
    licence = rights.license
    if licence is None:
        return []
    if licence.reserves_all:
        return [NoticePart(words.all_rights_reserved)]
    if licence.text:
        return [NoticePart(licence.text)]
    return [NoticePart(licence.name if licence.id else words.own_terms, licence.url, "license")]


def _credit(rights: Rights, words: Words, title: str, url: str) -> str:
    """Return the line with which others give credit: who, what, where, under which licence."""
    if not title or not url:
        return ""
    names = words.comma.join(one.name for one in rights.holders)
    told = words.credit_of(holder=names, title=title, url=url) if names else words.credit_untold(title=title, url=url)
    credit = str(told)
    name = rights.license.name if rights.license and rights.license.id else ""
    return str(words.credit_under(credit=credit, license=name)) if name else credit


def picture_notice(rights: ImageRights | None, words: Words) -> tuple[NoticePart, ...]:
    """Return what is said under a picture: that a model made it, whom to credit, its licence."""
    if rights is None:
        return ()
    licence = rights.license
    parts = [NoticePart(words.made_with_ai[rights.made_with_ai])] if rights.made_with_ai else []
    parts += [NoticePart(words.picture_by + rights.credit)] if rights.credit else []
    if licence and licence.reserves_all:
        parts.append(NoticePart(words.all_rights_reserved))
    elif licence:
        parts.append(NoticePart(licence.name or licence.text, licence.url, "license"))
    return tuple(parts)
