"""Forms made from declarations: an input for each value that a shape has, named as `values` reads it.

A form works without a script: a list shows what is in it and room for one more. Scripts add rows, and hints while one
types; everything that is not ours is escaped by `Markup`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from mingpian.i18n import Language, _, translate
from mingpian.schema.docstrings import field_docs
from mingpian.schema.shapes import Anything, Choice, Many, Record, Scalar, Shape
from mingpian.schema.shapes import Mapping as MappingShape
from mingpian.studio.values import NAME, VALUE, Node

_LONG = frozenset({"prose"})
_TYPES = {"url": "url", "email": "email", "color": "color", "int": "number", "count": "number"}
AUDIENCES = {
    "public": _("everybody: it is published"),
    "members": _("members alone: it is not published"),
    "host": _("the host alone: it is not published"),
}
_TRUTHS = {"true": _("yes"), "false": _("no")}
_DEFAULT = _("not stated")


class FormLook(msgspec.Struct, frozen=True):
    """What a form needs beside declarations and values: the language, the hints there are, and what is wrong (by
    field)."""

    lang: Language
    hints: Mapping[str, str]  # `members`, `topic` … -> id of the <datalist>
    problems: Mapping[str, tuple[str, ...]] = {}

    def words(self, text: Any) -> str:
        """Return a text of ours in the language of the form."""
        return translate(text, self.lang)


def fields_html(
    docs: Mapping[str, str],
    shapes: Mapping[str, Shape],
    tree: dict[str, Node],
    names: Iterable[str],
    look: FormLook,
) -> Markup:
    """Return the inputs of some fields, each with what it is for (`docs`)."""
    return Markup("\n").join(
        _field(shapes[name], name, tree.get(name, ""), look, docs.get(name, "")) for name in names if name in shapes
    )


def _field(shape: Shape, name: str, node: Node, look: FormLook, doc: str) -> Markup:
    label = look.words(doc).replace("`", "") if doc else name
    wrong = Markup("").join(Markup('<p class="wrong">{}</p>').format(text) for text in look.problems.get(name, ()))
    inside = _input(shape, name, node, look)
    if isinstance(shape, Scalar | Choice | Anything):
        frame = '<div class="field" data-field="{0}"><label for="{0}">{1} <code>{0}</code></label>{2}{3}</div>'
    else:
        frame = '<fieldset data-field="{0}"><legend>{1} <code>{0}</code></legend>{2}{3}</fieldset>'
    return Markup(frame).format(name, label, inside, wrong)


def _input(shape: Shape, at: str, node: Node, look: FormLook, called: str = "") -> Markup:
    """Return the input, or inputs, of a value; one without a label of its own is `called` something."""
    about = Markup('id="{0}" name="{0}"').format(at) + (Markup(' aria-label="{}"').format(called) if called else "")
    match shape:
        case Choice(words):
            return _select(about, [word for word in words if word], _str(node), look, AUDIENCES)
        case Scalar("bool"):
            return _select(about, [*_TRUTHS], _str(node), look, _TRUTHS)
        case Scalar(check, to):
            return _line(about, check, look, look.hints.get(to or check, ""), _str(node))
        case Anything():
            return _area(about, _str(node))
        case Many(item):
            return _rows(at, node, look, lambda place, one: _input(item, place, one, look, f"{called} {place}".strip()))
        case MappingShape(inner):
            return _rows(at, node, look, lambda place, one: _named(inner, place, one, look))
        case Record():
            return _record(shape, at, node, look)


def _line(about: Markup, check: str, look: FormLook, hints: str, text: str) -> Markup:
    if check in _LONG or "\n" in text:
        return _area(about, text)
    kind = _TYPES.get(check, "text")
    if (kind == "color" and not text) or (kind == "number" and not text.isdecimal() and text):
        kind = "text"  # an input of such a type cannot show it
    more = Markup(' list="{}"').format(hints) if hints else Markup("")
    line = Markup('<input {} type="{}" value="{}"{} data-check="{}" autocomplete="off">').format(
        about, kind, text, more, check
    )
    return line + chooser(look) if check == "picture" else line


def chooser(look: FormLook) -> Markup:
    """Return what chooses a picture for the input before it; a script shows it, and takes the picture."""
    return Markup('<label class="choose" hidden>{}<input type="file" accept="image/*"></label>').format(
        look.words(_("Choose a picture, or drop one"))
    )


def is_picture(shape: Shape) -> bool:
    """Tell whether a value is a picture, with what is said of it."""
    return isinstance(shape, Record) and any(one == Scalar("picture") for one in shape.fields.values())


def _area(about: Markup, text: str) -> Markup:
    rows = min(12, max(2, text.count("\n") + 1))
    return Markup('<textarea {} rows="{}">\n{}</textarea>').format(about, rows, text)


def _select(about: Markup, words: list[str], chosen: str, look: FormLook, called: Mapping[str, Any]) -> Markup:
    """Return a choice; what stands in the file and is none of the words is kept as one."""
    known = [*words, *([chosen] if chosen and chosen not in words else [])]
    options = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            word, Markup(" selected") if word == chosen else "", look.words(called.get(word, word))
        )
        for word in known
    )
    return Markup('<select {}><option value="">{}</option>{}</select>').format(about, look.words(_DEFAULT), options)


def _rows(at: str, node: Node, look: FormLook, row: Callable[[str, Node], Markup]) -> Markup:
    """Return the items of a list, and an empty one to add."""
    items = node if isinstance(node, dict) else {}
    rows = Markup("").join(
        Markup('<li>{}<button type="button" class="less" hidden>{}</button></li>').format(
            row(f"{at}/{number}", items.get(str(number), "")), look.words(_("Take away"))
        )
        for number in range(len(items) + 1)
    )
    return Markup('<ol class="rows" data-at="{}">{}</ol><button type="button" class="more" hidden>{}</button>').format(
        at, rows, look.words(_("One more"))
    )


def _named(inner: Shape, at: str, node: Node, look: FormLook) -> Markup:
    given = node if isinstance(node, dict) else {}
    name = Markup('<input name="{}" value="{}" aria-label="{}" list="{}" autocomplete="off">').format(
        f"{at}/{NAME}", _str(given.get(NAME, "")), look.words(_("Name")), look.hints.get("names", "")
    )
    value = _input(inner, f"{at}/{VALUE}", given.get(VALUE, ""), look, look.words(_("Value")))
    return Markup("{}{}").format(name, value)


def _record(shape: Record, at: str, node: Node, look: FormLook) -> Markup:
    given, docs = node if isinstance(node, dict) else {}, field_docs(shape.struct)
    return Markup('<div class="record">{}</div>').format(
        Markup("").join(
            Markup('<div><label for="{0}/{1}">{2}</label>{3}</div>').format(
                at,
                name,
                look.words(docs.get(name, name)).replace("`", ""),
                _input(field, f"{at}/{name}", given.get(name, ""), look),
            )
            for name, field in shape.fields.items()
        )
    )


def _str(node: Node) -> str:
    return node if isinstance(node, str) else ""
