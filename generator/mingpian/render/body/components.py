"""Components: what a theme draws in a body, by templates that declare their arguments.

`templates/components/NAME.html` draws `:::NAME`, `NAME.inline.html` draws `:NAME{…}` within a line. The first comment
of `NAME.html` is TOML: an `about`, and a table `[arguments.…]` for each argument, in the order in which values
without a name are taken. A site adds a component, or draws one otherwise, by a file of that name in its own
`templates/components/`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mingpian.content import markdown
from mingpian.content.media.players import Player, player_of
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.render.context import RenderContext
from mingpian.render.theme import Theme
from mingpian.schema.references import bare
from mingpian.site.site import AnyEntry

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = "components/"
INLINE = ".inline.html"
FLAGS = {"true": True, "yes": True, "false": False, "no": False}

Type = Literal["text", "number", "flag", "url", "recording", "picture", "data", "entry"]

_COMMENT = lazy_pattern(r"\s*\{#-?(.*?)-?#\}", re.DOTALL)
_ADDRESS = lazy_pattern(r"(?:https?://|mailto:)[^\s\"<>\\]{1,2000}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_RECORDED = lazy_pattern(r"\.(?:aac|flac|m4a|mp3|oga|ogg|opus|wav|m4v|mov|mp4|ogv|webm)(?:[?#]|\Z)", re.IGNORECASE)


class Argument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a component may be told."""

    type: Type = "text"
    required: bool = False
    choices: tuple[str, ...] = ()  # of text
    kinds: tuple[str, ...] = ()  # of an entry; all when empty


class Declaration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a component is, and what it may be told."""

    about: str = ""
    safe: bool = False  # what others than the owner wrote may use it, too
    arguments: dict[str, Argument] = {}


class Recording(msgspec.Struct, frozen=True):
    """Sound or film: a file at `src`, what a `player` on another host plays, or else the `address` of one of these that
    is only led to: in a text that is not the owner's nothing is loaded from elsewhere."""

    src: str = ""
    player: Player | None = None
    address: str = ""


@cache
def declared(theme: Theme) -> dict[str, Declaration]:
    """Return the components of a theme by name; one whose declaration cannot be read takes no arguments."""
    return {name: declaration for name, declaration in _declarations(theme) if isinstance(declaration, Declaration)}


def undeclared(theme: Theme) -> list[Diagnostic]:
    """Report the declarations that cannot be read."""
    return [declaration for _, declaration in _declarations(theme) if isinstance(declaration, Diagnostic)]


@cache
def _declarations(theme: Theme) -> tuple[tuple[str, Declaration | Diagnostic], ...]:
    return tuple(_read_declarations(theme))


def _read_declarations(theme: Theme) -> Iterator[tuple[str, Declaration | Diagnostic]]:
    for path in theme.names(f"templates/{FOLDER.rstrip('/')}"):
        file = theme.find(f"templates/{FOLDER}{path}")
        if file is None or path.startswith("_") or path.endswith(INLINE) or not path.endswith(".html"):
            continue
        comment = _COMMENT.match(file.data.decode("utf-8-sig", "replace"))
        try:
            stated = tomllib.loads(comment[1]) if comment else {}
            yield path.removesuffix(".html"), msgspec.convert(stated, Declaration)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            hint = _("its first comment is TOML: `about`, `safe`, and a table `[arguments.NAME]` for each argument")
            message = _("the component's declaration cannot be read: {error}", error=error)
            yield path, Diagnostic(code="bad-component", message=message, file=file.shown, hints=(hint,))


def stated_arguments(declaration: Declaration, ref: markdown.Ref) -> tuple[dict[str, str], list[str]]:
    """Return what a component is told, by the names of its arguments; and what it is told too much."""
    named = {name: value for name, value in ref.attributes if name in declaration.arguments}
    surplus = [name for name, _ in ref.attributes if name and name not in declaration.arguments]
    free = iter([name for name in declaration.arguments if name not in named])
    for name, value in ref.attributes:
        if not name:
            place = next(free, None)
            if place is None:
                surplus.append(value)
            else:
                named[place] = value
    return named, surplus


