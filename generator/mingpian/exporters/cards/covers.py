"""The first card of an entry, the last, and what stands at the edges of those between."""

from collections.abc import Sequence

import msgspec

from mingpian.exporters.cards.breaking import TextLine, balanced, shortened
from mingpian.exporters.cards.forms import CardForm
from mingpian.exporters.cards.pieces import (
    CardItem,
    CardRun,
    CardType,
    Code,
    DrawnCard,
    Letters,
    Measure,
    Panel,
    Photo,
    moved,
)

_TITLES = ((2.9, 3), (2.45, 4), (2.0, 5), (1.6, 6))  # sizes of running text, and how many lines there may be


class Figure(msgspec.Struct, frozen=True):
    """What is read first, such as a day, a price, a change; and what it is of."""

    text: str
    about: str = ""


class CardSubject(msgspec.Struct, frozen=True):
    """What the cards of an entry say around its text."""

    title: str
    summary: str
    figures: tuple[Figure, ...]  # when, what it costs, what became of what: of events, offers and works
    facts: tuple[str, ...]  # where, for whom, what somebody does
    authors: str
    headline: str  # what the author says of themselves
    topics: tuple[str, ...]
    site: str
    address: str  # of the page, as people read it
    lang: str
    image: str  # address of its picture
    image_alt: str
    is_portrait: bool  # as high as wide, or higher
    code: tuple[bytes, ...]  # modules of the QR code of the page


