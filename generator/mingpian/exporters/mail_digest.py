"""Several entries in one mail: of each its title, its picture and what it is about, and where to read on."""

from html import escape

from mingpian import AnyEntry, Card, RenderContext
from mingpian.exporters import mail
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.mail_services import service_files

_WIDTH = 552  # CSS pixels of a picture


def digest_files(context: RenderContext, entries: list[AnyEntry], title: str) -> dict[str, bytes]:
    """Return a mail about those entries that are in the language of the first, in the order in which they stand: as
    HTML, as plain text, for each service, and as a file that mail programs open."""
    from lxml import html

    queries, lang = context.queries, entries[0].lang
    base, scheme = queries.config.base_url, context.assets.colors.light
    found = (queries.card(entry.key) for entry in entries if entry.lang == lang)
    cards = [card for card in found if card is not None]
    tree = html.fragment_fromstring(f"<div>{''.join(_item(card, base) for card in cards)}</div>")
    days = sorted(card.date[:10] for card in cards if card.date)
    dated = " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""
    named = " · ".join(card.title for card in cards if card.title)
    head = mail.MailHead(lang, title or queries.site(lang).title, dated, named, base)
    page, text = mail.framed(head, tree, scheme), _text(head, cards)
    eml = mail.mail_file(head.title, queries.config.email, page, text)
    sent = service_files(page, text, lang, scheme)
    return {"mail.html": page.encode(), "mail.txt": text.encode(), "mail.eml": eml, **sent}


def _item(card: Card, base: str) -> str:
    link, shown = escape(base + card.url), card.image
    address, alt = (escape(shown.at(base)), escape(shown.alt)) if shown else ("", "")
    image = f'<p><a href="{link}"><img src="{address}" alt="{alt}" width="{_WIDTH}"></a></p>' if shown else ""
    if not card.title:
        return f'<p>{escape(card.summary)} <a href="{link}">{card.date[:10] or link}</a></p>{image}'
    return f'<h2><a href="{link}">{escape(card.title)}</a></h2>{image}<p>{escape(_about(card))}</p>'


def _about(card: Card) -> str:
    return card.headline or card.summary


def _text(head: mail.MailHead, cards: list[Card]) -> str:
    words = copy_labels(head.lang)
    blocks = ["\n".join(filter(None, (card.title, _about(card), head.url + card.url))) for card in cards]
    return "\n\n".join((head.title, *blocks, f"{words.original}{words.colon}{head.url}")) + "\n"
