"""`mingpian doctor`: what this installation has and lacks, what the site uses of it, and what to do."""

import argparse
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_diagnostics, print_text
from mingpian.cli.options import root_option
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.core.diagnostics import Diagnostic


_COLUMN = 14  # of names: "Chinese font" is the longest


class Part(NamedTuple):
    """Something that mingpian works with, beyond what it cannot start without. `found` is empty where it is not there;
    `wanted` says what of the site uses it, and is empty where nothing does."""

    name: AnyText
    found: AnyText
    gives: AnyText
    mend: AnyText
    wanted: AnyText = ""


def run(options: argparse.Namespace) -> int:
    """Print what is there; return 1 when the site uses something that is not."""
    import platform

    from mingpian import __version__
    from mingpian.core.diagnostics import width

    root = Path(options.root)
    config, problems = _config(root)
    print_text(f"mingpian {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    print_diagnostics(problems)
    parts = [part if config else part._replace(wanted="") for part in _parts(root, config)]
    for part in parts:
        state = localized(part.found) if part.found else localized(_("not found: {mend}", mend=part.mend))
        use = localized(_(" (the site: {use})", use=part.wanted)) if part.wanted else ""
        name = localized(part.name)
        print_text(f"  {name}{' ' * (_COLUMN - width(name))} {localized(part.gives)}{use}")
        print_text(f"  {'':<{_COLUMN}} {state}")
    lacking = [part for part in parts if part.wanted and not part.found]
    if config is not None:
        for line in (*_of_site(root), *_of_place(config)):
            print_text(line)
    for part in lacking:
        print_text(_("to do: {name} — {mend}", name=part.name, mend=part.mend))
    if not lacking and not problems:
        print_text("nothing is to be done")
    return 1 if lacking or problems else 0


def _config(root: Path) -> "tuple[SiteConfig | None, list[Diagnostic]]":
    from mingpian.config.load import load_config
    from mingpian.config.settings import CONFIG_FILE

    return load_config(root) if (root / CONFIG_FILE).exists() else (None, [])


def _parts(root: Path, config: "SiteConfig | None") -> Iterator[Part]:
    from mingpian.config.settings import SiteConfig
    from mingpian.write.diagrams import diagram_tool

    stated = config or SiteConfig()
    targets = {deploy.target for deploy in stated.deploy.values()}
    yield from _codecs(stated)
    yield _font(root, stated)
    yield _extra(
        "variants", "opencc_pyo3", _("the other Chinese, made from one"), "`variants`" if stated.variants else ""
    )
    wanted: AnyText = '`slugs = "pinyin"`' if stated.slugs == "pinyin" else ""
    yield _extra("pinyin", "pypinyin", _("addresses in pinyin"), wanted)
    wanted = '`fonts = "subset"`' if stated.fonts == "subset" else ""
    yield _extra("fonts", "fontTools", _("a font of the site's own, cut to its letters"), wanted)
    wanted = "content/planet.json" if (root / "content" / "planet.json").exists() else ""
    yield _extra("planet", "feedparser", _("feeds of members' own sites"), wanted)
    wanted = "`signals.markdown`" if stated.signals.markdown else ""
    yield _extra("reach", "markdownify", _("copies for other platforms, imports of HTML"), wanted)
    wanted = _("a deploy target") if "git" in targets else "`revisions`" if stated.revisions != "none" else ""
    yield _program("git", _("when entries were changed, deploying to a branch"), wanted)
    tool = diagram_tool(root)
    mend, drawn = _("npm install -g @mermaid-js/mermaid-cli"), _("Mermaid diagrams as pictures")
    yield Part("mmdc", tool.path if tool else "", drawn, mend)
    yield _program("rsync", _("deploying to a server"), _("a deploy target") if "rsync" in targets else "")


def _codecs(stated: "SiteConfig") -> Iterator[Part]:
    from PIL import __version__, features

    made = "variants" not in stated.without and bool(stated.images.widths)
    uses = (
        ("WebP", _("pictures in several widths") if made else ""),
        ("AVIF", "`images.avif`" if stated.images.avif else ""),
    )
    for name, wanted in uses:
        found = f"Pillow {__version__}" if features.check(name.lower()) else ""
        yield Part(name, found, _("pictures"), _("install Pillow from its wheel"), wanted)


def _font(root: Path, stated: "SiteConfig") -> Part:
    from mingpian.write.fonts import font_of

    found = font_of(root, stated)
    is_wanted = "share" not in stated.without and any(lang.startswith("zh") for lang in stated.languages)
    mend = _('install Noto CJK, or state one: images = {font = "fonts/x.ttf"}')
    return Part(
        _("Chinese font"), found.path if found else "", _("titles on share pictures"), mend, "share" * is_wanted
    )


def _extra(name: str, module: str, gives: AnyText, wanted: AnyText) -> Part:
    return Part(name, _("installed") if find_spec(module) else "", gives, f"pip install 'mingpian[{name}]'", wanted)


def _program(name: str, gives: AnyText, wanted: AnyText) -> Part:
    return Part(name, shutil.which(name) or "", gives, _("install {name}", name=name), wanted)


def _of_site(root: Path) -> Iterator[AnyText]:
    """Say how large the site, its output and its cache are, and whether they may be written."""
    for name in ("content", "output", ".mingpian"):
        folder = root / name
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        size = sum(path.stat().st_size for path in files) / 1e6
        locked = folder.exists() and name != "content" and not os.access(folder, os.W_OK)
        told = {"folder": f"{name + '/':<{_COLUMN}}", "number": len(files), "size": f"{size:.1f}"}
        if locked:
            yield _("  {folder} {number} files, {size} MB; it may not be written to", **told)
        else:
            yield _("  {folder} {number} files, {size} MB", **told)


def _of_place(config: "SiteConfig") -> Iterator[AnyText]:
    """Say what does not work where the site is, and what to do."""
    from mingpian.render.rooted import unread_robots

    if robots := unread_robots(config):
        yield _("  {message}: {hint}", message=robots[0], hint=robots[1])


COMMAND = Command(
    order=210,
    summary="say what this installation has and lacks, and what the site uses of it",
    options=root_option,
    run=run,
    examples=("",),
)
