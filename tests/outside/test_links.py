"""Nothing that a built site points at is missing, at the root of a host and under a path."""

import re
from html import unescape

import pytest

from tests.example import Site
from tests.outside import crawl
from tests.server import serving


@pytest.mark.parametrize("name", ["example", "example_under_repo"])
def test_every_address_inside_the_site_exists(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    with serving(site.output, site.prefix) as origin:
        assert crawl.broken(site, origin) == []


def test_the_crawl_sees_what_is_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "index.html").write_text(
        '<h1 id="a">x</h1><a href="#a">here</a><a href="#b">no anchor</a><a href="gone/">no page</a>'
        '<img srcset="small.png 1x, large.png 2x" style="background: url(back.png)">'
        '<a href="/other/">outside</a>',
        encoding="utf-8",
    )
    site = Site(folder, folder, "https://example.org/repo/")
    with serving(folder, "/repo/") as origin:
        found = " ".join(crawl.broken(site, origin))
    assert re.findall(r"#b|#a|gone/|small.png|large.png|back.png|/other/", found) == [
        "#b", "/other/", "back.png", "gone/", "large.png", "small.png",
    ]  # fmt: skip


def test_every_page_of_the_sitemap_is_reached_by_links_from_home(example: Site) -> None:
    sitemaps = "".join(path.read_text(encoding="utf-8") for path in example.files("sitemap.xml"))
    listed = {unescape(url) for url in re.findall(r"<loc>(.*?)</loc>", sitemaps)}
    assert len(listed) > 50
    assert listed - crawl.reachable(example) == set()