def drawer(context: RenderContext, entry: AnyEntry, root: str) -> Callable[[markdown.Ref, str], str]:
    """Return what draws the components in an entry's body, with every URL prefixed by `root`.

    Of one that lacks what it needs stands what was written: the text that it holds, and what it is told;
    `misused_components` has told why. One that names what is not published yet waits for it.
    """

    def draw(ref: markdown.Ref, body: str) -> str:
        declaration = declared(context.theme).get(ref.target)
        if declaration is None:
            return markdown.contained(ref, body, entry.lang)
        template = _template(context, ref)
        if template is None or not (declaration.safe or entry.trusted):
            return _undrawn(declaration, ref, body)
        told, _ = stated_arguments(declaration, ref)
        values: dict[str, Any] = dict.fromkeys(declaration.arguments)
        for name, text in told.items():
            values[name] = value_of(context, entry, root, declaration.arguments[name], text)
        unused = [name for name in told if values[name] is None]
        awaited = {name for name in unused if _is_awaited(context, entry, declaration.arguments[name], told[name])}
        lacking = {name for name, one in declaration.arguments.items() if one.required and values[name] is None}
        if lacking:
            return body if lacking <= awaited else _undrawn(declaration, ref, body)
        html = _drawn(context, template, entry, root, {"args": values, "label": ref.text}, body)
        left = [told[name] for name in unused if name not in awaited and _is_words(declaration.arguments[name])]
        return _beside(ref, html, " ".join(map(_linked, left, left)))

    return draw


def _is_awaited(context: RenderContext, entry: AnyEntry, argument: Argument, name: str) -> bool:
    if argument.type != "entry":
        return False
    found = context.queries.wikilink(entry.source, bare(name), entry.lang)
    return found is not None and found.is_awaited


def _undrawn(declaration: Declaration, ref: markdown.Ref, body: str) -> str:
    """Return what is left of a component that is not drawn: its text, and the words that it is told, addresses as
    links; as it is written, where that is nothing."""
    told, _ = stated_arguments(declaration, ref)
    settings = {value for name, value in told.items() if not _is_words(declaration.arguments[name])}
    words = [value for _, value in ref.attributes if value and value not in settings]
    label = ref.text and words and is_address(words[0]) and _linked(words[0], ref.text)
    html = label or escape(ref.text, quote=False) or " ".join(map(_linked, words, words))
    html = html or ("" if body else escape(ref.source, quote=False))
    return _beside(ref, body.strip(), html)


def _beside(ref: markdown.Ref, html: str, words: str) -> str:
    """Return what stands for a component, with words after it."""
    if ref.kind == "span":
        return " ".join(filter(None, (html, words)))
    return "\n".join(filter(None, (html, words and f"<p>{words}</p>")))


def _is_words(argument: Argument) -> bool:
    """Tell whether the value of an argument is something to read, and no number, switch or choice."""
    return argument.type not in ("number", "flag") and not argument.choices


def _linked(address: str, text: str) -> str:
    shown = escape(text, quote=False)
    return f'<a href="{escape(address)}">{shown}</a>' if is_address(address) else shown


def _template(context: RenderContext, ref: markdown.Ref) -> "Template | None":
    path = FOLDER + ref.target + (INLINE if ref.kind == "span" else ".html")
    return context.environment.get_template(path) if context.theme.find(f"templates/{path}") else None


def _drawn(
    context: RenderContext, template: "Template", entry: AnyEntry, root: str, values: dict[str, Any], body: str
) -> str:
    from markupsafe import Markup

    words = context.theme.words(entry.lang)
    around = {
        "entry": entry,
        "root": root,
        "t": words,
        "lang": entry.lang,
        "ask": context.queries,
        "body": Markup(body),
    }
    return template.render({**around, **values}).strip()


def value_of(context: RenderContext, entry: AnyEntry, root: str, argument: Argument, text: str) -> Any:
    """Return what an argument means to a template; None when it means nothing."""
    queries = context.queries
    match argument.type:
        case "text":
            return text if not argument.choices or text in argument.choices else None
        case "number":
            return parse_number(text)
        case "flag":
            return FLAGS.get(text)
        case "url":
            return _url(context, entry, root, text)
        case "recording":
            return _recording(context, entry, root, text)
        case "picture":
            return queries.picture(entry.source, text)
        case "data":
            return queries.data(text) if entry.trusted else None
        case "entry":
            return queries.named(entry.source, text, " ".join(argument.kinds), entry.lang)


def _recording(context: RenderContext, entry: AnyEntry, root: str, text: str) -> Recording | None:
    played = player_of(text)
    src = None if played else _url(context, entry, root, text)
    if not played and not (src and recorded(src)):
        return None
    if entry.trusted or not is_address(text):
        return Recording(src or "", played)
    return Recording(player=msgspec.structs.replace(played, src="")) if played else Recording(address=text)


def parse_number(text: str) -> float | None:
    """Read a number; None when it is none."""
    if not _NUMBER.match(text):
        return None
    return float(text) if "." in text else int(text)


def is_address(text: str) -> bool:
    """Tell whether the text is an address that any reader may be sent to."""
    return _ADDRESS.match(text) is not None


def recorded(src: str) -> bool:
    """Tell by its ending whether an address is one of sound or film that browsers play."""
    return _RECORDED.search(src) is not None


def _url(context: RenderContext, entry: AnyEntry, root: str, text: str) -> str | None:
    if is_address(text):
        return text
    target = context.queries.target(entry.source, text, entry.lang) if ":" not in text.partition("/")[0] else None
    return root + target.url if target else None
