"""`mingpian init`: make a site that builds at once."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from mingpian.cli.command import Command
from mingpian.cli.language import language_of
from mingpian.cli.new_site import (
    LANGUAGES,
    SKELETON_FOLDER,
    entries_in,
    in_the_way,
    members_among,
    write_for_host,
    write_site,
)
from mingpian.core.errors import MingpianError
from mingpian.replay.clock import now_in

QUESTIONS = ("who", "name", "headline", "title", "base_url", "theme", "palette")
WHO = ("person", "group")


class InitError(MingpianError):
    """The command cannot do what was asked; the message says why."""


class InvalidAnswerError(InitError):
    """An answer that cannot be used; whoever sits at a terminal may give another."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", metavar="DIR", nargs="?", default=".", help="where to make the site")
    parser.add_argument("--yes", "-y", action="store_true", help="ask nothing; take the defaults")
    parser.add_argument("--lang", choices=("zh-Hans", "zh-Hant", "en"), help="language (default: by the locale)")
    parser.add_argument("--who", choices=WHO, help="a person, or a group (default: person)")
    parser.add_argument("--name", help="your name")
    parser.add_argument("--headline", help="one sentence on whom you help, with what")
    parser.add_argument("--title", help="name of the site (default: your name)")
    parser.add_argument("--base-url", metavar="URL", help="address that the site will have")
    parser.add_argument("--theme", metavar="NAME", help="what its pages are like; `mingpian look --list` names them")
    parser.add_argument("--palette", metavar="NAME", help="colours of the site; `mingpian look --list` names them")
    hosts = ("cloudflare", "github", "gitlab", "netlify", "vercel")
    parser.add_argument(
        "--host", choices=hosts, help="write what a host needs to build it, also for a site that is there"
    )


def run(options: argparse.Namespace) -> int:
    """Ask, write, and say what comes next."""
    import shlex

    folder = Path(options.folder)
    words = _words(options.lang or language_of(os.environ))
    try:
        if options.host and (folder / "site.toml").is_file():
            _say_hosted(folder, options.host, words)
            return 0
        _check_folder(folder, words)
        lang = options.lang or (language_of(os.environ) if options.yes else _ask_language(words))
        words = _words(lang)
        entries = entries_in(folder)
        answers = _answers(options, words, members_among(entries))
        written = write_site(lang, folder, answers, entries)
    except InitError as refused:
        print(refused, file=sys.stderr)
        return 2
    print(words["made"].format(folder=folder, count=len(written)))
    is_group = answers["who"] == "group"
    steps = words["steps_group" if is_group else "steps"].format(folder=shlex.quote(str(folder)))
    first = words["first_own" if entries else "first_group" if is_group else "first"].format(slug=answers["slug"])
    print(steps.replace("  cd .\n", "") + f"\n{first}")
    if options.host:
        _say_hosted(folder, options.host, words)
    return 0


def _say_hosted(folder: Path, host: str, words: dict[str, Any]) -> None:
    """Write what a host wants to find beside a site, and say what it is."""
    written = write_for_host(host, folder)
    said = ", ".join(path.relative_to(folder).as_posix() for path in written)
    print(words["hosted" if written else "hosted_already"].format(files=said))


