"""The files of an entry as cards: pictures in order, the words to post with them, and what stands in their place."""

from collections.abc import Mapping, Sequence
from unicodedata import bidirectional

import msgspec

from mingpian import (
    AnyEntry,
    PictureFacts,
    RenderContext,
    entry_notice,
    scaled_down,
    without_metadata,
)
from mingpian.exporters.cards.blocks import PictureBlock
from mingpian.exporters.cards.captions import alternative_texts, caption_text, title_is_long
from mingpian.exporters.cards.covers import CardSubject, Edges
from mingpian.exporters.cards.drawing import draw_card
from mingpian.exporters.cards.forms import MOST, CardForm
from mingpian.exporters.cards.labels import card_labels
from mingpian.exporters.cards.opening import PictureOpener
from mingpian.exporters.cards.paging import card_of, pages
from mingpian.exporters.cards.pieces import DrawnCard, Measure
from mingpian.exporters.cards.quotes import quoted
from mingpian.exporters.cards.reading import blocks_of
from mingpian.exporters.cards.setting import Setter, Sizes, Strip
from mingpian.exporters.cards.subjects import subject_of
from mingpian.exporters.cards.typefaces import CardFonts, FontlessError
from mingpian.exporters.pictures import PlatformPicture, prepared
from mingpian.exporters.tree import whole_source
from mingpian.i18n import AnyText, _

_MEGAPIXELS = 4  # of a picture on a card


class CardSet(msgspec.Struct, frozen=True):
    """The cards of an entry, laid out."""

    cards: tuple[DrawnCard, ...]
    subject: CardSubject
    url: str
    pictures: dict[str, PlatformPicture]
    problems: tuple[AnyText, ...]


def card_files(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts], form: CardForm
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of an entry's cards by name, and what to see to by hand. Raises FontlessError."""
    fonts = CardFonts(context, entry.lang)
    laid = lay_out(context, entry, known, form, fonts.width)
    if not fonts.can_write(laid.subject.title + "".join(card.text for card in laid.cards)):
        raise fontless()
    names = [f"{number:02}.jpg" for number in range(1, len(laid.cards) + 1)]
    opened = PictureOpener(laid.pictures)
    scheme = context.assets.scheme
    files = {name: draw_card(card, form, fonts, scheme, opened) for name, card in zip(names, laid.cards, strict=True)}
    files["caption.txt"] = caption_text(laid.subject, laid.url, rights_lines(context, entry, laid.url)).encode()
    files["alt.txt"] = alternative_texts(laid.cards, names).encode()
    return files, (*laid.problems, *unfit_letters(fonts, laid.cards))


def rights_lines(context: RenderContext, entry: AnyEntry, url: str) -> list[str]:
    """Return what is said beside cards of the rights to an entry: that a model made it, whose it is, of what."""
    notice = entry_notice(context, entry, url)
    return [part for part in (notice.label, notice.text) if part] if notice else []


def unfit_letters(fonts: CardFonts, cards: Sequence[DrawnCard]) -> list[AnyText]:
    """Return which letters are not drawn, or not as they are written."""
    found: list[AnyText] = []
    if fonts.missing:
        signs = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in sorted(fonts.missing))
        found.append(_("no font at hand has these signs; 〓 stands for each: {signs}", signs=signs))
    if any(bidirectional(sign) in ("R", "AL") for card in cards for sign in card.text):
        found.append(_("words that are written from right to left are drawn letter by letter; look at these cards"))
    return found


def quote_files(
    context: RenderContext, entry: AnyEntry, form: CardForm, asked: str
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of one card with a sentence of an entry. Raises FontlessError and QuoteNotFoundError."""
    fonts = CardFonts(context, entry.lang)
    source, tree = whole_source(context, entry)
    subject = subject_of(context, source, "")
    card = Edges(form, fonts.width, subject).quote(quoted(tree, asked))
    if not fonts.can_write(card.text):
        raise fontless()
    files = {
        "quote.jpg": draw_card(card, form, fonts, context.assets.scheme, PictureOpener({})),
        "caption.txt": caption_text(subject, source.url, rights_lines(context, entry, source.url)).encode(),
        "alt.txt": alternative_texts([card], ["quote.jpg"]).encode(),
    }
    return files, tuple(unfit_letters(fonts, [card]))


def fontless() -> FontlessError:
    return FontlessError(_("no font with Chinese letters was found; install Noto CJK, or state one in `images.font`"))


class Setting(msgspec.Struct, frozen=True):
    """An entry set in a form: strips that are not on pages yet, and what stands around them."""

    strips: tuple[Strip, ...]
    edges: Edges
    url: str
    pictures: dict[str, PlatformPicture]
    problems: tuple[AnyText, ...]


def set_entry(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts], form: CardForm, measure: Measure
) -> Setting:
    """Return an entry as strips of a form."""
    source, tree = whole_source(context, entry)
    blocks = blocks_of(tree, source.formulas)
    image = source.card.image
    own = "" if image is None else image.at(context.queries.config.base_url)
    shown = [own] if own else []
    shown += [block.src for block in blocks if isinstance(block, PictureBlock)]
    pictures, problems = prepared(context, shown, dict(known), _picture)
    pictures = {src: one for src, one in pictures.items() if one.data}
    sizes = {src: Sizes(one.width, one.height) for src, one in pictures.items()}
    strips = Setter(form, entry.lang, measure, sizes).strips(blocks)
    edges = Edges(form, measure, subject_of(context, source, own if own in pictures else ""))
    return Setting(tuple(strips), edges, source.url, pictures, tuple(problems))


def lay_out(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts], form: CardForm, measure: Measure
) -> CardSet:
    """Return the cards of an entry with everything in its place; nothing is drawn."""
    set_ = set_entry(context, entry, known, form, measure)
    edges, problems = set_.edges, list(set_.problems)
    inner = [card_of(page, form) for page in pages(set_.strips, form.depth)]
    labels = card_labels(entry.lang)
    is_cut = len(inner) > MOST - 2
    if is_cut:
        problems.append(
            _(
                "the text would fill {count} cards; the last of {most} leads to the rest",
                count=len(inner) + 2,
                most=MOST,
            )
        )
    subject = edges.subject
    if title_is_long(subject):
        problems.append(_("小红书 takes 20 characters of a title; this one has {count}", count=len(subject.title)))
    inner = inner[: MOST - 2]
    count = len(inner) + 2
    between = (edges.page(card, number, count) for number, card in enumerate(inner, start=2))
    cards = (edges.cover(), *between, edges.last(labels.rest if is_cut else labels.original))
    return CardSet(cards, subject, set_.url, set_.pictures, tuple(problems))


def _picture(facts: PictureFacts, data: bytes, limit: int) -> PlatformPicture:
    """Return a picture as it can be drawn. Raises ValueError when it is damaged."""
    name = facts.path.rpartition("/")[2]
    if facts.format == "svg" or not facts.width or not facts.height:
        return PlatformPicture(name, b"", 0, 0, _("{name} is not on the cards; make a PNG of it", name=name))
    clean = without_metadata(scaled_down(data, min(limit, _MEGAPIXELS)))
    return PlatformPicture(name, clean, facts.width, facts.height)
