"""The members' sheet: who is who, and how to reach them, as far as members may know; one file, to pass on in the group.

It is made from the site as members may see it, and lies outside of output/.
"""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html import escape
from importlib.resources import files

from mingpian import AnyEntry, Profile, SiteModel, file_meant, open_needs, thumbnail
from mingpian.host.catalogue import catalogue_of

_WIDEST = 160  # pixels of a portrait
_STYLE = (
    ":root{color-scheme:light dark;--ink:#222;--paper:#fff;--soft:#595959;--line:#ccc}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#171717;--soft:#b5b5b5;--line:#444}}"
    "body{font:16px/1.6 -apple-system,'PingFang SC','PingFang TC','Microsoft YaHei',sans-serif;color:var(--ink);"
    "background:var(--paper);max-width:44em;margin:0 auto;padding:1.5em 1em 4em}h1{font-size:1.5em;line-height:1.3}"
    "ul.people{list-style:none;padding:0}ul.people>li{border-top:1px solid var(--line);padding:1em 0;overflow:hidden;"
    "content-visibility:auto;contain-intrinsic-size:auto 9em}"
    "h2{font-size:1.1em;margin:0}p{margin:.2em 0}img{float:right;width:80px;border-radius:.4em;margin-left:1em}"
    ".soft{color:var(--soft)}dl{margin:.3em 0;display:grid;grid-template-columns:max-content 1fr;gap:0 .8em}"
    "dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}label{display:block;font-weight:600}"
    "input{font:inherit;color:inherit;background:none;border:1px solid var(--soft);border-radius:.35em;"
    "padding:.4em .6em;width:100%;box-sizing:border-box;min-height:2.75em}@media print{label,input{display:none}}"
)

Read = Callable[[str], bytes]


def members_sheet(model: SiteModel, lang: str, contact_names: Mapping[str, str], read: Read, day: str) -> str:
    """Return the sheet as an HTML document, given the site as members may see it. `read` gives the bytes of a file
    below content/; `day` is that of the making. Its one script looks for what is typed; it asks nobody for anything."""
    say = catalogue_of(lang)
    title = say["sheet_title"].format(title=model.site.config.title)
    people = [
        entry for id in model.site.ids if (entry := model.site.best(id, lang)) and isinstance(entry.fields, Profile)
    ]
    script = files("mingpian.host").joinpath("members_sheet.js").read_text(encoding="utf-8").strip()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(_STYLE)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    rows = "\n".join(_person(model, entry, lang, contact_names, read) for entry in people)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(say['sheet_for'].format(day=day))}</p>\n"
        f'<label for="q">{escape(say["sheet_find"])}</label><input id="q" type="search" autocomplete="off">\n'
        f'<ul class="people">\n{rows}\n</ul>\n</main>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _person(model: SiteModel, entry: AnyEntry, lang: str, contact_names: Mapping[str, str], read: Read) -> str:
    fields, say = entry.fields, catalogue_of(lang)
    about = " · ".join(part for part in (fields.city, fields.role, fields.org) if part)
    lines = [f"<h2>{escape(entry.title)}</h2>"]
    lines += [f"<p>{escape(fields.headline)}</p>"] if fields.headline else []
    lines += [f'<p class="soft">{escape(about)}</p>'] if about else []
    facts = [*_facts(model, entry, lang), *_contacts(entry, contact_names)]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    lines += [f"<dl>{rows}</dl>"] if rows else []
    return f"<li>{_portrait(model, entry, read, say['sheet_portrait'])}{''.join(lines)}</li>"


def _facts(model: SiteModel, entry: AnyEntry, lang: str) -> Iterator[tuple[str, str]]:
    say, topics = catalogue_of(lang), model.site.topics
    offered = [topics.key(item.topic) for item in entry.fields.offers]
    for key, listed in (("sheet_offers", offered), ("asks", _asked(model).get(entry.id, []))):
        names = [topics.name(topic, lang) for topic in listed]
        if names:
            yield say[key], say["semicolon"].join(dict.fromkeys(names))


def _asked(model: SiteModel) -> Mapping[str, list[str]]:
    """Return the topics of open asks, by member."""

    def make() -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for need in open_needs(model).values():
            found[need.member].append(need.topic)
        return found

    return model.remember(("asked",), make)


def _contacts(entry: AnyEntry, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for way, items in entry.fields.contact.items():
        yield from ((names.get(way, way), item.value) for item in items if item.value)


def _portrait(model: SiteModel, entry: AnyEntry, read: Read, alt: str) -> str:
    """Return the portrait within the page; nothing where there is none, or none that can be read."""
    src = entry.fields.photo.src
    path = file_meant(model.links.spelt, entry.source, src) if src else ""
    try:
        data = thumbnail(read(path), model.site.config.images.max_megapixels, _WIDEST) if path else b""
    except (OSError, ValueError):
        return ""
    words = entry.fields.photo.alt or alt.format(name=entry.title)
    shown = base64.b64encode(data).decode()
    return f'<img alt="{escape(words)}" src="data:image/jpeg;base64,{shown}">' if data else ""
