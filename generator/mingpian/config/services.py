"""Settings of what a site asks of others: comments and analytics. None unless it is declared."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.schema.fields import Text, Url


class Comments(msgspec.Struct, frozen=True, kw_only=True):
    """Comments below entries, kept by a service that you choose. Readers' browsers ask it when they reach them."""

    provider: Literal["", "giscus", "waline", "twikoo", "mail"] = ""
    """Service; none when left out. `mail`: a link to answer by mail, to the site's `email`."""
    server: Url = ""
    """Address of your own server (`waline`, `twikoo`)."""
    repo: Text = ""
    """`owner/name` of the repository whose discussions hold the comments (`giscus`)."""
    repo_id: Text = ""
    """Its id, as giscus.app tells it."""
    category: Text = ""
    """Category of the discussions."""
    category_id: Text = ""
    """Its id."""
    script: Url = ""
    """Address of the service's script, when you host it yourself (`waline`, `twikoo`)."""
    style: Url = ""
    """Address of its style sheet, likewise."""
    kinds: tuple[Text, ...] = ("essays",)
    """Kinds of entry that may be commented on."""


class Analytics(msgspec.Struct, frozen=True, kw_only=True):
    """Who counts visits. Think of your readers before you declare one."""

    provider: Literal["", "umami", "plausible", "goatcounter", "baidu", "cloudflare"] = ""
    """Service; none when left out."""
    id: Text = ""
    """What the service calls your site: an id, a token, or (`plausible`) its domain."""
    server: Url = ""
    """Address of your own server, where the service can be run by yourself (`umami`, `plausible`, `goatcounter`)."""


_NEEDED = {
    "giscus": ("repo", "repo_id", "category", "category_id"),
    "waline": ("server",),
    "twikoo": ("server",),
    "umami": ("id",),
    "plausible": ("id",),
    "goatcounter": ("id",),
    "baidu": ("id",),
    "cloudflare": ("id",),
}


def missing_settings(table: str, settings: Comments | Analytics) -> Iterator[tuple[AnyText, tuple[str, ...], AnyText]]:
    """Yield what a declared service needs and is not given: a message, the setting's path, a hint."""
    for name in _NEEDED.get(settings.provider, ()):
        if not getattr(settings, name):
            message = _(
                "`{setting}` is missing: {provider} needs it", setting=f"{table}.{name}", provider=settings.provider
            )
            yield message, (table, "provider"), _('write {name} = "…" in [{table}]', name=name, table=table)
