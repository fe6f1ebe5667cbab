"""A member's card to pass on, in four sizes: a face, a name, what they do, and the code of their page."""

from collections.abc import Mapping

from mingpian import AnyEntry, PictureFacts, RenderContext
from mingpian.exporters.cards.breaking import shortened
from mingpian.exporters.cards.captions import alternative_texts
from mingpian.exporters.cards.cards import fontless, set_entry, unfit_letters
from mingpian.exporters.cards.covers import CardSubject, stacked_lines
from mingpian.exporters.cards.drawing import draw_card
from mingpian.exporters.cards.forms import FORMS, CardForm
from mingpian.exporters.cards.opening import PictureOpener
from mingpian.exporters.cards.pieces import CardItem, CardRun, CardType, Code, DrawnCard, Measure, Panel, Photo
from mingpian.exporters.cards.typefaces import CardFonts
from mingpian.i18n import AnyText

SIZES = {
    "3x4": FORMS["xiaohongshu"],
    "square": FORMS["square"],
    "story": FORMS["story"],
    "wide": CardForm(1200, 675, side=72, top=72, bottom=72, text=34, leading=54),
}


def name_card_files(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts]
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return a member's card in each size by name, and what to see to by hand. Raises FontlessError."""
    fonts = CardFonts(context, entry.lang)
    laid = set_entry(context, entry, known, SIZES["square"], fonts.width)
    cards = {
        f"card-{name}.jpg": (name_card(form, fonts.width, laid.edges.subject), form) for name, form in SIZES.items()
    }
    drawn = [card for card, _form in cards.values()]
    if not all(fonts.can_write(card.text) for card in drawn):
        raise fontless()
    opened, scheme = PictureOpener(laid.pictures), context.assets.scheme
    files = {name: draw_card(card, form, fonts, scheme, opened) for name, (card, form) in cards.items()}
    files["alt.txt"] = alternative_texts(drawn, list(cards)).encode()
    return files, (*laid.problems, *unfit_letters(fonts, drawn))


def name_card(form: CardForm, measure: Measure, subject: CardSubject) -> DrawnCard:
    """Return the card: face and words beside each other where it is wider than high, else one below the other."""
    is_wide, em = form.width > form.height, form.text
    share = 0.34 if form.height > 1.2 * form.width else 0.24
    tall = min(round(form.height * share), round(form.room * 0.6))
    face = (form.height - form.top - form.bottom if is_wide else tall) if subject.image else 0
    items: list[CardItem] = [Panel(0, 0, form.width, round(em * 0.45), "fill")]
    if subject.image:
        items.append(Photo(form.side, form.top, face, face, subject.image, subject.image_alt, fills=True))
    left = form.side + (face + 1.5 * em if is_wide and face else 0)
    top = form.top if is_wide or not face else form.top + face + 1.2 * em
    room, low = form.width - form.side - left, float(form.height - form.bottom)
    code = min(round(form.height * (0.3 if is_wide else 0.17)), round(room * 0.3)) if subject.code else 0
    items += _words(subject, form, measure, (left, top, room, low - max(code, 2 * form.leading) - 0.6 * em))
    if subject.code:
        items.append(Code(form.width - form.side - code, form.height - form.bottom - code, code, subject.code))
    small = CardType("text", round(em * 0.78), "muted")
    leading = small.size * 1.5
    for text in filter(None, (subject.address, subject.site)):
        lines = shortened([CardRun(text, small)], room - code - em, 2, measure, subject.lang)
        low -= len(lines) * leading
        items += stacked_lines(lines, left, low, leading)
    told = (subject.title, *subject.facts[:1], subject.summary, *subject.facts[1:], subject.site, subject.address)
    return DrawnCard(tuple(items), "\n".join(part for part in told if part))


def _words(
    subject: CardSubject, form: CardForm, measure: Measure, place: tuple[float, float, float, float]
) -> list[CardItem]:
    """Return name, role, sentence and offers: as much as has room in a place (left, top, width, lower edge)."""
    left, top, room, floor = place
    em, items = form.text, list[CardItem]()
    rows = (
        (subject.title, CardType("title", round(em * (1.9 if form.width > form.height else 2.4))), 2),
        *((fact, CardType("text", round(em * 0.95), "muted"), 2) for fact in subject.facts[:1]),
        (subject.summary, CardType("text", em), 4),
        *((fact, CardType("text", round(em * 0.9), "brand"), 2) for fact in subject.facts[1:]),
    )
    for text, type, most in rows:
        leading = type.size * 1.45
        fitting = min(most, int((floor - top) / leading))
        if text and fitting > 0:
            lines = shortened([CardRun(text, type)], room, fitting, measure, subject.lang)
            items += stacked_lines(lines, left, top, leading)
            top += len(lines) * leading + 0.35 * em
    return items
