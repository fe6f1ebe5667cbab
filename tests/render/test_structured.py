"""Structured data: what search engines read, complete, linked by stable ids, and safe in a page."""

from typing import Any
from urllib.parse import urlsplit

import extruct
import pytest

from mingpian.plan.outputs import pages
from mingpian.plan.routes import output_path, url_of
from mingpian.render.structured import graph
from tests.render.conftest import FILES
from tests.render.small import SITE, Small

BASE = "https://lin.example/"
REQUIRED = {
    "WebSite": {"name", "url"},
    "Person": {"name"},
    "ProfilePage": {"mainEntity", "name"},
    "BlogPosting": {"headline", "author", "datePublished", "dateModified", "publisher"},
    "SocialMediaPosting": {"headline", "author", "datePublished"},
    "CreativeWork": {"name"},
    "Service": {"name", "provider", "offers"},
    "Event": {"name", "startDate", "location", "eventStatus", "eventAttendanceMode", "organizer"},
    "Organization": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
}


def nodes(small: Small, *subject: str, lang: str = "zh-Hans", url: str = "") -> list[dict[str, Any]]:
    """The graph of a page, as a reader takes it out of the page's markup."""
    text = graph(small.context.queries, subject, lang, url)
    page = f'<html><head><script type="application/ld+json">{text}</script></head><body></body></html>'
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    listed: list[dict[str, Any]] = found["@graph"]
    return listed


def entry(small: Small, key: str) -> dict[str, dict[str, Any]]:
    """The nodes of an entry's page by type."""
    url = small.model.routes.entry(key)
    found = nodes(small, "entry", key, lang=key.rpartition(".")[2], url=url)
    return {one["@type"]: one for one in found}