def _words(lang: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads((SKELETON_FOLDER / lang / "words.toml").read_text(encoding="utf-8"))


def _check_folder(folder: Path, words: dict[str, Any]) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise InitError(words["not_a_folder"].format(folder=folder))
    if os.path.lexists(folder / "site.toml"):
        raise InitError(words["is_site"].format(folder=folder))
    if found := in_the_way(folder):
        some = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
        raise InitError(words["in_the_way"].format(folder=folder, found=some))


def _ask_language(words: dict[str, Any]) -> str:
    from mingpian.schema.fields import check_lang
    from mingpian.schema.invalid import InvalidValueError
    from mingpian.schema.languages import matched

    default = language_of(os.environ)
    while True:
        said = _ask(words["language"], default, words)
        try:
            lang = check_lang(said)
        except InvalidValueError:
            lang = said
        if lang := matched(lang, LANGUAGES):
            return lang


def _ask(question: str, default: str, words: dict[str, Any]) -> str:
    """Return what the user types, or the default for an empty line. Raises InitError when the input ends."""
    try:
        return input(f"{question} [{default}]: ").strip() or default
    except EOFError:
        raise InitError("\n" + words["nobody"]) from None


def _answers(options: argparse.Namespace, words: dict[str, Any], members: set[str]) -> dict[str, str]:
    """Return an answer to every question (as stated in the options, as typed, or as it is by default), and what follows
    from them. The only one of the `members` who are there is the owner."""
    from mingpian.core.paths import slugify

    folder, answers = Path(options.folder), dict[str, str]()
    for name in QUESTIONS:
        default = words["default"].get(name) or answers["name"]  # a site is called by its owner's name
        if name == "headline" and answers["who"] == "group":
            default = words["default"]["group_headline"]
        if name == "palette":
            default = _palette_of(folder, answers["theme"]) or default
        stated = getattr(options, name)
        if stated is not None or options.yes:
            answers[name] = _settled(name, stated or default, words, folder)
        else:
            answers[name] = _asked(name, default, words, folder)
    zone = words["default"]["timezone"]
    today = now_in(zone).date().isoformat()
    slug = next(iter(members)) if len(members) == 1 else slugify(answers["name"])
    return answers | {"slug": slug, "timezone": zone, "today": today}


def _asked(name: str, default: str, words: dict[str, Any], folder: Path) -> str:
    _show_looks(name, words, folder)
    question = words[name].format(names=", ".join(_choices(name, folder)))
    while True:
        try:
            return _settled(name, _ask(question, default, words), words, folder)
        except InvalidAnswerError as wrong:
            print(wrong)


def _show_looks(name: str, words: dict[str, Any], folder: Path) -> None:
    """Show what there is to choose from: a line on each theme, and the colours themselves where a terminal has them."""
    from mingpian.cli.swatches import colors_of_terminal, palette_swatches, theme_thumbnails

    if name == "theme":
        if colors := colors_of_terminal():
            print(theme_thumbnails(_thumbnails(folder), colors))
        about = words["themes"]
        lines = (f"  {one:10}{about.get(one, '')}".rstrip() for one in _choices(name, folder))
        print("\n".join((words["looks"], *lines)))
    elif name == "palette" and (colors := colors_of_terminal()):
        print(palette_swatches(colors))


def _thumbnails(folder: Path) -> dict[str, list[list[str]]]:
    from mingpian.render.look.thumbnails import thumbnail
    from mingpian.render.theme import load_theme

    return {name: thumbnail(load_theme(folder, name)[0]) for name in _choices("theme", folder)}


def _choices(name: str, folder: Path) -> tuple[str, ...]:
    """Return what there is to choose from, its own themes too; nothing for a question that is answered freely."""
    from mingpian.render.look.palettes import PALETTES
    from mingpian.render.theme import known_themes

    if name == "theme":
        return tuple(known_themes(folder))
    return {"who": WHO, "palette": tuple(PALETTES)}.get(name, ())


def _palette_of(folder: Path, theme: str) -> str:
    """Return the palette that a theme states; empty when it states none."""
    from mingpian.render.theme import load_theme

    layers = load_theme(folder, theme)[0].layers
    return next((layer.settings.look.palette for layer in layers if layer.settings.look.palette), "")


def _settled(name: str, said: str, words: dict[str, Any], folder: Path) -> str:
    """Return an answer in the form in which it is written. Raises InvalidAnswerError."""
    from mingpian.schema.fields import check_text, check_url
    from mingpian.schema.invalid import InvalidValueError

    choices = _choices(name, folder)
    if choices and said not in choices:
        raise InvalidAnswerError(words[f"unusable_{name}"].format(names=", ".join(choices)))
    try:
        said.encode()
        if name == "base_url":
            return check_url(said if "://" in said else f"https://{said}")
        return check_text(said)
    except (InvalidValueError, UnicodeEncodeError):
        raise InvalidAnswerError(words.get(f"unusable_{name}", words["unusable"])) from None


COMMAND = Command(
    order=10,
    summary="make a new site",
    options=add_options,
    run=run,
    examples=("my-site", "my-site --yes --lang zh-Hans --name 林语", ". --host github"),
)
