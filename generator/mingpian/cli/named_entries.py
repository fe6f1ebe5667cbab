"""Entries by the names that people give to commands."""

from typing import TYPE_CHECKING

from mingpian.i18n import AnyText, _, clauses, joined

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel
    from mingpian.site.site import AnyEntry


def named_public_entry(model: "SiteModel", said: str) -> "AnyEntry | None":
    """Return the public entry that is meant by a key, a slug, a title or a file; None when there is none."""
    from mingpian.site.links import named_entry

    path = _path(said)
    lang = model.site.config.default_lang
    if said in model.site.entries:
        return model.site.entries[said]
    key = model.site.sources.get(path)
    return model.site.entries[key] if key else next(named_entry(model.site, model.links, "", path, lang), None)


def _path(said: str) -> str:
    return said.replace("\\", "/").removeprefix("./").removeprefix("content/")


def unknown_entry(model: "SiteModel", said: str, *way_out: AnyText) -> AnyText:
    """Return what to say of a name that means no public entry; `way_out` is one for what is not public yet."""
    from mingpian.content.data_files.topics import fold_topic
    from mingpian.core.diagnostics import did_you_mean

    name = _path(said).removesuffix(".md").removesuffix("/index")
    if {fold_topic(said), fold_topic(name)} & model.site.unpublished:
        return clauses((_("`{entry}` is a draft, or not of this day", entry=said), *way_out))
    names = [name for entry in model.site.entries.values() for name in (entry.slug, entry.title)]
    return joined(" · ", (_("there is no entry `{entry}` that is public", entry=said), *did_you_mean(said, names)))