def everywhere(value: Any) -> Any:
    """All nodes in a graph, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everywhere(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everywhere(inner)


def test_every_page_has_a_graph_with_what_each_type_requires(everything: Small) -> None:
    for output in pages(everything.model):
        found = nodes(everything, *output.subject, lang=output.lang, url=url_of(output.path))
        for one in everywhere(found):
            missing = REQUIRED.get(one.get("@type", ""), set()) - one.keys()
            assert not missing or set(one) == {"@id"}, (output.path, one)


def test_ids_are_unique_in_a_page_and_addresses_absolute(everything: Small) -> None:
    for output in pages(everything.model):
        found = nodes(everything, *output.subject, lang=output.lang, url=url_of(output.path))
        ids = [one["@id"] for one in found]
        assert len(ids) == len(set(ids)), output.path
        for one in everywhere(found):
            for name in ("@id", "url", "item"):
                if name in one:
                    assert urlsplit(one[name]).scheme in ("https", "http"), one


def test_pages_that_are_named_exist(everything: Small) -> None:
    planned = {output.path for output in pages(everything.model)}
    for output in pages(everything.model):
        for one in everywhere(nodes(everything, *output.subject, lang=output.lang, url=url_of(output.path))):
            for address in (one.get("url"), one.get("item")):
                if isinstance(address, str) and address.startswith(BASE) and "/book" not in address:
                    path = output_path(address.removeprefix(BASE))
                    assert path in planned or path.endswith((".png", ".jpg")), (output.path, address)


def test_a_member_has_one_id_on_every_page(everything: Small) -> None:
    profile = entry(everything, "members/lin.zh-Hans")
    assert profile["Person"]["@id"] == f"{BASE}#members/lin"
    assert profile["ProfilePage"]["mainEntity"] == {"@id": f"{BASE}#members/lin"}
    assert entry(everything, "essays/letter.zh-Hans")["BlogPosting"]["author"][0]["@id"] == f"{BASE}#members/lin"
    assert entry(everything, "essays/letter.en")["BlogPosting"]["author"][0]["@id"] == f"{BASE}#members/lin"


def test_a_member_shows_what_is_public_and_nothing_else(everything: Small) -> None:
    person = entry(everything, "members/lin.zh-Hans")["Person"]
    assert person["alternateName"] == "Lin Yu"
    assert person["worksFor"]["name"] == "一叶工作室"
    assert person["knowsAbout"] == ["写作"]
    assert person["sameAs"] == ["https://github.com/linyu"]
    assert person["email"] == "lin@lin.example"
    assert "telephone" not in person


def test_an_essay(everything: Small) -> None:
    post = entry(everything, "essays/letter.zh-Hans")["BlogPosting"]
    assert post["datePublished"] == "2026-03-01"
    assert post["dateModified"] == "2026-03-02T08:30:00+08:00"
    assert post["isPartOf"]["name"] == "写信"
    assert post["inLanguage"] == "zh-Hans"


def test_an_offer_states_its_price(everything: Small) -> None:
    offer = entry(everything, "offers/hour.zh-Hans")["Service"]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (500, "CNY")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["priceSpecification"]["unitText"] == "小时"
    assert offer["url"] == "https://lin.example/book"


PRICES: dict[str, float | None] = {"free": 0, "on request": None, "{amount: 9.5, currency: USD}": 9.5}


@pytest.mark.parametrize(("price", "stated"), PRICES.items())
def test_prices_in_words(price: str, stated: float | None) -> None:
    small = Small({**FILES, "offers/hour.md": f"---\ntitle: O\nprice: {price}\n---\nx\n"})
    assert entry(small, "offers/hour.zh-Hans")["Service"]["offers"].get("price") == stated


def test_an_event(everything: Small) -> None:
    event = entry(everything, "events/reading.zh-Hans")["Event"]
    assert event["startDate"] == "2026-12-05T19:30:00+08:00"
    assert event["location"] == [{"@type": "Place", "name": "西湖边", "address": "杭州"}]
    assert event["eventSchedule"]["repeatFrequency"] == "P1M"


@pytest.mark.parametrize(("where", "venue", "mode"), [("on", "", "Online"), ("on", "x", "Mixed"), ("", "x", "Offline")])
def test_where_an_event_is(where: str, venue: str, mode: str) -> None:
    link = "online: https://meet.example/a\n" if where else ""
    text = f"---\ntitle: E\nstart: 2026-12-05\nvenue: {venue!r}\n{link}status: cancelled\n---\nx\n"
    event = entry(Small({**FILES, "events/e.md": text}), "events/e.zh-Hans")["Event"]
    assert event["eventAttendanceMode"].endswith(f"/{mode}EventAttendanceMode")
    assert event["eventStatus"].endswith("/EventCancelled")


def test_breadcrumbs_lead_from_home(everything: Small) -> None:
    crumbs = entry(everything, "works/chunhe.zh-Hans")["BreadcrumbList"]["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == [BASE, f"{BASE}works/", f"{BASE}works/chunhe/"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]


def test_breadcrumbs_name_the_series_and_what_is_above_a_topic() -> None:
    files = {
        "essays/a.md": "---\ntitle: A\ndate: 2026-01-01\nseries: 茶山\ntags: [oolong]\n---\n字\n",
        "essays/b.md": "---\ntitle: B\ndate: 2026-01-02\ntags: [tea]\n---\n字\n",
        "topics.toml": 'tea = {names = {zh-Hans = "茶"}}\nidle = {}\noolong = {broader = ["idle", "tea"]}\n',
    }
    small = Small(FILES | files)
    crumbs = entry(small, "essays/a.zh-Hans")["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs[1:]] == ["essays", "茶山", "A"]
    above = small.context.queries.topic("oolong", "zh-Hans").crumbs
    assert [(term.name, term.url) for term in above] == [("topics", "topics/"), ("茶", "topics/tea/")]


def test_crumbs_and_lists_are_called_what_the_theme_calls_them(everything: Small) -> None:
    text = graph(everything.context.queries, ("list", "kind", "works", "1"), "zh-Hans", "works/", {"works": "作品"})
    assert '"name":"作品"' in text


def test_home_is_the_owner_s_profile_on_a_card_and_the_organisation_in_a_community(everything: Small) -> None:
    assert {one["@type"] for one in nodes(everything, "home")} == {"WebSite", "WebPage", "Organization"}
    alone = {path: text for path, text in FILES.items() if path != "members/man.md" and "man" not in text}
    card = Small(alone, SITE.replace("owner", "description = 'd'\nowner"))
    found = {one["@type"]: one for one in nodes(card, "home")}
    assert set(found) == {"WebSite", "ProfilePage", "Person"}
    assert found["WebSite"]["publisher"]["@id"] == found["Person"]["@id"]


def test_nothing_written_ends_the_script_element() -> None:
    text = '</script><script>alert("1")</script><!-- &'
    page = f"---\ntitle: x\n---\n{text.replace('<', '&lt;')}\u2028\n"
    small = Small({**FILES, "pages/a.md": page})
    text = graph(small.context.queries, ("entry", "pages/a.zh-Hans"), "zh-Hans", "a/")
    assert not set(text) & set("<>&\u2028\u2029")
    found = {one["@type"]: one for one in nodes(small, "entry", "pages/a.zh-Hans", url="a/")}
    assert found["WebPage"]["description"].startswith('</script><script>alert("1")</script><!-- &')


def test_words_without_a_rating_are_no_review() -> None:
    """Search engines refuse a Review that has no rating; what somebody said is a quotation."""
    said = "testimonial: {by: 老板, role: 茶馆, text: 少问一半}\nwith:"
    small = Small({**FILES, "works/chunhe.md": FILES["works/chunhe.md"].replace("with:", said)})
    work = entry(small, "works/chunhe.zh-Hans")["CreativeWork"]
    assert work["subjectOf"] == {
        "@type": "Quotation",
        "text": "少问一半",
        "creator": {"@type": "Person", "name": "老板"},
    }
    for output in pages(small.model):
        found = nodes(small, *output.subject, lang=output.lang, url=url_of(output.path))
        assert "Review" not in {one.get("@type") for one in everywhere(found)}


def test_an_end_before_the_start_is_left_out() -> None:
    event = "---\ntitle: E\nstart: 2026-12-05 10:00\nend: 2026-12-05 09:00\n---\n"
    assert "endDate" not in entry(Small({**FILES, "events/e.md": event}), "events/e.zh-Hans")["Event"]
