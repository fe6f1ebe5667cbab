"""`mingpian check links --external`: whether the addresses that pages link to still answer."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error, print_text
from mingpian.i18n import Translatable, _, joined

if TYPE_CHECKING:
    from mingpian.fetch.links import LinkAnswer


def run(options: argparse.Namespace) -> int:
    """Ask politely; say which links are dead, and on which pages they stand."""
    from mingpian import __version__
    from mingpian.cli.loading import load_settings
    from mingpian.cli.request import request_of
    from mingpian.fetch.links import check_links, links_in, load_answers, save_answers

    if not options.external:
        print_error("links inside the site are checked by every build; `--external` asks other hosts")
        return 2
    request = request_of(options)
    settings = load_settings(request.root)
    if settings is None:
        return 1
    if not request.output.is_dir():
        print_error("there is no output folder; run `mingpian build` first")
        return 2
    kept = request.root / ".mingpian" / "links.json"
    pages = links_in(Path(request.output), settings.base_url)
    agent = f"mingpian/{__version__} (checks links; {settings.base_url})"
    seen = check_links(pages, load_answers(kept), agent, request.now, print_text)
    save_answers(kept, seen)
    dead = 0
    for url, answer in seen.items():
        if answer.is_good and not answer.said:
            continue
        dead += answer.is_dead
        told = joined(" ", (part for part in (str(answer.status or ""), answer.said) if part))
        where = _("{url}  ({answer})  on {pages}", url=url, answer=told, pages=", ".join(pages[url][:5]))
        print_text(_found(answer, where))
    print_text(_("{number} addresses, {dead} dead", number=len(seen), dead=dead))
    return 1 if dead else 0


def _found(answer: "LinkAnswer", where: Translatable) -> Translatable:
    if answer.is_dead:
        return _("dead: {link}", link=where)
    return _("moved: {link}", link=where) if answer.is_good else _("not certain: {link}", link=where)
