"""The small parts of structured data: nodes, people, pictures, dates."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec

from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card, Image, ImageRights, Person
from mingpian.queries.views import Series, SiteView
from mingpian.schema.dates import is_day, moment

Node = dict[str, Any]


class Scene(msgspec.Struct, frozen=True):
    """The page that a graph describes."""

    queries: Queries
    lang: str
    url: str
    site: SiteView
    names: Mapping[str, str]  # words for kinds and groups

    @property
    def base(self) -> str:
        """The address of the site."""
        return self.site.base_url

    @property
    def page(self) -> str:
        """The address of the page."""
        return self.site.base_url + self.url

    def publisher(self) -> Node | None:
        """Return who stands behind the site: a community itself, or its owner."""
        if self.site.is_community:
            return {"@id": self.base + "#organization", "@type": "Organization", "name": self.site.title}
        return self.person(self.site.owner) if self.site.owner else None

    def person(self, person: Person) -> Node:
        """Return a member in a few words."""
        id = f"{self.base}#{quote(person.id)}" if person.id else ""
        return node("Person", id=id, name=person.name, url=self.base + person.url if person.has_page else "")

    def people(self, people: Iterable[Person]) -> list[Node]:
        """Return members in a few words."""
        return [self.person(person) for person in people]

    def member(self, card: Card) -> Node:
        """Return the member of a card in a few words."""
        return self.person(Person(card.title, card.url, card.key.rpartition(".")[0]))

    def card(self, form: str, card: Card) -> Node:
        """Return another entry in a few words."""
        return node(form, id=f"{self.base}{card.url}#main", name=card.title, url=self.base + card.url)

    def series(self, series: Series | None) -> Node | None:
        """Return a series in a few words."""
        term = series.term if series else None
        return node("CreativeWorkSeries", name=term.name, url=self.base + term.url) if term else None

    def image(self, image: Image | None) -> Node | None:
        """Return a picture."""
        if image is None:
            return None
        words = image.caption or image.alt
        address = image.at(self.base)
        shown = node("ImageObject", url=address, caption=words, width=image.width, height=image.height)
        return shown | _rights(image.rights) if image.rights else shown


SOURCE_TYPES = {
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "assisted": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}


def _rights(rights: ImageRights) -> Node:
    """Return the properties of a picture that say whose it is."""
    found = node(
        "",
        creditText=rights.credit,
        creator=[node("Person", name=name) for name in rights.creators],
        copyrightNotice=rights.notice,
        license=rights.license.url if rights.license else "",
        acquireLicensePage=rights.licensor_url,
        digitalSourceType=SOURCE_TYPES.get(rights.made_with_ai, ""),
    )
    del found["@type"]
    return found


def node(form: str, id: str = "", **fields: Any) -> Node:
    """Return a node of a type, without what is empty."""
    found: Node = {"@type": form, **({"@id": id} if id else {})}
    return found | {name: value for name, value in fields.items() if value}


def schema_date(scene: Scene, text: str, zone: str = "") -> str:
    """Return a date as written, a moment with its offset from UTC (ISO 8601)."""
    return text if is_day(text) else _stated(text, zone or scene.queries.config.timezone)


@lru_cache(maxsize=64)  # a page states the same few several times
def _stated(text: str, zone: str) -> str:
    return moment(text, zone).isoformat()
