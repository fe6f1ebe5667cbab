"""`mingpian webmention send | receive`: tell sites that one links to them; take in what they answered. A build does
neither."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.named_entries import named_public_entry, unknown_entry
from mingpian.cli.options import site_options
from mingpian.i18n import _, text_of
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from mingpian.content.data_files.webmentions import Webmention
    from mingpian.render.context import RenderContext
    from mingpian.site.model import SiteModel

KEPT = ".mingpian/webmentions.json"
_Sent = dict[str, dict[str, str]]  # page here -> page there -> where it was told; empty where nobody takes it


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument(
        "act",
        choices=("send", "receive"),
        help="`send`: tell sites that entries link to them; `receive`: take in what they answered",
    )
    parser.add_argument(
        "what", metavar="WHAT", nargs="*", help="send: entries, by slug or file (default: all); receive: an export"
    )
    parser.add_argument("--dry-run", action="store_true", help="send: say whom it would tell of what; tell nobody")
    parser.add_argument("--again", action="store_true", help="send: also those that were told before")
    parser.add_argument(
        "--take", metavar="NUMBERS", default="", help="receive: which of them, such as 1,3-5, or `all` (default: none)"
    )


def run(options: argparse.Namespace) -> int:
    """Send, or receive."""
    return _send(options) if options.act == "send" else _receive(options)


def _send(options: argparse.Namespace) -> int:
    """Tell the pages that entries link to, and those that they no longer do; what was told is kept in `.mingpian/`."""
    import msgspec

    from mingpian import __version__
    from mingpian.cli.loading import render_context_for
    from mingpian.core.store import atomic_write
    from mingpian.fetch.webmentions import tell_all

    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, model = loaded
    kept = Path(options.root) / KEPT
    sent, linked = _before(kept), _linked(context, model, options.what)
    if linked is None:
        return 2
    pairs = list(_untold(linked, sent, options.again))
    if options.dry_run or not pairs:
        for source, target in pairs:
            print_text(_("{source} → {target}", source=source, target=target))
        if not pairs:
            print_text("there is nobody to tell: no entry links to another site since the last time")
        return 0
    agent = f"mingpian/{__version__} (Webmention; {model.site.config.base_url})"
    failed = 0
    for (source, target), told in tell_all(pairs, agent).items():
        failed += bool(told.wrong)
        if not told.wrong:
            known = {name: where for name, where in sent.get(source, {}).items() if name != target}
            sent[source] = known | ({target: told.endpoint} if target in linked[source] else {})
        said = told.wrong or (_("told") if told.endpoint else _("takes no webmentions"))
        print_text(_("{source} → {target}: {said}", source=source, target=target, said=said))
    kept.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(kept, msgspec.json.format(msgspec.json.encode(sent, order="sorted")))
    return 1 if failed else 0


def _untold(linked: dict[str, list[str]], sent: _Sent, again: bool) -> Iterable[tuple[str, str]]:
    """Yield what is to be told: of new links, and of links that are gone, so that others can take back what they show
    (Webmention, 3.1.4)."""
    for source, targets in linked.items():
        known = sent.get(source, {})
        gone = [target for target, where in known.items() if where and target not in targets]
        yield from ((source, target) for target in (*targets, *gone) if again or target not in known or target in gone)


def _before(kept: Path) -> _Sent:
    import msgspec

    try:
        return msgspec.json.decode(kept.read_bytes(), type=_Sent)
    except (OSError, msgspec.MsgspecError):
        return {}


def _linked(context: "RenderContext", model: "SiteModel", names: list[str]) -> dict[str, list[str]] | None:
    """Return the addresses on other sites to which the texts of public entries link; None where a name means none."""
    from lxml import html

    from mingpian.render.body.bodies import body_html

    chosen = [named_public_entry(model, name) for name in names] if names else list(model.site.entries.values())
    for name, entry in zip(names, chosen, strict=False):
        if entry is None:
            print_error(unknown_entry(model, name))
    if None in chosen:
        return None
    base, found = model.site.config.base_url, dict[str, list[str]]()
    for entry in chosen:
        assert entry is not None
        if entry.fields.listed and entry.key not in model.site.states:
            tree = html.fragment_fromstring(f"<div>{body_html(context, entry, base)}</div>")
            links = (str(link.get("href")).partition("#")[0] for link in tree.iter("a"))
            away = [link for link in links if link.startswith(("https://", "http://")) and not link.startswith(base)]
            found[base + model.routes.entry(entry.key)] = list(dict.fromkeys(away))
    return found


def _receive(options: argparse.Namespace) -> int:
    """Name what is new in an export, by number; put those that are taken into content/webmentions.json."""
    from mingpian.content.data_files.webmentions import FILE, encode_webmentions, parse_webmentions, read_export
    from mingpian.core.store import atomic_write

    if len(options.what) != 1:
        print_error("name one file: what the receiver exported (JSON, jf2)")
        return 2
    path = Path(options.root) / "content" / FILE
    try:
        read = read_export(Path(options.what[0]).read_bytes())
    except OSError as error:
        print_error(_("{file} cannot be read: {error}", file=options.what[0], error=foreign(error.strerror or error)))
        return 2
    except ValueError as wrong:
        print_error(text_of(wrong))
        return 2
    known, problems = parse_webmentions(path.read_bytes(), f"content/{FILE}") if path.is_file() else ((), [])
    if problems:
        print_error(_("content/{file} has faults; `mingpian check` names them", file=FILE))
        return 1
    fresh = [one for one in dict.fromkeys(read) if one not in known]
    wanted = _numbers(options.take, len(fresh))
    if wanted is None:
        print_error(_("`{value}` is no list of numbers such as 1,3-5, nor `all`", value=options.take))
        return 2
    for line in _lines(fresh, wanted):
        print_text(line)
    taken = [one for number, one in enumerate(fresh, 1) if number in wanted]
    if taken:
        replaced = {(one.source, one.target, one.kind) for one in taken}
        stays = [one for one in known if (one.source, one.target, one.kind) not in replaced]
        atomic_write(path, encode_webmentions((*stays, *taken)))
    print_text(_("{new} are new, {taken} taken into content/{file}", new=len(fresh), taken=len(taken), file=FILE))
    return 0


def _lines(fresh: "list[Webmention]", wanted: set[int]) -> Iterable[str]:
    for number, one in enumerate(fresh, 1):
        mark = "+" if number in wanted else " "
        yield f"{mark} {number}. {one.date or '—'} {one.kind} {one.name or one.source}: {one.text[:80]}"
        yield f"     {one.source} → {one.target}"


def _numbers(said: str, most: int) -> set[int] | None:
    """Return the numbers of a list such as `1,3-5`, of `all`, or of nothing; None for what is no such list."""
    if said == "all":
        return set(range(1, most + 1))
    found = set[int]()
    for part in filter(None, said.replace(" ", "").split(",")):
        first, _dash, last = part.partition("-")
        if not first.isdecimal() or (_dash and not last.isdecimal()):
            return None
        found |= set(range(int(first), min(int(last or first), most) + 1))
    return found


COMMAND = Command(
    order=165,
    summary="tell sites that entries link to them; take in what they answered (Webmention)",
    options=add_options,
    run=run,
    examples=("send --dry-run", "send essays/first", "receive export.json", "receive export.json --take 1,3-5"),
)
