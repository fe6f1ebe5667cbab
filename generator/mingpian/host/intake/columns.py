"""The form as columns: of a table for Feishu, Tencent and others, and of the issue forms of GitHub and Gitee."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from mingpian import Kind, split_names
from mingpian.host.intake.form import FormField, form_of
from mingpian.host.intake.words import LANGUAGES, FormWords, form_words

_WAYS = 5  # of reaching somebody: further ones are for the page
_NUMBER = re.compile(r"^(?:[Qq]?\d+\s*[.、．:：)）]|[（(]\d+[)）])\s*")
_REMARK = re.compile(r"[\s*]+\Z|[（(](?:必填|選填|选填|needed|required|optional)[)）]", re.IGNORECASE)
_ITEMS = re.compile(r"[;；\n]+")
BODY = "body"


class Column(msgspec.Struct, frozen=True):
    """One column: what it is called, and where in the fields its value belongs."""

    label: str
    path: tuple[str, ...]
    field: FormField


@cache
def columns_of(kind: Kind, lang: str) -> tuple[Column, ...]:
    """Return the columns of a kind; pictures and records of several parts are for the page."""
    words = form_words(lang)
    body = FormField(name=BODY, label=words.page["body"], type="prose")
    return (
        *(column for field in form_of(kind, lang) for column in _columns(field, words)),
        Column(body.label, (BODY,), body),
    )


def _columns(field: FormField, words: FormWords) -> Iterator[Column]:
    between = ": " if words.page["separator"] == ", " else "："
    match field.type:
        case "picture":
            return
        case "record":
            parts = (part for part in field.fields if part.type not in ("picture", "names"))
            if not any(part.type == "picture" for part in field.fields) or not field.main:
                yield from (
                    Column(f"{field.label}{between}{part.label}", (field.name, part.name), part) for part in parts
                )
        case "records":
            if field.main:
                yield Column(field.label, (field.name,), field)
        case "ways":
            audience = next((part for part in field.fields if part.name == "audience"), None)
            for way, label in field.choices[:_WAYS]:
                yield Column(label, (field.name, way, field.main), FormField(name=way, label=label, type="text"))
                if audience:
                    yield Column(f"{label}{between}{audience.label}", (field.name, way, audience.name), audience)
        case _:
            yield Column(field.label, (field.name,), field)


def template(kind: Kind, lang: str) -> str:
    """Return the table as CSV with the names of its columns alone; with a mark, by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([column.label for column in columns_of(kind, lang)])
    return "\ufeff" + text.getvalue()


def columns_in(kind: Kind, labels: list[str]) -> dict[str, Column]:
    """Return our columns among those of a table, by the label there; empty when the table is not ours."""
    found: list[dict[str, Column]] = []
    for lang in LANGUAGES:
        known = _by_label(kind, lang)
        found.append({label: known[plain] for label in labels if (plain := _plain(label)) in known})
    best = max(found, key=len)
    own = any(column.path[-1] == "audience" for column in best.values())
    is_named = any(column.field.required for column in best.values())
    return best if is_named and (own or 2 * len(best) > len(labels)) else {}


@cache
def _by_label(kind: Kind, lang: str) -> Mapping[str, Column]:
    return {column.label: column for column in columns_of(kind, lang)}


def _plain(label: str) -> str:
    return _REMARK.sub("", _NUMBER.sub("", label.strip())).strip()


def fields_of_row(row: Mapping[str, str], columns: Mapping[str, Column]) -> tuple[dict[str, Any], str]:
    """Return the fields that a row states, and what it says of the body."""
    fields: dict[str, Any] = {}
    body = ""
    for label, column in columns.items():
        value = row.get(label, "").strip()
        if not value:
            continue
        if column.path == (BODY,):
            body = value
            continue
        holder = fields
        for step in column.path[:-1]:
            holder = holder.setdefault(step, {})
        holder[column.path[-1]] = _value(value, column.field)
    return {name: one for name, value in fields.items() if (one := _without_lone_audiences(value))}, body


def _without_lone_audiences(value: Any) -> Any:
    """Leave out who may see something that is not there."""
    if not isinstance(value, dict):
        return value
    parts = {name: one for name, item in value.items() if (one := _without_lone_audiences(item))}
    return {} if parts.keys() == {"audience"} else parts


def _value(text: str, field: FormField) -> Any:
    match field.type:
        case "choice":
            return chosen(text, field.name)
        case "names":
            return split_names(text)
        case "records":
            main = next(part for part in field.fields if part.name == field.main)
            items = text.split() if main.type in ("url", "text") and "://" in text else _ITEMS.split(text)
            several = [one for item in items for one in (split_names(item) if main.type == "topic" else [item.strip()])]
            return [one for one in several if one]
        case "truth":
            return "true" if text.casefold() in _truths() else ""
    return text


def _truths() -> set[str]:
    return {"true", "1", "x", "✓", *(form_words(lang).page["yes"] for lang in LANGUAGES)}


def chosen(text: str, _field: str = "") -> str:
    """Return the word that a choice stands for, in any of our languages; the text itself when none does."""
    plain = text.strip()
    for lang in LANGUAGES:
        for word, label in form_words(lang).choices.items():
            if plain in (word, label) or plain == re.split("[（(]", label)[0].strip():
                return word
    return plain