class Edges(msgspec.Struct, frozen=True):
    """Sets first and last cards."""

    form: CardForm
    measure: Measure
    subject: CardSubject

    def cover(self) -> DrawnCard:
        """Return the first card: title, summary, whose it is; with the picture of the entry above, if it has one."""
        form, subject = self.form, self.subject
        foot = self._foot()
        floor = min((one.y for one in foot if isinstance(one, Panel | Letters)), default=form.height) - 1.6 * form.text
        items: list[CardItem] = []
        if subject.image:
            high = round(form.height * (0.3 if subject.is_portrait else 0.4))
            left, above, wide = (form.side, form.top * 0.7, high) if subject.is_portrait else (0, 0, form.width)
            items.append(Photo(left, above, wide, high, subject.image, subject.image_alt, fills=True))
            top = above + high + 1.1 * form.text
        else:
            items.append(Panel(0, 0, form.width, round(form.text * 0.45), "fill"))
            top = float(form.top)
        items += self._line(subject.site, CardType("strong", round(form.text * 0.75), "brand"), top + 0.4 * form.text)
        title, bottom = self._title(top + 1.4 * form.text, floor, bool(subject.image))
        items += title
        bottom += 0.9 * form.text
        bar = max(3, round(form.text * 0.14))
        if bottom + bar < floor:
            items.append(Panel(form.side, bottom, 3 * form.text, bar, "fill"))
        figures, bottom = self._figures(bottom + 1.1 * form.text, floor)
        items += [*figures, *self._told(bottom, floor)]
        told = (f"{one.text} {one.about}".strip() for one in subject.figures)
        parts = (subject.site, subject.title, *told, *subject.facts, subject.summary, subject.authors)
        said = "\n".join(part for part in parts if part)
        return DrawnCard((*items, *foot), said)

    def last(self, opening: str) -> DrawnCard:
        """Return the last card: where the page is, with its code, and who wrote it."""
        form, subject = self.form, self.subject
        foot = self._foot(with_headline=True)
        floor = min(one.y for one in foot if isinstance(one, Panel | Letters)) - 1.6 * form.text
        items: list[CardItem] = [Panel(0, 0, form.width, round(form.text * 0.45), "fill")]
        top = float(form.top + form.text)
        items += self._line(opening, CardType("title", round(form.text * 1.5)), top)
        rows = self._rows(subject.title, CardType("text", form.text, "muted"), 2)
        items += _stacked(rows, form, top + 0.6 * form.text, form.leading)
        top += 0.6 * form.text + len(rows) * form.leading + form.text
        address = self._rows(subject.address, CardType("mono", round(form.text * 0.68), "muted"), 2)
        below = len(address) * form.leading * 0.75 + 0.4 * form.text
        if subject.code:
            side = max(0.0, min(10.5 * form.text, floor - top - below))
            items.append(Code(form.side, top, side, subject.code))
            top += side + 0.4 * form.text
        items += _stacked(address, form, top, form.leading * 0.75)
        said = (opening, subject.title, subject.address, subject.authors, subject.headline, subject.site)
        return DrawnCard((*items, *foot), "\n".join(part for part in said if part))

    def quote(self, text: str) -> DrawnCard:
        """Return a card with a sentence of the entry, large; whose it is and what it is from below."""
        form, subject = self.form, self.subject
        foot = self._foot()
        floor = min(one.y for one in foot if isinstance(one, Panel | Letters)) - 1.6 * form.text
        for times in (2.3, 1.9, 1.6, 1.3, 1.0):
            size = round(form.text * times)
            leading = size * 1.5
            run = [CardRun(text, CardType("title", size))]
            rows = balanced(run, form.room, self.measure, subject.lang)
            deep = len(rows) * leading + 2.2 * form.text
            if form.top + deep <= floor:
                break
        else:
            most = max(1, int((floor - form.top - 2.2 * form.text) / leading))
            rows = shortened(run, form.room, most, self.measure, subject.lang)
            deep = len(rows) * leading + 2.2 * form.text
        top = form.top + max(0.0, (floor - form.top - deep) * 0.4)
        bar = max(3, round(form.text * 0.14))
        items = [
            Panel(0, 0, form.width, round(form.text * 0.45), "fill"),
            Panel(form.side, top - form.text, 3 * form.text, bar, "fill"),
            *_stacked(rows, form, top, leading),
            *self._line(subject.title, CardType("text", form.text, "muted"), top + deep),
        ]
        said = (text, subject.title, subject.authors, subject.site)
        return DrawnCard((*items, *foot), "\n".join(part for part in said if part))

    def page(self, card: DrawnCard, number: int, count: int) -> DrawnCard:
        """Return a card between with what stands at its edges: the title, whose it is, and its number."""
        form, subject = self.form, self.subject
        small = CardType("text", round(form.text * 0.62), "muted")
        figures = f"{number} / {count}"
        wide = self.measure(figures, small)
        foot = form.height - form.bottom * 0.42
        head = form.top * 0.5 if form.top < form.height / 8 else form.top - 1.3 * form.text
        whose = " · ".join(part for part in (subject.authors, subject.site) if part)
        items: list[CardItem] = [
            *self._line(subject.title or whose, small, head),
            *self._line(whose, small, foot, form.room - wide - form.text),
            Letters(form.width - form.side - wide, foot, figures, small, wide),
        ]
        return DrawnCard((*card.items, *items), card.text)

    def _title(self, top: float, floor: float, has_image: bool) -> tuple[list[CardItem], float]:
        """Return the title in the largest size in which it has room, and where it ends."""
        form = self.form
        for times, most in _TITLES[1 if has_image else 0 :]:
            size = round(form.text * times)
            run = [CardRun(self.subject.title, CardType("title", size))]
            rows = balanced(run, form.room, self.measure, self.subject.lang)
            if len(rows) <= most and top + len(rows) * size * 1.34 <= floor:
                break
        else:
            fitting = max(1, min(most, int((floor - top) / (size * 1.34))))
            rows = shortened(run, form.room, fitting, self.measure, self.subject.lang)
        return _stacked(rows, form, top, size * 1.34), top + len(rows) * size * 1.34

    def _figures(self, top: float, floor: float) -> tuple[list[CardItem], float]:
        """Return the figures, large, each with what it is of below it, as many as have room; and where they end."""
        items: list[CardItem] = []
        for one in self.subject.figures:
            rows = self._rows(one.text, CardType("title", round(self.form.text * 1.55), "brand"), 2)
            below = self._rows(one.about, CardType("text", round(self.form.text * 0.8), "muted"), 1)
            leading, small = self.form.text * 2.0, self.form.text * 1.3
            high = len(rows) * leading + len(below) * small
            if top + high > floor:
                break
            items += _stacked(rows, self.form, top, leading)
            items += _stacked(below, self.form, top + len(rows) * leading, small)
            top += high + 0.5 * self.form.text
        return items, top

    def _told(self, top: float, floor: float) -> list[CardItem]:
        """Return facts and summary, as much as has room."""
        leading = self.form.leading * 0.96
        rows: list[TextLine] = []
        for fact in self.subject.facts:
            rows += self._rows(fact, CardType("text", self.form.text), 2)
        most = min(6, int((floor - top) / leading) - len(rows))
        if most > 0:
            rows += self._rows(self.subject.summary, CardType("text", round(self.form.text * 0.95), "muted"), most)
        return _stacked(rows[: max(0, int((floor - top) / leading))], self.form, top, leading)

    def _foot(self, with_headline: bool = False) -> list[CardItem]:
        """Return whose it is, at the foot, with the seal of the site."""
        form, subject = self.form, self.subject
        side = round(2.4 * form.text)
        left, top = form.width - form.side - side, form.height - form.bottom * 0.62 - side
        room = form.room - side - form.text
        items: list[CardItem] = [Panel(left, top, side, side, "fill", round(side * 0.1))]
        sign = subject.site[:1]
        type = CardType("title", round(side * 0.6), "on_fill")
        wide = self.measure(sign, type)
        items.append(Letters(left + (side - wide) / 2, top + side * 0.5 + type.size * 0.37, sign, type, wide))
        second = subject.headline if with_headline else "  ".join(f"#{topic}" for topic in subject.topics)
        rows = self._rows(second, CardType("text", round(form.text * 0.7), "muted"), 2 if with_headline else 1, room)
        low = top + side - form.text * 0.1 - max(0, len(rows) - 1) * form.text
        items += _stacked(rows, form, low - form.text * 0.86, form.text)
        author = low - form.text * (1.2 if rows else 0.1)
        items += self._line(subject.authors, CardType("strong", round(form.text * 0.95)), author, room)
        return items

    def _line(self, text: str, type: CardType, y: float, room: float = 0.0) -> list[CardItem]:
        rows = self._rows(text, type, 1, room)
        return [moved(one, self.form.side, y) for row in rows for one in row.letters]

    def _rows(self, text: str, type: CardType, most: int, room: float = 0.0) -> list[TextLine]:
        if not text:
            return []
        return shortened([CardRun(text, type)], room or self.form.room, most, self.measure, self.subject.lang)


def stacked_lines(rows: Sequence[TextLine], left: float, top: float, leading: float) -> list[CardItem]:
    """Return lines one below the other."""
    return [
        moved(one, left, top + number * leading + leading / 2 + one.type.size * 0.38)
        for number, row in enumerate(rows)
        for one in row.letters
    ]


def _stacked(rows: Sequence[TextLine], form: CardForm, top: float, leading: float) -> list[CardItem]:
    return stacked_lines(rows, form.side, top, leading)
