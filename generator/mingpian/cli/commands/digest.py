"""`mingpian digest --since 7d`: what is new, as messages for a chat, Markdown and mail."""

import argparse
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_diagnostics, print_error
from mingpian.cli.options import site_options
from mingpian.i18n import _


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--since", metavar="DAYS", default="7d", help="7d, or a date (default: 7d)")
    parser.add_argument("--lang", help="language (default: the site's first one)")


def run(options: argparse.Namespace) -> int:
    """Print the messages; write all forms to the desk."""
    from mingpian.cli.loading import load_for, parse_day
    from mingpian.core.diagnostics import escape_controls, nearest
    from mingpian.host.folder import write_file
    from mingpian.host.message import mail, markdown
    from mingpian.host.whats_new import chat_messages, whats_new

    read = load_for(options, "public")
    if read is None:
        return 1
    config = read.model.site.config
    since = parse_day(options.since, read.model.site.clock.now, config.timezone)
    lang = options.lang or config.default_lang
    if since is None or lang not in config.languages:
        wrong = _(
            "there is no language `{lang}` on this site; did you mean `{nearest}`?",
            lang=lang,
            nearest=nearest(lang, config.languages),
        )
        print_error(wrong if since else _("`{since}` is neither days (7d) nor a date", since=options.since))
        return 2
    digest = whats_new(read.model, since, lang)
    letter = digest.message
    root = Path(options.root)
    for number, message in enumerate(chat_messages(letter), 1):
        print("\n".join(map(escape_controls, message.split("\n"))), end="\n\n")
        write_file(root, f"digest-{since}-{lang}-{number}.txt", message + "\n")
    for ending, form in (("md", markdown), ("html", mail)):
        write_file(root, f"digest-{since}-{lang}.{ending}", form(letter))
    print_diagnostics(digest.left_out, options.format)
    return 1 if digest.left_out else 0


COMMAND = Command(
    order=120,
    summary="write what is new, for the group's chat and for mail",
    options=add_options,
    run=run,
    examples=("--since 7d", "--since 2026-11-01"),
)
