"""Hexo: `source/_posts`, `source/_drafts`, pages, and what `_config.yml` says of addresses."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.importers import blocks, texts
from mingpian.importers.draft import Draft, Found, Importer, Into
from mingpian.importers.fields import fields_of, finished, former, one_line, slug_of
from mingpian.importers.references import beside, cover_beside, finder

_PAIRED = re.compile(
    r"\{%\s*(?P<name>codeblock|code|raw|blockquote|quote|note|pullquote|cq|centerquote|hideBlock|folding|tabs)"
    r"\b(?P<said>[^%\n]*)%\}\n?(?P<inner>.*?)\{%\s*end(?P=name)\s*%\}",
    re.DOTALL,
)
_SINGLE = re.compile(r"\{%\s*(?P<name>\w+)\b(?P<said>[^%\n]*)%\}")
_TOKEN = re.compile(r":([a-z_]+)")
_DEFAULT = ":year/:month/:day/:title/"

_TAGS: dict[str, blocks.Convert] = {
    "codeblock": lambda said, inner: blocks.fenced(inner, blocks.language_of(said)),
    "code": lambda said, inner: blocks.fenced(inner, blocks.language_of(said)),
    "raw": lambda said, inner: inner,
    "blockquote": lambda said, inner: blocks.quote(inner, " ".join(said)),
    "quote": lambda said, inner: blocks.quote(inner, " ".join(said)),
    "pullquote": lambda said, inner: blocks.quote(inner),
    "centerquote": lambda said, inner: blocks.quote(inner),
    "cq": lambda said, inner: blocks.quote(inner),
    "note": lambda said, inner: blocks.callout(said[0] if said else "", inner),
    "asset_img": lambda said, inner: _picture(said),
    "asset_path": lambda said, inner: said[0] if said else None,
    "asset_link": lambda said, inner: f"[{' '.join(said[1:]) or said[0]}]({said[0]})" if said else None,
    "img": lambda said, inner: _picture(said),
    "post_link": lambda said, inner: _post(said),
    "post_path": lambda said, inner: f"[[{slug_of(said[0])}]]" if said else None,
    "youtube": lambda said, inner: blocks.film(f"https://www.youtube.com/watch?v={said[0]}") if said else None,
    "vimeo": lambda said, inner: blocks.film(f"https://vimeo.com/{said[0]}") if said else None,
    "bilibili": lambda said, inner: blocks.film(f"https://www.bilibili.com/video/{said[0]}") if said else None,
    "gist": lambda said, inner: f"<https://gist.github.com/{said[0]}>" if said else None,
    "link": lambda said, inner: f"[{said[0]}]({said[1]})" if len(said) > 1 else None,
}


def read(root: Path, into: Into) -> Iterator[Found]:
    """Yield the posts, drafts and pages of a Hexo site."""
    config = texts.settings(root / "_config.yml", root)
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
    text = texts.read(path, root)
    notes = list(text.notes)
    fields = fields_of(text.data, into, notes)
    name = path.relative_to(folder).with_suffix("").as_posix().removesuffix("/index")
    if kind == "essays" and not is_draft:
        fields["aliases"] += former(_address(config, name, text.data, fields, notes), notes)
    body = blocks.replaced(blocks.foreign(text.body), _PAIRED, _TAGS, notes)
    body = blocks.replaced(body, _SINGLE, _TAGS, notes)
    find = finder(root, path.with_suffix(""), path.parent, source)
    body, files = beside(body, find, notes)
    cover_beside(fields["cover"], fields, find, files)
    fields |= {"draft": fields["draft"] or is_draft, "title": fields["title"] or path.stem}
    slug = slug_of(name.rpartition("/")[2] if kind == "essays" else name.replace("/", "-"))
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files), notes=tuple(notes)
    )


def _address(
    config: dict[str, Any], name: str, data: dict[str, Any], fields: dict[str, Any], notes: list[str]
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
        notes.append(f"its former address is not known: it was made of `:{unknown[0]}`")
        return []
    path = _TOKEN.sub(lambda found: known[found[1]], pattern).strip("/")
    return [f"/{path}/" if pattern.endswith("/") else f"/{path}"]


def _picture(said: blocks.Arguments) -> str | None:
    """`{% asset_img [class] name [width] [height] "title" %}`: the name is the first word with an ending."""
    at = next((index for index, word in enumerate(said) if "." in word), None)
    if at is None:
        return None
    words = " ".join(word for word in said[at + 1 :] if not word.isdecimal())
    return blocks.picture(said[at], words)


def _post(said: blocks.Arguments) -> str | None:
    if not said:
        return None
    slug = slug_of(said[0].rpartition("/")[2])
    title = " ".join(word for word in said[1:] if word not in ("true", "false"))
    return f"[[{slug}|{title}]]" if title else f"[[{slug}]]"


IMPORTER = Importer("hexo", "the folder of a Hexo site, with `_config.yml` and `source/`", read)
