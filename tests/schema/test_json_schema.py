"""The JSON Schemas are valid, accept what the reader accepts, and refuse what it refuses."""

import datetime
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mingpian.config.settings import SiteConfig
from mingpian.content.data_formats import frontmatter
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.published_schemas import schemas
from mingpian.schema import read as schema
from tests.example import REPOSITORY, mingpian

SCHEMAS = schemas(["rubric"])
SITES = [REPOSITORY, *sorted((REPOSITORY / "tests" / "golden" / "sites").iterdir())]


class Core(yaml.SafeLoader):
    """YAML as editors read it (1.2, core schema): a date is text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(name: str, data: Any) -> list[str]:
    """What the schema finds wrong, each with the path to it."""
    validator = jsonschema.Draft202012Validator(SCHEMAS[f"{name}.schema.json"])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def texts(value: Any) -> Any:
    """TOML's dates as text, as editors see them."""
    if isinstance(value, dict):
        return {name: texts(item) for name, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def entries(site: Path) -> Iterator[Path]:
    for kind in KINDS:
        yield from sorted((site / "content" / kind).rglob("*.md"))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_a_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_what_the_sites_say_is_valid(site: Path) -> None:
    found = []
    for path in entries(site):
        front = frontmatter.split_front_matter(path.read_text(encoding="utf-8"))
        data = (tomllib.loads if front.text.startswith("title =") else lambda t: yaml.load(t, Core))(front.text) or {}
        kind = path.relative_to(site / "content").parts[0]
        leans = path.stem.endswith((".en", ".zh-Hant"))  # a translation has what it lacks from the original
        arguments = [fault for fault in faults(kind, texts(data)) if not (leans and "required" in fault)]
        found += [f"{path}: {fault}" for fault in arguments]
    assert found == []


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_the_settings_and_topics_of_the_sites_are_valid(site: Path) -> None:
    files = {"site": site / "site.toml", "topics": site / "content" / "topics.toml"}
    for name, path in files.items():
        if path.exists():
            assert faults(name, texts(tomllib.loads(path.read_text(encoding="utf-8")))) == []


REFUSED = [
    ("essays", "titel: Tea"),
    ("essays", "title: [a, b]"),
    ("essays", "date: soon"),
    ("essays", "date: 2026_3"),
    ("essays", "part: first"),
    ("essays", "toc: perhaps"),
    ("essays", "canonical: example.org"),
    ("essays", "sources: [{name: A}]"),
    ("essays", "markdown: kramdown"),
    ("members", "headline: without a name"),
    ("members", "{name: A, vouches: [{why: good}]}"),
    ("members", "{name: A, contact: nobody}"),
    ("members", "{name: A, contact: {email: {value: a, audience: all}}}"),
    ("members", "{name: A, joined: 2026-13}"),
    ("offers", "price: cheap"),
    ("offers", "price: {amount: much}"),
    ("offers", "price: {amount: 5, currency: yuan}"),
    ("offers", "availability: later"),
    ("events", "title: no start"),
    ("events", "{start: 2026-01-01, status: maybe}"),
    ("works", "testimonial: {by: A}"),
    ("collaborations", "{parties: [a], nature: joint}"),
]

ACCEPTED = [
    ("essays", "{title: 2026, part: 2, tags: tea}"),
    ("essays", "{title: Tea, tags: [tea, 2026], rubric: letters}"),
    ("essays", "{date: 2026/3/1, updated: '2026-03-01 19:30 +0800', expires: 2026-03-01T19:30:00Z}"),
    ("essays", "{cover: tea.jpg, sources: [A book, {title: B, year: 2019}]}"),
    ("essays", "{cover: {src: /tea.jpg, alt: Tea}, syndicated: https://example.org/x}"),
    ("essays", "extra: {anything: [at, {all: true}]}"),
    ("members", "{name: A, offers: [tea, {topic: tea, text: brewing}], asks: tea, joined: 2019}"),
    ("members", "{name: A, contact: {wechat: lin, phone: 13800000000, mail: {value: x, audience: public}}}"),
    ("members", "{name: A, accepts: [b, c], photo: a.jpg, left: 2025-06}"),
    ("offers", "{price: on request, action: mailto:a@example.org}"),
    ("offers", "{price: {amount: '1,200.50', currency: cny, per: hour}, seats: 3}"),
    ("events", "{start: 2026-01-01, repeats: FREQ=WEEKLY, online: /live/}"),
    ("works", "{results: [Twice as many, {what: visits, before: 10, after: 20}], with: lin}"),
    ("collaborations", "{parties: a, nature: joint venture, answers: {member: a, topic: tea}}"),
]


def reader_refuses(kind: str, front: str) -> bool:
    """Whether the reader of the build finds anything wrong."""
    data = frontmatter.split_front_matter(f"---\n{front}\n---\n").located.data
    data.pop("rubric", None)
    struct = KINDS[kind].fields
    return bool(schema.read_struct(struct, data)[1] or schema.missing(struct, data))


@pytest.mark.parametrize(("kind", "front"), REFUSED)
def test_the_schema_refuses_what_the_reader_refuses(kind: str, front: str) -> None:
    assert reader_refuses(kind, front)
    assert faults(kind, yaml.load(front, Core)) != []


@pytest.mark.parametrize(("kind", "front"), ACCEPTED)
def test_the_schema_accepts_what_the_reader_accepts(kind: str, front: str) -> None:
    assert not reader_refuses(kind, front)
    assert faults(kind, yaml.load(front, Core)) == []


def test_completion_has_words_descriptions_and_defaults_to_offer() -> None:
    essays, offers = (SCHEMAS[f"{kind}.schema.json"]["properties"] for kind in ("essays", "offers"))
    assert offers["availability"]["enum"] == ["open", "waitlist", "full", "closed"]
    assert essays["series"]["description"] == "Name of the series that this is a part of."
    assert "Asia/Taipei" in SCHEMAS["site.schema.json"]["properties"]["timezone"]["examples"]
    assert set(SCHEMAS["site.schema.json"]["properties"]) == set(SiteConfig.__struct_encode_fields__)


def test_the_command_writes_the_schemas_with_the_sites_own_fields(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('title = "A"\n[taxonomies]\nmoods = "Moods"\n', encoding="utf-8")
    done = mingpian("schema", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "schema").iterdir()} == set(SCHEMAS)
    assert '"moods"' in (tmp_path / "schema" / "notes.schema.json").read_text(encoding="utf-8")
    assert "#:schema schema/site.schema.json" in done.stdout
    assert "$schema=../../schema/essays.schema.json" in done.stdout
