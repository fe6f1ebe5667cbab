"""What hosts are told: former paths lead on, headers hold, feeds are listed, nothing unlisted leaks."""

# ruff: noqa: E501 (tables are read line by line)

import re
from urllib.parse import urljoin

import html5lib
import pytest
from lxml import etree

from mingpian.plan.outputs import pages, plan_outputs
from mingpian.plan.routes import output_path
from mingpian.render.formats import feed, headers, llms, opml, people, redirect, robots, sheet
from tests.render.conftest import FILES
from tests.render.small import SITE, Small


def test_every_former_path_has_a_page_that_leads_on(everything_under_repo: Small) -> None:
    planned = everything_under_repo.planned(redirect.FORMAT)
    assert set(planned) == {"2019/letter/index.html", "old.html", "旧信/index.html", "secret/index.html", "_redirects"}
    for path in ("2019/letter/index.html", "old.html", "旧信/index.html"):
        page = everything_under_repo.render(redirect.FORMAT, path).decode()
        match = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
        assert match
        assert urljoin(f"https://h/repo/{path}", match[1]) == "https://h/repo/essays/letter/"
        assert '<link rel="canonical" href="https://lin.example/repo/essays/letter/">' in page
        assert '<meta name="robots" content="noindex">' in page
        html5lib.HTMLParser(strict=True).parse(page)


def test_rules_for_hosts_carry_the_path_of_the_site(everything_under_repo: Small) -> None:
    rules = everything_under_repo.render(redirect.FORMAT, "_redirects").decode().splitlines()
    assert rules == [
        "/repo/2019/letter/ /repo/essays/letter/ 301",
        "/repo/old.html /repo/essays/letter/ 301",
        "/repo/%E6%97%A7%E4%BF%A1 /repo/essays/letter/ 301",
    ]


def test_feeds_are_at_their_former_paths_too() -> None:
    """Also where a host has no rules: of what the last folder names, else of the site."""
    former = '["/feed/", "/atom/index.xml", "/category/茶/feed/", "/tag/nobody/rss.xml", "/a b.xml", "/old.html"]'
    essay = "---\ntitle: A\ndate: 2026-01-01\ntags: [茶]\n---\nx\n"
    small = Small({**FILES, "essays/a.md": essay}, site=f"{SITE}[feeds]\nformer = {former}\n")
    planned = small.planned(feed.FORMAT)
    same = {
        "feed/index.html": "feed.xml",
        "atom/index.xml": "atom.xml",
        "category/茶/feed/index.html": "tags/茶/feed.xml",
        "tag/nobody/rss.xml": "feed.xml",
    }
    assert planned.keys() >= same.keys() and not planned.keys() & {"a b.xml", "old.html"}
    for path, now in same.items():
        assert small.render(feed.FORMAT, path) == small.render(feed.FORMAT, now), path
    rules = small.render(redirect.FORMAT, "_redirects").decode()
    assert "/feed/ /feed.xml 301\n" in rules and "/category/%E8%8C%B6/feed/ /tags/%E8%8C%B6/feed.xml 301\n" in rules
    told = small.render(headers.FORMAT, "_headers").decode()
    assert "/feed/\n  Content-Type: application/rss+xml\n" in told


def test_lists_of_an_old_site_lead_to_those_of_this_one() -> None:
    stated = {
        "/category/tea/": "/tags/茶/", "/archives/": "/archive/", "/archives/index.html": "/archive/", "/page/2/": "/essays/",
        "/old": "/essays/a/", "/essays/": "/tags/茶/", "/gone/": "/tags/none/", "no/path": "/essays/", "/../x/": "/essays/",
        "/out/": "https://evil.example/", "/held.html": "/essays/", "/kept/": "/essays/",
    }  # fmt: skip
    rows = "".join(f'"{path}" = "{target}"\n' for path, target in stated.items())
    essay = "---\ntitle: A\ndate: 2026-01-01\ntags: [茶]\naliases: [/old/]\n---\nx\n"
    files: dict[str, str | bytes] = {**FILES, "essays/a.md": essay, "static/held.html": "x"}
    small = Small(files, site=f"{SITE}[redirects]\n{rows}")
    planned = small.planned(redirect.FORMAT)
    leads = {
        "category/tea/index.html": "../../tags/%E8%8C%B6/",
        "archives/index.html": "../archive/",
        "page/2/index.html": "../../essays/",
        "kept/index.html": "../essays/",
    }
    assert {path for path, output in planned.items() if output.subject[:1] == ("",)} == set(leads)
    for path, url in leads.items():
        assert f'content="0; url={url}"' in small.render(redirect.FORMAT, path).decode()
    assert planned["old/index.html"].subject == ("essays/a.zh-Hans",), "what an entry says goes first"
    assert "category" not in small.render(redirect.FORMAT, "_redirects").decode()
    lost = [told.field[1] for told in redirect.misdirected(small.model)]
    assert lost == ["/gone/", "no/path", "/../x/", "/out/"], "what leads nowhere is told of"


def test_rules_do_not_tell_of_unlisted_entries(everything: Small) -> None:
    assert "secret" not in everything.render(redirect.FORMAT, "_redirects").decode()
    only = Small({"members/lin.md": FILES["members/lin.md"], "essays/hidden.md": FILES["essays/hidden.md"]})
    assert set(only.planned(redirect.FORMAT)) == {"secret/index.html", "members/lin/index.html"}  # and no rules


