"""`mingpian check trust`: which entries are the owner's, which were handed in, and why; and what that allows."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mingpian.cli.console import print_diagnostics, print_text
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from mingpian.content.trust.zones import Trust, Zone
    from mingpian.core.diagnostics import Diagnostic
    from mingpian.request import Request

FEW = 3  # files of a folder that are named one by one


def run(options: argparse.Namespace) -> int:
    """Print what was decided on every entry: by folder for people, by file for programs."""
    from mingpian.cli.request import request_of
    from mingpian.content.locate import locate

    request = request_of(options)
    trust, zones, diagnostics = _decided(request)
    if diagnostics:
        print_diagnostics(locate(diagnostics, request.root), options.format)
        return 1
    if options.format == "json":
        sys.stdout.write(_as_json(zones))
        return 0
    print_text(_("the owner is `{owner}`", owner=trust.owner) if trust.owner else _("nobody is named as the owner"))
    for line in _by_folder(zones):
        print_text(line)
    if not options.quiet:
        _tell_what_it_means()
    return 0


def _decided(request: "Request") -> "tuple[Trust, Mapping[str, Zone], list[Diagnostic]]":
    """Return what decides, what was decided, and the errors in site.toml, with which that is worth nothing."""
    from mingpian.cli.loading import load_site_as
    from mingpian.config.settings import CONFIG_FILE
    from mingpian.content.trust.zones import judged, unread_of

    with load_site_as(request) as (read, _model):
        trust, parsed = read.parse_context.settings.trust, read.loaded.parsed
    diagnostics = [item for item in read.diagnostics if item.file == CONFIG_FILE and item.severity == "error"]
    return trust, judged([one.entry for one in parsed if one.entry is not None], unread_of(parsed), trust), diagnostics


def _as_json(zones: "Mapping[str, Zone]") -> str:
    import msgspec

    found = [{"file": f"content/{path}", **msgspec.structs.asdict(zones[path])} for path in sorted(zones)]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def _by_folder(zones: "Mapping[str, Zone]") -> Iterator[AnyText]:
    """Yield a line for each folder and reason: the owner's first, files one by one where they are few."""
    groups: dict[tuple[str, bool, AnyText], list[str]] = {}
    for path in sorted(zones):
        zone = zones[path]
        groups.setdefault((path.partition("/")[0], not zone.trusted, _reason(zone)), []).append(path)
    for (folder, handed_in, reason), paths in sorted(groups.items(), key=lambda item: (*item[0][:2], str(item[0][2]))):
        for place in paths if len(paths) <= FEW else [f"{folder}/ ({len(paths)})"]:
            yield (
                _("handed in: {place}: {reason}", place=place, reason=reason)
                if handed_in
                else _("the owner's: {place}: {reason}", place=place, reason=reason)
            )


def _reason(zone: "Zone") -> AnyText:
    match zone.why:
        case "alone":
            return _("there is one member")
        case "profile":
            return _("it is the owner's profile")
        case "named":
            return _("site.toml names `{pattern}`", pattern=zone.by)
        case "unnamed":
            return _("site.toml does not name it")
        case "folder":
            return _("the folder {folder} is called as a member; site.toml does not name it", folder=zone.by)
        case "twin":
            return _("it has the name of another file, in letters that are taken apart")
        case "makers":
            return _("it says that {makers} made it", makers=zone.by)
        case "original":
            return _("it translates {original}, which is not the owner's", original=zone.by)


def _tell_what_it_means() -> None:
    print_text("")
    print_text(
        "the owner's entries may use raw HTML and scripts, show what lies on other hosts and tables of content/data/,"
        " publish any file beside them, and stand in the menu"
    )
    print_text(
        "what was handed in may have text, links, and pictures, recordings and documents beside it; whatever else it"
        " holds is left out"
    )
    print_text(
        "site.toml, templates/, styles/, words/, icons/, themes/, extensions/, and content/static/, content/data/ and"
        " content/topics.toml are the owner's by what they are: let nobody else write there"
    )
