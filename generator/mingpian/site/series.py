"""Series: whether each part has a place of its own."""

from collections.abc import Iterator

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import slugify
from mingpian.i18n import _
from mingpian.site.site import Site


def same_parts(site: Site) -> Iterator[Diagnostic]:
    """Report each entry that states the number of an older part of its series, in its language."""
    taken: dict[tuple[str, str, int], str] = {}
    for entry in sorted(site.entries.values(), key=lambda entry: (entry.published, entry.source)):
        series, part = getattr(entry.fields, "series", ""), getattr(entry.fields, "part", 0)
        if not series or not part or entry.made_from:
            continue
        first = taken.setdefault((entry.lang, slugify(series), part), entry.source)
        if first != entry.source:
            yield Diagnostic(
                code="same-part",
                message=_("part {part} of the series is also content/{source}", part=part, source=first),
                file=f"content/{entry.source}",
                field=("part",),
                hints=(_("give each part a number of its own, or leave `part` out: then the date decides"),),
            )
