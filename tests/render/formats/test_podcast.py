"""The podcast: a feed that directories and players accept, a player of the page's own, and files that tell no more."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from mingpian.cli import main
from mingpian.config.podcast import category_of
from mingpian.render.formats.podcast import _language
from mingpian.render.sound.metadata import blanked
from tests.render.formats.recordings import FRAME, SECRETS, box, m4a, mp3

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


ONE = "title: 第一期 & more\ndate: 2026-03-01\ntags: [手艺]\naudio: {src: talk.mp3, season: 1, episode: 1}\n"
TWO = (
    "title: 第二期\ndate: 2026-03-02\ncover: own.png\naudio:\n  src: 录音.m4a\n  transcript: said.vtt\n  chapters:\n"
    "  - '01:02 嘉宾'\n  - {at: 0:00, title: 开场, url: /essays/one/}\n"
)
ELSEWHERE = (
    "title: 三\ndate: 2026-03-03\naudio: {src: 'https://cdn.example/a.mp3?x=1&y=2', size: 12345, duration: 1:02:03,"
    " type: bonus, explicit: true, transcript: none, guid: old-host-77}\n"
)


def site(root: Path, settings: str = "") -> Path:
    content = root / "content"
    for folder in ("members", "essays/one", "essays/two", "notes"):
        (content / folder).mkdir(parents=True)
    (root / "site.toml").write_text(
        'title = "手艺 & 电台"\nbase_url = "https://t.example/sub/"\nlanguages = ["zh-Hans", "en"]\n'
        'email = "me@t.example"\n[images]\nwidths = []\n'
        f'[podcast]\ncategories = ["society & culture > documentary", "Arts"]\n{settings}',
        encoding="utf-8",
    )
    (content / "members/lin.md").write_text("---\nname: 林一\n---\n我。\n", encoding="utf-8")
    (content / "essays/one/index.md").write_text(f"---\n{ONE}---\n今天说**手艺**。\n", encoding="utf-8")
    (content / "essays/two/index.md").write_text(f"---\n{TWO}---\n今天说二。\n", encoding="utf-8")
    (content / "essays/three.md").write_text(f"---\n{ELSEWHERE}---\n今天说三。\n", encoding="utf-8")
    (content / "notes/plain.md").write_text("---\ndate: 2026-03-04\n---\n没有声音。\n", encoding="utf-8")
    (content / "essays/one/talk.mp3").write_bytes(mp3(12))
    (content / "essays/two/录音.m4a").write_bytes(m4a(95))
    (content / "essays/two/said.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n说\n", encoding="utf-8")
    Image.new("RGB", (1500, 1500), "#345").save(content / "essays/two/own.png")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = site(tmp_path_factory.mktemp("podcast"))
    assert main(["build", "--root", str(root), "-q"]) == 0
    return root / "output"


def wanted_by_directories(feed: bytes, output: Path) -> list[str]:
    """What Apple's guide to RSS for podcasters asks for, and a feed does not have: tags, their values, files."""
    channel = etree.fromstring(feed).find("channel")
    assert channel is not None
    wrong = [name for name in ("title", "description", "language", "link") if not channel.findtext(name)]
    wrong += [name for name in ("author", "explicit") if not channel.findtext(ITUNES + name)]
    wrong += ["language"] if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", channel.findtext("language") or "") else []
    named = [one.get("text", "") for one in channel.iter(ITUNES + "category")]
    wrong += ["category"] if not named or None in map(category_of, named) else []
    identities = [item.findtext("guid") for item in channel.iter("item")]
    wrong += ["guid"] if len(set(identities)) < len(identities) or not all(identities) else []
    wrong += [f"cover {one}" for one in covers(channel, output) if one != "square"]
    return wrong + [
        f"{number}: {said}" for number, item in enumerate(channel.iter("item")) for said in of_item(item, output)
    ]


def covers(channel: etree._Element, output: Path) -> Iterator[str]:
    for shown in channel.iter(ITUNES + "image"):
        with Image.open(output / urlsplit(shown.get("href", "")).path.removeprefix("/sub/")) as cover:
            is_square = cover.width == cover.height and 1400 <= cover.width <= 3000 and cover.mode == "RGB"
            yield "square" if is_square else f"{cover.size} {cover.mode}"


def of_item(item: etree._Element, output: Path) -> Iterator[str]:
    enclosure = item.find("enclosure")
    assert enclosure is not None
    length, address = int(enclosure.get("length", 0)), urlsplit(enclosure.get("url", ""))
    if enclosure.get("type") not in ("audio/mpeg", "audio/x-m4a") or not length:
        yield f"enclosure {dict(enclosure.attrib)}"
    file = output / unquote(address.path.removeprefix("/sub/"))
    if address.netloc == "t.example" and file.stat().st_size != length:
        yield f"length of {file.name}"
    if item.findtext(ITUNES + "explicit") not in ("true", "false"):
        yield "explicit"
    if item.findtext(ITUNES + "episodeType") not in ("full", "trailer", "bonus"):
        yield "episodeType"
    if not (item.findtext(ITUNES + "duration") or "").isdigit():
        yield "duration"


