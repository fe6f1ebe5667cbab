"""`mingpian form`: the form on which a member writes a card, without git and without a server."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.cli.people import member_named, nobody
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.content.kind import Kind
    from mingpian.site.model import SiteModel


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--kind", default="", help="kind of entry: members, offers (default: members)")
    parser.add_argument("--lang", help="language of the form (default: all of the site's)")
    parser.add_argument(
        "--for", dest="member", metavar="MEMBER", help="a form with what their card says now, to renew it"
    )
    parser.add_argument("--into", metavar="DIR", help="where to put it (default: exports/form in the root)")
    parser.add_argument(
        "--git", action="store_true", help="an issue form for GitHub and Gitee, and what checks it, too"
    )


def run(options: argparse.Namespace) -> int:
    """Write the page, the table's columns, and what a repository needs; say where they are."""
    from mingpian.cli.loading import load_for
    from mingpian.content.kinds.member import KIND
    from mingpian.content.naming import kind_named, listed_kinds, meant_kind

    read = load_for(options, "host" if options.member else "public")
    if read is None:
        return 1
    kind, model = kind_named(options.kind or KIND.name), read.model
    if kind is None:
        hints = meant_kind(options.kind) or (_("there are: {kinds}", kinds=listed_kinds()),)
        print_error(_("there is no kind of entry `{kind}`; {hint}", kind=options.kind, hint=hints[0]))
        return 2
    member = member_named(model, options.member) if options.member else ""
    if options.member and not member:
        print_error(nobody(model, options.member))
        return 2
    languages = (options.lang,) if options.lang else model.site.config.languages
    for path in _written(options, model, kind, languages, member):
        print_text(_("written: {path}", path=path))
    return 0


def _written(
    options: argparse.Namespace, model: "SiteModel", kind: "Kind", languages: tuple[str, ...], member: str
) -> list[str]:
    from mingpian.core.store import atomic_write
    from mingpian.host.folder import write_file
    from mingpian.host.intake.columns import template
    from mingpian.host.intake.issue_form import WORKFLOW, issue_form
    from mingpian.host.intake.page import beside, card_page, on_a_site, one_file
    from mingpian.host.intake.proposed import known_words, renewal_of
    from mingpian.schema.references import slug_in

    root, site = Path(options.root), model.site.config.title
    if member:  # what only the host may know of them is in it
        lang = options.lang or model.site.config.default_lang
        page = card_page(kind, lang, site, known_words(model, lang), one_file(), renewal_of(model, member, kind))
        return [write_file(root, f"form-{slug_in(member)}.html", page)]
    folder = Path(options.into) if options.into else root / "exports" / "form"
    is_for_the_site = folder.resolve().is_relative_to((root / "content").resolve())
    carrier = on_a_site() if is_for_the_site else one_file()
    files = {folder / name: text for name, text in beside().items()} if is_for_the_site else {}
    for lang in languages:
        files[folder / f"{kind.name}.{lang}.html"] = card_page(kind, lang, site, known_words(model, lang), carrier)
        files[folder / f"{kind.name}.{lang}.csv"] = template(kind, lang)
        if options.git:
            for host in (".github", ".gitee"):
                files[root / host / "ISSUE_TEMPLATE" / f"{kind.name}.{lang}.yml"] = issue_form(kind, lang, site)
    if options.git:
        files[root / ".github" / "workflows" / "card.yml"] = WORKFLOW
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, text.encode())
    return [str(path) for path in files]


COMMAND = Command(
    order=84,
    summary="make the form on which a member writes a card: a page, a table, an issue form",
    options=add_options,
    run=run,
    examples=("", "--for lin", "--kind offers --lang en", "--git"),
)
