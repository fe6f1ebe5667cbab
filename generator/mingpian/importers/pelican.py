"""Pelican: `content/` in Markdown, with its metadata, and what `pelicanconf.py` says of addresses."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import fields_of, finished, former, one_line, slug_of
from mingpian.importers.references import attach_cover, attach_files, finder

_META = re.compile(r"((?:[A-Za-z][\w-]*:[^\n]*\n(?:[ ]{4}[^\n]+\n)*)+)(?:\n|\Z)")
_SETTING = re.compile(r"""^(ARTICLE_URL|PAGE_URL|PATH|AUTHOR)\s*=\s*(["'])(.*?)\2""", re.MULTILINE)
_PLACE = re.compile(r"[{|](static|filename|attach|index)[}|]")
_CODE = re.compile(
    r"(?:\A|(?<=\n\n))(?: {4}|\t)(?::::|#!)(\w[\w+#-]*)[ \t]*\n"
    r"((?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?: {4}|\t)))+)"
)
_FIELD = re.compile(r"\{(slug|category|lang|date)(?::([^{}]*))?\}")


def read(root: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the articles and pages of a Pelican site."""
    settings = _settings(root)
    content = root / settings.get("PATH", "content")
    for path in sorted(content.rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.suffix == ".rst":
            yield Skipped(shown, _("it is reStructuredText; `pandoc -f rst -t gfm` makes Markdown of it"))
        if path.suffix not in (".md", ".markdown", ".mkd"):
            continue
        yield Found(shown, partial(_entry, path, root, content, into, settings))


def _settings(root: Path) -> dict[str, str]:
    """Return what is needed of `pelicanconf.py`, which is read as text and never run."""
    try:
        text, _ = texts.decode_text(texts.bytes_of(root / "pelicanconf.py", root))
    except texts.UnfitFileError:
        return {}
    return {name: value for name, _, value in _SETTING.findall(text)}


def _with_meta(text: texts.Text) -> texts.Text:
    """Read the metadata of Python-Markdown: `Title: …` lines at the top."""
    match = None if text.data else _META.match(text.body)
    if not match:
        return text
    data: dict[str, Any] = {}
    for line in re.sub(r"\n[ ]{4}", " ", match[1]).splitlines():
        name, _, value = line.partition(":")
        data[name.strip().lower()] = value.strip()
    return texts.Text(data, text.body[match.end() :], text.notes)


def _entry(path: Path, root: Path, content: Path, into: Into, settings: dict[str, str]) -> Draft:
    text = _with_meta(texts.read_text(path, root))
    notes = list(text.notes)
    data = {name.lower(): value for name, value in text.data.items()}
    status = one_line(data.pop("status", ""))
    kind = "pages" if "pages" in path.relative_to(content).parts[:-1] else "essays"
    slug = slug_of(one_line(data.pop("slug", "")) or path.stem)
    folder = path.parent.name if path.parent != content and kind == "essays" else ""
    category = one_line(data.get("category")) or folder
    fields = fields_of(data, into, notes)
    fields["draft"] = fields["draft"] or status in ("draft", "hidden")
    pattern = settings.get("ARTICLE_URL" if kind == "essays" else "PAGE_URL") or (
        "{slug}.html" if kind == "essays" else "pages/{slug}.html"
    )
    fields["aliases"] += former(_address(pattern, slug, category, fields.get("date") or ""), notes)
    body = _CODE.sub(_fenced, _PLACE.sub("", blocks.foreign(text.body)))
    find = finder(root, path.parent, content)
    body, files = attach_files(body, find, notes)
    attach_cover(_PLACE.sub("", fields["cover"]), fields, find, files)
    fields["title"] = fields["title"] or path.stem
    return Draft(
        source=path.relative_to(root).as_posix(),
        kind=kind,
        slug=slug,
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _fenced(found: re.Match[str]) -> str:
    """Return code whose first line names its language (Python-Markdown's CodeHilite) as fenced code."""
    inner = re.sub(r"^(?: {4}|\t)", "", found[2], flags=re.MULTILINE)
    return blocks.fenced(inner, found[1]) + "\n"


def _address(pattern: str, slug: str, category: str, date: str) -> list[str]:
    """Return the former path, by the pattern of the settings."""

    def filled(found: re.Match[str]) -> str:
        if found[1] == "date":
            try:
                return datetime.fromisoformat(date).strftime(found[2] or "%Y-%m-%d")
            except ValueError:
                return ""
        return {"slug": slug, "category": category}.get(found[1], "")

    path = re.sub("/{2,}", "/", "/" + _FIELD.sub(filled, pattern))
    return [path.removesuffix("index.html")] if path != "/" else []


IMPORTER = Importer("pelican", _("the folder of a Pelican site, with `content/`"), read)
