"""`mingpian digest --since 7d`: what is new, as messages for a chat, Markdown and mail."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_diagnostics, print_error
from mingpian.cli.options import site_options
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.host.message import Message
    from mingpian.write.planning import PlannedSite


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--since", metavar="DAYS", default="7d", help="7d, or a date (default: 7d)")
    parser.add_argument("--for", dest="reader", choices=("public", "members"), default="public", help="who reads it")
    parser.add_argument("--lang", help="language (default: the site's first one)")


def run(options: argparse.Namespace) -> int:
    """Print the messages; write all forms to the desk."""
    from mingpian.cli.loading import parse_day
    from mingpian.core.diagnostics import nearest
    from mingpian.host.whats_new import for_members, whats_new

    loaded = _loaded(options)
    if loaded is None:
        return 1
    read, hidden = loaded
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
    if options.reader == "members":
        digest = for_members(read.model, digest, since, lang, read.theme.words(lang).contact_names)
    name = f"digest-{since}-{lang}" if options.reader == "public" else f"digest-{options.reader}-{since}-{lang}"
    if not _write(Path(options.root), name, digest.message, hidden):
        return 1
    print_diagnostics(digest.left_out, options.format)
    return 1 if digest.left_out else 0


def _loaded(options: argparse.Namespace) -> "tuple[PlannedSite, Mapping[str, str]] | None":
    """Return the site as its reader may see it, and what members may not see where it is for them."""
    from mingpian.cli.loading import load_for, load_for_members

    if options.reader == "members":
        return load_for_members(options)
    read = load_for(options, "public")
    return (read, {}) if read else None


def _write(root: Path, name: str, letter: "Message", hidden: "Mapping[str, str]") -> bool:
    """Print the messages, and write all forms to the desk, unless they say what is hidden. Returns whether they do
    not."""
    from mingpian.check.leaks import leaked_values
    from mingpian.core.diagnostics import escape_controls
    from mingpian.host.folder import write_file
    from mingpian.host.message import mail, markdown
    from mingpian.host.whats_new import chat_messages

    messages = chat_messages(letter)
    if leaked := leaked_values("\n".join(messages).encode(), hidden):
        print_error(
            _("nothing is written: it would say what is for the host alone: {values}", values=", ".join(leaked))
        )
        return False
    for number, message in enumerate(messages, 1):
        print("\n".join(map(escape_controls, message.split("\n"))), end="\n\n")
        write_file(root, f"{name}-{number}.txt", message + "\n")
    for ending, form in (("md", markdown), ("html", mail)):
        write_file(root, f"{name}.{ending}", form(letter))
    return True


COMMAND = Command(
    order=120,
    summary="write what is new, for the group's chat and for mail",
    options=add_options,
    run=run,
    examples=("--since 7d", "--since 2026-11-01 --for members"),
)
