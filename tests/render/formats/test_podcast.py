"""The podcast: a feed that directories and players accept, a player of the page's own, and files that tell no more."""

from __future__ import annotations

import io
import json
import re
import struct
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
from mingpian.config.podcast import CATEGORIES, category_of
from mingpian.render.formats.podcast import _language
from mingpian.render.sound.metadata import blanked
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.moments import check_timespan, leading_time

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
FRAME = bytes([0xFF, 0xFB, 0x90, 0xC4]) + bytes(413)  # MPEG-1 layer 3, 128 kbit/s, 44.1 kHz: 1152 samples
SECRETS = (b"secret note", b"secret owner", b"+31.2304+121.4737/", b"secret place")


def id3(*frames: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack(">IH", len(data), 0) + data for name, data in frames) + bytes(40)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def chapter(number: int, at: int, title: str) -> tuple[bytes, bytes]:
    said = b"\x01" + title.encode("utf-16")
    inner = b"TIT2" + struct.pack(">IH", len(said), 0) + said
    return b"CHAP", b"c%d\0" % number + struct.pack(">IIII", at * 1000, at * 1000 + 1, 0xFFFFFFFF, 0xFFFFFFFF) + inner


def mp3(seconds: int) -> bytes:
    tag = id3(
        (b"TIT2", b"\x03Public title"), (b"COMM", b"\x03eng\0secret note"), (b"PRIV", b"a\0secret owner"),
        (b"APIC", b"\x03image/jpeg\0\x03\0\xff\xd8Exif\0\0secret place"), chapter(0, 0, "开场"), chapter(1, 7, "嘉宾"),
    )  # fmt: skip
    return (
        tag
        + FRAME * round(seconds * 44100 / 1152)
        + b"TAG"
        + b"Title".ljust(94, b"\0")
        + b"secret note".ljust(31, b"\0")
    )


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def m4a(seconds: int) -> bytes:
    marks = b"\0\0\0\0" + b"\x02" + struct.pack(">QB", 0, 4) + b"Open" + struct.pack(">QB", 30_000_000, 5) + b"Guest"
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    place = box(b"\xa9xyz", struct.pack(">HH", 18, 0) + SECRETS[2])
    items = box(b"\xa9nam", box(b"data", bytes(8) + b"Public title")) + box(
        b"\xa9cmt", box(b"data", bytes(8) + SECRETS[0])
    )
    tags = box(b"meta", bytes(4) + box(b"ilst", items))
    phone = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709" + SECRETS[1]))
    moov = box(b"moov", header + box(b"udta", place + tags + box(b"chpl", marks)) + phone)
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + box(b"mdat", b"sound" * 400)


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


def test_settings_that_nobody_wrote_have_no_line_and_say_where_they_belong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path)
    settings = (root / "site.toml").read_text(encoding="utf-8")
    settings = "# mine\n" + settings[: settings.index("[podcast]")].replace('email = "me@t.example"\n', "")
    (root / "site.toml").write_text(settings, encoding="utf-8")
    main(["check", "--root", str(root)])
    told = capsys.readouterr().err
    assert told.count("site.toml: warning[podcast]") == 2 == told.count("below `[podcast]` in site.toml: ")


def test_the_feed_is_in_the_language_that_the_site_says() -> None:
    assert [_language("en", "en_GB"), _language("zh-Hans", "zh_CN"), _language("en-US", "en_GB")] == [
        "en", "zh-CN", "en-US",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1:02:03", "1:02:03"), ("62:03", "1:02:03"), ("3723", "1:02:03"), ("1小时2分3秒", "1:02:03"), ("2 min", "2:00"),
     ("0:07.5", "0:07"), ("１２：３４", "12:34")],
)  # fmt: skip
def test_spans_of_time_are_read_as_people_write_them(written: str, kept: str) -> None:
    assert check_timespan(written) == kept


@pytest.mark.parametrize("written", ["", "soon", "1:2:3", "-3", "12:99"])
def test_what_is_no_span_of_time_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError):
        check_timespan(written)


def test_times_before_titles_of_chapters_are_read() -> None:
    assert leading_time("01:23 嘉宾") == (83, "嘉宾")
    assert leading_time("(1:00:00) – End") == (3600, "End")
    assert leading_time("嘉宾 01:23") is None


def test_categories_are_those_of_the_directory_in_any_spelling() -> None:
    assert category_of("tv & film") == ("TV & Film", "") and category_of("Arts / books") == ("Arts", "Books")
    assert category_of("Books > Arts") is None and category_of("") is None
    assert all(
        category_of(f"{name} > {part}") for name, parts in CATEGORIES.items() for part in parts.split("|") if part
    )


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
