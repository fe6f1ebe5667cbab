"""What keeps a site from being put online: samples, and addresses at which nobody would find it or be reached."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.core.diagnostics import Diagnostic
    from mingpian.request import Request
    from mingpian.site.model import SiteModel
    from mingpian.write.report import Report


def unfinished(request: "Request") -> "Report":
    """Return what is not ready to be public. Raises BusyError when another command is at work."""
    from mingpian.check.rules.samples import unfinished_samples
    from mingpian.cli.loading import load_site_as
    from mingpian.content.locate import locate
    from mingpian.core.diagnostics import ordered
    from mingpian.write.report import Report

    with load_site_as(request) as (_read, planned):
        problems = [*_placeholders(planned.model), *unfinished_samples(planned.model.site)]
    return Report(diagnostics=tuple(ordered(locate(map(_grave, problems), request.root))))


def _grave(problem: "Diagnostic") -> "Diagnostic":
    import msgspec

    return msgspec.structs.replace(problem, severity="error")


def _placeholders(model: "SiteModel") -> "Iterator[Diagnostic]":
    from mingpian.check.rule import advice
    from mingpian.site.unfinished import is_placeholder, placeholders

    config = model.site.config
    if is_placeholder(config.base_url):
        yield _of_settings("base_url", config.base_url)
    if is_placeholder(config.email):
        yield _of_settings("email", config.email)
    for entry in model.site.entries.values():
        for field, address in placeholders(entry):
            message = _("`{address}` is an example: nobody is reached there", address=address)
            yield advice(entry, "placeholder-address", message, _("write the real one"), field=field)


def _of_settings(field: str, address: str) -> "Diagnostic":
    from mingpian.config.settings import CONFIG_FILE
    from mingpian.core.diagnostics import Diagnostic

    return Diagnostic(
        code="placeholder-address",
        message=_("`{address}` is an example: nobody is reached there", address=address),
        file=CONFIG_FILE,
        field=(field,),
        hints=(_("write the real one"),),
    )
