"""`mingpian export FORM ENTRY…`: copies of entries for other platforms, books, cards, résumés, the whole site."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import publishing_options
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText, _, text_of

if TYPE_CHECKING:
    from mingpian.render.context import RenderContext
    from mingpian.site.model import SiteModel
    from mingpian.site.site import AnyEntry

FOLDER = "exports"
PLACES = ("xiaohongshu", "wechat", "square", "story")
_TEXTS = ("wechat", "tietu", "zhihu", "juejin", "mail", "markdown", "book", "kit", "resume", "site")
_FORMS = (*_TEXTS, "cards", "poster", "namecard")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    publishing_options(parser)
    told = (
        "`wechat`, `zhihu`, `juejin`: a copy to paste there; `tietu`: a post of pictures for WeChat; `mail`: a letter;"
        " `markdown`: plain Markdown; `book`: an EPUB; `kit`: a media kit; `resume`: JSON Resume; `site`: all of it,"
        " to keep; `cards`, `poster`: pictures with the text; `namecard`: a name card to print"
    )
    parser.add_argument("form", choices=_FORMS, help=told)
    parser.add_argument(
        "entries", metavar="ENTRY", nargs="*", help="entries, by slug, title or file; for a book, series too"
    )
    parser.add_argument("--since", metavar="DAYS", help="all that is new or changed since 7d, or since a date")
    parser.add_argument("--title", default="", help="of a book (default: of the series, or of the entry) or a digest")
    parser.add_argument("--digest", action="store_true", help="of mail: all of them in one")
    parser.add_argument("--vertical", action="store_true", help="a book whose lines run from top to bottom")
    parser.add_argument("--for", dest="place", choices=PLACES, default=PLACES[0], help="of cards: where they are shown")
    parser.add_argument(
        "--quote",
        nargs="?",
        const="",
        metavar="TEXT",
        help="one card with this sentence, or the first marked one",
    )
    parser.add_argument("--scale", choices=("1", "1.5"), default="1", help="of cards: how large the pictures are")
    parser.add_argument("--pdf", action="store_true", help="of a book or a kit: also as PDF, by Chromium")
    parser.add_argument("--into", metavar="DIR", help="where to put the copies (default: exports/ in the root)")


def run(options: argparse.Namespace) -> int:
    """Write the copies; say where they are and what is left to do by hand."""
    from mingpian.cli.chosen_entries import chosen_entries
    from mingpian.cli.loading import render_context_for
    from mingpian.content.markdown.from_html import HtmlConverterError

    if options.form in ("site", "resume"):
        return _whole(options) if options.form == "site" else _resumes(options)
    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, model = loaded
    into = Path(options.into) if options.into else Path(options.root) / FOLDER
    if options.form == "book":
        return _book(context, model, options, into)
    wrong: list[AnyText] = []
    chosen = chosen_entries(model, options.entries, options.since, wrong)
    shared = _shared(model)
    if options.form == "mail" and options.digest and not wrong:
        return _digest(context, chosen, options.title, into / options.form / "digest")
    for entry in chosen:
        try:
            files, problems = _copy(context, model, entry, options)
        except HtmlConverterError as missing:
            print_error(text_of(missing))
            return 2
        except Exception as fault:  # whatever is odd about one entry: the others have their copies
            wrong.append(_no_copy(entry, fault))
            continue
        folder = into / options.form / _name(model, entry, shared)
        if options.form == "cards":
            folder /= options.place
        _write(folder, files)
        print_text(str(folder))
        for problem in (*problems, *_printed(options, folder / "cv.html")):
            print_text(_("  {problem}", problem=problem))
    for line in wrong:
        print_error(line)
    return 2 if wrong else 0


def _copy(
    context: "RenderContext", model: "SiteModel", entry: "AnyEntry", options: argparse.Namespace
) -> "tuple[dict[str, bytes], Sequence[AnyText]]":
    """Return the files of a copy, and what to see to by hand."""
    known = dict(model.site.pictures)
    if options.form == "cards":
        from mingpian.exporters.cards.cards import card_files, quote_files
        from mingpian.exporters.cards.forms import card_form

        form = card_form(options.place, float(options.scale))
        if options.quote is not None:
            return quote_files(context, entry, form, options.quote)
        return card_files(context, entry, known, form)
    if options.form == "kit":
        from mingpian.exporters.kit.kit import kit_files

        return kit_files(context, model, entry)
    if options.form == "poster":
        from mingpian.exporters.cards.posters import poster_files

        return poster_files(context, entry, known)
    if options.form == "namecard":
        from mingpian.exporters.cards.name_cards import name_card_files

        return name_card_files(context, entry, known)
    from mingpian.exporters.copies import COPIES

    return COPIES[options.form](context, entry, known)


def _printed(options: argparse.Namespace, page: Path, name: str = "") -> list[AnyText]:
    """Print a page beside it, where that is asked for; return what went wrong."""
    if not options.pdf or not page.is_file():
        return []
    from mingpian.exporters.printing import print_page

    problem = print_page(page, page.with_name(name or f"{page.stem}.pdf"))
    return [problem] if problem else []


def _no_copy(entry: "AnyEntry", fault: Exception) -> AnyText:
    said = text_of(fault) if isinstance(fault, MingpianError) else f"{type(fault).__name__}: {fault}"
    return _("{file}: no copy could be made of it: {fault}", file=f"content/{entry.source}", fault=said)


def _digest(context: "RenderContext", entries: "list[AnyEntry]", title: str, folder: Path) -> int:
    """Write one mail about several entries."""
    from mingpian.exporters.mail_digest import digest_files

    _write(folder, digest_files(context, entries, title))
    print_text(str(folder))
    return 0


def _whole(options: argparse.Namespace) -> int:
    """Write everything that is in content/, drafts and what is not public too."""
    from mingpian.cli.loading import load_settings
    from mingpian.exporters.site_archive import archive_files

    root = Path(options.root)
    settings = load_settings(root)
    if settings is None:
        return 1
    folder = (Path(options.into) if options.into else root / FOLDER) / "site"
    for name, data in archive_files(root, settings.languages):
        _write(folder, {name: data})
    print_text(
        _("{folder}: all of it, what is not public too; `mingpian import mingpian` brings it back", folder=folder)
    )
    return 0


def _book(context: "RenderContext", model: "SiteModel", options: argparse.Namespace, into: Path) -> int:
    """Write entries and series as one book, in the order in which they are named."""
    from mingpian.cli.chosen_entries import chosen_entries
    from mingpian.exporters.book.book import BookOrder, book_files
    from mingpian.site.relations import slug_of

    series = {slug: group for groups in model.relations.series.values() for slug, group in groups.items()}
    groups = [series.get(slug_of(said)) for said in options.entries]
    keys = [
        key for said, group in zip(options.entries, groups, strict=True) for key in (group.keys if group else [said])
    ]
    wrong: list[AnyText] = []
    entries = chosen_entries(model, keys, options.since, wrong)
    for line in wrong:
        print_error(line)
    if wrong:
        return 2
    named = next((group.name for group in groups if group), entries[0].title)
    name = slug_of(options.title or named)
    files, problems = book_files(
        context, model, BookOrder(tuple(entries), options.title or named, name, options.vertical)
    )
    folder = into / "book" / name
    _write(folder, files)
    print_text(str(folder / f"{name}.epub"))
    for problem in (*problems, *_printed(options, folder / "print.html", f"{name}.pdf")):
        print_text(_("  {problem}", problem=problem))
    return 0


def _resumes(options: argparse.Namespace) -> int:
    """Write members as résumés, with how to reach them."""
    from mingpian.cli.loading import load_settings
    from mingpian.exporters.resume import resumes

    root = Path(options.root)
    settings = load_settings(root)
    if settings is None:
        return 1
    folder = (Path(options.into) if options.into else root / FOLDER) / "resume"
    written = 0
    for slug, data in resumes(root, settings.languages, options.entries, options.drafts):
        if data is None:
            print_error(_("`{entry}` is a draft, or not of this day; `--drafts` takes it too", entry=slug))
            return 2
        _write(folder, {f"{slug}.json": data})
        print_text(str(folder / f"{slug}.json"))
        written += 1
    if not written:
        print_error("there is no such member")
        return 2
    print_text("how to reach them is in it, also what is for the host alone: look before you hand it on")
    return 0


def _shared(model: "SiteModel") -> set[str]:
    """Return the names that entries of two kinds or folders have."""
    names = Counter(id.rpartition("/")[2] for id in model.site.ids)
    return {name for name, count in names.items() if count > 1}


def _name(model: "SiteModel", entry: "AnyEntry", shared: set[str]) -> str:
    """Return the name of the folder of a copy, which is that of no other entry's."""
    name = entry.slug.rpartition("/")[2]
    name = entry.id.replace("/", "-") if name in shared else name
    return name if entry.lang == model.site.config.default_lang else f"{name}.{entry.lang}"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from mingpian.core.store import atomic_write

    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)


COMMAND = Command(
    order=140,
    summary="copy entries for WeChat, Zhihu, Juejin, mail, as a book, as picture cards, or as plain Markdown",
    options=add_options,
    run=run,
    examples=(
        "wechat essays/first",
        "cards essays/first --for story",
        "markdown --since 2026-11-01",
        "book 给手艺定价",
        "site --into ../copy",
    ),
)
