"""`mingpian sheet`: who is who, for members alone; one file to pass on in the group."""

import argparse
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.i18n import AnyText, _


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--lang", help="language (default: the site's first one)")
    parser.add_argument("--into", metavar="FILE", help="where to put it (default: onto the desk); never into output/")


def run(options: argparse.Namespace) -> int:
    """Write the sheet, unless it would say what members may not know, or be published."""
    from mingpian.check.leaks import leaked_values
    from mingpian.cli.loading import load_for_members
    from mingpian.content.discover import read_file
    from mingpian.host.folder import write_file
    from mingpian.host.members_sheet import members_sheet
    from mingpian.replay.clock import now_in

    root, into = Path(options.root), Path(options.into) if options.into else None
    if into and (wrong := _published(root, into)):
        print_error(wrong)
        return 2
    loaded = load_for_members(options)
    if loaded is None:
        return 1
    read, hidden = loaded
    config = read.model.site.config
    lang = options.lang or config.default_lang
    names = read.theme.words(lang if lang in config.languages else config.default_lang).contact_names
    day = now_in(config.timezone).date().isoformat()
    largest = config.images.max_megapixels * 1024 * 1024
    page = members_sheet(read.model, lang, names, lambda path: read_file(root / "content", path, largest), day)
    if leaked := leaked_values(page.encode(), hidden):
        print_error(
            _("nothing is written: it would say what is for the host alone: {values}", values=", ".join(leaked))
        )
        return 1
    path = _written(into, page) if into else write_file(root, f"members-{lang}.html", page)
    print_text(_("written: {path}", path=path))
    return 0


def _written(path: Path, page: str) -> str:
    from mingpian.core.store import atomic_write

    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(path, page.encode())
    path.chmod(0o600)
    return str(path)


def _published(root: Path, into: Path) -> AnyText | None:
    """Say why a file cannot lie there: it would be published with the site."""
    place = into.resolve()
    for folder in ("output", "content"):
        if place.is_relative_to((root / folder).resolve()):
            return _("{path} lies in {folder}/, and would be published; choose another place", path=into, folder=folder)
    return None


COMMAND = Command(
    order=122,
    summary="write who is who, for members alone: one file to pass on in the group",
    options=add_options,
    run=run,
    examples=("", "--into ../members.html"),
)
