"""Topics that look like one under two names, to be made one: whichever of the names is to stay."""

from functools import partial

from markupsafe import Markup

from mingpian.host.topics import WHY_ALIKE, merge_topics
from mingpian.i18n import _
from mingpian.site.topics.vocabulary import Merge, merges, uses
from mingpian.studio.community.reading import as_told, site_for
from mingpian.studio.community.sections import DeskSection, act
from mingpian.studio.desk import Desk
from mingpian.studio.files import StudioError
from mingpian.write.planning import PlannedSite

NAME = "topics"


def section(desk: Desk, read: PlannedSite) -> DeskSection:
    """Return the pairs, each with a button for either name."""
    site = read.model.site
    items = [partial(_item, desk, one) for one in merges(site, uses(site, site.config.default_lang))]
    return DeskSection(NAME, _("Topics that look like one"), items, _("No two topics look like one."))


def _item(desk: Desk, one: Merge) -> Markup:
    kept = [
        act(desk, "merge", _("One topic, called {name}", name=into), {"into": into, "other": other})
        for into, other in ((one.into, one.other), (one.other, one.into))
    ]
    return Markup('<h3>{} · {}</h3><p>{}</p><div class="row">{}</div>').format(
        one.into, one.other, desk.words(WHY_ALIKE[one.why]), Markup("").join(kept)
    )


def make_one(desk: Desk, into: str, other: str) -> None:
    """Merge two topics in the topics file; nobody's own file changes. Raises StudioError."""
    site = site_for(desk).model.site
    keys = [use.key for use in uses(site, site.config.default_lang)]
    if into not in keys or other not in keys or into == other:
        raise StudioError(_("these are no two topics any more"))
    with as_told():
        merge_topics(desk.root, site, into, other, keys)
