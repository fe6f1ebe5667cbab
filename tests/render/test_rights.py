"""Whose something is: one declaration, and the same in everything that carries it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import mf2py
import pytest
from lxml import etree

import mingpian
from mingpian.check.rule import Subject
from mingpian.check.rules import rights as rule
from mingpian.render.formats import feed, headers, licensing, page, podcast, robots
from mingpian.site.ownership.rights import problems
from tests.render.small import SITE, Small

TERMS = """
[rights]
license = "CC BY-NC-SA 4.0"
reprint = "with-credit"
ai = {search = "yes", ai-train = "no"}
contact = "https://lu.example/ask"
[rights.kinds.works]
license = "版权所有"
reprint = "ask"
"""
FILES = {
    "members/lin.md": "---\nname: 林语\n---\n",
    "members/bai.md": "---\nname: 白居易\n---\n",
    "essays/tea.md": "---\ntitle: 茶经\ndate: 2026-03-01\n---\n正文\n",
    "essays/own.md": "---\ntitle: 自己的\ndate: 2026-03-02\nrights: {license: CC BY, ai: {ai-train: yes}}\n---\n正文\n",
    "essays/again.md": "---\ntitle: 转的\ndate: 2026-03-03\nrights:\n  origin: {kind: reprint, author: 张又新, url: "
    '"https://zhang.example/a"}\n---\n正文\n',
    "essays/made.md": "---\ntitle: 写成的\ndate: 2026-03-04\nai: generated\n---\n正文\n",
    "essays/quiet.md": "---\ntitle: 不列的\ndate: 2026-03-05\nlisted: false\nrights: {ai: {ai-train: yes}}\n"
    "---\n正文\n",
    "works/case.md": "---\ntitle: 案子\ndate: 2026-03-05\n---\n正文\n",
}
BASE = "https://lin.example/"


def site(files: dict[str, str] | None = None, terms: str = TERMS, head: str = SITE) -> Small:
    return Small({**FILES, **(files or {})}, head + terms)


def html(small: Small, path: str) -> str:
    return small.render(page.FORMAT, f"{path}/index.html").decode()


def licences(text: str) -> list[str]:
    return list(mf2py.parse(doc=text)["rels"].get("license", []))


def main_node(text: str) -> dict[str, Any]:
    graph = json.loads(text.partition('ld+json">')[2].partition("</script>")[0])["@graph"]
    return next(node for node in graph if node.get("@id", "").endswith("#main"))


def rsl(small: Small) -> dict[str, str]:
    """Address of each content of the RSL document -> what it prohibits, permits, and under what licence."""
    tree = etree.fromstring(small.render(licensing.FORMAT, licensing.RSL))
    name = {"r": "https://rslstandard.org/rsl"}

    def said(content: Any, part: str) -> str:
        return str(content.findtext(f".//r:{part}", "", name))

    parts = ("permits", "prohibits", "standard")
    found = tree.findall("r:content", name)
    return {content.get("url"): " / ".join(said(content, part) for part in parts) for content in found}


def test_the_entry_counts_before_its_kind_and_this_before_the_site() -> None:
    small = site()
    assert "CC BY-NC-SA 4.0" in html(small, "essays/tea")
    assert "转载请注明出处" in html(small, "essays/tea")
    assert "保留所有权利" in html(small, "works/case")
    assert "转载请先征得同意" in html(small, "works/case")
    own = html(small, "essays/own")
    assert licences(own)[0] == "https://creativecommons.org/licenses/by/4.0/"
    assert "转载请注明出处" in own  # what the entry leaves out is the site's
    assert '<meta name="tdm-reservation" content="0">' in own


def test_carriers_agree() -> None:
    small = site()
    node = main_node(html(small, "essays/tea"))
    assert node["license"] == licences(html(small, "essays/tea"))[0]
    assert node["copyrightHolder"][0]["name"] == "林语"
    assert node["copyrightYear"] == 2026
    assert node["usageInfo"] == "https://lu.example/ask"
    items = mf2py.parse(doc=html(small, "essays/tea"), url=BASE)["items"]
    entry = next(item for item in items if "h-entry" in item["type"])
    assert entry["properties"]["license"] == [node["license"]]
    for path in ("feed.xml", "atom.xml"):
        found = feedparser.parse(small.render(feed.FORMAT, path))
        tea = next(item for item in found.entries if item.title == "茶经")
        assert [link.href for link in tea.links if link.rel == "license"] == [node["license"]]
        assert tea.get("rights") == node["copyrightNotice"]
    item = next(one for one in json.loads(small.render(feed.FORMAT, "feed.json"))["items"] if one["title"] == "茶经")
    assert item["_rights"]["license_url"] == node["license"]
    assert item["_rights"]["credit"] == node["creditText"]
    assert node["creditText"] in html(small, "essays/tea")


def test_files_for_machines_tell_pages_apart_but_not_what_is_not_listed() -> None:
    small = site()
    told = rsl(small)
    by_nc_sa = "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    assert told["/"] == f"search / ai-train / {by_nc_sa}"
    assert told["/essays/own/"] == "search ai-train /  / https://creativecommons.org/licenses/by/4.0/"
    assert told["/works/case/"] == "search / ai-train / "
    assert told["/essays/again/"] == " / ai-train / "
    assert "/essays/tea/" not in told  # as the site
    rules = json.loads(small.render(licensing.FORMAT, licensing.TDMREP))
    assert [rule["location"] for rule in rules][-1] == "/"  # the first match and the longest one are the same
    assert {rule["location"]: rule["tdm-reservation"] for rule in rules}["/essays/own/"] == 0
    text = small.render(robots.FORMAT, "robots.txt").decode()
    assert "Content-Signal: search=yes\n" in text  # of training pages say different things
    assert f"License: {BASE}rsl.xml\n" in text
    for carrier in (text, str(told), str(rules)):
        assert "quiet" not in carrier


def test_a_text_from_elsewhere_is_not_given_away() -> None:
    again = html(site(), "essays/again")
    node = main_node(again)
    assert licences(again) == [BASE + "rsl.xml"]
    assert "license" not in node
    assert node["copyrightHolder"] == [{"@type": "Person", "name": "张又新"}]
    assert node["isBasedOn"]["url"] == "https://zhang.example/a"
    assert "不得用于 AI 训练" in again  # a refusal harms nobody


@pytest.mark.parametrize(
    ("front", "shown", "hidden", "told"),
    [
        ("authors: bai\nrights: CC BY", ["CC BY 4.0", "© 2026 白居易"], ["林语"], 0),
        ("authors: bai\nrights: {license: CC BY, holder: lin}", ["© 2026 白居易"], ["林语"], 1),
        ("authors: bai\nrights: {license: CC BY, holder: 林语}", ["© 2026 白居易"], ["林语"], 1),
        ("authors: bai\nrights: {holder: 新华社}", ["© 2026 新华社"], ["林语"], 0),
        ("rights: CC0", ["CC0"], ["林语", "CC BY-NC-SA"], 0),
        ("authors: lin\nrights: CC0", ["CC BY-NC-SA 4.0"], ["CC0"], 1),
        ("authors: bai", ["© 2026 白居易", "不得用于 AI 训练"], ["CC BY-NC-SA", "林语"], 0),
    ],
)
def test_nobody_claims_or_gives_away_what_is_somebody_elses(
    front: str, shown: list[str], hidden: list[str], told: int
) -> None:
    handed = {"notes/n.md": f"---\ndate: 2026-03-01\n{front}\n---\n一句\n"}
    small = site(handed, head=SITE.replace('"notes/", ', ""))
    rights = html(small, "notes/n").partition('<div class="rights">')[2].partition("</details>")[0]
    assert all(text in rights for text in shown)
    assert not any(text in rights for text in hidden)
    assert len(list(problems(small.model.site))) == told


def test_the_terms_cover_what_others_hand_in_when_they_agreed() -> None:
    handed = {"notes/n.md": "---\ndate: 2026-03-01\nauthors: bai\n---\n一句\n"}
    terms = TERMS.replace("[rights]", '[rights]\ncovers = "all"', 1)
    rights = html(site(handed, terms, SITE.replace('"notes/", ', "")), "notes/n")
    assert "© 2026 白居易" in rights
    assert "CC BY-NC-SA 4.0" in rights


def test_readers_are_told_what_a_model_made() -> None:
    small = site(terms="")
    made = html(small, "essays/made")
    assert made.index("本文由 AI 生成") < made.index("<p>正文")
    assert main_node(made)["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert "copyrightHolder" not in main_node(made)  # nothing was said of that
    item = next(one for one in json.loads(small.render(feed.FORMAT, "feed.json"))["items"] if one["title"] == "写成的")
    assert item["content_html"].startswith("<p><strong>本文由 AI 生成</strong></p>")


def test_who_declares_nothing_emits_nothing() -> None:
    small = Small({path: text for path, text in FILES.items() if "essays/tea" in path or "members" in path})
    everything = html(small, "essays/tea") + small.render(robots.FORMAT, "robots.txt").decode()
    everything += "".join(small.render(feed.FORMAT, name).decode() for name in ("feed.xml", "atom.xml", "feed.json"))
    assert not any(word in everything for word in ("license", "icense:", "rights", "tdm-", "Signal", "copyrightHolder"))
    assert list(licensing.FORMAT.plan(small.model)) == []
    assert not {one[0] for one in small.asked(page.FORMAT, "essays/tea/index.html")} & {"rights", "site_rights"}


MARKS = (
    "license", "icense:", "rights", "tdm-", "Signal", "copyrightHolder", "copyrightNotice", "creditText", "AIGC",
    "usageInfo", "acquireLicense", "digitalSourceType", "rsl.xml", "tdmrep", "made-with-ai", "creativeCommons",
)  # fmt: skip


def test_no_file_of_a_site_that_declares_nothing_has_any_of_it(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if "rights" not in text and "ai:" not in text}
    for path, text in files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    mingpian.build(tmp_path, jobs=1)
    published = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()}
    found = {
        (path.name, mark)
        for path, data in published.items()
        for mark in MARKS
        if mark.encode() in data and path.suffix not in (".css", ".js")
    }
    assert len(published) > 30 and found == set()
    (tmp_path / "site.toml").write_text(SITE + TERMS, encoding="utf-8")
    mingpian.build(tmp_path, jobs=1)
    assert all(any(mark.encode() in path.read_bytes() for path in published) for mark in ("license", "copyrightNotice"))


@pytest.mark.parametrize(
    ("head", "files", "terms", "says"),
    [
        (SITE, {}, "", []),
        (SITE, {"static/robots.txt": "User-agent: *"}, "", []),
        (SITE, {}, '[rights]\nlicense = "CC BY-NC"\nai = {search = "yes", ai-train = "no"}\n', []),
        (SITE, {"static/rsl.xml": "<rsl/>"}, TERMS, ["rsl.xml is the site's own", "nothing of ai-train"]),
        (SITE, {"static/robots.txt": "User-agent: *"}, TERMS, ["robots.txt is the site's own", "nothing of ai-train"]),
        (SITE.replace("lin.example", "lin.github.io"), {}, TERMS, ["sends no headers", "nothing of ai-train"]),
        (SITE.replace("lin.example/", "lin.example/blog/"), {}, TERMS, ["at the root", "nothing of ai-train"]),
    ],
)
def test_carriers_that_do_not_work_are_told(head: str, files: dict[str, str], terms: str, says: list[str]) -> None:
    own = {} if "NC" in terms and "SA" not in terms else FILES
    small = Small({"members/lin.md": FILES["members/lin.md"], **(own if terms else {}), **files}, head + terms)
    told = [str(one.message) for one in rule.find(Subject(small.model, lambda entry: small.documents[entry.source]))]
    assert len(told) == len(says)
    assert all(word in message for word, message in zip(says, told, strict=True))


def test_every_page_leads_to_the_licences_and_files_say_it_in_headers() -> None:
    small = site()
    for path in ("essays/tea", "essays", "members/lin"):
        assert f'<link rel="license" type="application/rsl+xml" href="{BASE}rsl.xml">' in html(small, path)
    assert "tdm-reservation" not in small.render(headers.FORMAT, "_headers").decode()  # entries say otherwise
    alike = Small({"members/lin.md": FILES["members/lin.md"]}, SITE + TERMS)
    assert "\n  tdm-reservation: 1\n" in alike.render(headers.FORMAT, "_headers").decode()


def test_below_a_path_no_file_stands_where_nobody_looks() -> None:
    small = site(head=SITE.replace("lin.example/", "lin.example/blog/"))
    assert [output.path for output in licensing.FORMAT.plan(small.model)] == ["rsl.xml"]
    assert "/blog/essays/own/" in rsl(small)


def test_where_the_front_page_is_the_owners_page_it_states_what_they_say_of_it() -> None:
    """And the site's terms hold for all that stands below its address."""
    said = "---\nname: 林语\nai: generated\nrights: {license: CC BY, ai: {ai-train: yes}}\n---\n"
    rest = {"essays/tea.md": FILES["essays/tea.md"]}
    alone = Small({"members/lin.md": said, **rest}, SITE + TERMS)
    shown = alone.render(page.FORMAT, "index.html").decode()
    assert "CC BY 4.0" in shown and "CC BY-NC-SA" not in shown and "除另有说明外" not in shown
    assert licences(shown)[0] == "https://creativecommons.org/licenses/by/4.0/"
    assert '<meta name="tdm-reservation" content="0">' in shown and 'class="made-with-ai"' in shown
    graph = json.loads(shown.partition('ld+json">')[2].partition("</script>")[0])["@graph"]
    carriers = [node["@type"] for node in graph if node.get("license") == licences(shown)[0]]
    assert carriers == ["ProfilePage"] and not any("NC-SA" in str(node) for node in graph)
    assert {address: "ai-train" in found.split(" / ")[1] for address, found in rsl(alone).items()} == {
        "/$": False,
        "/": True,
    }
    silent = Small({"members/lin.md": FILES["members/lin.md"], **rest}, SITE + TERMS)
    for other in (silent, site({"members/lin.md": said})):
        assert "除另有说明外" in other.render(page.FORMAT, "index.html").decode()


