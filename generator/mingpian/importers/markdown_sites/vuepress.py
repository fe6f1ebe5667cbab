"""VuePress 1 and 2, with the themes vdoing, reco and hope: the folder in which `.vuepress` lies."""

import re
from pathlib import Path
from typing import Any

from mingpian.i18n import _
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of

_WHERE = ("", "docs", "src", "blog", "blogs")
_LOCKED = re.compile(r"""["'](/[^"'\n]*)["']\s*:""")
_LOCKED_ELSEWHERE = re.compile(r"\bencrypt\s*:\s*(?!(?:false|null|undefined)\b)[A-Za-z_$]")


def _of(root: Path) -> site.MarkdownSite | None:
    source = next((root / name for name in _WHERE if (root / name / ".vuepress").is_dir()), None)
    if source is None:
        return None
    script = scripts.text_of(site.settings_below(source / ".vuepress"), root)
    codes = site.codes_of(script, source)
    host = scripts.value(script, "hostname", "WEB_SITE", "siteUrl")
    return site.MarkdownSite(
        root=root,
        source=source,
        script=script,
        base=site.address_of(host, scripts.value(script, "base")),
        public=(source / ".vuepress" / "public", source / "public"),
        codes=codes,
        locked=_locked(script),
    )


def _locked(script: str) -> tuple[str, ...]:
    """Return how the addresses of texts begin that the themes `hope` and `reco` show for a password: all, if not
    said."""
    inner = scripts.block(script, "encrypt")
    if (
        scripts.block(script, "keyPage")
        or scripts.is_on(inner, "global")
        or (not inner and _LOCKED_ELSEWHERE.search(script))
    ):
        return ("/",)
    return tuple(dict.fromkeys(_LOCKED.findall(scripts.block(inner, "config"))))


def _place(old: site.MarkdownSite, path: Path, data: dict[str, Any]) -> site.FormerPlace:
    place = site.by_path(old, path, ".html", ("readme", "index"))
    stated = one_line(data.get("permalink"))
    return site.FormerPlace(
        address=f"/{stated.lstrip('/')}" if stated else place.address,
        name=place.name, date=place.date, is_page=place.is_page, lang=place.lang,
    )  # fmt: skip


def _describes(old: site.MarkdownSite) -> OldSite:
    return site.described(old, scripts.menu(old.script, "nav", "navbar"), ("/rss.xml", "/atom.xml", "/feed.json"))


IMPORTER = importer_of(
    site.MarkdownSystem(
        name="vuepress",
        wants=_("the folder of a VuePress site, with `.vuepress/`"),
        of=_of,
        place=_place,
        describes=_describes,
    )
)
