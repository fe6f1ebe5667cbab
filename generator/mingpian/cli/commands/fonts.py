"""`mingpian fonts add FONT`: an open font for the site, kept in fonts/ with its licence and where it is from."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import root_option
from mingpian.i18n import _, clauses
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from mingpian.render.drawing.font_facts import FontFacts

ROLES = {"titles": "heading_font", "text": "body_font", "code": "code_font"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument("what", choices=("add", "list"), help="add a font, or list those that are known by name")
    parser.add_argument("font", nargs="?", default="", help="name, file, or address of a font or of a zip with one")
    parser.add_argument(
        "--for", dest="role", choices=ROLES, default="titles", help="what is set in it (default: titles)"
    )


def run(options: argparse.Namespace) -> int:
    """Check the font, keep it, and state it in site.toml."""
    from mingpian.fetch.fonts import KNOWN

    if options.what == "list" or not options.font:
        for name, font in KNOWN.items():
            print_text(f"{name:<24}{font.title}  ({font.licence})")
        return 0 if options.what == "list" else 2
    return _add(Path(options.root), options.font, ROLES[options.role])


def _add(root: Path, wanted: str, field: str) -> int:
    from mingpian.config.load import load_config
    from mingpian.config.settings import CONFIG_FILE
    from mingpian.core.errors import MingpianError
    from mingpian.core.store import atomic_write
    from mingpian.render.drawing.font_facts import font_facts, of_language, unwrapped

    try:
        data, source = _bytes(wanted)
        plain = unwrapped(of_language(data, load_config(root)[0].default_lang))
        facts = font_facts(plain)
    except (MingpianError, ValueError) as error:
        print_error(_("{font} cannot be added: {error}", font=wanted, error=error))
        return 1
    except ImportError:
        print_error(_("adding fonts needs more: pip install 'mingpian[fonts]'"))
        return 2
    if not facts.allowed:
        print_error(_("{name} says of itself that it may not be cut, or not be embedded", name=facts.name))
        return 1
    path = root / "fonts" / f"{_file_name(facts.name)}{facts.suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(path, plain)
    atomic_write(path.with_suffix(".toml"), _record(facts, source, plain))
    print_text(
        _("{name}: {chinese} Chinese letters, kept in {path}", name=facts.name, chinese=facts.chinese, path=path)
    )
    if not (facts.licence or facts.licence_url):
        print_text(_("it states no licence: make sure that you may publish it"))
    return _state(root / CONFIG_FILE, field, f"fonts/{path.name}")


def _bytes(wanted: str) -> tuple[bytes, str]:
    """Return the font's bytes, and where they are from."""
    from mingpian import __version__
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.fetch.fonts import KNOWN, FontFileError, fetch_font, known_font, unpacked

    known = known_font(wanted)
    url = known.url if known else wanted if wanted.startswith(("https://", "http://")) else ""
    if url:
        print_text(url)
        return fetch_font(url, f"mingpian/{__version__} (fonts)"), url
    try:
        return unpacked(Path(wanted).read_bytes()), Path(wanted).name
    except FileNotFoundError:
        hints = did_you_mean(wanted, KNOWN) or (_("`mingpian fonts list` names those that are known"),)
        raise FontFileError(clauses((_("there is neither such a file nor a font of this name"), *hints))) from None
    except OSError as error:
        raise FontFileError(foreign(error.strerror)) from None


def _file_name(name: str) -> str:
    return (
        "-".join("".join(char if char.isalnum() and char.isascii() else " " for char in name).split()).lower() or "font"
    )


def _record(facts: "FontFacts", source: str, data: bytes) -> bytes:
    """Return what is known of the font, for whoever looks at the folder: an open licence asks for it."""
    import hashlib
    import json

    told = {
        "name": facts.name,
        "source": source,
        "copyright": facts.copyright,
        "licence": facts.licence,
        "licence_url": facts.licence_url,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items()).encode()


def _state(path: Path, field: str, file: str) -> int:
    """State the font in site.toml; say what to write where it cannot be changed."""
    import tomllib

    from mingpian.core.errors import MingpianError
    from mingpian.core.splices import plain_lines
    from mingpian.core.store import atomic_write
    from mingpian.schema.toml_edit import edited_toml

    try:
        text = path.read_bytes().decode()
        data = tomllib.loads(plain_lines(text))
        brand = dict(data.get("brand", {}))
        others = [part.strip() for part in str(brand.get(field, "")).split(",")]
        brand[field] = ", ".join([file, *(one for one in others if one and not one.startswith("fonts/"))])
        atomic_write(path, edited_toml(text, {**data, "fonts": "subset", "brand": brand}).encode())
    except (MingpianError, OSError, ValueError):
        print_text(
            _('state it in site.toml: fonts = "subset", and under [brand]: {field} = "{file}"', field=field, file=file)
        )
        return 1
    print_text(_("site.toml states it: the next build cuts it to the letters in use"))
    return 0


COMMAND = Command(
    order=175,
    summary="add an open font to the site: by name, from a file or an address",
    options=add_options,
    run=run,
    examples=("list", "add noto-serif-sc", "add my-titles.otf --for titles"),
)
