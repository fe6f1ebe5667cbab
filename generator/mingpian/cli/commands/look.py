"""`mingpian look`: choose how the site looks, on its own pages; or say it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.commands import serve
from mingpian.cli.console import print_diagnostics, print_error, print_text
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.studio.look import Preset

_HELP = {
    "theme": "one that ships, or a folder in themes/",
    "hero": "how the front page begins",
    "palette": "colours by day and by night",
    "type": "a pairing of typefaces",
    "corners": "of cards, pictures, buttons",
    "density": "space between things",
    "width": "of pages on wide screens",
    "scheme": "light, dark, or as the reader's system has it",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--list", action="store_true", help="print what there is to choose from, and what is chosen")
    for name, about in _HELP.items():
        parser.add_argument(f"--{name}", metavar="NAME", help=f'{about}; "" leaves it to the theme')
    serve.add_options(parser)
    parser.set_defaults(open=True)


def run(options: argparse.Namespace) -> int:
    """Write what is stated into site.toml; without anything, show all of it in the preview."""
    from mingpian.config.load import load_config
    from mingpian.studio.desk import STUDIO
    from mingpian.studio.files import StudioError
    from mingpian.studio.look import presets

    root = Path(options.root)
    config, problems = load_config(root)
    if any(item.code == "no-site" for item in problems):
        print_diagnostics(problems)
        return 2
    stated = {name: said for name in _HELP if (said := getattr(options, name)) is not None}
    if options.list:
        _list(presets(root, config), config)
        return 0
    if not stated:
        return serve.show(options, f"{STUDIO}look")
    try:
        return _choose(root, config, stated)
    except StudioError as error:
        print_error(error.args[0])
        return 1


def _choose(root: Path, config: "SiteConfig", stated: dict[str, str]) -> int:
    """Write the choices. Heroes are those of the theme that is chosen with them."""
    import msgspec

    from mingpian.core.diagnostics import did_you_mean
    from mingpian.studio.look import choose, hides_palette, presets

    config = msgspec.structs.replace(config, theme=stated.get("theme") or config.theme)
    known = {one.setting.rpartition(".")[2]: one for one in presets(root, config)}
    for name, value in stated.items():
        if value and value not in known[name].words:
            listed = _("one of: {words}", words=", ".join(known[name].words))
            print_error(_("`{value}` is not a value of `{name}`", value=value, name=known[name].setting))
            for hint in (*did_you_mean(value, known[name].words), listed):
                print_error(hint)
            return 2
    choose(root, {known[name].setting: value for name, value in stated.items()})
    for name, value in stated.items():
        print_text(f'{known[name].setting} = "{value}"' if value else _("{name} is left to the theme", name=name))
    if "palette" in stated and hides_palette(config):
        print_text(_("The brand's own colours stand in for the palette's."))
    return 0


def _list(found: "list[Preset]", config: "SiteConfig") -> None:
    """Print each preset with its choices, the one that the site states marked."""
    for preset in found:
        chosen = preset.chosen(config)
        sys.stdout.write(
            f"{preset.setting}: {' '.join(f'[{one}]' if one == chosen else one for one in preset.words)}\n"
        )


COMMAND = Command(
    order=45,
    summary="choose theme, palette, type and shape, on the site's own pages",
    options=add_options,
    run=run,
    examples=("", "--list", "--theme card --palette celadon", '--type kai --corners ""'),
)
