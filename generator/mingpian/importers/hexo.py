"""Hexo: `source/_posts`, `source/_drafts`, pages, and what `_config.yml` says of addresses."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import Draft, Found, Importer, Into
from mingpian.importers.fields import fields_of, finished, former, one_line, slug_of
from mingpian.importers.references import attach_cover, attach_files, finder

_PAIRED = re.compile(
    r"\{%\s*(?P<name>codeblock|code|raw|blockquote|quote|note|pullquote|cq|centerquote|hideBlock|folding|tabs)"
    r"\b(?P<said>[^%\n]*)%\}\n?(?P<inner>.*?)\{%\s*end(?P=name)\s*%\}",
    re.DOTALL,
)
_SINGLE = re.compile(r"\{%\s*(?P<name>\w+)\b(?P<said>[^%\n]*)%\}")
_TOKEN = re.compile(r":([a-z_]+)")
_DEFAULT = ":year/:month/:day/:title/"

_TAGS: dict[str, blocks.Convert] = {
    "codeblock": lambda arguments, inner: blocks.fenced(inner, blocks.code_language(arguments)),
    "code": lambda arguments, inner: blocks.fenced(inner, blocks.code_language(arguments)),
    "raw": lambda arguments, inner: inner,
    "blockquote": lambda arguments, inner: blocks.quote(inner, " ".join(arguments)),
    "quote": lambda arguments, inner: blocks.quote(inner, " ".join(arguments)),
    "pullquote": lambda arguments, inner: blocks.quote(inner),
    "centerquote": lambda arguments, inner: blocks.quote(inner),
    "cq": lambda arguments, inner: blocks.quote(inner),
    "note": lambda arguments, inner: blocks.callout(arguments[0] if arguments else "", inner),
    "asset_img": lambda arguments, inner: _picture(arguments),
    "asset_path": lambda arguments, inner: arguments[0] if arguments else None,
    "asset_link": lambda arguments, inner: (
        f"[{' '.join(arguments[1:]) or arguments[0]}]({arguments[0]})" if arguments else None
    ),
    "img": lambda arguments, inner: _picture(arguments),
    "post_link": lambda arguments, inner: _post(arguments),
    "post_path": lambda arguments, inner: f"[[{slug_of(arguments[0])}]]" if arguments else None,
    "youtube": lambda arguments, inner: (
        blocks.film(f"https://www.youtube.com/watch?v={arguments[0]}") if arguments else None
    ),
    "vimeo": lambda arguments, inner: blocks.film(f"https://vimeo.com/{arguments[0]}") if arguments else None,
    "bilibili": lambda arguments, inner: (
        blocks.film(f"https://www.bilibili.com/video/{arguments[0]}") if arguments else None
    ),
    "gist": lambda arguments, inner: f"<https://gist.github.com/{arguments[0]}>" if arguments else None,
    "link": lambda arguments, inner: f"[{arguments[0]}]({arguments[1]})" if len(arguments) > 1 else None,
}


def read(root: Path, into: Into) -> Iterator[Found]:
    """Yield the posts, drafts and pages of a Hexo site."""
    config = texts.read_settings(root / "_config.yml", root)
    source = root / one_line(config.get("source_dir") or "source")
    for folder, is_draft in ((source / "_posts", False), (source / "_drafts", True)):
        for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.markdown")]):
            yield _found(path, root, into, (source, folder), ("essays", is_draft, config))
    for path in sorted(source.rglob("*.md")):
        inside = path.relative_to(source)
        if not inside.parts[0].startswith("_"):
            yield _found(path, root, into, (source, source), ("pages", False, config))


def _found(
    path: Path, root: Path, into: Into, folders: tuple[Path, Path], about: tuple[str, bool, dict[str, Any]]
) -> Found:
    return Found(path.relative_to(root).as_posix(), partial(_entry, path, root, into, folders, about))


def _entry(
    path: Path, root: Path, into: Into, folders: tuple[Path, Path], about: tuple[str, bool, dict[str, Any]]
) -> Draft:
    (source, folder), (kind, is_draft, config) = folders, about
    shown = path.relative_to(root).as_posix()
    text = texts.read_text(path, root)
    notes = list(text.notes)
    fields = fields_of(text.data, into, notes)
    name = path.relative_to(folder).with_suffix("").as_posix().removesuffix("/index")
    if kind == "essays" and not is_draft:
        fields["aliases"] += former(_address(config, name, text.data, fields, notes), notes)
    body = blocks.replace_tags(blocks.foreign(text.body), _PAIRED, _TAGS, notes)
    body = blocks.replace_tags(body, _SINGLE, _TAGS, notes)
    find = finder(root, path.with_suffix(""), path.parent, source)
    body, files = attach_files(body, find, notes)
    attach_cover(fields["cover"], fields, find, files)
    fields |= {"draft": fields["draft"] or is_draft, "title": fields["title"] or path.stem}
    slug = slug_of(name.rpartition("/")[2] if kind == "essays" else name.replace("/", "-"))
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files), notes=tuple(notes)
    )


def _address(
    config: dict[str, Any], name: str, data: dict[str, Any], fields: dict[str, Any], notes: list[AnyText]
) -> list[str]:
    """Return the former path of a post, by the pattern of the site."""
    pattern = one_line(data.get("permalink")) or one_line(config.get("permalink")) or _DEFAULT
    known = {key: one_line(value) for key, value in data.items()} | {
        "title": name,
        "name": name.rpartition("/")[2],
        "post_title": fields["title"],
        "category": (fields["tags"] or ["uncategorized"])[0],
    }
    try:
        day = datetime.fromisoformat(fields.get("date") or "")
        known |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        known |= {"i_month": str(day.month), "i_day": str(day.day), "hour": f"{day:%H}", "minute": f"{day:%M}"}
    except ValueError:
        pass
    unknown = [token for token in _TOKEN.findall(pattern) if not known.get(token)]
    if unknown:
        notes.append(_("its former address is not known: it was made of `:{unknown}`", unknown=unknown[0]))
        return []
    path = _TOKEN.sub(lambda found: known[found[1]], pattern).strip("/")
    return [f"/{path}/" if pattern.endswith("/") else f"/{path}"]


def _picture(arguments: blocks.Arguments) -> str | None:
    """`{% asset_img [class] name [width] [height] "title" %}`: the name is the first word with an ending."""
    at = next((index for index, word in enumerate(arguments) if "." in word), None)
    if at is None:
        return None
    words = " ".join(word for word in arguments[at + 1 :] if not word.isdecimal())
    return blocks.picture_markup(arguments[at], words)


def _post(arguments: blocks.Arguments) -> str | None:
    if not arguments:
        return None
    slug = slug_of(arguments[0].rpartition("/")[2])
    title = " ".join(word for word in arguments[1:] if word not in ("true", "false"))
    return f"[[{slug}|{title}]]" if title else f"[[{slug}]]"


IMPORTER = Importer("hexo", _("the folder of a Hexo site, with `_config.yml` and `source/`"), read)
