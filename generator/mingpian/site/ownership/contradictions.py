"""Statements about rights that cannot hold together: each is told, none is chosen between."""

from collections.abc import Iterator

from mingpian.config.rights import Terms
from mingpian.config.settings import CONFIG_FILE
from mingpian.core.diagnostics import Diagnostic, FieldPath
from mingpian.i18n import AnyText, _
from mingpian.schema.licences import licence_of
from mingpian.site.ownership import rights
from mingpian.site.site import Site

Found = tuple[AnyText, AnyText]  # what is wrong, and a way out


def contradictions(site: Site) -> Iterator[Diagnostic]:
    """Report what contradicts itself in site.toml, and in each entry with what site.toml says about it."""
    common = set[str]()
    for path, terms in _of_site(site):
        for found in _found(terms):
            common.add(str(found[0]))
            yield _diagnostic(CONFIG_FILE, path, found)
    for entry in site.entries.values():
        if entry.fields.rights == Terms() or entry.made_from:
            continue
        whole = rights.merged(layer.terms for layer in rights.layers(site, entry))
        for found in _found(whole):
            if str(found[0]) not in common:
                yield _diagnostic(f"content/{entry.source}", ("rights",), found)


def _of_site(site: Site) -> Iterator[tuple[FieldPath, Terms]]:
    if not rights.has_terms(site):
        return
    yield ("rights",), rights.merged(layer.terms for layer in rights.site_layers(site))
    for kind in site.config.rights.kinds:
        yield ("rights", "kinds", kind), rights.merged(layer.terms for layer in rights.site_layers(site, kind))


def _found(terms: Terms) -> Iterator[Found]:
    licence, origin = licence_of(terms.license), terms.origin
    is_open = bool(licence.elements) or licence.is_public_domain
    if is_open and terms.reprint in ("ask", "no"):
        yield (
            _(
                "{licence} lets everybody publish it again, and `reprint = {said}` does not",
                licence=licence.name,
                said=terms.reprint,
            ),
            _("leave `reprint` out, or take a licence of your own words"),
        )
    if licence.is_public_domain and terms.reprint == "with-credit":
        yield (
            _("{licence} asks for no credit, and `reprint = with-credit` does", licence=licence.name),
            _("CC BY 4.0 asks for credit and nothing else"),
        )
    if is_open and "NC" not in licence.elements and "no" in (terms.ai.ai_train, terms.ai.ai_input):
        yield (
            _("{licence} allows every use, and `ai` refuses some", licence=licence.name),
            _("a licence once given is not narrowed by a signal; take another, or leave the signal out"),
        )
    if origin.kind in ("reprint", "translation") and not (origin.url or origin.author):
        yield (
            _("it is a {kind}, and nothing says of what", kind=origin.kind),
            _("write `origin: {kind: {origin}, author: …, url: …}`", origin=origin.kind),
        )
    if origin.kind == "original" and (origin.url or origin.author or origin.permission):
        yield (
            _("it is original, and `origin` names another author, address or permission"),
            _("write `kind: reprint` or `kind: translation`; for a copy of your own elsewhere there is `canonical`"),
        )


def _diagnostic(file: str, path: FieldPath, found: Found) -> Diagnostic:
    message, hint = found
    return Diagnostic(
        code="contradictory-rights", message=message, file=file, severity="warning", field=path, hints=(hint,)
    )