def test_hostile_titles_stay_text() -> None:
    essay = "---\ntitle: '</title><script>alert(1)</script>\" onload=x'\naliases: [/old/]\ndate: 2026-01-01\n---\nx\n"
    page = Small({**FILES, "essays/h.md": essay}).render(redirect.FORMAT, "old/index.html").decode()
    root = html5lib.parse(page, namespaceHTMLElements=False)
    assert [node.tag for node in root.iter("script")] == []
    assert root.findtext("head/title") == '</title><script>alert(1)</script>" onload=x'


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("/essays/letter/", "warning: content/essays/letter.md"),
        ("/", "warning: the front page"),
        ("/en/", "warning: the front page"),
        ("/works/", "warning: a list"),
        ("/tags/Qtea/", "warning: a list"),
        ("/archive/", "warning: the archive"),
    ],
)
def test_an_alias_does_not_take_the_place_of_a_page(alias: str, said: str) -> None:
    """Nor does it cost its entry anything but itself, where mingpian makes that page."""
    essay = f"---\ntitle: A\naliases: [{alias}, /before/]\ndate: 2026-01-01\ntags: [Qtea]\n---\nx\n"
    small = Small({**FILES, "essays/a.md": essay})
    outputs, (problem,) = plan_outputs(small.model, (pages, redirect.FORMAT.plan))
    assert problem.file == "content/essays/a.md"
    severity, what = said.split(": ")
    assert problem.severity == severity and what in str(problem.message)
    planned = {output.path.casefold(): output for output in outputs}
    assert len(planned) == len(outputs)
    assert planned[output_path(alias.lstrip("/")).casefold()].format == "page"
    assert {"essays/a/index.html", "before/index.html"} <= planned.keys()
    rules = small.render(redirect.FORMAT, "_redirects").decode().splitlines()
    assert "/before/ /essays/a/ 301" in rules
    assert f"{alias} /essays/a/ 301" not in rules  # which hosts would follow before they look


def test_the_policy_runs_nothing_inline(everything: Small) -> None:
    text = everything.render(headers.FORMAT, "_headers").decode()
    policy = re.search(r"Content-Security-Policy: (.*)", text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert re.search(r"script-src 'self'(;|$)", policy[1])
    assert "X-Content-Type-Options: nosniff" in text
    assert "Referrer-Policy:" in text


def test_only_what_is_named_by_its_content_is_kept_for_ever(everything_under_repo: Small) -> None:
    rules = everything_under_repo.render(headers.FORMAT, "_headers").decode().split("\n/")
    lasting = [rule.split("\n")[0].lstrip("/") for rule in rules if "immutable" in rule]
    assert lasting == ["repo/assets/*.css", "repo/assets/*.js", "repo/assets/*.svg"]


def test_files_of_the_site_s_own_stand_in_for_these() -> None:
    own = {f"static/{path}": "x" for path in ("_headers", ".nojekyll", "_redirects", "feeds.opml", "llms.txt")}
    small = Small({**FILES, **own})
    assert {path for form in (headers, opml, llms) for path in small.planned(form.FORMAT)} == set()
    assert "_redirects" not in small.planned(redirect.FORMAT)


def test_jekyll_is_told_to_stay_away(everything: Small) -> None:
    assert everything.render(headers.FORMAT, ".nojekyll") == b""


def test_the_list_of_feeds_is_complete(everything: Small) -> None:
    root = etree.fromstring(everything.render(opml.FORMAT, "feeds.opml"))
    listed = [outline.get("xmlUrl") for outline in root.iter("outline")]
    assert listed == [f"https://lin.example/{channel.feeds[0].url}" for channel in everything.ask("channels")]
    assert {outline.get("type") for outline in root.iter("outline")} == {"rss"}
    assert root.findtext("head/title") == "名片"


def test_a_site_without_dated_entries_lists_no_feeds() -> None:
    assert Small({"members/lin.md": "---\nname: 林\n---\n"}).planned(opml.FORMAT) == {}


def test_llms_txt_names_every_list_in_plain_words(everything: Small) -> None:
    text = everything.render(llms.FORMAT, "llms.txt").decode()
    assert text.startswith("# 名片\n\n> 林语: 我帮独立创作者把手艺讲清楚\n")
    assert re.findall(r"^## (.*)$", text, re.M)[:3] == ["文章", "成员", "作品"]
    assert "- [官网改版](https://lin.example/works/chunhe/): 过程。" in text
    assert "私下" not in text


def test_llms_txt_takes_no_markup_from_titles() -> None:
    essay = "---\ntitle: '](https://evil.example) [x] # `'\ndate: 2026-01-01\n---\nx\n"
    text = Small({**FILES, "essays/h.md": essay}, SITE).render(llms.FORMAT, "llms.txt").decode()
    assert r"- [\](https\://evil.example) \[x\] # \`](https://lin.example/essays/h/)" in text


def test_nothing_points_to_formats_that_the_site_leaves_out() -> None:
    small = Small(FILES, 'without = ["feed", "qr", "vcard", "sitemap"]\n' + SITE)
    assert small.planned(opml.FORMAT) == {}
    assert small.ask("site", "zh-Hans").feeds == ()
    assert b"Sitemap" not in small.render(robots.FORMAT, "robots.txt")
    assert b"qr.svg" not in small.render(sheet.FORMAT, "members/lin/card/index.html")
    assert b".vcf" not in small.render(people.FORMAT, "people.json")
