"""Components that bodies use otherwise than their theme declares them."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.content import data as files_of_data
from mingpian.content import markdown
from mingpian.content.topics import fold
from mingpian.content.trust import NAME_IT
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.model.cards import picture
from mingpian.model.links import named_entry
from mingpian.model.places import target
from mingpian.model.players import PLATFORMS, player
from mingpian.model.resolution import written_as
from mingpian.model.site import AnyEntry, Site
from mingpian.model.world import World
from mingpian.render import components
from mingpian.render.components import Argument, Declaration, address, number, recorded, stated
from mingpian.render.theme import Theme
from mingpian.schema.references import bare


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a component; `name` was written, and one of `known` may have been meant."""

    code: Code
    message: str
    hint: str = ""
    name: str = ""
    known: Iterable[str] = ()
    severity: Severity = "error"


def misused(world: World, theme: Theme) -> Iterator[Diagnostic]:
    """Report every component in a body that the theme does not have, or that is told what it cannot use."""
    for entry in world.site.entries.values():
        if entry.components:
            faults = [(ref, fault) for ref in entry.components for fault in _faults(world, theme, entry, ref)]
            yield from capped([_diagnostic(entry, ref, fault, at) for at, (ref, fault) in enumerate(faults)])


def _diagnostic(entry: AnyEntry, ref: markdown.Ref, fault: Fault, before: int) -> Diagnostic:
    near = did_you_mean(fault.name, fault.known) if fault.name and before < HINTED else ()
    hints = near or ((fault.hint,) if fault.hint else ())
    file = f"content/{entry.source}"
    return Diagnostic(
        code=fault.code, message=fault.message, file=file, severity=fault.severity, needle=ref.source, hints=hints
    )


def _faults(world: World, theme: Theme, entry: AnyEntry, ref: markdown.Ref) -> Iterator[Fault]:
    known = components.declared(theme)
    declaration = known.get(ref.target)
    if declaration is None:
        hint = f"the theme has {', '.join(known)}"
        yield Fault("unknown-component", f"there is no component `{ref.target}`", hint, ref.target, known)
        return
    if ref.kind == "span" and not theme.find(f"templates/{components.FOLDER}{ref.target}{components.INLINE}"):
        hint = f"write `:::{ref.target} … :::` between blank lines"
        yield Fault("bad-component", f"`{ref.target}` cannot stand within a line", hint)
    if not (declaration.safe or entry.trusted):
        message = f"`{ref.target}` is not marked as safe, so only the owner's entries may use it"
        yield Fault("bad-component", message, NAME_IT)
    told, surplus = stated(declaration, ref)
    names = ", ".join(f"`{name}`" for name in declaration.arguments) or "none"
    for name in surplus:
        message = f"`{ref.target}` has no argument for `{name}`"
        yield Fault("bad-component", message, f"its arguments: {names}", name, declaration.arguments)
    yield from _wrong_values(world, entry, ref, declaration, told)


def _wrong_values(
    world: World, entry: AnyEntry, ref: markdown.Ref, declaration: Declaration, told: dict[str, str]
) -> Iterator[Fault]:
    for name, argument in declaration.arguments.items():
        if name in told:
            fault = _wrong(world, entry, argument, told[name])
            if fault:
                message = f"`{ref.target}`: `{name}` {fault.message}"
                yield msgspec.structs.replace(fault, message=message)
        elif argument.required:
            yield Fault("bad-component", f"`{ref.target}` needs `{name}`", f"write `:::{ref.target} {name}=…`")


def _wrong(world: World, entry: AnyEntry, argument: Argument, text: str) -> Fault | None:
    """Return what is wrong with the value of an argument."""
    match argument.type:
        case "url" if not _leads_somewhere(world, entry, text):
            hint = "write a whole address, `https://…`, or a path"
            return Fault("bad-component", f"leads to nothing: `{text}`", hint)
        case "recording" if not player(text) and not (recorded(text) and _leads_somewhere(world, entry, text)):
            hint = f"write the address of its page at {', '.join(PLATFORMS)}, or a file such as film.mp4"
            return Fault("bad-component", f"is no recording that is known: `{text}`", hint)
        case "recording" if address(text) and not entry.trusted:
            message = "plays nothing here, but is a link: readers' browsers would ask another host for it"
            return Fault("remote-load", message, severity="note")
        case "picture" if picture(world, entry.source, text) is None:
            pictures = [written_as(entry.source, path) for path in world.site.pictures]
            return Fault("missing-picture", f"names no picture: `{text}`", "", text, pictures)
        case "data":
            return _wrong_data(world, entry, text)
        case "entry" if not _is_named(world, entry, argument, text):
            return _nobody(world.site, argument, text)
    return _wrong_text(argument, text)


def _wrong_text(argument: Argument, text: str) -> Fault | None:
    match argument.type:
        case "text" if argument.choices and text not in argument.choices:
            hint = f"write one of {', '.join(argument.choices)}"
            return Fault("bad-component", f"cannot be `{text}`", hint, text, argument.choices)
        case "number" if number(text) is None:
            return Fault("bad-component", f"is not a number: `{text}`")
        case "flag" if text not in components.FLAGS:
            return Fault("bad-component", f"is neither true nor false: `{text}`")
    return None


def _leads_somewhere(world: World, entry: AnyEntry, text: str) -> bool:
    if address(text):
        return True
    if ":" in text.partition("/")[0]:
        return False
    named = any(named_entry(world.site, world.links, entry.source, text, entry.lang))
    return named or target(world, entry.source, text, entry.lang) is not None


def _wrong_data(world: World, entry: AnyEntry, text: str) -> Fault | None:
    if not entry.trusted:
        return Fault("bad-component", "may be used by the owner's entries alone", NAME_IT)
    files = {files_of_data.name_of(path) for path in world.links.files if files_of_data.is_data(path)}
    if text in files:
        return None  # one that cannot be read was told of where it stands
    return Fault("unknown-data", f"names no file of content/data/: `{text}`", "", text, files)


def _is_named(world: World, entry: AnyEntry, argument: Argument, text: str) -> bool:
    """Tell whether the argument names an entry; one that is not published now is drawn when it is."""
    found = named_entry(world.site, world.links, entry.source, text, entry.lang)
    kinds = argument.kinds
    return any(not kinds or one.kind in kinds for one in found) or fold(bare(text)) in world.site.unpublished


def _nobody(site: Site, argument: Argument, text: str) -> Fault:
    kinds = argument.kinds
    known = [one.slug for one in site.entries.values() if not kinds or one.kind in kinds]
    what = " or ".join(kinds) or "entries"
    return Fault("unknown-entry", f"names none of the {what}: `{text}`", "", text, known)
