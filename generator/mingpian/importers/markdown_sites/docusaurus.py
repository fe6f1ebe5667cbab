"""Docusaurus: `blog/`, `docs/` and the texts of `src/pages/`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingpian.i18n import _
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of

_CONFIGS = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs")
_FOLDERS = ("blog", "docs", "src/pages")


def _of(root: Path) -> site.MarkdownSite | None:
    files = [root / name for name in _CONFIGS if (root / name).is_file()]
    if not files:
        return None
    script, public = scripts.text_of(files, root), (root / "static",)
    base = site.address_of(scripts.value(script, "url"), scripts.value(script, "baseUrl"))
    return site.MarkdownSite(
        root=root, source=root, script=script, base=base, public=public, is_program=True, tags="/blog/tags/"
    )


def _files(old: site.MarkdownSite) -> Iterator[Path]:
    for name in _FOLDERS:
        if (old.root / name).is_dir():
            yield from site.texts_below(old.root / name)


def _place(old: site.MarkdownSite, path: Path, data: dict[str, Any]) -> site.FormerPlace:
    inside = path.relative_to(old.root).as_posix()
    if inside.startswith("src/pages/"):
        address = site.by_path(old, old.source / inside.removeprefix("src/pages/"), "/")
        return site.FormerPlace(address=address.address, name=address.name, is_page=True)
    kind, _slash, rest = inside.partition("/")
    base = _base(old, kind)
    stated = one_line(data.get("slug"))
    bare = re.sub(r"(?:/|\A)(?:index|README)\Z", "", re.sub(r"\.mdx?\Z", "", rest))
    if kind == "blog":
        date, name = site.dated(bare)
        made = stated.strip("/") or f"{date.replace('-', '/')}/{name}".strip("/")
        return site.FormerPlace(address=f"{base}{made}/", name=name.rpartition("/")[2], date=date)
    parts = [site.unnumbered(part) for part in bare.split("/")]
    if identifier := one_line(data.get("id")):
        parts[-1] = identifier
    made = stated if stated.startswith("/") else "/".join([*parts[:-1], stated or parts[-1]])
    return site.FormerPlace(address=f"{base}{made.strip('/')}/", name=parts[-1] or kind)


def _base(old: site.MarkdownSite, kind: str) -> str:
    stated = scripts.value(scripts.block(old.script, kind), "routeBasePath")
    made = stated or (
        "/" if re.search(rf"\b{kind}\s*:\s*\{{[^{{}}]*routeBasePath\s*:\s*[\"']/?[\"']", old.script) else kind
    )
    return f"/{made.strip('/')}/".replace("//", "/")


def _describes(old: site.MarkdownSite) -> OldSite:
    menu = scripts.menu(scripts.block(old.script, "navbar"), "items")
    base = _base(old, "blog")
    return site.described(old, menu, (f"{base}rss.xml", f"{base}atom.xml"))


IMPORTER = importer_of(
    site.MarkdownSystem(
        name="docusaurus", wants=_("the folder of a Docusaurus site, with `docusaurus.config.js`"),
        of=_of, place=_place, describes=_describes, files=_files,
    )
)  # fmt: skip
