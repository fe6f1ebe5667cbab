"""Every field and every setting says what it is, and the reference pages say it too."""

import difflib

import msgspec
import pytest

from mingpian.config import SiteConfig
from mingpian.content.kind import Kind
from mingpian.content.kinds import KINDS
from mingpian.content.schemas import pages
from mingpian.content.topics import Topic
from mingpian.schema.docstrings import field_docs, purpose
from mingpian.schema.read import record_of
from mingpian.schema.reference import nested
from tests.example import REPOSITORY

REFERENCE = REPOSITORY / "docs" / "reference"


def structs() -> list[type[msgspec.Struct]]:
    """Every struct that a content file, site.toml or topics.toml is read into."""
    roots: list[type[msgspec.Struct]] = [*(kind.fields for kind in KINDS.values()), SiteConfig, Topic]
    return list(dict.fromkeys(part for root in roots for part in (root, *nested(root))))


@pytest.mark.parametrize("struct", structs(), ids=lambda struct: struct.__name__)
def test_every_field_has_a_docstring(struct: type[msgspec.Struct]) -> None:
    fields, docs = record_of(struct).fields, field_docs(struct)
    assert [name for name in fields if not docs.get(name, "").endswith(".")] == []
    assert purpose(struct).endswith(".")


def test_a_field_without_a_docstring_is_noticed() -> None:
    assert "forgotten" not in field_docs(Sample)
    assert field_docs(Sample)["for"] == "Documented."


class Sample(msgspec.Struct):
    forgotten: str = ""
    member: str = msgspec.field(default="", name="for")
    """Documented."""


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_reference_pages_are_those_of_the_declarations(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    diff = difflib.unified_diff(written.splitlines(), pages()[name].splitlines(), "written", "declared", lineterm="")
    assert "\n".join(diff) == "", "run `make reference`, and read the difference"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_reference_has_every_field_of_a_kind(kind: Kind) -> None:
    page = pages()["content.md"]
    assert [name for name in record_of(kind.fields).fields if f"| `{name}` |" not in page] == []
