"""The fixed set of pictures in `docs/screenshots/`, small enough to keep: `make screenshots`.

The example site at its fixed build time, the manual, and the theme `card`; each page on a desk by day and on a
telephone by night. The manual has a sheet of each theme: its own look, in Chinese, and another one, in English. A
contact sheet for each width has every theme's front page with every hero, another one every palette by day and night.
"""

from __future__ import annotations

import re
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from mingpian.render.look.palettes import PALETTES
from tests import tools
from tests.browser.chromium import chromium
from tests.browser.shots import LOAD_PICTURES
from tests.example import REPOSITORY, build_example, mingpian
from tests.server import serving

FOLDER = REPOSITORY / "docs" / "screenshots"
SHEETS = REPOSITORY / "docs" / "content" / "chapters"
PAGES = {
    "home": "",
    "home-en": "en/",
    "essay": "essays/chinese-type-on-the-web/",
    "essay-hant": "zh-hant/essays/",
    "member": "members/qiu-he/",
    "work": "works/chunhe-tea/",
    "works": "works/",
    "offers": "offers/",
    "event": "events/dinner-2026-12/",
    "circles": "circles/",
    "topics": "topics/",
    "topic": "topics/pricing/",
    "circle": "circles/jiangnan/",
    "offer": "offers/tea-by-season/",
    "essay-code": "essays/a-folder/",
    "essay-people": "essays/people-in-the-text/",
    "collaborations": "collaborations/",
    "map": "map/",
    "feed": "feed.xml",
    "archive": "archive/",
    "search": "search/",
    "not-found": "404.html",
}
OF_MANUAL = {"manual": "", "manual-settings": "en/settings/"}
OF_CARD = {"card-home": "", "card-essay": "essays/chinese-type-on-the-web/"}
OTHER_LOOKS = {
    "bento": ("persimmon", "rounded"),
    "card": ("plum", "kai"),
    "default": ("celadon", "sans"),
    "magazine": ("ink", "serif"),
    "scholar": ("tea", "typewriter"),
    "studio": ("ochre", "serif"),
}
"""Of each theme: the palette and the pairing of typefaces that are shown beside its own."""
VIEWS = {"desk": (1280, 1600, "light"), "phone": (390, 1100, "dark")}
HEROES = ("portrait", "cover", "statement", "bento", "community")
WIDTHS = {390: "dark", 768: "light", 1280: "dark", 1920: "light"}  # of contact sheets, with their schemes
THUMB = {390: (108, 420), 768: (150, 420), 1280: (190, 420), 1920: (230, 460)}  # width, and height at most, in pixels
SWATCH = (150, 105)  # pixels of a front page among all palettes
TOP = (0, 0, 512, 358)  # what of the shot of a desk is shown there
SHEET = 640  # pixels that a front page is high on the sheet of a theme
QUALITY = 60  # of WebP: type stays sharp at half its size


