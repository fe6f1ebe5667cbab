"""The pages of a media kit, whole in themselves: the kit to look through, and a curriculum vitae to print."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from mingpian.exporters.kit.facts import KitLine, KitWork, MediaKit
from mingpian.exporters.kit.labels import KitLabels, kit_labels
from mingpian.exporters.kit.portraits import Portraits

FOLDER = "portraits"
_POLICY = "default-src 'none'; img-src data: 'self' file:; style-src 'unsafe-inline'"


def kit_page(kit: MediaKit, portraits: Portraits) -> bytes:
    """Return the page of the kit."""
    words = kit_labels(kit.lang)
    parts = [
        _section(words.portraits, _portraits(portraits, words)),
        *(_biography(kit, number, words) for number in range(len(kit.biographies))),
        _section(words.topics, _list(kit.topics)),
        _section(words.figures, _lines(_dated(kit.figures, words), "figures")),
        _section(words.talks, _lines(kit.talks)),
        _section(words.results, "".join(_work(one, words) for one in kit.works if one.results)),
        _section(words.rates, _lines(kit.rates)),
        _section(words.contact, _lines(kit.contacts)),
        _section(words.links, _lines(kit.links)),
    ]
    return _page(kit, words.kit, "\n".join(part for part in parts if part))


def vita_page(kit: MediaKit) -> bytes:
    """Return the curriculum vitae."""
    words = kit_labels(kit.lang)
    first = kit.biographies[0]
    parts = [
        f"<p>{escape(first.medium)}</p>",
        _section(words.topics, f"<p>{escape(words.comma.join(kit.topics))}</p>" if kit.topics else ""),
        _section(words.works, "".join(_work(one, words) for one in kit.works)),
        _section(words.talks, _lines(kit.talks)),
        _section(words.rates, _lines(kit.rates)),
        _section(words.essays, _lines(kit.essays)),
        _section(words.languages, f"<p>{escape(words.comma.join(kit.languages))}</p>" if kit.languages else ""),
        _section(words.contact, _lines((*kit.contacts, *kit.links))),
    ]
    return _page(kit, words.vita, "\n".join(part for part in parts if part))


def biography_text(kit: MediaKit, portraits: Portraits) -> bytes:
    """Return the biographies in every language as plain text, and what is to be said with the portraits."""
    parts = []
    for one in kit.biographies:
        words = kit_labels(one.lang)
        said = ((words.short, one.short), (words.medium, one.medium), (words.long, one.long))
        parts.append(f"{one.name} ({one.lang})\n\n" + "\n\n".join(f"{label}\n{text}" for label, text in said if text))
    words = kit_labels(kit.lang)
    if portraits.crops:
        files = "\n".join(f"{one.name}  {one.width} × {one.height}" for one in portraits.crops)
        credit = f"{words.credit}{words.colon}{portraits.credit}" if portraits.credit else ""
        parts.append("\n".join(part for part in (words.portraits, files, portraits.caption, credit) if part))
    return ("\n\n\n".join(parts) + "\n").encode()


def _page(kit: MediaKit, title: str, body: str) -> bytes:
    words = kit_labels(kit.lang)
    role = " · ".join(part for part in (kit.role, kit.org, kit.city) if part)
    latin = f" <small>{escape(kit.name_latin)}</small>" if kit.name_latin and kit.name_latin != kit.name else ""
    return f"""<!doctype html>