def test_directories_and_players_read_the_feed(built: Path) -> None:
    feed = (built / "podcast.xml").read_bytes()
    assert wanted_by_directories(feed, built) == []
    told = podcastparser.parse("https://t.example/sub/podcast.xml", io.BytesIO(feed))
    assert (told["title"], told["language"], told["type"]) == ("手艺 & 电台", "zh-CN", "episodic")
    assert told["itunes_categories"] == [["Society & Culture", "Documentary"], ["Arts"]]
    assert told["itunes_owner"] == {"name": "林一", "email": "me@t.example"}
    assert [one["title"] for one in told["episodes"]] == ["三", "第二期", "第一期 & more"]
    assert [one["total_time"] for one in told["episodes"]] == [3723, 95, 12]
    assert [one["guid"] for one in told["episodes"]][::2] == ["old-host-77", "https://t.example/sub/essays/one/"]
    assert told["episodes"][0]["enclosures"] == [
        {"url": "https://cdn.example/a.mp3?x=1&y=2", "file_size": 12345, "mime_type": "audio/mpeg"}
    ]
    lenient = feedparser.parse(feed)
    assert not lenient.bozo and lenient.entries[2].content[0].value == "<p>今天说<strong>手艺</strong>。</p>"
    bonus = etree.fromstring(feed).find("channel/item")
    assert bonus is not None and bonus.findtext(ITUNES + "episodeType") == "bonus"
    assert bonus.findtext(ITUNES + "explicit") == "true" and bonus.find(PODCAST + "transcript") is None


def test_a_damaged_feed_is_noticed(built: Path) -> None:
    feed = (built / "podcast.xml").read_bytes()
    for good, bad in (
        (b'length="12345"', b'length="0"'),
        (b"zh-CN", b"zh-Hans"),
        (b"Documentary", b"Docu"),
        (b">95<", b"><"),
    ):
        assert wanted_by_directories(feed.replace(good, bad), built) != []


def test_chapters_and_transcripts_lie_beside_the_page(built: Path) -> None:
    feed = etree.fromstring((built / "podcast.xml").read_bytes())
    chapters = [one.get("url") for one in feed.iter(PODCAST + "chapters")]
    assert chapters == [f"https://t.example/sub/essays/{name}/chapters.json" for name in ("two", "one")]
    stated, own = (json.loads((built / f"essays/{name}/chapters.json").read_bytes()) for name in ("two", "one"))
    assert stated["chapters"] == [
        {"startTime": 0, "title": "开场", "url": "https://t.example/sub/essays/one/"},
        {"startTime": 62, "title": "嘉宾"},
    ]
    assert own["version"] == "1.2.0"
    assert own["chapters"] == [{"startTime": 0, "title": "开场"}, {"startTime": 7, "title": "嘉宾"}]
    transcripts = [(one.get("url"), one.get("type")) for one in feed.iter(PODCAST + "transcript")]
    assert transcripts == [
        ("https://t.example/sub/essays/two/said.vtt", "text/vtt"),
        ("https://t.example/sub/essays/one/transcript.html", "text/html"),
    ]
    assert "今天说<strong>手艺</strong>" in (built / "essays/one/transcript.html").read_text(encoding="utf-8")
    assert (built / "essays/two/said.vtt").is_file() and not (built / "essays/three/transcript.html").exists()


def test_the_page_plays_it_without_script_and_without_others(built: Path) -> None:
    page = (built / "essays/one/index.html").read_text(encoding="utf-8")
    assert re.search(r'<audio [^>]*src="\.\./\.\./essays/one/talk\.mp3" controls preload="none">', page)
    assert '<a href="../../essays/one/talk.mp3#t=7" data-at="7">' in page and "0:12" in page
    assert '<link rel="alternate" type="application/rss+xml" title="手艺 &amp; 电台" href="../../podcast.xml">' in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (episode,) = (node for node in json.loads(data)["@graph"] if node["@type"] == "PodcastEpisode")
    assert episode["associatedMedia"]["duration"] == "PT12S"
    assert episode["partOfSeries"]["webFeed"] == "https://t.example/sub/podcast.xml"
    silent = "".join(path.read_text(encoding="utf-8") for path in built.glob("notes/**/*.html"))
    assert silent and "<audio" not in silent and "episode." not in silent
    assert not (built / "en/podcast.xml").exists()


