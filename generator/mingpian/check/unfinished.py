"""What keeps a site from being put online: samples, and addresses at which nobody would find it or be reached."""

from collections.abc import Iterator

import msgspec

from mingpian.check.rule import advice
from mingpian.check.rules.samples import unfinished_samples
from mingpian.config.settings import CONFIG_FILE
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.site.model import SiteModel
from mingpian.site.unfinished import is_placeholder, placeholders


def unfinished(model: SiteModel) -> Iterator[Diagnostic]:
    """Yield what of a site, as the public would see it, is not ready to be public; each an error."""
    config = model.site.config
    for field, address in (("base_url", config.base_url), ("email", config.email)):
        if is_placeholder(address):
            yield _of_settings(field, address)
    found = [*unfinished_samples(model.site)]
    for entry in model.site.entries.values():
        for field, address in placeholders(entry):
            message = _("`{address}` is an example: nobody is reached there", address=address)
            told = advice(entry, "placeholder-address", message, _("write the real one"), field=field)
            found.append(msgspec.structs.replace(told, needle=address))
    yield from (msgspec.structs.replace(one, severity="error") for one in found)


def _of_settings(field: str, address: str) -> Diagnostic:
    return Diagnostic(
        code="placeholder-address",
        message=_("`{address}` is an example: nobody is reached there", address=address),
        file=CONFIG_FILE,
        field=(field,),
        hints=(_("write the real one"),),
    )
