"""The texts of a Pelican site."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian import closest_lang
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, PAGE, Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import as_in_addresses, fields_of, finished, former, one_line, slug_of
from mingpian.importers.html_text import markdown_of
from mingpian.importers.noting import unknown_in
from mingpian.importers.old_settings import NO_FOLDER, is_within
from mingpian.importers.pelican import addresses, notebooks, rest
from mingpian.importers.pelican.settings import describes, settings_of
from mingpian.importers.references import Names, attach_cover, attach_files, finder

_META = re.compile(r"((?:[A-Za-z][\w-]*:[^\n]*\n(?:[ ]{4}[^\n]+\n)*)+)(?:\n|\Z)")
_PLACE = re.compile(r"(?:[{|]|%7[BC])(static|filename|attach|index)(?:[}|]|%7[CD])")
_CODE = re.compile(
    r"(?:\A|(?<=\n\n))(?: {4}|\t)(?::::|#!)(\w[\w+#-]*)[ \t]*\n"
    r"((?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?: {4}|\t)))+)"
)
_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_TAGS: dict[str, blocks.Convert] = {  # the plug-in liquid_tags
    "img": lambda arguments, inner: _image(arguments),
    "b64img": lambda arguments, inner: _image(arguments),
    "youtube": lambda arguments, inner: (
        blocks.film(f"https://www.youtube.com/watch?v={arguments[0]}") if arguments else None
    ),
    "vimeo": lambda arguments, inner: blocks.film(f"https://vimeo.com/{arguments[0]}") if arguments else None,
    "video": lambda arguments, inner: blocks.recording("video", arguments[0]) if arguments else None,
    "audio": lambda arguments, inner: blocks.recording("audio", arguments[0]) if arguments else None,
    "gist": lambda arguments, inner: f"<https://gist.github.com/{arguments[0]}>" if arguments else None,
    "codeblock": lambda arguments, inner: blocks.fenced(inner, blocks.code_language(arguments)),
    "highlight": lambda arguments, inner: blocks.fenced(inner, blocks.code_language(arguments)),
    "raw": lambda arguments, inner: inner,
    "blockquote": blocks.quotation,
}
_SYNTAX = blocks.Syntax(
    opening=re.compile(r"\{%-?\s*(?!end)(?P<name>[A-Za-z_][\w-]*)\b(?P<said>(?:[^%\n]|%(?!\}))*?)-?%\}"),
    closing=re.compile(r"\{%-?\s*end(?P<name>[A-Za-z_][\w-]*)\s*-?%\}"),
    known=_TAGS,
    verbatim=frozenset({"codeblock", "highlight", "raw"}),
)


def read(root: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the articles and pages of a Pelican site."""
    settings = settings_of(root)
    content = root / one_line(settings.get("PATH", "content"))
    if not is_within(content, root):
        yield Skipped(content.as_posix(), NO_FOLDER)
        return
    for path in sorted(path for path in content.rglob("*") if path.is_file()):
        shown = path.relative_to(root).as_posix()
        if path.suffix in (*_MARKDOWN, ".rst", ".ipynb") and ".ipynb_checkpoints" not in path.parts:
            yield Found(shown, partial(_entry, path, root, content, into, settings))
        elif path.suffix in (".html", ".adoc", ".asc", ".org"):
            yield Skipped(shown, _("it is in the form `{suffix}`, which is not read", suffix=path.suffix))


def _with_meta(text: texts.Text) -> texts.Text:
    """Read the metadata of Python-Markdown: `Title: …` lines at the top."""
    match = None if text.data else _META.match(text.body)
    if not match:
        return text
    data: dict[str, Any] = {}
    for line in re.sub(r"\n[ ]{4}", " ", match[1]).splitlines():
        name, _, value = line.partition(":")
        data[name.strip().lower()] = value.strip()
    return texts.Text(data, text.body[match.end() :], text.notes, text.name, text.source)


