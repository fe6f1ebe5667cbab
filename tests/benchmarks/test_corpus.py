"""The corpus is the same every time, and has what a fair comparison needs."""

import os
import subprocess
import sys
from collections import Counter
from itertools import islice

import yaml

from benchmarks.corpus import Corpus, Essay, essay
from benchmarks.forms import yaml_entries

CORPUS = Corpus(300)


def _code(entry: Essay) -> str:
    return entry.body.split("```")[1]


def test_another_process_with_another_hash_seed_makes_the_same_corpus() -> None:
    program = (
        "import hashlib; from benchmarks.corpus import Corpus;"
        "c = Corpus(40);"
        "print(hashlib.sha256(repr([*c.all_essays(), *c.all_members()]).encode()).hexdigest())"
    )
    printed = {
        subprocess.check_output([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone})
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    assert len(printed) == 1


def test_an_entry_does_not_depend_on_those_made_before_it() -> None:
    assert essay(CORPUS, 17) == next(islice(CORPUS.all_essays(), 17, None))


def test_slugs_are_unique_and_links_lead_to_entries() -> None:
    slugs = [entry.slug for entry in CORPUS.all_essays()]
    members = {member.slug for member in CORPUS.all_members()}
    assert len(set(slugs)) == CORPUS.essays
    assert len(members) == CORPUS.members
    for entry in CORPUS.all_essays():
        links = [part.split(")")[0] for part in entry.body.split("(essay:")[1:]]
        assert len(links) == 2
        assert set(links) <= set(slugs)
        assert entry.author in members


def test_code_blocks_are_distinct_and_of_a_usual_length() -> None:
    blocks = [_code(entry) for entry in CORPUS.all_essays()]
    assert len(set(blocks)) == CORPUS.essays
    assert all(350 < len(block) < 650 for block in blocks)
    assert {block.split("\n", 1)[0] for block in blocks} == {"python", "js", "toml", "go", "bash", "html"}


def test_languages_have_their_shares_and_essays_their_size() -> None:
    entries = list(CORPUS.all_essays())
    assert Counter(entry.lang for entry in entries) == {"zh-Hans": 180, "zh-Hant": 60, "en": 60}
    assert 5000 < sum(len(entry.body.encode()) for entry in entries) / len(entries) < 7000
    assert all(2 <= entry.body.count("\n##") <= 4 for entry in entries)


def test_front_matter_is_yaml_with_the_fields_of_the_entry() -> None:
    texts = dict(yaml_entries(Corpus(20), "{slug}", "member/{slug}"))
    for entry in Corpus(20).all_essays():
        _, head, body = texts[entry.slug].split("---\n", 2)
        fields = yaml.safe_load(head)
        assert (fields["title"], fields["date"]) == (entry.title, entry.date)
        assert fields["tags"] == list(entry.tags)
        assert "(essay:" not in body


def test_templates_of_other_tools_find_nothing_to_expand() -> None:
    for entry in CORPUS.all_essays():
        assert not any(mark in entry.body for mark in ("{{", "{%", "{#"))
