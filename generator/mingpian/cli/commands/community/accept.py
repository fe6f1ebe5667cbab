"""`mingpian accept MEMBER VOUCHER`: a member agreed that a word about them be public; without names, what waits."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.cli.people import entry_named, member_named, nobody
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText, _, text_of

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("member", metavar="MEMBER", nargs="?", help="who agreed, by slug or name")
    parser.add_argument("what", metavar="VOUCHER", nargs="?", help="who vouches for them; or a work that quotes them")


def run(options: argparse.Namespace) -> int:
    """Write what was accepted into the member's file; or list what waits for its other side, with the letters."""
    from mingpian.cli.loading import load_for
    from mingpian.host.acceptance import accept

    read = load_for(options, "host")
    if read is None:
        return 1
    model, root = read.model, Path(options.root)
    if not options.member:
        _list(model, root)
        return 0
    found = _named(model, options.member, options.what or "")
    if not isinstance(found, list):
        print_error(found)
        return 2
    try:
        print_text(_("written: {path}", path=accept(root, model, *found)))
    except MingpianError as refused:
        print_error(text_of(refused))
        return 2
    return 0


def _named(model: "SiteModel", name: str, what: str) -> list[str] | AnyText:
    from mingpian.content.kinds.work import KIND

    member = member_named(model, name)
    if not member:
        return nobody(model, name)
    if not what:
        return _("name who vouches for them, or a work: mingpian accept MEMBER VOUCHER")
    found = member_named(model, what) or entry_named(model, what, KIND.name)
    return [member, found] if found else nobody(model, what)


def _list(model: "SiteModel", root: Path) -> None:
    """Say what one side alone stands by, and whom to ask; write the letters to the desk."""
    from mingpian.host.acceptance import waiting
    from mingpian.host.asking import agreement, asking_letter, side_asked, what_waits
    from mingpian.host.folder import write_message
    from mingpian.schema.references import slug_in

    found = waiting(model)
    for one in found:
        names = "-".join(slug_in(id) for id in (one.giver, one.work or one.receiver))
        print_text(what_waits(model, one))
        if side_asked(one) in model.site.ids:
            paths = write_message(root, f"ask-{names}", asking_letter(model, one))
            print_text(_("    ask {name}: the letter is in {path}", name=_name(model, side_asked(one)), path=paths[0]))
        if agreed := agreement(one):
            print_text(_("    they agree: mingpian accept {names}", names=" ".join(map(slug_in, agreed))))
    if not found:
        print_text(_("nothing waits for its other side"))


def _name(model: "SiteModel", id: str) -> str:
    entry = model.site.best(id, model.site.config.default_lang)
    return entry.title if entry else id


COMMAND = Command(
    order=102,
    summary="write that a member accepts a vouch or a testimonial; list those that wait",
    options=add_options,
    run=run,
    examples=("", "lin bo", "lin bookshop"),
)
