"""The search index finds what a plain scan of the texts finds, and nothing that is not for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.queries.search import segments
from mingpian.render.formats.search import FORMAT
from mingpian.render.search import postings, terms
from mingpian.render.search.postings import Searchable
from tests.render.conftest import FILES
from tests.render.formats.search_reader import Reader, records
from tests.render.small import SITE, Small

HOSTILE = "</script><img src=x onerror=alert(1)>\"'\\&amp; ${1} 题"
CHINESE = st.text("天地人山水火木金土日月，。 a", max_size=60)


def reader(small: Small, cache: Path, base: str = "search/") -> Reader:
    """A reader of the index that a site's formats make, with segments kept in `cache`."""
    small.context = msgspec.structs.replace(small.context, cache=cache)
    return Reader(lambda path: small.render(FORMAT, base + path))


@pytest.fixture
def everything_read(everything: Small, tmp_path: Path) -> Reader:
    return reader(everything, tmp_path)


def test_without_a_place_to_keep_them_segments_are_made_once(
    everything: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    index = postings.index_segment

    def counted(texts: Iterable[Searchable], bits: int) -> bytes:
        made.append(bits)
        return index(texts, bits)

    monkeypatch.setattr(postings, "index_segment", counted)
    (tmp_path / "search").write_text("a file, where the folder would be")
    everything.context = msgspec.structs.replace(everything.context, cache=tmp_path)
    shards = [path for path in everything.planned(FORMAT) if path.startswith("search/t/")]
    found = [everything.render(FORMAT, path) for path in shards * 2][: len(shards)]
    (tmp_path / "other").mkdir()
    everything.context = msgspec.structs.replace(everything.context, cache=tmp_path / "other")
    assert found == [everything.render(FORMAT, path) for path in shards]
    assert len(made) == 2 * len(everything.ask("search_index", "zh-Hans").segments)  # once for each place


def index_of(texts: list[str], bits: int = 3) -> Reader:
    """A reader of an index of bare texts, one segment for 256 of them."""
    cut = [texts[start : start + 256] for start in range(0, len(texts), 256)]
    parts = [postings.index_segment((Searchable("", text, ()) for text in part), bits) for part in cut]
    files = {f"t/{n:x}.bin": b"".join(postings.shard(part, n) for part in parts) for n in range(1 << bits)}
    return Reader({**files, "index.json": json.dumps({"bits": bits}).encode()}.__getitem__)


@given(st.lists(CHINESE, min_size=1, max_size=12), st.data())
def test_every_phrase_of_a_text_finds_it(texts: list[str], data: st.DataObject) -> None:
    found = index_of(texts)
    phrases = {text[at : at + size] for text in texts for at in range(len(text)) for size in range(1, 7)}
    wanted = sorted(phrase for phrase in phrases if phrase and not set(phrase) & set("，。 a"))
    for phrase in data.draw(st.lists(st.sampled_from(wanted), max_size=8)) if wanted else ():
        assert {at for at, text in enumerate(texts) if phrase in text} <= found.phrase(phrase), phrase


@given(st.lists(CHINESE, max_size=8))
def test_a_pair_finds_only_texts_that_have_it(texts: list[str]) -> None:
    found = index_of(texts or [""])
    for pair in ("天地", "人山", "水火", "日月"):
        assert found.phrase(pair) == {at for at, text in enumerate(texts) if pair in text}


def test_characters_of_every_plane_and_many_entries() -> None:
    texts = [f"第{n}篇 𠮷野家" if n % 2 else "漢字かなカナ한글" for n in range(300)]
    found = index_of(texts)
    for phrase in ("𠮷", "𠮷野", "野家"):
        assert found.phrase(phrase) == set(range(1, 300, 2)), phrase
    for phrase in ("漢字", "字かな", "カナ한글", "한"):
        assert found.phrase(phrase) == set(range(0, 300, 2)), phrase


def test_forms_of_a_character_are_one() -> None:
    found = index_of(["ｶﾞﾗｽ 豈", "ガラス 豈", "ＡＢＣ Café STRASSE", "abc cafe straße"])
    assert found.phrase("ガラス") == {0, 1}
    assert found.phrase("豈") == {0, 1}
    for word in ("abc", "cafe", "strasse"):
        assert set(found.having(word)) == {2, 3}, word


def test_a_word_is_found_by_its_beginning() -> None:
    found = index_of(["designer", "des", "resign"])
    assert set(found.having("des*")) == {0}
    assert set(found.having("desig*")) == {0}
    assert set(found.having("des")) == {1}


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_at_all_can_be_indexed_and_read(texts: list[str]) -> None:
    clean = [text.encode("utf-8", "ignore").decode() for text in texts]
    segment = postings.index_segment((Searchable(text, text, ("kind:essays",)) for text in clean), 2)
    for number in range(4):
        keys = list(records(postings.shard(segment, number), number << 28))
        assert all(key >> 28 == number and place < len(clean) for key, place in keys)


def test_titles_and_frequent_words_are_told_apart(tmp_path: Path) -> None:
    first = "---\ntitle: 菜单\ndate: 2026-01-01\n---\n字。\n"
    second = "---\ntitle: 别的\ndate: 2026-01-02\n---\n菜单，菜单，菜单，一次。\n"
    found = reader(Small({"essays/a.md": first, "essays/b.md": second}), tmp_path)
    assert found.having("菜单") == {0: {0, 2}, 1: {0, 1}}
    assert found.having("一次") == {1: {0}}


def test_every_kind_is_found_by_what_its_page_says(everything_read: Reader) -> None:
    for phrase, title in {
        "独立创作者把手艺": "林语",
        "一叶工作室": "林语",
        "询盘": "官网改版",
        "没人看": "一小时改稿",
        "西湖边": "读书会",
        "慢慢读": "读者",
        "关于本站": "关于",
    }.items():
        assert title in everything_read.titles(everything_read.phrase(phrase)), phrase
    assert any("今天下雨" in title for title in everything_read.titles(everything_read.phrase("三行字")))
    assert "林语" in everything_read.titles(set(everything_read.having("yu")))


def test_results_can_be_narrowed(everything_read: Reader) -> None:
    labels = everything_read.head["labels"]
    assert ["essays", "文章"] in labels["kind"]
    assert ["写作", "写作"] in labels["tag"]
    assert ["members/man", "周曼"] in labels["person"]
    assert everything_read.titles(set(everything_read.having("person:members/man"))) == {"Second", "周曼", "官网改版"}
    assert len(everything_read.having("kind:members")) == 2
    assert "Second" in everything_read.titles(set(everything_read.having("tag:写作")))


def test_what_is_not_listed_or_not_public_is_not_found(everything_read: Reader, everything: Small) -> None:
    assert everything_read.phrase("私下") == set()
    assert everything_read.phrase("不在任何列表里") == set()
    assert everything_read.having("8888") == {}
    files = [everything.render(FORMAT, path) for path in everything.planned(FORMAT)]
    assert not any("私下".encode() in data for data in files)


def test_each_language_has_an_index_of_its_own(everything: Small, tmp_path: Path) -> None:
    english = reader(everything, tmp_path, "en/search/")
    assert english.titles(set(english.having("letter"))) == {"A long letter"}
    assert english.phrase("长信") == set()
    assert ["essays", "Essay"] in english.head["labels"]["kind"]


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    files = {
        "essays/a.md": f"---\ntitle: {json.dumps(HOSTILE)}\ndate: 2026-01-01\ntags: [{json.dumps(HOSTILE)}]\n---\n字\n"
    }
    found = reader(Small(files), tmp_path)
    assert found.titles(found.phrase("题")) == {HOSTILE}


def test_a_site_without_search_has_no_index() -> None:
    assert Small(FILES, SITE + "[search]\nenabled = false\n").planned(FORMAT) == {}


def test_an_empty_site_can_be_searched(tmp_path: Path) -> None:
    found = reader(Small({}, 'title = "A"\nbase_url = "https://h.example/"\n'), tmp_path)
    assert found.phrase("无") == set()


def test_damaged_segments_are_made_again(everything: Small, tmp_path: Path) -> None:
    small = Small(FILES)
    whole = reader(small, tmp_path / "a").read("t/0.bin")
    for path in (tmp_path / "a").rglob("*"):
        if path.is_file():
            (tmp_path / "b/search/zh-Hans").mkdir(parents=True, exist_ok=True)
            (tmp_path / "b/search/zh-Hans" / path.name).write_bytes(path.read_bytes()[:-1])
    assert reader(small, tmp_path / "b").read("t/0.bin") == whole


def test_what_no_entry_needs_any_more_is_removed(tmp_path: Path) -> None:
    def kept() -> list[Path]:
        return [path for path in tmp_path.rglob("*") if path.is_file()]

    reader(Small(FILES), tmp_path).read("t/0.bin")
    before = kept()
    reader(Small({**FILES, "notes/new.md": "---\ndate: 2026-03-06\n---\n新的。\n"}), tmp_path).read("t/0.bin")
    assert len(kept()) == len(before)
    assert kept() != before


def test_one_entry_more_changes_few_segments() -> None:
    template = next(iter(Small({"essays/a.md": "---\ntitle: 题\n---\n字\n"}).model.site.entries.values()))

    def cut(chosen: set[int]) -> set[tuple[str, ...]]:
        entries = [msgspec.structs.replace(template, key=f"essays/{n}.zh-Hans", published=n) for n in chosen]
        groups = segments.segments(entries)
        assert all(len(segment) <= segments.MAX_ENTRIES for segment in groups)
        return {tuple(entry.key for entry in segment) for segment in groups}

    there = set(range(0, 6_000, 2))
    before = cut(there)
    changed = [len(cut(there | {more}) - before) for more in range(1, 6_000, 151)]
    assert len(before) > 12
    assert sum(changed) <= 3 * len(changed)


def test_numbers_are_the_same_however_a_term_is_written() -> None:
    (pair,) = [pair for pair in terms.count_pairs("名片") if terms.is_term(pair)]
    assert terms.term_number(pair) == terms.term_number("名片") == 0xB9A8487


TOPICS = '[websites]\nnames = {zh-Hans = "个人网站", en = "Personal sites"}\nsynonyms = ["建站", "homepage"]\n'
WANTED = {
    "topics.toml": TOPICS,
    "members/lin.md": "---\nname: 林\noffers: [建站]\n---\n写字。\n",
    "members/bo.md": "---\nname: 博\nasks: [{topic: websites, since: 2026-01-01}]\n---\n找人。\n",
    "offers/one.md": "---\ntitle: 一周一站\ntopics: [websites]\n---\n一周。\n",
    "essays/gate.md": "---\ntitle: 門邊\ndate: 2026-01-01\n---\n後來的軟體，頭髮。\n",
}


def test_who_offers_a_topic_is_found_by_any_word_for_it_and_who_asks_is_not(tmp_path: Path) -> None:
    small = Small(WANTED)
    found = reader(small, tmp_path)
    ((name, url, key, *words),) = json.loads(small.render(FORMAT, "search/topics.json"))
    assert (name, url, key) == ("个人网站", "topics/websites/", "websites")
    assert {"建站", "homepage", "个人网站", "Personal sites"} <= set(words)
    assert found.titles(set(found.having(f"topic:{key}"))) == {"林", "一周一站"}


def test_a_new_synonym_makes_its_entries_found(tmp_path: Path) -> None:
    before = Small({**WANTED, "topics.toml": TOPICS.replace('"建站", ', "")})
    assert "建站" in json.dumps(json.loads(before.render(FORMAT, "search/topics.json")), ensure_ascii=False)
    assert reader(before, tmp_path).titles(set(reader(before, tmp_path).having("topic:websites"))) == {"一周一站"}
    after = Small(WANTED)
    assert reader(after, tmp_path).titles(set(reader(after, tmp_path).having("topic:websites"))) == {"林", "一周一站"}


def test_both_scripts_of_chinese_are_read_as_one(tmp_path: Path) -> None:
    small = Small(WANTED)
    found = reader(small, tmp_path)
    pairs = small.render(FORMAT, found.head["letters"]).decode()
    simple = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert (simple["門"], simple["髮"], simple["後"]) == ("门", "发", "后") and "门" not in simple
    for phrase in ("门边", "门", "后来", "头发"):
        assert found.titles(found.phrase(phrase)) == {"門邊"}, phrase
        assert found.phrase("".join(simple.get(one, one) for one in "門邊")) == found.phrase("门边")
    assert (
        Small(WANTED, SITE.replace('"zh-Hans", "en"', '"en"')).planned(FORMAT).keys().isdisjoint({"search/letters.txt"})
    )
