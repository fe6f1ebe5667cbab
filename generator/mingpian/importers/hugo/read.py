"""The texts of a Hugo site."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from mingpian import closest_lang
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import (
    as_in_addresses,
    cover_alt,
    fields_of,
    finished,
    former,
    one_line,
    slug_of,
    told_in,
    well_spelt,
)
from mingpian.importers.friends.files import is_page
from mingpian.importers.friends.page import with_friends
from mingpian.importers.html_text import markdown_of
from mingpian.importers.hugo import addresses
from mingpian.importers.hugo.content import cascades, folders_of
from mingpian.importers.hugo.places import (
    HugoFolder,
    by_name,
    dated,
    is_dated_by_name,
    old_address,
    paths_of,
    prefix_for,
    seat_of,
    sections_of,
)
from mingpian.importers.hugo.refs import target_of, without_refs
from mingpian.importers.hugo.settings import (
    codes_of,
    described,
    hosts_of,
    is_ignored,
    mounts_of,
    settings_of,
)
from mingpian.importers.hugo.shortcodes import SYNTAX, unquoted
from mingpian.importers.noting import unknown_in
from mingpian.importers.old_base import rooted, without_base
from mingpian.importers.old_settings import (
    NO_FOLDER,
    OF_ALL_TEXTS,
    OF_SEARCH,
    is_of_lists,
    is_of_search,
    is_within,
    permalink_of,
    under,
)
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder
from mingpian.importers.restricted import note_on

_ARTICLES = frozenset({"post", "posts", "blog", "article", "articles", "essays", "writing", "notes"})
_TO_FILE = re.compile(rf"(?<!!)\[({blocks.LABEL})\]\((?!\w+:)([^()\s#?]+\.md)(#[^()\s]*)?\)")
_PARAM = re.compile(r"""\{\{[<%]\s*param\s+["'`]?([\w-]+)["'`]?\s*[%>]\}\}""")
_ENDINGS = (".md", ".markdown", ".mdown", ".html")


def read(root: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the texts of a Hugo site, and the friends that its theme showed."""
    yield from with_friends(_texts(root, into), root)


def _texts(root: Path, into: Into) -> Iterator[Found | Skipped]:
    config = settings_of(root)
    codes = codes_of(config)
    if not config.get("languages"):  # then the languages of this site are those that names may state
        codes = {**codes, **{low: one for one in into.languages if (low := one.lower()) not in codes}}
    for name, base in hosts_of(config).items():
        why = _("its texts in `{lang}` were at {address}; let that host lead to /{lang}/ here", lang=name, address=base)
        yield Skipped(_("the settings"), why)
    for content, below, lang in folders_of(root, config, codes):
        if not is_within(content, root):
            yield Skipped(content.as_posix(), NO_FOLDER)
            continue
        paths = sorted(path for path in content.rglob("*") if path.suffix.lower() in _ENDINGS)
        where = HugoFolder(root, content, into, config, codes, lang, below, cascades(paths, root), by_name(paths))
        for path in paths:
            yield Found(path.relative_to(root).as_posix(), partial(_entry, path, where))
        for path in sorted(
            path for path in content.rglob("*") if path.suffix.lower() in (".org", ".adoc", ".rst", ".pandoc")
        ):
            yield Skipped(
                path.relative_to(root).as_posix(),
                _("it is in the form `{suffix}`, which is not read", suffix=path.suffix),
            )


def _entry(path: Path, where: HugoFolder) -> Draft | Skipped:
    text = _well_spelt(texts.read_text(path, where.root))
    if is_ignored(where.config, path.as_posix()):
        return Skipped(text.name, _("Hugo was told to leave it out (`ignoreFiles`)"))
    name, code, folders = seat_of(path, where)
    is_list = name == "_index"
    if reason := _filled_by_theme(text, (*folders, name), is_list):
        return Skipped(text.name, reason)
    lang = where.codes.get(code, "")
    ours = closest_lang(lang, where.into.languages) if lang else ""
    if lang and not ours:
        why = _('it is in a language that the site has not: add "{lang}" to `languages` in site.toml', lang=lang)
        return Skipped(text.name, why)
    fields = fields_of(text.data, where.into, notes := list(text.notes))
    if closed := [one for folder, said in where.cascades.items() if path.is_relative_to(folder) for one in said]:
        notes.append(note_on(closed))
        fields["draft"] = True
    fields["date"], name = dated(name, fields.get("date") or "", where)
    paths = paths_of(where, (name, code, folders), text.data, fields["date"])
    kind, slug, lists = PAGE, slug_of("-".join(folders)) if folders else "home", dict[str, str]()
    if not is_list:
        kind, slug = _placed(folders, one_line(text.data.get("slug")) or name, bool(fields["date"]))
        lists = addresses.lists_of(where.config, sections_of(where, folders), text.data, prefix_for(where, code))
    fields["aliases"] += former([one for one in paths if one != "/"], notes)
    fields["lang"] = ""
    fields["title"] = fields["title"] or name
    is_translation = ours and ours != where.into.languages[0]
    return _draft(text, path, where, notes, Draft(
        source=text.name, kind=kind, slug=as_in_addresses(slug, paths), fields=fields,
        lang=ours if is_translation else "", lists=lists,
    ))  # fmt: skip


def _well_spelt(text: texts.Text) -> texts.Text:
    return text._replace(data=well_spelt(text.data))


def _placed(folders: tuple[str, ...], name: str, is_dated: bool) -> tuple[str, str]:
    """Return the kind and the slug of a text."""
    if folders and (folders[0].lower() in _ARTICLES or is_dated):
        return ARTICLE, slug_of(name)
    return PAGE, slug_of("-".join((*folders, slug_of(name))))


def _draft(text: texts.Text, path: Path, where: HugoFolder, notes: list[AnyText], draft: Draft) -> Draft:
    params = (text.data, text.data.get("params"), where.config.get("params"))
    body = _PARAM.sub(
        lambda one: next((said for data in params if (said := one_line(under(data, one[1])))), one[0]), text.body
    )
    body = without_refs(blocks.foreign(body), lambda target: old_address(target, path, where))
    body = unquoted(blocks.converted(body, SYNTAX, unknown_in(text, body, notes)))
    body = markdown_of(body, notes) if path.suffix == ".html" else body
    if one_line(under(where.config, "markup", "goldmark", "renderer", "hardwraps")).lower() == "true":
        body = blocks.hard_breaks(body)
    fields = dict(draft.fields)
    address = (fields["aliases"] or [""])[-1]
    find = _finder(path, where, address)
    base = one_line(where.config.get("baseurl"))
    body = without_base(body, base, lambda target: find(unquote(target)))
    if not is_dated_by_name(where.config):  # then the day in a name is part of what it is called
        body = blocks.outside_code(body, lambda part: _TO_FILE.sub(lambda link: _to_file(link, find), part))
    body, files = attach_files(body, find, notes, text.at, address)
    attach_cover(rooted(fields["cover"] or _cover(text.data), base), fields, find, files, cover_alt(text.data))
    return msgspec.structs.replace(draft, fields=finished(fields), body=body, files=dict(files), notes=tuple(notes))


def _filled_by_theme(text: texts.Text, parts: tuple[str, ...], is_list: bool) -> AnyText:
    """Say why a page without a text of its own is left; empty for one that has one."""
    path = "/".join(part for part in parts if part != "_index")
    if is_of_search(path):
        return OF_SEARCH
    if re.sub(r"<!--.*?-->", "", text.body, flags=re.DOTALL).strip():
        return ""
    if is_page(text.name):
        return ""  # that of friends, who are known from elsewhere
    forms = [one_line(text.data.get(name)).lower() for name in ("layout", "type")]
    if is_list or is_of_lists(path) or any(form in OF_ALL_TEXTS for form in forms):
        return _("it is the page of a list, which lists here make themselves")
    is_post = len(parts) > 1 or bool(text.data.get("date"))
    return _("it has no text: its theme filled it") if any(forms) and not is_post and not told_in(text.data) else ""


def _finder(path: Path, where: HugoFolder, address: str) -> Resolve:
    """Return what finds pictures: beside the text, below static/, assets/ and content/, and at addresses of bundles."""
    named = ("static", "assets")
    mounted = [one.folder for name in named for one in mounts_of(where.root, where.config, name) if not one.below]
    tops = (where.root / "static", where.content, where.root / "assets", where.root / "content", *mounted, where.root)
    stem = path.with_suffix("")
    return finder(where.root, path.parent, stem, path.parent / stem.name.partition(".")[0], roots=tops, address=address)


def _cover(data: dict[str, Any]) -> str:
    stated = [
        under(data, name, inner) for name in ("cover", "params", "featured") for inner in ("image", "cover", "src")
    ]
    lists = data.get("images")
    stated += lists[:1] if isinstance(lists, list) else []
    return next((one_line(one) for one in stated if one_line(one)), "")


def _to_file(found: re.Match[str], find: Resolve) -> str:
    path = find(unquote(found[2]))
    target = target_of(path.as_posix() + (found[3] or "")) if path else ""
    return f"[[{target}|{found[1]}]]" if target and "|" not in found[1] else found[0]


def recognises(root: Path) -> bool:
    """Tell whether a folder is a Hugo site."""
    config = settings_of(root) if root.is_dir() else {}
    content = root / (one_line(config.get("contentdir")) or "content")
    named = any((root / f"hugo{ending}").is_file() for ending in (".toml", ".yaml", ".yml", ".json"))
    return bool(config) and (content.is_dir() or named) and not (root / "site.toml").is_file()


def describes(root: Path) -> OldSite:
    """Return what the configuration says of the site, and the addresses of the section that has most texts."""
    config = settings_of(root)
    folders = [one for one in folders_of(root, config, codes_of(config)) if is_within(one.folder, root)]
    paths_in = ((one, path.relative_to(one.folder)) for one in folders for path in one.folder.rglob("*.md"))
    parts = ((*one.below, *inside.parts[:-1]) for one, inside in paths_in)
    sections = Counter(one[0] for one in parts if one)
    main = next((name for name, _ in sections.most_common() if name.lower() in _ARTICLES), "")
    paths = addresses.page_paths(config, addresses.Place((main,), (main,)), "NAME", {"title": "NAME"}, "")
    pattern = addresses._pattern(config, main) if main else ""
    if main and not pattern:
        return described(root, permalink_of(ARTICLE, paths[0].lower().replace("name", ":slug"), addresses.TOKEN))
    is_ugly = one_line(config.get("uglyurls")).lower() == "true"
    whole = pattern.rstrip("/") + (".html" if is_ugly else "/")
    tokens = re.compile(r":([a-z]+)")
    return described(root, permalink_of(ARTICLE, whole.replace(":section", main), tokens) if pattern else {})


IMPORTER = Importer(
    "hugo", _("the folder of a Hugo site, with its configuration and `content/`"), read, recognises, describes
)
