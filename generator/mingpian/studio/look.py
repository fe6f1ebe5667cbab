"""The looks to choose from, on the site's own pages: themes, heroes and presets; a choice is written into site.toml."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, get_args

from markupsafe import Markup

from mingpian.config import face
from mingpian.config.load import parse_config
from mingpian.config.settings import SiteConfig
from mingpian.i18n import AnyText, _
from mingpian.render.composition import HEROES, choices
from mingpian.render.look.palettes import PALETTES, schemes
from mingpian.render.look.thumbnails import thumbnail
from mingpian.render.theme import known_themes, load_theme
from mingpian.schema.edits import EditError
from mingpian.schema.toml_edit import edited_toml
from mingpian.studio.desk import STUDIO, Desk, hidden, page
from mingpian.studio.files import SETTINGS, OpenedText, StudioError, open_text, save_text
from mingpian.studio.look_names import NAMES
from mingpian.studio.settings import data_of, errors_in

STYLE = "look.css"


class Preset(NamedTuple):
    """Something to choose: the setting, dotted; what it is called; and what it may be."""

    setting: str
    title: AnyText
    words: tuple[str, ...]

    def chosen(self, config: SiteConfig) -> str:
        """Return what the site states; empty where it leaves it to the theme."""
        table, _dot, name = self.setting.rpartition(".")
        return str(getattr(getattr(config, table) if table else config, name))


def presets(root: Path, config: SiteConfig) -> list[Preset]:
    """Return all that can be chosen for a site."""
    theme, _problems = load_theme(root, config.theme)
    return [
        Preset("theme", _("Theme"), tuple(known_themes(root))),
        Preset("home.hero", _("How the front page begins"), tuple(choices(theme, HEROES))),
        Preset("look.palette", _("Palette"), tuple(PALETTES)),
        Preset("look.type", _("Type"), _stated(face.TypeName)),
        Preset("look.corners", _("Corners"), _stated(face.CornersName)),
        Preset("look.density", _("Density"), _stated(face.DensityName)),
        Preset("look.width", _("Width"), _stated(face.WidthName)),
        Preset("look.scheme", _("Light and dark"), _stated(face.SchemeName)),
    ]


def _stated(names: object) -> tuple[str, ...]:
    return tuple(name for name in get_args(names) if name)


def choose(root: Path, chosen: Mapping[str, str], digest: str = "") -> OpenedText:
    """Write settings, by their dotted names, into site.toml, which stays as it is otherwise; an empty one is taken out.
    With a digest, only into the file that has it. Raises StudioError; then nothing is written."""
    opened = open_text(root, SETTINGS)
    data = data_of(opened)
    for setting, value in chosen.items():
        table, _dot, name = setting.rpartition(".")
        holder = data.setdefault(table, {}) if table else data
        holder[name] = value
        if not value:
            del holder[name]
    try:
        text = edited_toml(opened.text, data)
    except EditError as error:
        raise StudioError(_("{path}: {error}", path=SETTINGS, error=error)) from error
    errors_in(text, before=opened.text)
    return save_text(root, opened._replace(digest=digest or opened.digest), text)


def hides_palette(config: SiteConfig) -> bool:
    """Tell whether the brand states a colour in place of the palette's."""
    return bool(config.brand.color or config.brand.paper or config.brand.ink)


def look_page(desk: Desk) -> bytes:
    """Return the page to choose on, with the site's front page beside it. Raises StudioError."""
    opened = open_text(desk.root, SETTINGS)
    config, _problems = parse_config(opened.text.encode())
    groups = Markup("").join(_group(desk, opened, one, one.chosen(config)) for one in presets(desk.root, config))
    body = Markup(
        '<link rel="stylesheet" href="{studio}{style}"><div class="looks"><div>{own}{groups}</div>'
        '<iframe class="page" title="{title}" src="{site}"></iframe></div>'
    ).format(
        studio=STUDIO,
        style=STYLE,
        own=_own_color(desk, opened) if hides_palette(config) else "",
        groups=groups,
        title=desk.words(_("The front page")),
        site=desk.base_path,
    )
    return page(desk, desk.words(_("Look")), body, wide=True)


