"""Components that bodies use otherwise than their theme declares them."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.content import markdown
from mingpian.content.data_files import tables as files_of_data
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.media.players import PLATFORMS, player_of
from mingpian.content.trust.zones import NAME_IT
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.i18n import AnyText, _
from mingpian.queries.cards import picture
from mingpian.queries.targets import target
from mingpian.render.body import components
from mingpian.render.body.components import Argument, Declaration, is_address, parse_number, recorded, stated_arguments
from mingpian.render.theme import Theme
from mingpian.schema.references import bare
from mingpian.site.links import named_entry
from mingpian.site.model import SiteModel
from mingpian.site.resolution import written_as
from mingpian.site.site import AnyEntry, Site


class ComponentFault(msgspec.Struct, frozen=True):
    """What is wrong with a component; `name` was written, and one of `known` may have been meant."""

    code: Code
    message: AnyText
    hint: AnyText = ""
    name: str = ""
    known: Iterable[str] = ()
    severity: Severity = "warning"


def misused_components(model: SiteModel, theme: Theme) -> Iterator[Diagnostic]:
    """Report every component in a body that the theme does not have, or that is told what it cannot use."""
    for entry in model.site.entries.values():
        if entry.components:
            faults = [(ref, fault) for ref in entry.components for fault in _faults(model, theme, entry, ref)]
            yield from capped([_diagnostic(entry, ref, fault, at) for at, (ref, fault) in enumerate(faults)])


def _diagnostic(entry: AnyEntry, ref: markdown.Ref, fault: ComponentFault, before: int) -> Diagnostic:
    near = did_you_mean(fault.name, fault.known) if fault.name and before < HINTED else ()
    hints = near or ((fault.hint,) if fault.hint else ())
    file = f"content/{entry.source}"
    return Diagnostic(
        code=fault.code, message=fault.message, file=file, severity=fault.severity, needle=ref.source, hints=hints
    )


def _faults(model: SiteModel, theme: Theme, entry: AnyEntry, ref: markdown.Ref) -> Iterator[ComponentFault]:
    known = components.declared(theme)
    declaration = known.get(ref.target)
    if declaration is None:
        if _looks_alike(ref, known):
            return
        hint = _("the theme has {names}", names=", ".join(known))
        yield ComponentFault(
            "unknown-component", _("there is no component `{target}`", target=ref.target), hint, ref.target, known
        )
        return
    if ref.kind == "span" and not theme.find(f"templates/{components.FOLDER}{ref.target}{components.INLINE}"):
        hint = _("write `:::{target} … :::` between blank lines", target=ref.target)
        yield ComponentFault("bad-component", _("`{target}` cannot stand within a line", target=ref.target), hint)
    if not (declaration.safe or entry.trusted):
        message = _("`{target}` is not marked as safe, so only the owner's entries may use it", target=ref.target)
        yield ComponentFault("bad-component", message, NAME_IT)
    told, surplus = stated_arguments(declaration, ref)
    names = ", ".join(f"`{name}`" for name in declaration.arguments) or "none"
    for name in surplus:
        message = _("`{target}` has no argument for `{name}`", target=ref.target, name=name)
        yield ComponentFault(
            "bad-component", message, _("its arguments: {names}", names=names), name, declaration.arguments
        )
    yield from _wrong_values(model, entry, ref, declaration, told)


def _looks_alike(ref: markdown.Ref, known: Iterable[str]) -> bool:
    """Tell whether what the theme does not know is a box of another system, or prose with colons: `:hover{}`."""
    if ref.kind == "block":
        return markdown.is_container(ref.target)
    return not did_you_mean(ref.target, known) and not (ref.text or ref.attributes)


def _wrong_values(
    model: SiteModel, entry: AnyEntry, ref: markdown.Ref, declaration: Declaration, told: dict[str, str]
) -> Iterator[ComponentFault]:
    for name, argument in declaration.arguments.items():
        if name in told:
            fault = _wrong(model, entry, argument, told[name])
            if fault:
                message = _("`{target}`: `{name}` {message}", target=ref.target, name=name, message=fault.message)
                yield msgspec.structs.replace(fault, message=message)
        elif argument.required:
            yield ComponentFault(
                "bad-component",
                _("`{target}` needs `{name}`", target=ref.target, name=name),
                _("write `:::{target} {name}=…`", target=ref.target, name=name),
            )


def _wrong(model: SiteModel, entry: AnyEntry, argument: Argument, text: str) -> ComponentFault | None:
    """Return what is wrong with the value of an argument."""
    match argument.type:
        case "url" if not _leads_somewhere(model, entry, text):
            hint = _("write a whole address, `https://…`, or a path")
            return ComponentFault("bad-component", _("leads to nothing: `{text}`", text=text), hint)
        case "recording" if not player_of(text) and not (recorded(text) and _leads_somewhere(model, entry, text)):
            hint = _(
                "write the address of its page at {platforms}, or a file such as film.mp4",
                platforms=", ".join(PLATFORMS),
            )
            return ComponentFault("bad-component", _("is no recording that is known: `{text}`", text=text), hint)
        case "recording" if is_address(text) and not entry.trusted:
            message = _("plays nothing here, but is a link: readers' browsers would ask another host for it")
            return ComponentFault("remote-load", message, severity="note")
        case "picture" if picture(model, entry.source, text) is None:
            pictures = [written_as(entry.source, path) for path in model.site.pictures]
            return ComponentFault("missing-picture", _("names no picture: `{text}`", text=text), "", text, pictures)
        case "data":
            return _wrong_data(model, entry, text)
        case "entry" if not _is_named(model, entry, argument, text):
            return _nobody(model.site, argument, text)
    return _wrong_text(argument, text)


def _wrong_text(argument: Argument, text: str) -> ComponentFault | None:
    match argument.type:
        case "text" if argument.choices and text not in argument.choices:
            hint = _("write one of {names}", names=", ".join(argument.choices))
            return ComponentFault("bad-component", _("cannot be `{text}`", text=text), hint, text, argument.choices)
        case "number" if parse_number(text) is None:
            return ComponentFault("bad-component", _("is not a number: `{text}`", text=text))
        case "flag" if text not in components.FLAGS:
            return ComponentFault("bad-component", _("is neither true nor false: `{text}`", text=text))
    return None


def _leads_somewhere(model: SiteModel, entry: AnyEntry, text: str) -> bool:
    if is_address(text):
        return True
    if ":" in text.partition("/")[0]:
        return False
    named = any(named_entry(model.site, model.links, entry.source, text, entry.lang))
    return named or target(model, entry.source, text, entry.lang) is not None


def _wrong_data(model: SiteModel, entry: AnyEntry, text: str) -> ComponentFault | None:
    if not entry.trusted:
        return ComponentFault("bad-component", _("may be used by the owner's entries alone"), NAME_IT)
    files = {files_of_data.table_name(path) for path in model.links.files if files_of_data.is_data(path)}
    if text in files:
        return None  # one that cannot be read was told of where it stands
    return ComponentFault("unknown-data", _("names no file of content/data/: `{text}`", text=text), "", text, files)


def _is_named(model: SiteModel, entry: AnyEntry, argument: Argument, text: str) -> bool:
    """Tell whether the argument names an entry; one that is not published now is drawn when it is."""
    entries = named_entry(model.site, model.links, entry.source, text, entry.lang)
    kinds = argument.kinds
    return any(not kinds or one.kind in kinds for one in entries) or fold_topic(bare(text)) in model.site.unpublished


def _nobody(site: Site, argument: Argument, text: str) -> ComponentFault:
    kinds = argument.kinds
    known = [one.slug for one in site.entries.values() if not kinds or one.kind in kinds]
    what = " or ".join(kinds) or "entries"
    return ComponentFault(
        "unknown-entry", _("names none of the {choices}: `{text}`", choices=what, text=text), "", text, known
    )
