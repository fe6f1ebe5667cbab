"""The page on which a member writes a card: one file, without a server, that asks nobody for anything."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

import msgspec

from mingpian import Kind
from mingpian.host.intake.form import FormField, form_of
from mingpian.host.intake.words import FormWords, form_words

_PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{title}</title>
{style}
</head>
<body>
<main>
<h1>{title}</h1>
<p>{intro}</p>
<p>{private}</p>
{renew}<noscript><p>{noscript}</p>{names}</noscript>
<form id="card" autocomplete="off" novalidate>
<div class="field"><label for="open">{open}</label><input id="open" type="file" accept=".json,application/json"></div>
<div id="fields"></div>
<div id="problems" role="alert"></div>
<button type="button" class="main" id="save">{save}</button>
<button type="button" id="copy">{copy}</button>
<p id="status" role="status"></p>
<div class="field" hidden><label for="text">{text}</label><textarea id="text" readonly></textarea></div>
</form>
</main>
{lists}
<script type="application/json" id="form">{form}</script>
{script}
</body>
</html>
"""


class Renewal(msgspec.Struct, frozen=True):
    """The member whose card is renewed (by slug), and what it says now."""

    slug: str
    fields: Mapping[str, Any]


class Carrier(msgspec.Struct, frozen=True):
    """How the page has its style and its script, and the policy that lets it have no others."""

    style: str
    script: str
    policy: str


_NOTHING_ELSE = "img-src data:; base-uri 'none'; form-action 'none'"


def one_file() -> Carrier:
    """Return how a page has all in itself, to be sent and opened as a file."""
    script, style = (_resource(f"form.{ending}") for ending in ("js", "css"))
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style))
    scripts, styles = hashes
    policy = f"default-src 'none'; script-src 'sha256-{scripts}'; style-src 'sha256-{styles}'; {_NOTHING_ELSE}"
    return Carrier(f"<style>{style}</style>", f"<script>{script}</script>", policy)


def on_a_site() -> Carrier:
    """Return how a page has the files of `beside` beside it: a site's own policy lets no script stand in a page."""
    policy = f"default-src 'none'; script-src 'self'; style-src 'self'; {_NOTHING_ELSE}"
    return Carrier('<link rel="stylesheet" href="form.css">', '<script src="form.js"></script>', policy)


def beside() -> Mapping[str, str]:
    """Return the files beside a page on a site, by name."""
    return {f"form.{ending}": _resource(f"form.{ending}") + "\n" for ending in ("js", "css")}


def card_page(
    kind: Kind,
    lang: str,
    site: str,
    known: Mapping[str, Sequence[str]],
    carrier: Carrier,
    renewal: Renewal | None = None,
) -> str:
    """Return the page for a kind of entry. `known` has what may be proposed while one types: topics, and names of
    entries by their kind; `site` is the name of the site."""
    words, fields = form_words(lang), form_of(kind, lang)
    title = words.page.get(f"title_{kind.name}") or words.page["title"]
    said = {key: escape(words.page[key]) for key in ("intro", "private", "noscript", "open", "save", "copy", "text")}
    return _PAGE.format(
        lang=escape(lang),
        policy=carrier.policy,
        title=escape(f"{title} · {site}" if site else title),
        style=carrier.style,
        script=carrier.script,
        renew=f"<p>{escape(words.page['renew'])}</p>\n" if renewal else "",
        names=_headings(fields),
        lists=_lists(fields, words, known),
        form=_data(_said(kind, lang, words, fields, renewal)),
        **said,
    )


def _said(
    kind: Kind, lang: str, words: FormWords, fields: tuple[FormField, ...], renewal: Renewal | None
) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "lang": lang,
        "title": kind.title_field,
        "words": words.page,
        "fields": msgspec.to_builtins(fields),
        **({"of": renewal.slug, "start": renewal.fields} if renewal else {}),
    }


def _data(value: Any) -> str:
    """Return data as JSON that ends no script, whatever somebody wrote."""
    text = msgspec.json.encode(value).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _lists(fields: tuple[FormField, ...], words: FormWords, known: Mapping[str, Sequence[str]]) -> str:
    ways = next((field.choices for field in fields if field.type == "ways"), ())
    lists = {**known, "ways": [label for _way, label in ways]}
    return "\n".join(
        f'<datalist id="list-{escape(name)}">{"".join(map(_option, listed))}</datalist>'
        for name, listed in lists.items()
        if listed
    )


def _option(word: str) -> str:
    return f"<option>{escape(word)}</option>"


def _headings(fields: tuple[FormField, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(field.label)}</li>' for field in fields)}</ul>"


def _resource(name: str) -> str:
    return files("mingpian.host.intake").joinpath(name).read_text(encoding="utf-8").strip()
