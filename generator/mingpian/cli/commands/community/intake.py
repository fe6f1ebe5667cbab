"""`mingpian intake PATH…`: cards that members sent become proposals on the desk; `--accept` makes an entry of one."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText, _, text_of
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from mingpian.host.intake.proposals import Proposal
    from mingpian.site.model import SiteModel

SHOWN = 300  # characters of a value


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    told = "what came: files of the form, texts, tables, cards, mails, or folders of these"
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=told)
    parser.add_argument("--dry-run", action="store_true", help="say what would become of it; put nothing onto the desk")
    parser.add_argument("--accept", metavar="NAME", action="append", default=[], help="write a proposal into content/")
    parser.add_argument("--decline", metavar="NAME", action="append", default=[], help="take a proposal off the desk")
    parser.add_argument("--wider", action="store_true", help="accept also what lets more people see something than now")


def run(options: argparse.Namespace) -> int:
    """Put what came onto the desk, decide on what lies there, or list it."""
    from mingpian.cli.loading import load_for

    read = load_for(options, "host")
    if read is None:
        return 1
    model, root = read.model, Path(options.root)
    missing = next((path for path in options.paths if not path.exists()), None)
    if missing is not None:
        print_error(_("there is no {path}", path=missing))
        return 2
    if options.accept or options.decline:
        return _decide(options, model, root)
    try:
        failed = [is_left for path in options.paths for is_left in _take(path, options, model, root)]
    except OSError as error:
        print_error(_("{file}: {reason}", file=error.filename, reason=foreign(error.strerror)))
        return 2
    if not options.paths:
        _list(model, root)
    return 1 if failed and all(failed) else 0


def _take(path: Path, options: argparse.Namespace, model: "SiteModel", root: Path) -> Iterator[bool]:
    """Put the cards in a file onto the desk, and say so; yield True for what cannot be taken."""
    from mingpian.host.intake.handed_in import NotTaken
    from mingpian.host.intake.inbox import take_in

    for found in take_in(root, model, path, is_trial=options.dry_run):
        if isinstance(found, NotTaken):
            print_text(_("left: {place}", place=_("{source}: {why}", source=found.source, why=found.why)))
        else:
            _show(model, found, options.quiet)
        yield isinstance(found, NotTaken)


def _list(model: "SiteModel", root: Path) -> None:
    from mingpian.host.intake.proposals import on_the_desk

    waiting = on_the_desk(root)
    for proposal in waiting:
        _show(model, proposal, is_brief=False)
    if waiting:
        print_text(_("to decide: mingpian intake --accept NAME, or --decline NAME"))
    else:
        print_text(_("nothing lies on the desk"))


def _show(model: "SiteModel", proposal: "Proposal", is_brief: bool) -> None:
    """Say what a proposal would change, field by field; in brief without what any field says."""
    from mingpian.content.kinds import kinds
    from mingpian.host.intake.proposals import differences, meant

    entry = meant(model, proposal, kinds()[proposal.kind])
    head = {"name": proposal.name or proposal.slug, "title": proposal.title, "source": proposal.source}
    if entry:
        print_text(_("{name}: renews content/{file}  ←  {source}", file=entry.source, **head))
    else:
        print_text(_("{name}: a new entry, {title}  ←  {source}", **head))
    changes = differences(proposal, kinds()[proposal.kind], entry)
    for one in changes:
        if is_brief:
            print_text(f"    {one.name}")
            continue
        values = {"field": one.name, "before": _text(one.before), "after": _text(one.after)}
        if entry:
            print_text(_("    {field}: {before}  →  {after}", **values))
        else:
            print_text(_("    {field}: {after}", **values))
        if one.is_wider:
            print_text(_("    ! more people could see it than now: `--wider` if they said so themselves"))
    if proposal.body and not is_brief:
        print_text(_("    {field}: {after}", field=_("text"), after=_text(proposal.body)))
    if proposal.files:
        print_text(_("    pictures: {names}", names=", ".join(proposal.files)))
    if not (changes or proposal.body):
        print_text(_("    it changes nothing"))
    for note in proposal.notes:
        print_text(_("    {note}", note=note))


def _text(value: Any) -> "AnyText":
    """Return a value in a line."""
    if value in (None, "", [], {}):
        return _("(nothing)")
    if isinstance(value, dict):
        text = ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
        return f"{{{text}}}"
    if isinstance(value, list):
        return "; ".join(str(_text(one)) for one in value)
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _decide(options: argparse.Namespace, model: "SiteModel", root: Path) -> int:
    from mingpian.content.kinds import kinds
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.host.intake.acceptance import accept
    from mingpian.host.intake.proposals import on_the_desk, take_away
    from mingpian.replay.clock import now_in

    waiting = {proposal.name: proposal for proposal in on_the_desk(root)}
    unknown = next((name for name in (*options.accept, *options.decline) if name not in waiting), "")
    if unknown:
        hints = did_you_mean(unknown, waiting) or (_("there are: {known}", known=", ".join(waiting)),)
        print_error(_("no proposal is called `{name}`; {hint}", name=unknown, hint=hints[0]))
        return 2
    for name in options.decline:
        take_away(root, name)
    today = now_in(model.site.config.timezone).date().isoformat()
    status = 0
    for name in options.accept:
        proposal = waiting[name]
        try:
            path = accept(root, model, proposal, kinds()[proposal.kind], today, options.wider)
            print_text(_("written: {path}", path=path))
        except MingpianError as refused:
            print_error(_("{source}: {why}", source=name, why=text_of(refused)))
            status = 2
    return status


COMMAND = Command(
    order=86,
    summary="take in cards that members sent: each a proposal, until you accept it",
    options=add_options,
    run=run,
    examples=("inbox/", "card.json mails.mbox people.csv", "--accept lin-yu"),
)
