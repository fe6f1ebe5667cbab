"""Jekyll: `_posts`, `_drafts`, pages, and what `_config.yml` says of addresses."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import Draft, Found, Importer, Into
from mingpian.importers.fields import fields_of, finished, former, one_line, slug_of, words_in
from mingpian.importers.html_text import markdown_of
from mingpian.importers.references import attach_cover, attach_files, finder

_ENDINGS = (".md", ".markdown", ".html")
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)\Z")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_LISTS = ("categories", "tags")
_NOT_OURS = frozenset({"vendor", "node_modules", "assets", "README.md", "404.html", "LICENSE.md"})
_TOKEN = re.compile(r":([a-z_]+)")
_BASE = re.compile(
    r"\{\{\s*site\.(?:baseurl|url)\s*\}\}|\{\{\s*[\"']([^\"']*)[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\(\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}\)")
_PAIRED = re.compile(
    r"\{%-?\s*(?P<name>highlight|raw)\b(?P<said>[^%\n]*)%\}\n?(?P<inner>.*?)\{%-?\s*end(?P=name)\s*-?%\}", re.DOTALL
)
_SINGLE = re.compile(r"\{%-?\s*(?P<name>\w+)\b(?P<said>[^%\n]*)%\}")

_TAGS: dict[str, blocks.Convert] = {
    "highlight": lambda arguments, inner: blocks.fenced(inner, arguments[0] if arguments else ""),
    "raw": lambda arguments, inner: inner,
    "youtube": lambda arguments, inner: (
        blocks.film(f"https://www.youtube.com/watch?v={arguments[0]}") if arguments else None
    ),
    "gist": lambda arguments, inner: f"<https://gist.github.com/{arguments[0]}>" if arguments else None,
}


def read(root: Path, into: Into) -> Iterator[Found]:
    """Yield the posts, drafts and pages of a Jekyll site."""
    config = texts.read_settings(root / "_config.yml", root)
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    for path in paths:
        kind = _kind(path.relative_to(root))
        if not kind:
            continue
        if kind == "pages" and not _has_front_matter(path):
            continue  # Jekyll only copies it
        yield Found(path.relative_to(root).as_posix(), partial(_entry, path, root, into, (kind, config)))


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(6).removeprefix(b"\xef\xbb\xbf")[:3] in (b"---", b"+++")
    except OSError:
        return True  # reading it says what is wrong


def _kind(inside: Path) -> str:
    """Return what a file is: a post, a draft, a page, or nothing to take."""
    folders = inside.parts[:-1]
    if "_posts" in folders:
        return "essays"
    if "_drafts" in folders:
        return "drafts"
    if any(part.startswith(("_", ".")) and part != "_pages" for part in folders):
        return ""
    if inside.parts[0] in _NOT_OURS or inside.name in _NOT_OURS:
        return ""
    return "" if inside.suffix == ".html" and inside.stem == "index" else "pages"


def _entry(path: Path, root: Path, into: Into, about: tuple[str, dict[str, Any]]) -> Draft:
    text, (kind, config) = texts.read_text(path, root), about
    notes = list(text.notes)
    data = {name: _apart(value) if name in _LISTS else value for name, value in text.data.items()}
    fields = fields_of(data, into, notes)
    dated = _DATED.match(path.stem)
    name = dated[4] if dated else path.stem
    if dated and not fields.get("date"):
        fields["date"] = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}"
    fields["aliases"] += former(_address(config, name, data, fields, kind), notes)
    fields["extra"].pop("permalink", None)
    body = _LINK.sub(lambda found: f"[[{_slug_in(found[2])}|{found[1]}]]", blocks.foreign(text.body))
    body = _BASE.sub(lambda found: found[1] or "", body)
    body = blocks.replace_tags(body, _PAIRED, _TAGS, notes)
    body = blocks.replace_tags(body, _SINGLE, _TAGS, notes)
    if path.suffix == ".html":
        body = markdown_of(body)
    find = finder(root, path.parent, root)
    body, files = attach_files(body, find, notes)
    attach_cover(fields["cover"], fields, find, files)
    fields |= {"draft": fields["draft"] or kind == "drafts", "title": fields["title"] or name.replace("-", " ")}
    return Draft(
        source=path.relative_to(root).as_posix(),
        kind="pages" if kind == "pages" else "essays",
        slug=slug_of(one_line(text.data.get("slug")) or (path.parent.name if name == "index" else name)),
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _address(config: dict[str, Any], name: str, data: dict[str, Any], fields: dict[str, Any], kind: str) -> list[str]:
    """Return the former path of a post or page."""
    pattern = one_line(data.get("permalink"))
    if not pattern and kind != "essays":
        return []
    stated = pattern or one_line(config.get("permalink")) or "date"
    pattern = _STYLES.get(stated, stated)
    day = (fields.get("date") or "")[:10].split("-")
    known = {
        "title": name,
        "slug": name,
        "categories": "/".join(words_in(data.get("categories") or data.get("category"))),
    }
    if len(day) == 3:
        known |= dict(zip(("year", "month", "day"), day, strict=True))
        known |= {"i_month": str(int(day[1])), "i_day": str(int(day[2]))}
    if any(token not in known for token in _TOKEN.findall(pattern)):
        return []
    path = re.sub("/{2,}", "/", _TOKEN.sub(lambda found: known[found[1]], f"/{pattern.lstrip('/')}"))
    return [path] if path != "/" else []


def _apart(value: Any) -> Any:
    """Return the words of a list that stands in one line with blanks between."""
    return value.split() if isinstance(value, str) and "," not in value else value


def _slug_in(target: str) -> str:
    stem = Path(target).stem
    match = _DATED.match(stem)
    return slug_of(match[4] if match else stem)


IMPORTER = Importer("jekyll", _("the folder of a Jekyll site, with `_posts/`"), read)
