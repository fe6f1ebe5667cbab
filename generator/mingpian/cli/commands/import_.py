"""`mingpian import [SYSTEM] PATH [SITE]`: texts and people from elsewhere, into a site or a new one."""

import argparse
import os
import shlex
from collections import Counter
from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_error, print_text
from mingpian.cli.options import root_option
from mingpian.i18n import AnyText, Translatable, _, joined, text_of

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.importers.draft import Importer, Into, OldSite
    from mingpian.importers.draft_writer import ImportedDraft, Outcome

WITH_OTHERS = 3_600.0  # seconds that a text may take whose pictures other hosts are asked for
_HARMLESS = frozenset({"LICENSE", "LICENSE.md", "README.md"})


class _OneToThree(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        if len(values) > 3:
            parser.error(localized("unrecognized arguments: %s") % " ".join(values[3:]))
        setattr(namespace, self.dest, values)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    told = "the other site's folder or export; before it its system, where not clear; behind it a new site's folder"
    parser.add_argument("what", metavar="[SYSTEM] PATH [SITE]", nargs="+", action=_OneToThree, help=told)
    root_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be imported; write nothing")
    parser.add_argument("--fetch", action="store_true", help="fetch pictures that are only on other hosts")
    kinds = ("essays", "notes", "pages")
    parser.add_argument("--as", dest="kind", choices=kinds, default="", help="what notes become (default: essays)")
    parser.add_argument("--map", metavar="COLUMN=FIELD", action="append", help="what a column of a table is (csv)")


def run(options: argparse.Namespace) -> int:
    """Write what is new; say of each file what became of it, and what comes next."""
    from mingpian.config.settings import SiteConfig

    system, path, site = _named(options)
    root = Path(site or options.root)
    is_new = not (root / "site.toml").is_file() and bool(site)
    if is_new and (why := _unfit(root)):
        print_error(why)
        return 2
    settings = SiteConfig() if is_new else _settings_for(root)
    if settings is None:
        return 1
    importer = _importer(root, settings, system, path)
    if importer is None:
        return 2
    old = importer.describes(path) if importer.describes else None
    return _take(options, importer, (root, path), (settings, old), is_new)


def _named(options: argparse.Namespace) -> tuple[str, Path, str]:
    """Return the system, the path and the new site's folder, each empty where it is not stated."""
    from mingpian.importers import MODULES

    words: list[str] = options.what
    if len(words) == 3:
        return words[0], Path(words[1]), words[2]
    in_a_site = (Path(options.root) / "site.toml").is_file()
    is_system = in_a_site or words[0] in MODULES or Path(words[-1]).exists()
    if len(words) == 2 and is_system and not Path(words[0]).exists():
        return words[0], Path(words[1]), ""
    if len(words) == 2 and in_a_site and "/" not in words[0] and Path(words[1]).exists():
        return words[0], Path(words[1]), ""
    return "", Path(words[0]), words[1] if len(words) == 2 else ""


def _unfit(root: Path) -> "AnyText":
    """Say why a folder cannot become a site; empty when it can."""
    if not os.path.lexists(root):
        return ""
    if not root.is_dir():
        return _("{path} is no folder", path=root)
    found = sorted(path.name for path in root.iterdir() if path.name[0] != "." and path.name not in _HARMLESS)
    return _("{path} is no site, and not empty: there is {file}", path=root, file=found[0]) if found else ""


def _settings_for(root: Path) -> "SiteConfig | None":
    from mingpian.cli.loading import load_settings

    return load_settings(root)


def _importer(root: Path, settings: "SiteConfig", system: str, path: Path) -> "Importer | None":
    """Return the importer that is named, or that knows what lies there; None when there is none, which is said."""
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.importers import importers

    known = importers(root, settings)
    importer = known.get(system)
    if system and importer is None:
        hints = did_you_mean(system, known) or (_("there are: {known}", known=", ".join(known)),)
        print_error(_("there is no importer `{system}`; {hint}", system=system, hint=hints[0]))
        return None
    if not path.exists():
        print_error(
            _("there is no {path}; `{name}` wants {wants}", path=path, name=importer.name, wants=importer.wants)
            if importer
            else _("there is no {path}", path=path)
        )
        return None
    if importer is None:
        found = sorted((one for one in known.values() if one.recognises(path)), key=lambda one: one.is_of_editor)
        found = [one for one in found if not one.is_of_editor or one is found[0]]
        if not found and (inner := _within(path, known)):
            print_error(_("{path} shows no system; {inner} below it does: name that", path=path, inner=inner))
            return None
        if len(found) != 1:
            names = ", ".join(one.name for one in found) or ", ".join(known)
            print_error(
                _(
                    "{path} does not show of which system it is; say which: mingpian import SYSTEM PATH ({names})",
                    path=path,
                    names=names,
                )
            )
            return None
        importer = found[0]
        print_text(_("`{path}` holds a site of {name}", path=path, name=importer.name))
    return importer


def _within(path: Path, known: "dict[str, Importer]") -> "Path | None":
    """Return the first folder in a folder that shows of which system it is: texts of a site often lie in `docs/`."""
    folders = sorted(one for one in path.iterdir() if one.is_dir() and one.name[0] != ".") if path.is_dir() else []
    return next((one for one in folders if any(system.recognises(one) for system in known.values())), None)


def _take(
    options: argparse.Namespace,
    importer: "Importer",
    where: tuple[Path, Path],
    about: "tuple[SiteConfig, OldSite | None]",
    is_new: bool,
) -> int:
    from mingpian.importers import new_site
    from mingpian.importers.arrival.drafts import arriving
    from mingpian.importers.draft import OldSite
    from mingpian.importers.draft_writer import LONGEST, whole, write_drafts
    from mingpian.importers.old_settings import zone_of
    from mingpian.replay.clock import now_in

    (root, path), (settings, old) = where, about
    described = old or (new_site.called_like(path) if is_new else OldSite())
    languages = (described.languages if is_new else ()) or settings.languages
    stated = zone_of(described.timezone) or ("" if languages[0].startswith("zh") else "UTC")
    zone = (stated if is_new else "") or settings.timezone
    into = _into(options, root, languages, zone, described.has_formulas)
    if into is None:
        return 2
    patience = WITH_OTHERS if options.fetch else LONGEST
    moment = now_in(zone)
    owner = new_site.owner_of(described, into.fetched) if is_new else None
    read = whole(importer.read(path, into))
    first = list(islice(read, 1))
    if not first:
        print_error(_("nothing was found; `{name}` wants {wants}", name=importer.name, wants=importer.wants))
        return 2
    found = arriving(chain(first, read, [owner] if owner else []), into)  # they last: an export may say more of them
    with into.until_written:
        lines = write_drafts(found, root / "content", options.dry_run, patience, moment, described.base_url)
    for line in lines:
        _tell(line)
    _settle(options, root, described, lines, None if is_new else settings)
    _tell_of_hosts(lines, options.fetch)
    _sum_up(options, root, lines, is_new)
    return 0


def _into(
    options: argparse.Namespace, root: Path, languages: tuple[str, ...], zone: str, has_formulas: bool
) -> "Into | None":
    """Return what an importer has to know; None, once it is told, when `--map` makes no sense."""
    from mingpian.importers.draft import Into
    from mingpian.importers.table import UnknownColumnError, mapping

    try:
        columns = mapping(options.map or [])
    except UnknownColumnError as unknown:
        print_error(text_of(unknown))
        return None
    return Into(languages, _mirror(root) if options.fetch else None, options.kind, columns, zone, has_formulas)


def _settle(
    options: argparse.Namespace, root: Path, old: "OldSite", lines: "list[ImportedDraft]", settings: "SiteConfig | None"
) -> None:
    """Write a new site's settings, or say what differs from an existing one's."""
    from mingpian.importers import new_site

    if settings is not None:
        notes = new_site.differences(old, settings)
    else:
        drafts = [line.draft for line in lines if line.draft]
        old, assumed = new_site.completed(old, drafts)
        menu, notes = new_site.menu_of(old, drafts)
        notes = assumed + notes
        if not options.dry_run:
            new_site.write(root, new_site.settings_text(old, drafts, menu))
        print_text(_("the settings are in {path}", path=root / "site.toml"))
    for note in (*notes, *old.notes):
        print_text(_("    {note}", note=note))


def _tell_of_hosts(lines: "list[ImportedDraft]", was_asked: bool) -> None:
    """Name each host on which pictures stay, once."""
    from mingpian.importers.arrival import elsewhere

    template = _COULD_NOT if was_asked else _STAYS
    for host, number in elsewhere.hosts_of(line.draft for line in lines if line.draft).most_common():
        print_text(template.with_values(host=host, number=number))


_STAYS = _("pictures that stay on {host}, which every reader's browser asks then: {number}; `--fetch` takes them here")
_COULD_NOT = _("pictures that could not be fetched, and stay on {host}: {number}")


def _sum_up(options: argparse.Namespace, root: Path, lines: "list[ImportedDraft]", is_new: bool) -> None:
    counts = Counter(line.what for line in lines)
    written = [line for line in lines if line.what in ("imported", "renewed")]
    closed = sum(1 for line in written if line.draft and line.draft.fields.get("draft"))
    if closed:
        print_text(_("{number} of them are drafts: nobody sees these until `draft: true` is deleted", number=closed))
    print_text(
        joined(", ", (said.with_values(number=counts[what]) for what, said in _NUMBERED.items() if counts[what]))
    )
    if is_new and not options.dry_run:
        print_text(_("next: cd {path} && mingpian serve", path=shlex.quote(str(root))))
    elif written and not options.dry_run:
        print_text("next: mingpian check")


_NAMED = {
    "imported": _("imported: {place}"),
    "renewed": _("renewed: {place}"),
    "differs": _("differs: {place}"),
    "left": _("left: {place}"),
}
_NUMBERED: "dict[Outcome, Translatable]" = {
    "imported": _("{number} imported"),
    "renewed": _("{number} renewed"),
    "unchanged": _("{number} unchanged"),
    "differs": _("{number} differs"),
    "left": _("{number} left"),
}


def _tell(line: "ImportedDraft") -> None:
    place = joined("  ←  ", filter(None, (line.path and f"content/{line.path}", line.source)))
    if line.what in _NAMED:
        print_text(_NAMED[line.what].with_values(place=place))
    for note in line.notes:
        print_text(_("    {note}", note=note))


def _mirror(root: Path) -> Callable[[str], Path | None]:
    """Return what fetches pictures, each once, also over several imports; it tells of each that it asks for."""
    from mingpian import __version__
    from mingpian.fetch.pictures import Mirror

    def told(url: str) -> None:
        print_error(_("fetching: {url}", url=url))

    return Mirror(root / ".mingpian" / "fetched", f"mingpian/{__version__} (moves its owner's site)", told).file


COMMAND = Command(
    order=130,
    summary="bring in texts and people from other systems",
    options=add_options,
    run=run,
    examples=("../old-blog my-site", "hexo ../old-blog", "csv people.csv"),
)
