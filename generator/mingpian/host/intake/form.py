"""The form of a kind, from its declaration alone: a field that a kind gets is in the form, the page and the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from mingpian import (
    Choice,
    Common,
    Kind,
    Many,
    NamedValues,
    RecordShape,
    Scalar,
    Titled,
    field_docs,
    record_of,
)
from mingpian.host.intake.words import FormWords, form_words
from mingpian.i18n import translate

NOT_HANDED_IN = frozenset(Common.__struct_encode_fields__)
"""When and where an entry is published is the host's; a title is the writer's."""

_TYPES = {
    **{"prose": "prose", "day": "day", "date": "moment", "url": "url", "email": "email"},
    **dict.fromkeys(("int", "float", "count", "amount"), "number"),
    **{"bool": "truth", "picture": "picture", "topic": "topic", "ref": "ref"},
}
WAYS = ("email", "phone", "wechat", "mobile", "qq", "weibo", "telegram", "whatsapp", "address", "other")


class FormField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field: `type` is `text`, `prose`, `day`, `moment`, `url`, `email`, `number`, `truth`, `picture`, `topic`,
    `ref`, `choice`, `names` (a list on a line), `record`, `records`, `ways` (names with records). `main` is the field
    of a record that stands for the whole."""

    name: str
    label: str
    type: str
    hint: str = ""
    refers: str = ""  # kind of the entries that it names
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple["FormField", ...] = ()
    main: str = ""


def form_of(kind: Kind, lang: str) -> tuple[FormField, ...]:
    """Return the fields that somebody may fill in, in the order of their declaration."""
    words = form_words(lang)
    shape = record_of(kind.fields)
    own = [name for name in shape.fields if name not in NOT_HANDED_IN]
    if issubclass(kind.fields, Titled):
        own.sort(key=lambda name: name != kind.title_field)
    fields = {name: shape.fields[name] for name in own}
    return tuple(_fields(msgspec.structs.replace(shape, fields=fields), words, lang, kind.title_field))


def _fields(record: RecordShape, words: FormWords, lang: str, needed: str = "") -> Iterator[FormField]:
    docs: Mapping[str, str] = field_docs(record.struct)
    required = {needed, *getattr(record.struct, "required", ())}
    for name, shape in record.fields.items():
        told = words.hints.get(name, "")
        if not told and not lang.startswith("zh-Hant") and name in docs and needed:
            told = translate(docs[name], "zh" if lang.startswith("zh") else "en").replace("`", "")
        found = _field(name, shape, words, lang)
        if found is not None:
            label = words.name(name, record.struct.__name__)
            yield msgspec.structs.replace(found, label=label, hint=told, required=name in required)


def _field(name: str, shape: Any, words: FormWords, lang: str) -> FormField | None:
    match shape:
        case Scalar(check=check, to=to):
            return FormField(name=name, label="", type=_TYPES.get(check, "text"), refers=to)
        case Choice(words=listed):
            choices = tuple((word, words.choices.get(word, word)) for word in listed if word)
            return FormField(name=name, label="", type="choice", choices=choices)
        case RecordShape():
            inner = tuple(_fields(shape, words, lang))
            return FormField(name=name, label="", type="record", fields=inner, main=shape.shorthand)
        case Many(item=RecordShape() as item):
            inner = tuple(_fields(item, words, lang))
            return FormField(name=name, label="", type="records", fields=inner, main=item.shorthand)
        case Many(item=Scalar(to=to)):
            return FormField(name=name, label="", type="names", refers=to)
        case NamedValues(value=Many(item=RecordShape() as item)):
            ways = tuple((way, words.ways.get(way, way)) for way in WAYS)
            inner = tuple(_fields(item, words, lang))
            return FormField(name=name, label="", type="ways", fields=inner, main=item.shorthand, choices=ways)
    return None  # anything at all: nothing that a form could ask for
