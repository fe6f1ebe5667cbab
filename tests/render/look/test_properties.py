"""A look reaches every theme: what the site states, else the theme, else the default; as properties that styles use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingpian.config.face import Brand, Look
from mingpian.config.load import parse_config
from mingpian.config.settings import SiteConfig
from mingpian.core.diagnostics import render_diagnostics
from mingpian.render.assets import assets
from mingpian.render.look.palettes import PALETTES, schemes
from mingpian.render.look.properties import CORNERS, DEFAULTS, DENSITIES, WIDTHS, completed, look_css
from mingpian.render.look.typefaces import PAIRINGS
from mingpian.render.theme import load_theme
from tests.example import REPOSITORY
from tests.render.test_theme import write

THEMES = sorted(folder.parent.name for folder in (REPOSITORY / "themes").glob("*/theme.toml"))
COLORS = schemes(PALETTES["ink"])


def style(root: Path, theme: str, look: Look) -> str:
    """The style sheet of a theme with a look."""
    published = assets(load_theme(root, theme)[0], SiteConfig(title="木匠铺", look=look))
    return published.files[published.urls["style.css"]].decode()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Look(palette="indigo"), Look(palette="tea")),
        (Look(type="typewriter"), Look(type="kai")),
        (Look(corners="sharp"), Look(corners="round")),
        (Look(density="airy"), Look(density="compact")),
        (Look(width="wide"), Look(width="narrow")),
        (Look(scheme="dark"), Look(scheme="light")),
    ],
    ids=repr,
)
def test_every_theme_honours_every_preset(theme: str, one: Look, other: Look, tmp_path: Path) -> None:
    assert style(tmp_path, theme, one) != style(tmp_path, theme, other)
    sheets = [path.read_text() for path in (REPOSITORY / "themes" / theme / "styles").glob("*.css")]
    stated = [rule for sheet in sheets for rule in re.findall(r"border-radius:\s*([^;]+);", sheet)]
    assert [one for one in stated if not re.fullmatch(r"0|50%|(var\(--corner[a-z-]*\)|0| )+", one)] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("type", PAIRINGS)
def test_every_property_that_styles_use_is_set(theme: str, type: str, tmp_path: Path) -> None:
    loaded, _ = load_theme(tmp_path, theme)
    published = assets(loaded, SiteConfig(title="木匠铺", look=completed(Look(type=type))))  # type: ignore[arg-type]
    sheets = "".join(data.decode() for name, data in published.files.items() if name.endswith(".css"))
    unset = set(re.findall(r"var\((--[\w-]+)\)", sheets)) - set(re.findall(r"(--[\w-]+):", sheets))
    assert unset == set()


def test_the_site_goes_before_the_theme_and_a_theme_before_what_it_inherits(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "themes/a/theme.toml": 'inherits = "b"\n[look]\npalette = "plum"\n',
            "themes/b/theme.toml": 'inherits = "default"\n[look]\npalette = "pine"\ncorners = "round"\ntype = "kai"\n',
        },
    )
    theme, found = load_theme(root, "a")
    assert found == []
    look = assets(theme, SiteConfig(look=Look(type="sans"))).look
    assert (look.palette, look.corners, look.type, look.width) == ("plum", "round", "sans", DEFAULTS.width)


def test_an_unknown_value_is_told_with_the_choices(tmp_path: Path) -> None:
    _, found = parse_config(b'title = "x"\n[look]\npalette = "celedon"\ntype = "comic"\n')
    told = render_diagnostics(found)
    assert "site.toml:3:1: warning[bad-value]: `celedon` is not a value of `look.palette`" in told
    assert "did you mean `celadon`?" in told
    assert "one of: book, serif, sans, rounded, typewriter, kai" in told
    root = write(tmp_path, {"themes/a/theme.toml": 'inherits = "default"\n[look]\npalette = "mauve"\ncolour = "x"\n'})
    told = render_diagnostics(load_theme(root, "a")[1])
    assert "themes/a/theme.toml:3:1: error[bad-theme]: `mauve` is not a value of `look.palette`" in told
    assert "one of: cinnabar, persimmon" in told
    assert "themes/a/theme.toml:4:1: error[bad-theme]" in told


def test_one_scheme_alone_is_in_every_style_sheet(tmp_path: Path) -> None:
    for scheme, other in (("dark", "light"), ("light", "dark")):
        published = assets(load_theme(tmp_path, "default")[0], SiteConfig(look=Look(scheme=scheme)))  # type: ignore[arg-type]
        sheets = [data.decode() for name, data in published.files.items() if name.endswith(".css")]
        assert not [one for one in sheets if "prefers-color-scheme" in one]
        assert f"color-scheme:{scheme}" in "".join(sheets)
        assert published.scheme == getattr(published.colors, scheme) != getattr(published.colors, other)


@pytest.mark.parametrize("type", PAIRINGS)
def test_families_are_stated_once_and_end_in_one_that_is_there(type: str) -> None:
    css = look_css(completed(Look(type=type)), COLORS, Brand())  # type: ignore[arg-type]
    stacks = re.findall(r"--(?:title|text|quote|sans|mono):([^;]+);", css)
    for stack in stacks:
        families = stack.split(", ")
        assert len(set(families)) == len(families), stack
        assert stack.startswith("var(") or families[-1] in ("serif", "sans-serif", "monospace")
    assert css.count("{") == css.count("}")


def test_a_look_is_small() -> None:
    looks = [(corners, density, width) for corners in CORNERS for density in DENSITIES for width in WIDTHS]
    sheets = [look_css(completed(Look(corners=a, density=b, width=c)), COLORS, Brand()) for a, b, c in looks]
    assert len(set(sheets)) == len(looks)
    assert max(len(sheet) for sheet in sheets) < 4096