def test_the_podcast_says_of_each_episode_and_of_itself_what_the_feed_says() -> None:
    heard = "audio: {src: talk.mp3, duration: 0:12}\n"
    said = {
        path: FILES[path].replace("date:", f"{heard}date:")
        for path in ("essays/tea.md", "essays/own.md", "essays/made.md")
    }
    small = Small({**FILES, **said, "essays/talk.mp3": b"ID3"}, SITE + TERMS)
    told = {
        path: etree.fromstring(small.render(form, path))
        for form, path in ((feed.FORMAT, "feed.xml"), (podcast.FORMAT, "podcast.xml"))
    }
    names = {"c": "http://backend.userland.com/creativeCommonsRssModule", "dc": "http://purl.org/dc/elements/1.1/"}

    def rights(place: Any) -> tuple[str, ...]:
        return tuple(place.findtext(name, "", names) for name in ("copyright", "dc:rights", "c:license"))

    ours, others = (
        {item.findtext("link"): rights(item) for item in told[path].iter("item")}
        for path in ("podcast.xml", "feed.xml")
    )
    assert len(ours) == 3 and ours == {link: others[link] for link in ours}
    assert {found[2] for found in ours.values()} == {
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "https://creativecommons.org/licenses/by/4.0/",
    }
    channels = [tree.find("channel") for tree in told.values()]
    assert rights(channels[0]) == rights(channels[1]) and "CC BY-NC-SA 4.0" in rights(channels[1])[0]
    silent = Small({**FILES, **said, "essays/talk.mp3": b"ID3"}, SITE).render(podcast.FORMAT, "podcast.xml")
    assert b"<copyright>" not in silent
