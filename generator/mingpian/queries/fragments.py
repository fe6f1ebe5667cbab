"""The small answers of which the others are made: a picture, a term, a person, a card.

URLs are relative to the site's root, percent-encoded, without a leading slash; `""` is the home page. Templates write
`{{ root }}{{ card.url }}`, feeds `base_url + card.url`. Dates are ISO text as the writer gave them.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

import msgspec

from mingpian.content.kinds import kinds
from mingpian.content.kinds.event import EventCard
from mingpian.content.kinds.member import MemberCard
from mingpian.schema.licences import Licence
from mingpian.schema.numbers import natural_key

FOCUS_STEP = 10  # per cent


class Variant(msgspec.Struct, frozen=True):
    """A published picture in another width, in pixels."""

    width: int
    url: str


class ImageRights(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a picture is, and whether a model made it."""

    credit: str = ""
    creators: tuple[str, ...] = ()
    notice: str = ""  # of copyright
    license: Licence | None = None
    licensor_url: str = ""  # where a licence is had
    made_with_ai: str = ""  # `generated`, `assisted`, `possible`, `suspected`


class Image(msgspec.Struct, frozen=True):
    """A published picture. Width and height are pixels; 0 when unknown."""

    url: str  # the whole address of one on another site
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    source: str = ""  # path below content/
    color: str = ""  # its average colour, `#rrggbb`
    focus: str = ""  # what no crop may lose: per cent of its width and height, `50 30`
    variants: tuple[Variant, ...] = ()  # as WebP, narrowest first
    avif: tuple[Variant, ...] = ()  # as AVIF
    rights: ImageRights | None = None  # where its file or an entry says so

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

    @property
    def aim(self) -> str:
        """The classes that keep its focus in view where it is cropped, in steps of `FOCUS_STEP` per cent."""
        across, down = (FOCUS_STEP * round(int(part) / FOCUS_STEP) for part in (self.focus or "50 50").split())
        return f"{f'fx-{across}' if across != 50 else ''} {f'fy-{down}' if self.focus else ''}".strip()


class Term(msgspec.Struct, frozen=True):
    """A tag, topic, city, series … with its page and the number of entries behind it."""

    name: str
    url: str
    count: int = 0


def by_count(term: Term) -> tuple[Any, ...]:
    """Return the key of terms that are sorted: those of most entries first, then by name."""
    return -term.count, natural_key(term.name), term.name


class Crumb(msgspec.Struct, frozen=True):
    """A step on the way to a page. The theme names a list, which it knows by `name`; all else has a name of its own."""

    name: str
    url: str
    is_list: bool = False


class ListPage(msgspec.Struct, frozen=True):
    """A page of a list, by its number."""

    number: int
    url: str


class Person(msgspec.Struct, frozen=True):
    """A member in a few words. `url` and `id` are empty for people without a page here."""

    name: str
    url: str = ""
    id: str = ""  # `members/<slug>`
    headline: str = ""
    photo: Image | None = None

    @property
    def has_page(self) -> bool:
        """Whether they are a member here: the URL of one whose page is the front page is empty, too."""
        return bool(self.id)


@runtime_checkable
class OwnPart(Protocol):
    """What cards say of one kind alone: the struct that the kind states (`Kind.card`)."""

    __struct_fields__: ClassVar[tuple[str, ...]]


def decode_own_part(_type: type, data: dict[str, Any]) -> msgspec.Struct | None:
    """Return the part of a card that was written down, by its tag: for `msgspec`, which cannot know all kinds."""
    part = kinds()[data["type"]].card
    return msgspec.convert(data, part) if part else None


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists, neighbours, previews and feeds say of an entry.

    What cards say of one kind alone is in `own`. Templates may ask any card for it (`card.start`): it is empty where
    the kind has no such thing.
    """

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
    own: OwnPart | None = None

    @property
    def when(self) -> str:
        """When it begins, for what takes place; else its date."""
        return (self.own.start if isinstance(self.own, EventCard) else "") or self.date

    @property
    def headline(self) -> str:
        """What a member says of themselves in a sentence."""
        return self.own.headline if isinstance(self.own, MemberCard) else ""

    if not TYPE_CHECKING:  # our own code says which kind it means

        def __getattr__(self, name: str) -> Any:
            """Return what cards say of its kind alone, or what stands for it in cards of other kinds."""
            return getattr(self.own, name) if hasattr(self.own, name) else _empty(name)


def _empty(name: str) -> Any:
    """Return what stands for something in cards whose kind has no such thing. Raises AttributeError when none has."""
    for kind in kinds().values():
        if kind.card and name in kind.card.__struct_fields__:
            return dict(zip(kind.card.__struct_fields__, kind.card.__struct_defaults__, strict=True))[name]
    raise AttributeError(name)


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
