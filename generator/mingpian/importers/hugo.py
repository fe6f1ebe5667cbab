"""Hugo: `content/`, `static/`, page bundles, and what the configuration says of addresses."""

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

_CONFIGS = ("hugo", "config", "config/_default/hugo", "config/_default/config")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")
_ARTICLES = frozenset({"post", "posts", "blog", "article", "articles", "essays", "writing", "notes"})
_LINK = re.compile(r"""\[([^\[\]]*)\]\(\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["'`]?([^"'`\s]+)["'`]?\s*[%>]\}\}\)""")
_PAIRED = re.compile(
    r"\{\{(?P<open>[<%])\s*(?P<name>highlight|notice|admonition|alert|callout|quote|raw|tip|warning|info|note)"
    r"\b(?P<said>[^\n]*?)[%>]\}\}\n?(?P<inner>.*?)\{\{[<%]\s*/\s*(?P=name)\s*[%>]\}\}",
    re.DOTALL,
)
_SINGLE = re.compile(r"\{\{[<%]\s*(?P<name>[\w-]+)\b(?P<said>[^\n]*?)/?\s*[%>]\}\}")
_TOKEN = re.compile(r":([a-z]+)")
_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\Z")


def _named(arguments: blocks.Arguments, name: str, at: int = -1) -> str:
    """Return an argument by its name, or by its place among those without one."""
    stated = next((word.partition("=")[2] for word in arguments if word.startswith(f"{name}=")), "")
    bare = [word for word in arguments if "=" not in word or "://" in word.partition("=")[0]]
    return stated or (bare[at] if 0 <= at < len(bare) else "")


def _figure(arguments: blocks.Arguments, inner: str) -> str | None:
    source = _named(arguments, "src", 0)
    title = _named(arguments, "caption") or _named(arguments, "title")
    return blocks.picture_markup(source, _named(arguments, "alt") or title, title) if source else None


def _film(prefix: str) -> blocks.Convert:
    def make(arguments: blocks.Arguments, inner: str) -> str | None:
        name = _named(arguments, "id", 0) or _named(arguments, "bvid", 0)
        return blocks.film(prefix + name) if name else None

    return make


def _callout(kind: str = "") -> blocks.Convert:
    return lambda arguments, inner: blocks.callout(kind or _named(arguments, "type", 0), inner)


_CODES: dict[str, blocks.Convert] = {
    "highlight": lambda arguments, inner: blocks.fenced(inner, arguments[0] if arguments else ""),
    "figure": _figure,
    "img": _figure,
    "image": _figure,
    "youtube": _film("https://www.youtube.com/watch?v="),
    "vimeo": _film("https://vimeo.com/"),
    "bilibili": _film("https://www.bilibili.com/video/"),
    "gist": lambda arguments, inner: (
        f"<https://gist.github.com/{arguments[0]}/{arguments[1]}>" if len(arguments) > 1 else None
    ),
    "quote": lambda arguments, inner: blocks.quote(inner, _named(arguments, "author")),
    "raw": lambda arguments, inner: inner,
    **{name: _callout() for name in ("notice", "admonition", "alert", "callout")},
    **{name: _callout(name) for name in ("tip", "warning", "info", "note")},
}


def read(root: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the texts of a Hugo site."""
    config = next((found for name in _CONFIGS for ending in _ENDINGS if (found := _config(root, name + ending))), {})
    content = root / one_line(config.get("contentDir") or "content")
    for path in sorted([*content.rglob("*.md"), *content.rglob("*.markdown")]):
        shown = path.relative_to(root).as_posix()
        if path.stem.partition(".")[0] == "_index":
            yield Skipped(shown, _("it is the text of a list, which lists here make themselves"))
        else:
            yield Found(shown, partial(_entry, path, root, content, into, config))


def _config(root: Path, name: str) -> dict[str, Any]:
    return texts.read_settings(root / name, root)


def _entry(path: Path, root: Path, content: Path, into: Into, config: dict[str, Any]) -> Draft:
    text = texts.read_text(path, root)
    notes = list(text.notes)
    fields = fields_of(text.data, into, notes)
    name, lang = _name(path, into)
    section = path.relative_to(content).parts[0] if len(path.relative_to(content).parts) > 1 else ""
    is_bundle = path.stem.partition(".")[0] == "index"
    if is_bundle and path.parent.parent == content:
        section = ""
    kind = "essays" if section in _ARTICLES or (section and fields.get("date")) else "pages"
    if not lang:
        fields["aliases"] += former(_address(config, section, name, text.data, fields), notes)
    body = _LINK.sub(_wikilink, blocks.foreign(text.body))
    body = blocks.replace_tags(body, _PAIRED, _CODES, notes)
    body = blocks.replace_tags(body, _SINGLE, _CODES, notes)
    find = finder(root, path.parent, content, root / "assets", root / "static")
    body, files = attach_files(body, find, notes)
    attach_cover(fields["cover"] or one_line(_within(text.data, "cover", "image")), fields, find, files)
    fields["title"] = fields["title"] or name
    if lang:
        fields["lang"] = ""
    return Draft(
        source=path.relative_to(root).as_posix(),
        kind=kind,
        slug=slug_of(one_line(text.data.get("slug")) or name),
        lang=lang,
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _within(data: dict[str, Any], name: str, inner: str) -> Any:
    value = data.get(name)
    return value.get(inner) if isinstance(value, dict) else ""


def _name(path: Path, into: Into) -> tuple[str, str]:
    """Return what a text is called, and the language that its name states when it is a translation."""
    match = _LANGUAGE.search(path.stem)
    ours = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}
    stated = ours.get(match[1].lower(), match[1]) if match else ""
    lang = stated if stated in into.languages and stated != into.languages[0] else ""
    stem = path.stem[: match.start()] if match and stated in into.languages else path.stem
    return (path.parent.name if stem == "index" else stem), lang


def _address(
    config: dict[str, Any], section: str, name: str, data: dict[str, Any], fields: dict[str, Any]
) -> list[str]:
    """Return the former path, by the patterns of the configuration; Hugo writes addresses in small letters."""
    if url := one_line(data.get("url")):
        return [url if url.startswith("/") else f"/{url}"]
    patterns = config.get("permalinks", {})
    page = patterns.get("page") if isinstance(patterns.get("page"), dict) else None
    pattern = one_line((page or patterns).get(section)) or (f"/{section}/:slug/" if section else "/:slug/")
    slug = one_line(data.get("slug")) or name
    known = {"section": section, "sections": section, "title": re.sub(r"\s+", "-", fields["title"]) or name}
    known |= dict.fromkeys(("slug", "slugorfilename", "slugorcontentbasename"), slug)
    known |= dict.fromkeys(("filename", "contentbasename"), name)
    try:
        day = datetime.fromisoformat(fields.get("date") or "")
        known |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
    except ValueError:
        pass
    if any(not known.get(token) for token in _TOKEN.findall(pattern)):
        return []
    path = _TOKEN.sub(lambda found: known[found[1]], pattern).strip("/").lower().replace(" ", "-")
    return [f"/{path}/"]


def _wikilink(found: re.Match[str]) -> str:
    target, _, fragment = found[2].partition("#")
    path = Path(target)
    name = path.parent.name if path.stem in ("index", "_index") else path.stem
    return f"[[{slug_of(name)}{'#' + fragment if fragment else ''}|{found[1]}]]"


IMPORTER = Importer("hugo", _("the folder of a Hugo site, with its configuration and `content/`"), read)
