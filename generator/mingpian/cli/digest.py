"""`mingpian digest --since 7d`: what is new, as messages for a chat, Markdown and mail."""

import argparse
from pathlib import Path

from mingpian.cli.saying import complain


def run(options: argparse.Namespace) -> int:
    """Print the messages; write all forms to the desk."""
    from mingpian.cli.reading import day, read_for
    from mingpian.core.diagnostics import nearest, visible
    from mingpian.desk.digest import digest, messages
    from mingpian.desk.letter import mail, markdown
    from mingpian.desk.shelf import put

    read = read_for(options, "public")
    if read is None:
        return 1
    config = read.world.site.config
    since = day(options.since, read.world.site.clock.now, config.timezone)
    lang = options.lang or config.default_lang
    if since is None or lang not in config.languages:
        wrong = f"there is no language `{lang}` on this site; did you mean `{nearest(lang, config.languages)}`?"
        complain(wrong if since else f"`{options.since}` is neither days (7d) nor a date")
        return 2
    letter = digest(read.world, since, lang)
    root = Path(options.root)
    for number, message in enumerate(messages(letter), 1):
        print("\n".join(map(visible, message.split("\n"))), end="\n\n")
        put(root, f"digest-{since}-{lang}-{number}.txt", message + "\n")
    for ending, form in (("md", markdown), ("html", mail)):
        put(root, f"digest-{since}-{lang}.{ending}", form(letter))
    return 0