def take(browser: Browser, address: str, name: str) -> None:
    """One page in each view, at half its size."""
    for view, (width, height, scheme) in VIEWS.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.goto(address)
        page.evaluate(LOAD_PICTURES)
        picture = Image.open(BytesIO(page.screenshot()))
        scale = 2 if view == "desk" else 1
        small = picture.convert("RGB").resize((width // scale, height // scale), Image.Resampling.LANCZOS)
        small.save(FOLDER / f"{name}-{view}.webp", quality=QUALITY, method=6)
        page.close()


def shot(browser: Browser, address: str, view: str, scheme: str) -> Image.Image:
    """A page in one view, at half the size of a desk."""
    width, height, _ = VIEWS[view]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address)
    page.evaluate(LOAD_PICTURES)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    scale = SHEET / height
    return picture.resize((round(width * scale), SHEET), Image.Resampling.LANCZOS)


def take_theme(browser: Browser, root: Path, name: str) -> None:
    """The sheet of a theme: four front pages beside each other."""
    settings, own = root / "site.toml", (REPOSITORY / "site.toml").read_text(encoding="utf-8")
    palette, pairing = OTHER_LOOKS[name]
    brandless = re.sub(r"(?m)^color = .*\n", "", own)
    shots = []
    for text, path, first in (
        (own, "", "light"),
        (f'{brandless}\n[look]\npalette = "{palette}"\ntype = "{pairing}"\n', "en/", "dark"),
    ):
        settings.write_text(f'theme = "{name}"\n{text}', encoding="utf-8")
        mingpian("build", cwd=root).check_returncode()
        with serving(root / "output", "/") as origin:
            other = "dark" if first == "light" else "light"
            shots += [shot(browser, origin + path, "desk", first), shot(browser, origin + path, "phone", other)]
    gap = 12
    sheet = Image.new("RGB", (sum(one.width + gap for one in shots) + gap, SHEET + 2 * gap), "#8a8a8a")
    left = gap
    for one in shots:
        sheet.paste(one, (left, gap))
        left += one.width + gap
    sheet.save(SHEETS / f"theme-{name}.webp", quality=QUALITY, method=6)


def thumb(browser: Browser, address: str, width: int) -> Image.Image:
    """The upper part of a page, as small as on a contact sheet."""
    small, high = THUMB[width]
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.emulate_media(color_scheme="dark" if WIDTHS[width] == "dark" else "light", reduced_motion="reduce")
    page.goto(address)
    page.evaluate(LOAD_PICTURES)
    seen = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": high * width // small})
    picture = Image.open(BytesIO(seen)).convert("RGB")
    page.close()
    return picture.resize((small, round(picture.height * small / width)), Image.Resampling.LANCZOS)


def take_heroes(browser: Browser, root: Path) -> None:
    """The contact sheets: a row for each theme, a column for each hero, one sheet for each width."""
    settings, own = root / "site.toml", (REPOSITORY / "site.toml").read_text(encoding="utf-8")
    thumbs: dict[int, list[Image.Image]] = {width: [] for width in WIDTHS}
    for theme in OTHER_LOOKS:
        for hero in HEROES:
            settings.write_text(f'theme = "{theme}"\n{own}\n[home]\nhero = "{hero}"\n', encoding="utf-8")
            mingpian("build", cwd=root).check_returncode()
            with serving(root / "output", "/") as origin:
                for width, taken in thumbs.items():
                    taken.append(thumb(browser, origin, width))
    for width, taken in thumbs.items():
        contact_sheet(taken, THUMB[width], len(HEROES), f"heroes-{width}")


def take_palettes(browser: Browser, root: Path) -> None:
    """The contact sheet of palettes: two rows for each theme, by day and by night, a column for each palette."""
    settings, own = root / "site.toml", (REPOSITORY / "site.toml").read_text(encoding="utf-8")
    brandless = re.sub(r"(?m)^color = .*\n", "", own)
    taken: list[Image.Image] = []
    for theme in OTHER_LOOKS:
        rows: dict[str, list[Image.Image]] = {"light": [], "dark": []}
        for palette in PALETTES:
            settings.write_text(f'theme = "{theme}"\n{brandless}\n[look]\npalette = "{palette}"\n', encoding="utf-8")
            mingpian("build", cwd=root).check_returncode()
            with serving(root / "output", "/") as origin:
                for scheme, row in rows.items():
                    row.append(shot(browser, origin, "desk", scheme).resize(SWATCH, Image.Resampling.LANCZOS, TOP))
        taken += [*rows["light"], *rows["dark"]]
    contact_sheet(taken, SWATCH, len(PALETTES), "palettes")


def contact_sheet(taken: list[Image.Image], size: tuple[int, int], columns: int, name: str) -> None:
    """Put pictures of one size beside and below each other."""
    gap = 8
    wide, high = (one + gap for one in size)
    sheet = Image.new("RGB", (wide * columns + gap, high * -(-len(taken) // columns) + gap), "#8a8a8a")
    for number, one in enumerate(taken):
        sheet.paste(one, (gap + number % columns * wide, gap + number // columns * high))
    sheet.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


def main() -> None:
    executable = tools.find("chromium")
    if executable is None:
        raise SystemExit("no Chromium here; `make tools` brings it where it can")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium(executable) as browser:
        root = Path(temporary)
        example = build_example(root)
        with serving(example.output, "/") as origin:
            for name, path in PAGES.items():
                take(browser, origin + path, name)
        mingpian("build", "--root", REPOSITORY / "docs", "--output", root / "manual", cwd=root).check_returncode()
        with serving(root / "manual", "/") as origin:
            for name, path in OF_MANUAL.items():
                take(browser, origin + path, name)
        for name in OTHER_LOOKS:
            take_theme(browser, root, name)
        take_heroes(browser, root)
        take_palettes(browser, root)
        (root / "site.toml").write_text(
            'theme = "card"\n' + (REPOSITORY / "site.toml").read_text(encoding="utf-8"), encoding="utf-8"
        )
        mingpian("build", cwd=root).check_returncode()
        with serving(root / "output", "/") as origin:
            for name, path in OF_CARD.items():
                take(browser, origin + path, name)


if __name__ == "__main__":
    main()
