"""Files that are looked for at the root of a host alone: of a site below a path, nobody finds them."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.markdown.from_html import can_convert
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText, _
from mingpian.plan.outputs import Output
from mingpian.render.formats.signals import may_have_cname
from mingpian.render.formats.well_known import may_have_account
from mingpian.site.model import SiteModel

# RFC 9309, 2.3; RFC 8615, 3; humanstxt.org; IAB ads.txt 1.1; what GitHub Pages reads
ROBOTS = "robots.txt"
_AT_ROOT = (ROBOTS, ".well-known/*", "security.txt", "humans.txt", "ads.txt", "app-ads.txt", "CNAME")


def out_of_place(model: SiteModel, outputs: Iterable[Output]) -> Iterator[Diagnostic]:
    """Report files that work at a root alone, and requested ones that cannot be made below a path."""
    config = model.site.config
    if config.base_path != "/":
        paths = [one.path for one in outputs if any(fnmatchcase(one.path, pattern) for pattern in _AT_ROOT)]
        for path in sorted(paths):
            told = _told(_misplaced(path, config), ("base_url",), _way_out(path, config))
            yield msgspec.structs.replace(told, severity="note") if path == ROBOTS else told
    if config.signals.cname and not may_have_cname(config):
        message = _("no CNAME is made: {address} is no domain of your own", address=config.host + config.base_path)
        yield _told(message, ("signals", "cname"), _("write `base_url` at the root of your domain, or drop `cname`"))
    if config.signals.markdown and not can_convert():
        message = _("pages as Markdown need more: pip install 'mingpian[reach]'")
        told = _told(message, ("signals", "markdown"), _("install it, or drop `markdown`"))
        yield msgspec.structs.replace(told, code="not-installed")
    if config.signals.webfinger and not may_have_account(config, bool(model.site.owner)):
        message = _("no account is made for WebFinger: that takes an owner, and a site at the root of its host")
        yield _told(
            message, ("signals", "webfinger"), _("write `owner` and `base_url` accordingly, or drop `webfinger`")
        )


def unread_robots(config: SiteConfig) -> tuple[AnyText, AnyText] | None:
    """Say that nobody reads robots.txt where the site is, and what to do; None where it works, or is not made.

    It is made unasked for, and often nothing can be done about it: so each build has a note of it, and no warning.
    """
    if config.base_path == "/" or "robots" in config.without:
        return None
    return _misplaced(ROBOTS, config), _way_out(ROBOTS, config)


def _misplaced(path: str, config: SiteConfig) -> AnyText:
    return _(
        "{path} works at the root of a host alone, and here it lies below {base_path}",
        path=path,
        base_path=config.base_path,
    )


def _way_out(path: str, config: SiteConfig) -> AnyText:
    if path == ROBOTS:
        return _('copy it to the root of the host, if that is yours; `without = ["robots"]` makes none')
    url = f"https://{config.host}/{path}"
    return _("put it at {url}, if that host is yours, and not into this site", url=url)


def _told(message: AnyText, field: tuple[str, ...], hint: AnyText) -> Diagnostic:
    return Diagnostic(
        code="only-at-root", message=message, file=CONFIG_FILE, severity="warning", field=field, hints=(hint,)
    )