def test_published_recordings_say_no_more_than_listeners_are_shown(built: Path) -> None:
    for name, data in (("one/talk.mp3", mp3(12)), ("two/录音.m4a", m4a(95))):
        made = (built / "essays" / name).read_bytes()
        assert len(made) == len(data) and [secret for secret in SECRETS if secret in made] == []
        assert b"Public title" in made
    assert (built / "essays/one/talk.mp3").read_bytes().count(FRAME) == mp3(12).count(FRAME)
    assert blanked(m4a(3)).endswith(box(b"mdat", b"sound" * 400))


HEADS = (b"", b"ID3\x03\0\0\0\0\0\x7f", mp3(0)[:90], m4a(1)[:150])


@given(st.sampled_from(HEADS), st.binary(max_size=200))
def test_no_file_is_too_odd_to_be_published(head: bytes, tail: bytes) -> None:
    assert len(blanked(head + tail)) == len(head + tail)


def test_without_a_recording_there_is_no_podcast(tmp_path: Path) -> None:
    root = site(tmp_path)
    for path in root.glob("content/essays/**/*.md"):
        path.write_text(
            re.sub(r"audio:.*?\n---", "---", path.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8"
        )
    assert main(["build", "--root", str(root), "-q"]) == 0
    assert [path for path in root.glob("output/**/*") if "podcast" in path.name or path.name == "transcript.html"] == []


def test_what_directories_would_refuse_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, 'cover = "/small.png"\n')
    Image.new("RGB", (300, 200)).save(root / "content/small.png")
    settings = (root / "site.toml").read_text(encoding="utf-8")
    settings = settings.replace('"Arts"', '"Atrs"').replace('email = "me@t.example"\n', "")
    (root / "site.toml").write_text(settings, encoding="utf-8")
    talk = root / "content/essays/bad.md"
    talk.write_text("---\ntitle: 坏\naudio: broken.ogg\n---\n坏。\n", encoding="utf-8")
    talk.with_name("broken.ogg").write_bytes(b"\x00 no sound")
    main(["check", "--root", str(root)])
    told = capsys.readouterr().err
    assert told.count("warning[podcast]") == 3 and told.count("warning[recording]") == 3
    assert main(["build", "--root", str(root), "-q"]) == 0
    with Image.open(root / "output/podcast-cover.jpg") as cover:
        assert cover.size == (1400, 1400)


def test_what_is_no_recording_and_chapters_that_nobody_finds_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path)
    essays = root / "content/essays"
    (essays / "fake.md").write_text("---\ntitle: 假\ndate: 2026-03-05\naudio: fake.mp3\n---\n假。\n", encoding="utf-8")
    (essays / "fake.mp3").write_bytes("不是录音".encode() * 50)
    chapters = "[乱 章, 0:01 开头, 99:00 尾声]"
    talk = f"---\ntitle: 真\ndate: 2026-03-06\naudio:\n  src: real.mp3\n  chapters: {chapters}\n---\n真。\n"
    (essays / "real.md").write_text(talk, encoding="utf-8")
    (essays / "real.mp3").write_bytes(mp3(65))
    short = "---\ntitle: 短\ndate: 2026-03-07\n---\n:::audio short.mp3\n短。\n:::\n"
    (essays / "short.md").write_text(short, encoding="utf-8")
    (essays / "short.mp3").write_bytes(b"ID3")
    assert main(["build", "--root", str(root)]) == 0
    told = capsys.readouterr().err
    assert told.count("warning[bad-recording]") == 3
    assert all(said in told for said in ("`fake.mp3` is no recording", "`乱 章` has no time", "ends, at 1:05"))
    feed = (root / "output/podcast.xml").read_text(encoding="utf-8")
    assert "fake.mp3" not in feed and "real.mp3" in feed
    assert 'short.mp3" length="3"' in (root / "output/feed.xml").read_text(encoding="utf-8")


def test_the_feed_is_in_the_language_that_the_site_says() -> None:
    assert [_language("en", "en_GB"), _language("zh-Hans", "zh_CN"), _language("en-US", "en_GB")] == [
        "en", "zh-CN", "en-US",
    ]  # fmt: skip


def test_who_is_not_trusted_has_nothing_played_from_another_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path)
    settings = (root / "site.toml").read_text(encoding="utf-8")
    (root / "site.toml").write_text(f'trusted = ["members/"]\n{settings}', encoding="utf-8")
    assert main(["build", "--root", str(root)]) == 0
    assert "three.md:4:14: warning[picture-elsewhere]" in capsys.readouterr().err
    assert "cdn.example" not in (root / "output/essays/three/index.html").read_text(encoding="utf-8")
    feed = (root / "output/podcast.xml").read_text(encoding="utf-8")
    assert "cdn.example" not in feed and feed.count("<item>") == 2
