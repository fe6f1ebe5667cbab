"""Every field and every setting says what it is, and the reference pages say it too."""

import msgspec
import pytest

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import VocabularyTopic
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.i18n import translate
from mingpian.schema.docstrings import field_docs, purpose
from mingpian.schema.reference import nested
from mingpian.schema.shapes import record_of


def structs() -> list[type[msgspec.Struct]]:
    """Every struct that a content file, site.toml or topics.toml is read into."""
    roots: list[type[msgspec.Struct]] = [*(kind.fields for kind in KINDS.values()), SiteConfig, VocabularyTopic]
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


@pytest.mark.parametrize("struct", structs(), ids=lambda struct: struct.__name__)
def test_every_docstring_is_there_in_chinese(struct: type[msgspec.Struct]) -> None:
    texts = [purpose(struct), *field_docs(struct).values()]
    assert [text for text in texts if translate(text, "zh") == text and text.isascii() and " " in text] == []