def _group(desk: Desk, opened: OpenedText, preset: Preset, chosen: str) -> Markup:
    """Return the buttons of one preset, that of the theme's own choice first."""
    words = preset.words if preset.setting == "theme" else ("", *preset.words)
    buttons = Markup("").join(
        Markup(
            '<button name="value" value="{word}" class="{kind}-{word}" aria-pressed="{pressed}" title="{word}">'
            "{picture}{said}</button>"
        ).format(
            word=word,
            kind=preset.setting.rpartition(".")[2],
            pressed="true" if word == chosen else "false",
            picture=_picture(desk.root, word) if preset.setting == "theme" else "",
            said=desk.words(NAMES[word]) if word in NAMES else word or desk.words(_("the theme's")),
        )
        for word in words
    )
    return Markup('<form method="post" action="{}look"><fieldset><legend>{}</legend>{}{}</fieldset></form>').format(
        STUDIO, desk.words(preset.title), hidden(desk, digest=opened.digest, setting=preset.setting), buttons
    )


def _picture(root: Path, theme: str) -> Markup:
    """Return the thumbnail of a theme as a drawing; runs of one colour are one shape."""
    squares = thumbnail(load_theme(root, theme)[0])
    shapes = Markup("").join(
        Markup('<path stroke="{}" d="M{} {}h{}"/>').format(color, left, row + 0.5, width)
        for row, colors in enumerate(squares)
        for left, width, color in _runs(colors)
    )
    size = len(squares[0]) if squares else 0, len(squares)
    return Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" shape-rendering="crispEdges">{}</svg>').format(
        *size, shapes
    )


def _runs(colors: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where each run of a colour begins, how long it is, and the colour."""
    left = 0
    for color, run in groupby(colors):
        width = len(list(run))
        yield left, width, color
        left += width


def _own_color(desk: Desk, opened: OpenedText) -> Markup:
    """Return what says that the brand's colours stand in for the palette's, and how to let the palette show."""
    return Markup('<form method="post" action="{}look">{}<p>{} <button>{}</button></p></form>').format(
        STUDIO,
        hidden(desk, digest=opened.digest, setting="brand"),
        desk.words(_("The brand's own colours stand in for the palette's.")),
        desk.words(_("Take them out")),
    )


def save_look(desk: Desk, digest: str, setting: str, value: str) -> None:
    """Write one choice. Raises StudioError; also for what is no choice."""
    config, _problems = parse_config(open_text(desk.root, SETTINGS).text.encode())
    if setting == "brand":
        choose(desk.root, dict.fromkeys(("brand.color", "brand.paper", "brand.ink"), ""), digest)
    elif any(one.setting == setting and value in ("", *one.words) for one in presets(desk.root, config)):
        choose(desk.root, {setting: value}, digest)
    else:
        raise StudioError(_("that cannot be chosen"))


def swatches() -> bytes:
    """Return the style sheet of the page: each palette's button in its colours."""
    rules = [
        ".looks fieldset{display:flex;flex-wrap:wrap;gap:.4rem}",
        ".looks [aria-pressed=true]{outline:3px solid var(--brand);outline-offset:1px}",
        ".looks svg{display:block;width:5.4rem;margin-bottom:.35rem;border:1px solid var(--line)}",
        "@media(max-width:59.99rem){.looks{display:flex;flex-direction:column-reverse;gap:1rem}"
        ".looks .page{height:55vh;min-height:0}}",
        # beside the choices a page is as wide as on a desk, and drawn smaller
        "@media(min-width:60rem){.looks{display:grid;grid-template-columns:24rem 1fr;gap:1.5rem}"
        ".looks .page{position:sticky;top:1rem;width:160%;height:calc((100vh - 2rem)*1.6);"
        "margin:0 -60% calc((100vh - 2rem)*-.6) 0;transform:scale(.625);transform-origin:0 0}}",
    ]
    for name, palette in PALETTES.items():
        light = schemes(palette).light
        rules.append(
            f".palette-{name}{{border-color:{light.line};border-inline-start:1.2rem solid {light.fill};"
            f"background:{light.paper};color:{light.ink}}}"
        )
    return "\n".join(rules).encode()
