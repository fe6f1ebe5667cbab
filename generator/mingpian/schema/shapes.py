"""What a type says of data: one value, one of a few words, a list, names with values, or a record of them."""

import functools
import typing
from typing import Any

import msgspec

from mingpian.core.diagnostics import did_you_mean
from mingpian.i18n import AnyText, _
from mingpian.schema.fields import LISTED, Is
from mingpian.schema.spellings import WIDE, split_names

MAX_ITEMS = 2_000  # of one list: more is a mistake or an attack, and would cost every page that shows it
FEW = 12  # names: so many can be listed in a hint


class Scalar(msgspec.Struct, frozen=True):
    """One value of text; `check` names the rule, or the Python type for numbers and truth values."""

    check: str
    to: str = ""


class Choice(msgspec.Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Many(msgspec.Struct, frozen=True):
    """A list; a single value stands for a list of one."""

    item: "Shape"


class Mapping(msgspec.Struct, frozen=True):
    """Names chosen by the writer, each with a value."""

    value: "Shape"


class Record(msgspec.Struct, frozen=True):
    """A struct: known names with values. What more a struct may declare of itself, as class variables:

    `shorthand`: the field that a plain value stands for. `required`: fields without which the record says nothing;
    `any_of`: fields of which it needs one. `needs`: fields that say nothing without another one. `guards`: fields
    that keep something from the public; a record whose guard is not understood is not published. `harmless`:
    unknown names that are surely no guard. `elsewhere`: what fields of other programs are called here. `advice`:
    says how a plain value is written that does not fit.
    """

    struct: type[msgspec.Struct]
    fields: dict[str, "Shape"]
    shorthand: str = ""


class Anything(msgspec.Struct, frozen=True):
    """Any data at all."""


Shape = Scalar | Choice | Many | Mapping | Record | Anything


@functools.cache
def shape_of(annotation: Any) -> Shape:
    """Return the shape of a type annotation."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        mark = next((item for item in args[1:] if isinstance(item, Is)), None)
        return Scalar(mark.check, mark.to) if mark else shape_of(args[0])
    if origin is typing.Literal:
        return Choice(args)
    if origin is tuple:
        return Many(shape_of(args[0]))
    if origin is dict:
        return Mapping(shape_of(args[1]))
    if annotation is Any:
        return Anything()
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _record(annotation)
    if annotation in (bool, int, float):
        return Scalar(annotation.__name__)
    raise TypeError(f"no shape for {annotation!r}")


def record_of(struct: type[msgspec.Struct]) -> Record:
    """Return the shape of a struct."""
    shape = shape_of(struct)
    assert isinstance(shape, Record)
    return shape


def _record(struct: type[msgspec.Struct]) -> Record:
    hints = typing.get_type_hints(struct, include_extras=True)
    names = zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True)
    fields = {written: shape_of(hints[name]) for written, name in names}
    return Record(struct, fields, getattr(struct, "shorthand", ""))


def hints_for(name: str, shape: Record) -> tuple[AnyText, ...]:
    """Say what an unknown field may be: one of other programs (`elsewhere` of the struct), a slip, or one of these."""
    if name == "<<":
        return (_("merge keys are not read: write the fields that it takes over here, too"),)
    elsewhere: AnyText = getattr(shape.struct, "elsewhere", {}).get(name, "")
    if elsewhere in shape.fields:
        return (_("that is `{name}` here", name=elsewhere),)
    if " " in str(elsewhere):
        return (elsewhere,)
    return did_you_mean(name, shape.fields) or (_("known here: {names}", names=", ".join(sorted(shape.fields))),)


def listed(shape: Choice) -> tuple[AnyText, ...]:
    """Return the words of a choice as a hint, where they are few."""
    words = [word for word in shape.words if word]
    return (_("one of: {words}", words=", ".join(words)),) if len(words) <= FEW else ()


def what_is(data: Any) -> AnyText:
    """Return what data is called in messages."""
    called: dict[type, AnyText] = {dict: _("names with values"), list: _("a list"), str: _("text")}
    return next((name for kind, name in called.items() if isinstance(data, kind)), _("something else"))


def misfit(shape: Shape, name: str, data: Any) -> tuple[AnyText, AnyText]:
    """Return what is wrong with data that is of another sort than its shape takes, and how that is written."""
    names = _("names with values"), _("write each value on a line of its own below it, with its name before it")
    one = _("write the value alone, without names below it")
    taken: dict[type, tuple[AnyText, AnyText]] = {
        Scalar: (_("one value"), one),
        Choice: (_("one word"), one),
        Many: (_("a list"), _("write a list: `[a, b]`")),
    }
    expected, hint = taken.get(type(shape), names)
    return _("`{name}` takes {expected}, not {found}", name=name, expected=expected, found=what_is(data)), hint


def apart(item: Shape, data: Any) -> list[Any]:
    """Return the items of a list that was written as one value: `a, b`, where items are names."""
    if isinstance(item, Scalar) and item.check in LISTED and isinstance(data, str):
        return split_names(data)
    return [data]


def items_of(item: Shape, data: Any) -> list[Any]:
    """Return the items of a list. What Chinese commas part is parted, also in a list: `[a，b]` is one text to YAML."""
    if not isinstance(data, list):
        return apart(item, data)
    return [part for one in data for part in (apart(item, one) if WIDE.search(str(one)) else [one])]


def called_here(shape: Record, name: str, written: dict[str, Any]) -> str:
    """Return our name of a field that other programs call otherwise, unless the record has that field too."""
    called: dict[str, str] = getattr(shape.struct, "elsewhere", {})
    ours = called.get(name.lower(), name) if name not in shape.fields else name
    return name if ours in written else ours
