"""What the front page is composed of: as the site states it, else the nearest theme; of templates that there are."""

from collections.abc import Iterator

from mingpian.config.face import Home, Section
from mingpian.config.settings import CONFIG_FILE
from mingpian.core.codes import Code
from mingpian.core.diagnostics import Diagnostic, FieldPath, did_you_mean
from mingpian.i18n import _
from mingpian.render.theme import Theme
from mingpian.render.theme_settings import FILE
from mingpian.schema.invalid import clipped

SECTIONS, HEROES = "sections", "heroes"


def compose(theme: Theme, stated: Home) -> tuple[Home, list[Diagnostic]]:
    """Return the composition, and what in it there is no template for; that is left out.

    `stated` is what the site says. A theme's file is called by its theme.
    """
    places = [(CONFIG_FILE, stated), *((f"themes/{one.name}/{FILE}", one.settings.home) for one in theme.layers)]
    known = {room: choices(theme, room) for room in (SECTIONS, HEROES)}
    problems = [problem for place, home in places for problem in _unknown(home, place, known)]
    composed = next((home for _, home in places if home.sections or home.alone), stated)
    sections, alone = composed.sections or composed.alone, composed.alone or composed.sections
    if stated.hero in known[HEROES] and composed is not stated:  # who asks for a hero sees it, whatever the theme
        sections, alone = _opened(sections), _opened(alone)
    hero = next((home.hero for _, home in places if home.hero in known[HEROES]), "")
    return Home(hero, _drawable(sections, known[SECTIONS]), _drawable(alone, known[SECTIONS])), problems


def choices(theme: Theme, room: str) -> list[str]:
    """Return the names of the sections, or of the heroes, that there are templates for."""
    names = (name.removeprefix(f"{room}/") for name in theme.names("templates") if name.startswith(f"{room}/"))
    return [name.removesuffix(".html") for name in names if name.endswith(".html") and name[0] != "_"]


def _opened(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections of a theme with a hero: at the top, where the theme has none."""
    return sections if any(one.name == "hero" for one in sections) else (Section(name="hero"), *sections)


def _drawable(sections: tuple[Section, ...], known: list[str]) -> tuple[Section, ...]:
    """Return the sections that there are templates for, each once: its headings have ids."""
    first = {section.name: section for section in reversed(sections)}
    return tuple(one for one in sections if one.name in known and first[one.name] is one)


def _unknown(home: Home, place: str, known: dict[str, list[str]]) -> Iterator[Diagnostic]:
    """Report the names that no template stands for."""
    named: list[tuple[FieldPath, str, str]] = [(("home", "hero"), home.hero, HEROES)]
    named += [(("home", "sections", number), one.name, SECTIONS) for number, one in enumerate(home.sections)]
    named += [(("home", "alone", number), one.name, SECTIONS) for number, one in enumerate(home.alone)]
    code: Code = "bad-value" if place == CONFIG_FILE else "bad-theme"
    for field, name, room in named:
        if name and name not in known[room]:
            message = _("there is no template `{path}`", path=f"{room}/{clipped(name)}.html")
            hints = (*did_you_mean(name, known[room]), _("one of: {words}", words=", ".join(known[room])))
            yield Diagnostic(code=code, message=message, file=place, field=field, hints=hints, severity="warning")
