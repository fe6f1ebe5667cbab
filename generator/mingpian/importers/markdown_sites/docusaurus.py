"""Docusaurus: blogs, documents and the texts of `src/pages/`, each also in the languages of `i18n/`."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of
from mingpian.importers.old_settings import languages_of
from mingpian.importers.owner.accounts import shown_in

_CONFIGS = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs")
_PLUGIN = re.compile(r"plugin-content-(docs|blog|pages)[\"']\s*,\s*(?=\{)")
_DATED = re.compile(r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\Z")
_INDEX = re.compile(r"(?:/|\A)(?:index|readme)\Z", re.IGNORECASE)
_PARTIAL = re.compile(r"(?:\A|/)_")

Form = Literal["docs", "blog", "pages"]


class _Section(NamedTuple):
    """A folder of texts: of what form, where its own texts and those in other languages lie, and below which path."""

    form: Form
    folder: str
    translated: str  # within `i18n/<language>/`
    base: str


def _of(root: Path) -> site.MarkdownSite | None:
    files = [root / name for name in _CONFIGS if (root / name).is_file()]
    if not files:
        return None
    script, public = scripts.text_of([*files, *scripts.imported(files, root)], root), (root / "static",)
    base = site.address_of(scripts.value(script, "url"), scripts.value(script, "baseUrl"))
    return site.MarkdownSite(
        root=root, source=root, script=script, base=base, public=public, is_program=True,
        tags=f"{_base(script, 'blog')}tags/", codes=_codes(script, root), authors=_authors(root, script),
    )  # fmt: skip


def _codes(script: str, root: Path) -> dict[str, str]:
    """Return the languages, by the paths below which they are; that of the site itself is below none."""
    inner = scripts.block(script, "i18n")
    first = scripts.value(inner, "defaultLocale")
    named = [first, *re.findall(r"[\"']([\w-]+)[\"']", scripts.block(inner, "locales"))]
    named += (
        sorted(one.name for one in (root / "i18n").glob("*") if one.is_dir())
        if not scripts.block(inner, "locales")
        else []
    )
    found = {"" if name == first else name: languages_of(name) for name in dict.fromkeys(named) if name}
    return {folder: languages[0] for folder, languages in found.items() if languages}


def _authors(root: Path, script: str) -> dict[str, str]:
    """Return the names of the blogs' authors, by what texts call them."""
    files = [root / one.folder / "authors.yml" for one in _sections(script) if one.form == "blog"]
    stated = {name: one for file in files for name, one in texts.read_settings(file, root).items()}
    return {
        name: one_line(one.get("name")) for name, one in stated.items() if isinstance(one, dict) and one.get("name")
    }


def _sections(script: str) -> list[_Section]:
    """Return the folders of texts: those of the preset, and of further plug-ins, which have an `id`."""
    found = [
        _section(script, "docs"),
        _section(script, "blog"),
        _Section("pages", "src/pages", "docusaurus-plugin-content-pages", "/"),
    ]
    for match in _PLUGIN.finditer(script):
        inner = scripts.within(script, match.end())
        name, folder = scripts.value(inner, "id"), scripts.value(inner, "path")
        form: Form = "blog" if match[1] == "blog" else "docs"
        if name and folder and match[1] != "pages":
            base = scripts.value(inner, "routeBasePath") or form
            found.append(_Section(form, _plain(folder), f"docusaurus-plugin-content-{form}-{name}", _rooted(base)))
    return found


def _section(script: str, form: Form) -> _Section:
    folder = scripts.value(scripts.block(script, form), "path") or form
    return _Section(form, _plain(folder), f"docusaurus-plugin-content-{form}", _base(script, form))


def _base(script: str, form: str) -> str:
    stated = scripts.value(scripts.block(script, form), "routeBasePath")
    is_root = re.search(rf"\b{form}\s*:\s*\{{[^{{}}]*routeBasePath\s*:\s*[\"']/?[\"']", script)
    return _rooted(stated or ("/" if is_root else form))


def _plain(folder: str) -> str:
    return PurePosixPath(folder.removeprefix("./")).as_posix().strip("/")


def _rooted(path: str) -> str:
    return f"/{path.strip('/')}/".replace("//", "/")


def _files(old: site.MarkdownSite) -> Iterator[Path]:
    """Yield the texts, those of the language of the site first."""
    languages = [folder for folder in old.codes if folder]
    folders = [one.folder for one in _sections(old.script)]
    folders += [f"i18n/{lang}/{one.translated}" for lang in languages for one in _sections(old.script)]
    folders += [f"{one.removesuffix('docs')}versioned_docs" for one in folders if one.endswith("docs")]
    for folder in dict.fromkeys(folders):
        path = (old.root / folder).resolve()
        if path.is_dir() and path.is_relative_to(old.root):
            yield from site.texts_below(path)


