"""`mingpian schema`: write JSON Schemas for editors, or the manual's reference."""

import argparse
from os.path import relpath
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import root_option
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

_EDITORS = _(
    """\
Editors find them by the first line of a file, or of its front matter:
  site.toml            #:schema {site}
  content/topics.toml  #:schema {topics}
  content/essays/x.md  # yaml-language-server: $schema={essays}
or by a pattern in their settings, such as content/essays/** for essays.schema.json."""
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument("--into", metavar="DIR", default="schema", help="folder for the schemas (default: schema/)")
    parser.add_argument("--markdown", action="store_true", help="write the manual's reference instead, for people")
    told = "write words/LANG.toml instead: the theme's words, for you to translate"
    parser.add_argument("--words", metavar="LANG", help=told)


def run(options: argparse.Namespace) -> int:
    """Write the files, replacing those of the same name; say how editors find them."""
    if options.words:
        return _write_words(Path(options.root), options.words)
    folder = Path(options.root) / options.into
    files = _pages() if options.markdown else _schemas(Path(options.root))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        print_error(_("cannot write {filename}: {reason}", filename=error.filename, reason=foreign(error.strerror)))
        return 2
    print_text(_("{files} files in {folder}/", files=len(files), folder=folder))
    if not options.markdown:
        print_text(_EDITORS.with_values(**_lines(Path(options.root), folder)))
    return 0


def _write_words(root: Path, lang: str) -> int:
    """Write a catalogue for a language; never over one that is there."""
    from mingpian.config.load import load_config
    from mingpian.render.theme import load_theme
    from mingpian.render.words import starter
    from mingpian.schema.fields import check_lang
    from mingpian.schema.invalid import InvalidValueError

    settings, _problems = load_config(root)
    try:
        lang = check_lang(lang)
        path = root / "words" / f"{lang}.toml"
        text = starter(lang, load_theme(root, settings.theme)[0].catalogues())
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except InvalidValueError as wrong:
        print_error(_("`{lang}` {problem}", lang=lang, problem=wrong.args[0]))
        return 2
    except OSError as error:
        print_error(_("cannot write {filename}: {reason}", filename=error.filename, reason=foreign(error.strerror)))
        return 2
    print_text(_("{path}: translate what you like, and take the `#` away; the rest stays in English", path=path))
    return 0


def _lines(root: Path, folder: Path) -> dict[str, str]:
    """Return the paths of three schemas, each as seen from the folder of the file that shall name it."""
    places = {"site": root, "topics": root / "content", "essays": root / "content" / "essays"}
    return {name: Path(relpath(folder / f"{name}.schema.json", at)).as_posix() for name, at in places.items()}


def _schemas(root: Path) -> dict[str, str]:
    import json

    from mingpian.config.load import load_config
    from mingpian.content.extensions import load_extensions
    from mingpian.content.published_schemas import schemas

    settings, _problems = load_config(root)  # without a site, or with a broken one: the schemas of any site
    load_extensions(root, settings.extensions)
    found = schemas(sorted(settings.taxonomies))
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in found.items()}


def _pages() -> dict[str, str]:
    from mingpian.cli.manual import chapters

    return chapters()


COMMAND = Command(
    order=200,
    summary="write JSON Schemas of front matter and site.toml, for editors",
    options=add_options,
    run=run,
    examples=("", "--markdown --into docs"),
)