<html lang="{escape(kit.lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(f"{kit.name}{words.colon}{title}")}</title>
<style>{_STYLE}</style></head>
<body>
<header><p class="what">{escape(title)} · {escape(kit.site)}</p>
<h1>{escape(kit.name)}{latin}</h1>
<p>{escape(role)}</p>
<p><a href="{escape(kit.url)}">{escape(kit.url)}</a></p></header>
<main>
{body}
</main>
</body>
</html>
""".encode()


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{escape(title)}</h2>\n{inner}</section>" if inner else ""


def _portraits(portraits: Portraits, words: KitLabels) -> str:
    said = " · ".join(
        part
        for part in (portraits.caption, f"{words.credit}{words.colon}{portraits.credit}" if portraits.credit else "")
        if part
    )
    return "".join(
        f'<figure><a href="{FOLDER}/{one.name}"><img src="data:image/jpeg;base64,{b64encode(one.shown).decode()}"'
        f' alt="{escape(portraits.caption)}"></a>\n<figcaption>{one.width} × {one.height}'
        f"{' · ' if said else ''}{escape(said)}</figcaption></figure>\n"
        for one in portraits.crops
    )


def _biography(kit: MediaKit, number: int, words: KitLabels) -> str:
    one = kit.biographies[number]
    own = kit_labels(one.lang)
    long = "".join(f"<p>{escape(part)}</p>\n" for part in one.long.split("\n\n"))
    said = (
        (own.short, f"<p>{escape(one.short)}</p>\n" if one.short else ""),
        (own.medium, f"<p>{escape(one.medium)}</p>\n" if one.medium else ""),
        (own.long, long if one.long != one.medium else ""),
    )
    inner = "".join(f"<h3>{escape(label)}</h3>\n{text}" for label, text in said if text)
    return f'<section lang="{escape(one.lang)}"><h2>{escape(one.name)}</h2>\n{inner}</section>' if inner else ""


def _work(work: KitWork, words: KitLabels) -> str:
    when = work.period or work.date
    head = " · ".join(part for part in (when, work.role, work.client) if part)
    rows = "".join(
        f"<tr><th>{escape(one.what)}</th><td>{escape(one.before)}</td><td>{escape(one.after)}</td></tr>\n"
        for one in work.results
        if one.after
    )
    table = f"<table><tr><th></th><th>{words.before}</th><th>{words.after}</th></tr>\n{rows}</table>\n" if rows else ""
    plain = _list(tuple(one.what for one in work.results if not one.after))
    return (
        f'<article><h3><a href="{escape(work.url)}">{escape(work.title)}</a></h3>\n<p class="note">{escape(head)}</p>\n'
        f"<p>{escape(work.summary)}</p>\n{table}{plain}</article>\n"
    )


def _dated(figures: Iterable[KitLine], words: KitLabels) -> list[KitLine]:
    return [KitLine(one.text, one.about, one.url, f"{words.as_of} {one.note}" if one.note else "") for one in figures]


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(one)}</li>\n" for one in items)
    return f"<ul>\n{rows}</ul>\n" if rows else ""


def _lines(lines: Iterable[KitLine], kind: str = "lines") -> str:
    rows = "".join(
        "<li>"
        + (f'<a href="{escape(one.url)}">{escape(one.text)}</a>' if one.url else f"<strong>{escape(one.text)}</strong>")
        + "".join(f" <span>{escape(part)}</span>" for part in (one.about, one.note) if part)
        + "</li>\n"
        for one in lines
    )
    return f'<ul class="{kind}">\n{rows}</ul>\n' if rows else ""


_STYLE = """
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.7 system-ui,sans-serif;color:#222;background:#fff}
body{overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.3;margin:0}h1 small{font-size:.55em;font-weight:400;color:#666}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid #ccc;break-after:avoid}
h3{font-size:1rem;margin:1rem 0 .2rem;break-after:avoid}
p{margin:.4rem 0}.what,.note,figcaption,li span{color:#666;font-size:.9em}
a{color:inherit}figure{display:inline-block;width:30%;min-width:9rem;margin:0 2% 1rem 0;vertical-align:top}
img{max-width:100%;height:auto}ul{padding-left:1.2rem}.lines,.figures{list-style:none;padding:0}
.figures strong{font-size:1.5rem}
table{border-collapse:collapse}th,td{text-align:left;font-weight:400;padding:.2rem 1rem .2rem 0}
article,li,figure{break-inside:avoid}
@media print{body{max-width:none;margin:0;font-size:10.5pt}a{text-decoration:none}}
@page{size:A4;margin:18mm}
"""