def _place(old: site.MarkdownSite, path: Path, data: dict[str, Any]) -> site.FormerPlace:
    inside = path.relative_to(old.root).as_posix()
    if "versioned_docs/" in inside or re.search(r"/version-[^/]+/", inside):
        why = _("it is of an older version; the texts of today are in `docs/`")
        return site.FormerPlace(address="", name=path.stem, why=why)
    lang = next((one for one in old.codes if one and inside.startswith(f"i18n/{one}/")), "")
    for section in _sections(old.script):
        start = f"i18n/{lang}/{section.translated}/" if lang else f"{section.folder}/"
        if inside.startswith(start):
            rest = inside.removeprefix(start)
            rest = rest.removeprefix("current/") if lang and section.form == "docs" else rest
            place = _within(section, re.sub(r"\.(?:mdx?|markdown)\Z", "", rest), data, lang, old)
            return place
    return site.FormerPlace(address=f"/{inside}", name=path.stem)


def _within(section: _Section, bare: str, data: dict[str, Any], lang: str, old: site.MarkdownSite) -> site.FormerPlace:
    why = _("it is a part that other texts take in") if _PARTIAL.search(bare) else ""
    stated, prefix = one_line(data.get("slug")), f"/{lang}" if lang else ""
    folder = f"/{section.folder}/{bare}".rpartition("/")[0] + "/"
    date, others = "", tuple[str, ...]()
    if section.form == "blog":
        date, name, made = _of_blog(bare, stated)
    elif section.form == "docs":
        name, made = _of_docs(bare, stated, one_line(data.get("id")))
        others = (f"{prefix}{section.base}next/{made}/",) if (old.root / "versions.json").is_file() else ()
    else:
        made = _INDEX.sub("", bare)
        name = made.rpartition("/")[2] or "home"
    address = re.sub("/{2,}", "/", f"{prefix}{section.base}{made}/")
    return site.FormerPlace(
        address=address, name=name, date=date, is_page=section.form == "pages", others=others, why=why, folder=folder,
        lang=old.codes[lang] if lang else "",
    )  # fmt: skip


def _of_blog(bare: str, stated: str) -> tuple[str, str, str]:
    """Return the day, the name and the path of a text of a blog."""
    match = _DATED.match(bare)
    if match is None:
        made = _INDEX.sub("", bare)
        return "", made.rpartition("/")[2], stated.strip("/") or made
    year, month, day = re.split("[-/]", match["date"])
    made = f"{match['date'].replace('-', '/')}/{match['folder']}{match['text']}"
    name = match["text"].rpartition("/")[2] or match["date"]
    return f"{year}-{int(month):02}-{int(day):02}", name, stated.strip("/") or made


def _of_docs(bare: str, stated: str, identifier: str) -> tuple[str, str]:
    """Return the name and the path of a document: one called like its folder is the folder's own."""
    parts = [site.unnumbered(part) for part in _INDEX.sub("", bare).split("/")]
    if len(parts) > 1 and parts[-1].lower() == parts[-2].lower():
        parts = parts[:-1]
    if identifier:
        parts[-1] = identifier
    made = stated if stated.startswith("/") else "/".join([*parts[:-1], stated or parts[-1]])
    return parts[-1] or "docs", re.sub(r"(?:\A|/)\./", "/", made).strip("/")


def _describes(old: site.MarkdownSite) -> OldSite:
    menu = scripts.menu(scripts.block(old.script, "navbar"), "items")
    base = _base(old.script, "blog")
    return site.described(old, menu, (f"{base}rss.xml", f"{base}atom.xml"), _author(old))


def _author(old: site.MarkdownSite) -> dict[str, Any]:
    """Return what is said of the blog's author, where there is one alone, with the accounts in the head and the foot of
    pages; those of Docusaurus itself stand there until somebody writes others."""
    files = [old.root / one.folder / "authors.yml" for one in _sections(old.script) if one.form == "blog"]
    authors = [one for file in files for one in texts.read_settings(file, old.root).values() if isinstance(one, dict)]
    shown = [link for _name, value in scripts.given(old.script, "navbar", "footer") for link in _links(value)]
    accounts = [link for label, href in shown for link in shown_in({label: href}).links if "docusaurus" not in link]
    return {**(authors[0] if len(authors) == 1 else {}), "links": accounts}


def _links(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the words and the addresses of links, however deep they stand."""
    if isinstance(value, list):
        for one in value:
            yield from _links(one)
    elif isinstance(value, dict):
        if (label := one_line(value.get("label"))) and (href := one_line(value.get("href"))):
            yield label, href
        for one in value.values():
            yield from _links(one)


IMPORTER = importer_of(
    site.MarkdownSystem(
        name="docusaurus", wants=_("the folder of a Docusaurus site, with `docusaurus.config.js`"),
        of=_of, place=_place, describes=_describes, files=_files,
    )
)  # fmt: skip
