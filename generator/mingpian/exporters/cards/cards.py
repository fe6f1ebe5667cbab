"""The files of an entry as cards: pictures in order, the words to post with them, and what stands in their place."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional
from urllib.parse import unquote

import msgspec

from mingpian import (
    AnyEntry,
    Card,
    PictureFacts,
    RenderContext,
    drawable_line,
    entry_notice,
    qr_modules,
    scaled_down,
    to_eight_bits,
    without_metadata,
)
from mingpian.exporters.cards.blocks import PictureBlock
from mingpian.exporters.cards.captions import alternative_texts, caption_text, title_is_long
from mingpian.exporters.cards.covers import CardSubject, Edges
from mingpian.exporters.cards.drawing import draw_card
from mingpian.exporters.cards.forms import MOST, CardForm
from mingpian.exporters.cards.labels import card_labels
from mingpian.exporters.cards.paging import card_of, pages
from mingpian.exporters.cards.pieces import DrawnCard, Measure
from mingpian.exporters.cards.quotes import quoted
from mingpian.exporters.cards.reading import blocks_of
from mingpian.exporters.cards.setting import Setter, Sizes
from mingpian.exporters.cards.typefaces import CardFonts, FontlessError
from mingpian.exporters.pictures import PlatformPicture, prepared
from mingpian.exporters.tree import CopySource, whole_source
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from PIL.Image import Image

_FACTS = ("role", "org", "venue", "city", "start", "end", "price", "offers")  # that cards of some kinds have
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
        raise _fontless()
    names = [f"{number:02}.jpg" for number in range(1, len(laid.cards) + 1)]
    opened = _Opened(laid.pictures)
    scheme = context.assets.scheme
    files = {name: draw_card(card, form, fonts, scheme, opened) for name, card in zip(names, laid.cards, strict=True)}
    files["caption.txt"] = caption_text(laid.subject, laid.url, _rights(context, entry, laid.url)).encode()
    files["alt.txt"] = alternative_texts(laid.cards, names).encode()
    return files, (*laid.problems, *_unfit_letters(fonts, laid.cards))


def _rights(context: RenderContext, entry: AnyEntry, url: str) -> list[str]:
    """Return what is said beside cards of the rights to an entry: that a model made it, whose it is, of what."""
    notice = entry_notice(context, entry, url)
    return [part for part in (notice.label, notice.text) if part] if notice else []


def _unfit_letters(fonts: CardFonts, cards: Sequence[DrawnCard]) -> list[AnyText]:
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
    subject = _subject(context, source, "")
    card = Edges(form, fonts.width, subject).quote(quoted(tree, asked))
    if not fonts.can_write(card.text):
        raise _fontless()
    files = {
        "quote.jpg": draw_card(card, form, fonts, context.assets.scheme, _Opened({})),
        "caption.txt": caption_text(subject, source.url, _rights(context, entry, source.url)).encode(),
        "alt.txt": alternative_texts([card], ["quote.jpg"]).encode(),
    }
    return files, tuple(_unfit_letters(fonts, [card]))


def _fontless() -> FontlessError:
    return FontlessError(_("no font with Chinese letters was found; install Noto CJK, or state one in `images.font`"))


def lay_out(
    context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts], form: CardForm, measure: Measure
) -> CardSet:
    """Return the cards of an entry with everything in its place; nothing is drawn."""
    source, tree = whole_source(context, entry)
    blocks = blocks_of(tree, source.formulas)
    image = source.card.image
    own = "" if image is None else image.at(context.queries.config.base_url)
    shown = [own] if own else []
    shown += [block.src for block in blocks if isinstance(block, PictureBlock)]
    pictures, problems = prepared(context, shown, dict(known), _picture)
    pictures = {src: one for src, one in pictures.items() if one.data}
    subject = _subject(context, source, own if own in pictures else "")
    sizes = {src: Sizes(one.width, one.height) for src, one in pictures.items()}
    edges = Edges(form, measure, subject)
    strips = Setter(form, entry.lang, measure, sizes).strips(blocks)
    inner = [card_of(page, form) for page in pages(strips, form.depth)]
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
    if title_is_long(subject):
        problems.append(_("小红书 takes 20 characters of a title; this one has {count}", count=len(subject.title)))
    inner = inner[: MOST - 2]
    count = len(inner) + 2
    between = (edges.page(card, number, count) for number, card in enumerate(inner, start=2))
    cards = (edges.cover(), *between, edges.last(labels.rest if is_cut else labels.original))
    return CardSet(cards, subject, source.url, pictures, tuple(problems))


def _subject(context: RenderContext, source: CopySource, image: str) -> CardSubject:
    card, entry = source.card, source.entry
    labels, queries = card_labels(entry.lang), context.queries
    has_code = "qr" not in queries.config.without
    return CardSubject(
        title=drawable_line(card.title),
        summary=drawable_line(card.headline or card.summary),
        facts=tuple(drawable_line(fact) for fact in _facts(context, source.card)),
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


def _facts(context: RenderContext, card: Card) -> list[str]:
    """Return what a card of a kind says beside its title: templates ask cards of any kind for these alike."""
    words = context.theme.words(card.lang)
    own: dict[str, Any] = {name: getattr(card, name) or "" for name in _FACTS}
    found = (
        words.span(own["start"], own["end"]) if own["start"] else "",
        " · ".join(own[name] for name in ("venue", "role", "org", "city") if own[name]),
        words.money(own["price"]) if own["price"] else "",
        words.comma.join(own["offers"]),
    )
    return [fact for fact in found if fact]


def _picture(facts: PictureFacts, data: bytes, limit: int) -> PlatformPicture:
    """Return a picture as it can be drawn. Raises ValueError when it is damaged."""
    name = facts.path.rpartition("/")[2]
    if facts.format == "svg" or not facts.width or not facts.height:
        return PlatformPicture(name, b"", 0, 0, _("{name} is not on the cards; make a PNG of it", name=name))
    clean = without_metadata(scaled_down(data, min(limit, _MEGAPIXELS)))
    return PlatformPicture(name, clean, facts.width, facts.height)


class _Opened:
    """Opens the pictures that are at hand."""

    def __init__(self, pictures: Mapping[str, PlatformPicture]) -> None:
        self._pictures = pictures

    def __call__(self, src: str, width: int) -> "Image | None":
        """Return a picture, in colours that it can be pasted in; None when there is none such."""
        from PIL import Image, ImageOps

        if src not in self._pictures:
            return None
        formats = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
        with Image.open(io.BytesIO(self._pictures[src].data), formats=formats) as image:
            image.draft("RGB", (width, width))
            turned = ImageOps.exif_transpose(to_eight_bits(image))
            has_alpha = "A" in turned.getbands() or "transparency" in turned.info
            return turned.convert("RGBA" if has_alpha else "RGB")
