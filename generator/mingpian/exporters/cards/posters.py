"""An entry as a poster (长图): one long picture of its cover, its text, and where it is; several where it is long."""

from collections.abc import Mapping

from mingpian import AnyEntry, PictureFacts, RenderContext
from mingpian.exporters.cards.captions import alternative_texts, caption_text
from mingpian.exporters.cards.cards import fontless, rights_lines, set_entry, unfit_letters
from mingpian.exporters.cards.drawing import draw_card
from mingpian.exporters.cards.forms import CardForm
from mingpian.exporters.cards.labels import card_labels
from mingpian.exporters.cards.opening import PictureOpener
from mingpian.exporters.cards.paging import card_of, pages
from mingpian.exporters.cards.pieces import CardItem, DrawnCard, moved
from mingpian.exporters.cards.typefaces import CardFonts
from mingpian.i18n import AnyText, _

FORM = CardForm(1080, 1080, side=90, top=128, bottom=124, text=38, leading=65)
HIGHEST = 12_000  # pixels: what telephones still show at once
_GAP = 60  # pixels between the parts


def poster_files(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts]
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of an entry's poster by name, and what to see to by hand. Raises FontlessError."""
    fonts = CardFonts(context, entry.lang)
    laid = set_entry(context, entry, known, FORM, fonts.width)
    edges, labels = laid.edges, card_labels(entry.lang)
    bodies = [card_of(page, FORM) for page in pages(laid.strips, HIGHEST - 2 * FORM.height - 2 * _GAP)]
    parts: list[list[DrawnCard]] = [[body] for body in bodies] or [[]]
    cover, end = edges.cover(), edges.last(labels.original)
    posters = [stacked([cover] if part is parts[0] else [], part, [end] if part is parts[-1] else []) for part in parts]
    if not fonts.can_write(edges.subject.title + "".join(card.text for card, _high in posters)):
        raise fontless()
    names = ["poster.jpg"] if len(posters) == 1 else [f"poster-{number}.jpg" for number in range(1, len(posters) + 1)]
    opened, scheme = PictureOpener(laid.pictures), context.assets.scheme
    problems = list(laid.problems)
    if len(posters) > 1:
        problems.append(_("it is too long for one picture; there are {count}, in order", count=len(posters)))
    drawn = [card for card, _high in posters]
    return {
        **{
            name: draw_card(card, form_of(high), fonts, scheme, opened)
            for name, (card, high) in zip(names, posters, strict=True)
        },
        "caption.txt": caption_text(edges.subject, laid.url, rights_lines(context, entry, laid.url)).encode(),
        "alt.txt": alternative_texts(drawn, names).encode(),
    }, (*problems, *unfit_letters(fonts, drawn))


def form_of(high: int) -> CardForm:
    """Return the form of a poster of a height (pixels)."""
    return CardForm(FORM.width, high, FORM.side, FORM.top, FORM.bottom, FORM.text, FORM.leading)


def stacked(first: list[DrawnCard], body: list[DrawnCard], last: list[DrawnCard]) -> tuple[DrawnCard, int]:
    """Return what stands on one poster, one below the other, and how high that is (pixels)."""
    items: list[CardItem] = []
    top = 0.0
    for card in first:
        items += card.items
        top += FORM.height
    for card in body:
        begins = top + (_GAP if first else FORM.top) - FORM.top
        items += (moved(one, 0, begins) for one in card.items)
        top = begins + max((_low(one) for one in card.items), default=FORM.top)
    if body:
        top += FORM.leading
    for card in last:
        items += (moved(one, 0, top + _GAP) for one in card.items)
        top += _GAP + FORM.height
    ends = top if last else top + FORM.bottom
    said = "\n\n".join(card.text for card in (*first, *body, *last) if card.text)
    return DrawnCard(tuple(items), said), round(ends)


def _low(item: CardItem) -> float:
    """Return where an item ends, from the top of its card."""
    return item.y + (getattr(item, "height", 0) or getattr(item, "side", 0))