def _parsed(
    path: Path, root: Path, settings: dict[str, Any], notes: list[AnyText]
) -> tuple[texts.Text, str, dict[str, bytes]]:
    """Return a text with its data, its body as Markdown, and the pictures within it."""
    text = texts.read_text(path, root)
    notes += text.notes
    if path.suffix == ".rst":
        text = rest.with_meta(text)
        body = rest.with_files(text.body, path.parent, root)
        language = one_line(text.data.get("lang") or settings.get("DEFAULT_LANG"))
        return text, _PLACE.sub("", markdown_of(rest.html_of(body, text.name, language, notes))), {}
    if path.suffix == ".ipynb":
        body, files, meta = notebooks.read(text.source)
        stated = (
            _with_meta(texts.read_text(sidecar, root)).data
            if (sidecar := path.with_suffix(".nbdata")).is_file()
            else {}
        )
        known = {name: value for name, value in meta.items() if isinstance(value, str)}
        return texts.Text({**known, **stated}, body, [], text.name, text.source), _PLACE.sub("", body), files
    text = _with_meta(text)
    body = blocks.foreign(text.body)
    body = blocks.converted(body, _SYNTAX, unknown_in(text, body, notes))
    return text, _CODE.sub(_fenced, _PLACE.sub("", body)), {}


def _entry(path: Path, root: Path, content: Path, into: Into, settings: dict[str, Any]) -> Draft:
    notes: list[AnyText] = []
    text, body, pictures = _parsed(path, root, settings, notes)
    data = {name.lower(): value for name, value in text.data.items()}
    kind = PAGE if _is_page(path.relative_to(content), settings) else ARTICLE
    called = addresses.named(path, content, data, settings)
    category = called.category if kind == ARTICLE else ""
    slug = slug_of(one_line(data.pop("slug", "")) or path.stem)  # links between texts name their files
    data = {**called.said, **data}
    stated = one_line(data.get("lang"))
    lang = closest_lang(stated, into.languages) if stated else ""
    fields = fields_of(data, into, notes)
    fields["tags"] = list(dict.fromkeys([*fields["tags"], *([category] if category else [])]))
    form = "ARTICLE" if kind == ARTICLE else "PAGE"
    is_other = bool(stated) and stated != one_line(settings.get("DEFAULT_LANG") or "en")
    default = {"ARTICLE": "{slug}.html", "PAGE": "pages/{slug}.html"}[form]
    own = one_line(settings.get(f"{form}_LANG_URL")) or re.sub(r"\.html\Z", "-{lang}.html", default)
    pattern = own if is_other else one_line(settings.get(f"{form}_URL")) or default
    paths = addresses.path_of(pattern, called.slug, category, fields.get("date") or "", stated, settings)
    fields["aliases"] += former(paths, notes)
    slug = as_in_addresses(slug, paths)
    if not paths:
        notes.append(_("its former address is not known: it was made of `{token}`", token=pattern))
    address = (fields["aliases"] or [""])[-1]
    find = finder(root, path.parent, content, address=address)
    body, files = attach_files(body, find, notes, text.at, address, Names(pictures))
    attach_cover(_PLACE.sub("", fields["cover"]), fields, find, files)
    fields["title"] = fields["title"] or path.stem
    return Draft(
        source=text.name,
        kind=kind,
        slug=slug,
        lang=lang if is_other and lang != into.languages[0] else "",
        fields=finished({**fields, "lang": ""} if lang else fields),
        body=body,
        files=dict(files),
        lists=addresses.lists_of(settings, category, fields["tags"], fields["authors"]) if kind == ARTICLE else {},
        notes=tuple(notes),
    )


def _is_page(inside: Path, settings: dict[str, Any]) -> bool:
    stated = settings.get("PAGE_PATHS")
    folders = [one_line(one).strip("/") for one in stated] if isinstance(stated, list | tuple) else []
    return "pages" in inside.parts[:-1] or any(one and inside.is_relative_to(one) for one in folders)


def _image(arguments: blocks.Arguments) -> str | None:
    at = next((number for number, word in enumerate(arguments) if "." in word or "/" in word), None)
    words = " ".join(word for word in arguments[(at or 0) + 1 :] if not word.isdecimal())
    return blocks.picture_markup(arguments[at], words) if at is not None else None


def _fenced(found: re.Match[str]) -> str:
    """Return code whose first line names its language (Python-Markdown's CodeHilite) as fenced code."""
    inner = re.sub(r"^(?: {4}|\t)", "", found[2], flags=re.MULTILINE)
    return blocks.fenced(inner, found[1]) + "\n"


def recognises(root: Path) -> bool:
    """Tell whether a folder is a Pelican site."""
    return root.is_dir() and (root / "pelicanconf.py").is_file()


IMPORTER = Importer("pelican", _("the folder of a Pelican site, with `content/`"), read, recognises, describes)
