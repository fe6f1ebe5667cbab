"""`mingpian syndicate ENTRY URL`: note in an entry's front matter where else it was published."""

import argparse
import re
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import root_option, url
from mingpian.i18n import _

_FENCE = re.compile(r"---[ \t]*\n((?:(?!---[ \t]*(?:\n|\Z)).*\n)*)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^syndicated:[ \t]*(.*)\n((?:[ \t]+.*\n|-[ \t].*\n)*)", re.MULTILINE)
_INLINE = re.compile(r"\[(.*)\][ \t]*(?:#.*)?")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("entry", metavar="ENTRY", help="the entry that was published elsewhere: its file or slug")
    parser.add_argument("url", metavar="URL", type=url, help="where it was published")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Add the address; everything else in the file stays as it is."""
    from mingpian.core.store import atomic_write

    path = _file(Path(options.root), options.entry)
    if path is None:
        print_error(_("there is no file of an entry `{entry}`", entry=options.entry))
        return 2
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        print_error(f"{path}: {error}")
        return 2
    if options.url in text:
        print_text(_("{path} says so already", path=path))
        return 0
    written = with_address(text, options.url)
    if written is None:
        print_error(_("{path}: write it by hand, `syndicated: [{url}]`", path=path, url=options.url))
        return 2
    atomic_write(path, written.encode())
    print_text(str(path))
    return 0


def with_address(text: str, url: str) -> str | None:
    """Return the file's text with the address under `syndicated`; None where that is written in a way of its own."""
    from mingpian.content.data_formats.yaml_data import yaml_line

    front = _FENCE.match(text)
    if front is None:
        return f"---\nsyndicated:\n  - {yaml_line(url)}\n---\n{text}"
    fields, start = front[1], front.start(1)
    field = _FIELD.search(fields)
    if field is None:
        changed = f"{fields}syndicated:\n  - {yaml_line(url)}\n"
    elif not field[1].strip() and field[2]:
        indent = re.match(r"[ \t]*", field[2])
        item = f"{indent[0] if indent else ''}- {yaml_line(url)}\n"
        changed = fields[: field.end()] + item + fields[field.end() :]
    elif (inline := _INLINE.fullmatch(field[1].strip())) and not field[2]:
        listed = f"{inline[1].strip()}, {yaml_line(url)}" if inline[1].strip() else yaml_line(url)
        changed = f"{fields[: field.start()]}syndicated: [{listed}]\n{fields[field.end() :]}"
    else:
        return None
    return text[:start] + changed + text[start + len(fields) :]


def _file(root: Path, said: str) -> Path | None:
    """Return the file of an entry, named by its path or its slug."""
    content = root / "content"
    for path in (root / said, content / said):
        if path.is_file() and path.resolve().is_relative_to(content.resolve()):
            return path
    found = [*content.glob(f"*/**/{_literal(said)}.md"), *content.glob(f"*/**/{_literal(said)}/index.md")]
    return min(found, default=None)


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


COMMAND = Command(
    order=150,
    summary="note in an entry where else it was published",
    options=add_options,
    run=run,
    examples=("essays/first https://example.com/first",),
)
