"""The sitemap names exactly the pages that search engines shall know."""

from lxml import etree

from mingpian.plan.outputs import pages
from mingpian.plan.routes import output_path
from mingpian.queries.addresses import Address
from mingpian.render.formats import robots
from mingpian.render.formats.sitemap import FORMAT, split_addresses
from tests.render.conftest import FILES
from tests.render.small import SITE, Small

OF_THE_SITE = ("missing", "search", "subscribe")  # what serves readers who are here already
BASE = "https://lin.example/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(small: Small, path: str = "sitemap.xml") -> dict[str, etree._Element]:
    root = etree.fromstring(small.render(FORMAT, path))
    return {url.findtext("s:loc", namespaces=NAMES) or "": url for url in root.findall("s:url", NAMES)}


def test_every_page_for_search_engines_is_named_and_no_other(everything: Small) -> None:
    planned = {output.path for output in pages(everything.model) if output.subject[0] not in OF_THE_SITE}
    assert not [path for path in planned if "/page/" in path]
    named = {output_path(url.removeprefix(BASE)) for url in read(everything)}
    assert named == planned - {"essays/hidden/index.html"}


def test_second_pages_of_lists_and_what_stands_elsewhere_first_are_not_named() -> None:
    elsewhere = "---\ntitle: E\ndate: 2026-01-01\ncanonical: https://example.org/e\n---\nx\n"
    small = Small({**FILES, "essays/e.md": elsewhere}, SITE + "page_size = 1\n")
    urls = set(read(small))
    assert f"{BASE}essays/" in urls
    assert f"{BASE}essays/e/" not in urls
    assert not [url for url in urls if "/page/" in url]


def test_translations_name_each_other(everything: Small) -> None:
    urls = read(everything)
    zh, en = f"{BASE}essays/letter/", f"{BASE}en/essays/letter/"
    for url in (zh, en):
        links = {link.get("hreflang"): link.get("href") for link in urls[url].findall("x:link", NAMES)}
        assert links == {"zh-Hans": zh, "en": en}
    assert urls[f"{BASE}essays/second/"].findall("x:link", NAMES) == []


def test_dates_are_those_of_the_content(everything: Small) -> None:
    urls = read(everything)
    changed = {url: node.findtext("s:lastmod", namespaces=NAMES) for url, node in urls.items()}
    assert changed[f"{BASE}essays/letter/"] == "2026-03-02T08:30:00+08:00"
    assert changed[f"{BASE}works/chunhe/"] == "2025-06-01"
    assert changed[f"{BASE}works/"] == "2025-06-01"
    assert changed[f"{BASE}essays/"] == "2026-04-02T01:30:00+08:00"
    assert changed[f"{BASE}circles/readers/"] is None


def test_a_long_list_is_cut_into_files_of_limited_length() -> None:
    alone = tuple(Address(f"a{number}/") for number in range(120))
    assert [len(part) for part in split_addresses(alone, 50)] == [50, 50, 20]
    pairs = tuple(Address(f"a{number}/", "", (("zh", "a"), ("en", "b"))) for number in range(30))
    assert [len(part) for part in split_addresses(pairs, 50)] == [16, 14]
    assert split_addresses((), 50) == [()]


def test_an_index_names_the_parts(everything: Small) -> None:
    (output,) = everything.planned(FORMAT).values()
    index = FORMAT.render(type(output)("sitemap.xml", "sitemap", ("3", "")), everything.context)
    root = etree.fromstring(index)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert [node.text for node in root.iter("{*}loc")] == [f"{BASE}sitemap-{part}.xml" for part in (1, 2, 3)]


def test_addresses_are_escaped_and_encoded() -> None:
    essay = "---\ntitle: A\ndate: 2026-01-01\ntags: ['R&D']\n---\nx\n"
    small = Small({**FILES, "essays/你好.md": essay})
    assert f"{BASE}essays/%E4%BD%A0%E5%A5%BD/" in read(small)


def test_robots_may_read_everything_and_know_the_sitemap(everything_under_repo: Small) -> None:
    text = everything_under_repo.render(robots.FORMAT, "robots.txt").decode()
    assert "Disallow" not in text
    assert "Sitemap: https://lin.example/repo/sitemap.xml\n" in text


def test_files_of_the_site_s_own_stand_in_for_these() -> None:
    small = Small({**FILES, "static/robots.txt": "User-agent: *\n", "static/sitemap.xml": "<x/>"})
    assert small.planned(robots.FORMAT) == {}
    assert small.planned(FORMAT) == {}
