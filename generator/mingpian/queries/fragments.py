"""The small answers of which the others are made: a picture, a term, a person, a card.

URLs are relative to the site's root, percent-encoded, without a leading slash; `""` is the home page. Templates write
`{{ root }}{{ card.url }}`, feeds `base_url + card.url`. Dates are ISO text as the writer gave them.
"""

import msgspec

from mingpian.content.kinds.offer import Price
from mingpian.content.kinds.work import Result


class Variant(msgspec.Struct, frozen=True):
    """A published picture in another width, in pixels."""

    width: int
    url: str


class Image(msgspec.Struct, frozen=True):
    """A published picture. Width and height are pixels; 0 when unknown."""

    url: str  # the whole address of one on another site
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    source: str = ""  # path below content/
    color: str = ""  # its average colour, `#rrggbb`
    variants: tuple[Variant, ...] = ()  # as WebP, narrowest first
    avif: tuple[Variant, ...] = ()  # as AVIF

    def at(self, root: str) -> str:
        """Return its address, with `root` before it if it is on this site."""
        return self.url if "://" in self.url else root + self.url

    def srcset(self, root: str, form: str = "webp") -> str:
        """Return the value of a `srcset` attribute (HTML, 4.8.4.2.1), with `root` before each address."""
        chosen = self.avif if form == "avif" else self.variants
        return ", ".join(f"{root}{one.url} {one.width}w" for one in chosen)

    @property
    def tone(self) -> str:
        """The class of the colour that stands in its place while it loads: a page has no styles of its own."""
        return f"tone-{''.join(str(int(self.color[at : at + 2], 16) // 64) for at in (1, 3, 5))}" if self.color else ""


class Term(msgspec.Struct, frozen=True):
    """A tag, topic, city, series … with its page and the number of entries behind it."""

    name: str
    url: str
    count: int = 0


class Person(msgspec.Struct, frozen=True):
    """A member in a few words. `url` is empty for people without a page here."""

    name: str
    url: str = ""
    id: str = ""  # `members/<slug>`
    headline: str = ""
    photo: Image | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What lists, neighbours, previews and feeds say of an entry. Fields that its kind lacks stay empty."""

    key: str
    kind: str
    url: str
    lang: str
    title: str
    summary: str = ""
    date: str = ""
    updated: str = ""
    minutes: int = 0
    state: str = ""  # "", "draft", "scheduled" or "expired"; not empty only in previews
    image: Image | None = None
    people: tuple[Person, ...] = ()  # authors, providers, hosts, parties
    tags: tuple[Term, ...] = ()
    # members
    name_latin: str = ""
    headline: str = ""
    role: str = ""
    org: str = ""
    city: str = ""
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    # works
    period: str = ""
    client: str = ""
    results: tuple[Result, ...] = ()
    # offers
    solves: str = ""
    price: Price | None = None
    availability: str = ""
    # events
    start: str = ""  # of the repetition that is on or comes next; of the first one when all are over
    end: str = ""
    repeats: str = ""
    venue: str = ""
    status: str = ""
    past: bool = False
    # circles
    belief: str = ""
    members: int = 0
    # collaborations
    nature: str = ""
    outcome: str = ""


class Alternate(msgspec.Struct, frozen=True):
    """The same page in another language. `exact` is false where only that language's home can be offered."""

    lang: str
    label: str
    url: str
    exact: bool = True


class Feed(msgspec.Struct, frozen=True):
    """A feed that a page points to."""

    title: str
    url: str
    format: str  # "rss", "atom" or "json"
