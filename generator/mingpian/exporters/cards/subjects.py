"""What the cards of an entry say around its text: its title, whose it is, and what matters of its kind."""

from typing import Any
from urllib.parse import unquote

from mingpian import AnyEntry, Card, RenderContext, Work, drawable_line, qr_modules
from mingpian.exporters.cards.covers import CardSubject, Figure
from mingpian.exporters.cards.labels import card_labels
from mingpian.exporters.tree import CopySource

_FACTS = ("role", "org", "venue", "city", "start", "end", "price", "offers", "availability")  # of some kinds' cards
_FIGURES = 3
_LONGEST = 24  # characters of a figure: what is longer is a sentence


def subject_of(context: RenderContext, source: CopySource, image: str) -> CardSubject:
    """Return what stands around the text of an entry; `image` is the address of its picture, or empty."""
    card, entry = source.card, source.entry
    labels, queries = card_labels(entry.lang), context.queries
    has_code = "qr" not in queries.config.without
    return CardSubject(
        title=drawable_line(card.title),
        summary=drawable_line(card.headline or card.summary),
        figures=_figures(context, entry, card),
        facts=tuple(drawable_line(fact) for fact in _facts(context, entry, card)),
        authors=drawable_line(labels.comma.join(source.authors)),
        headline=drawable_line(card.people[0].headline if len(card.people) == 1 else ""),
        topics=tuple(drawable_line(tag.name) for tag in card.tags),
        site=drawable_line(queries.site(entry.lang).title),
        address=drawable_line(unquote(source.url.partition("://")[2])).rstrip("/"),
        lang=entry.lang,
        image=image,
        is_portrait=card.image is not None and card.image.width < 1.25 * card.image.height,
        image_alt=drawable_line(card.image.alt) if card.image else "",
        code=qr_modules(source.url.encode()) if has_code and len(source.url) < 2000 else (),
    )


def _figures(context: RenderContext, entry: AnyEntry, card: Card) -> tuple[Figure, ...]:
    """Return what is read first on a card of its kind: the day of an event, the price of an offer, what became of what
    in a work."""
    words, own = context.theme.words(card.lang), _own(card)
    found: list[Figure] = []
    if own["start"]:
        found.append(Figure(words.days(own["start"], own["end"]), words.hours(own["start"], own["end"])))
    if own["price"]:
        found.append(Figure(words.money(own["price"]), words.availability.get(own["availability"], "")))
    if isinstance(entry.fields, Work):
        said = ((f"{one.before} → {one.after} {one.unit}", one.what) for one in entry.fields.results if one.after)
        found += (Figure(figure.removeprefix(" → "), what) for figure, what in said)
    clean = (Figure(drawable_line(one.text), drawable_line(one.about)) for one in found)
    return tuple(one for one in clean if one.text and len(one.text) <= _LONGEST)[:_FIGURES]


def _facts(context: RenderContext, entry: AnyEntry, card: Card) -> list[str]:
    """Return what a card of a kind says beside its title and its figures: templates ask cards of any kind for these
    alike."""
    words, own = context.theme.words(card.lang), _own(card)
    stated = ((getattr(words, name), getattr(entry.fields, name, "")) for name in ("for_whom", "solves"))
    found = (
        " · ".join(own[name] for name in ("venue", "role", "org", "city") if own[name]),
        *(f"{label}{words.colon}{text}" for label, text in stated if text),
        words.comma.join(own["offers"]),
    )
    return [fact for fact in found if fact]


def _own(card: Card) -> dict[str, Any]:
    return {name: getattr(card, name) or "" for name in _FACTS}
