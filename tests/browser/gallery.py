"""The fixed set of pictures in `docs/screenshots/`, small enough to keep: `make screenshots`.

The example site at its fixed build time, the manual, and the theme `card`; each page on a desk by day and on a
telephone by night.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests import tools
from tests.browser.chromium import chromium
from tests.browser.shots import LOAD_PICTURES
from tests.example import REPOSITORY, build_example, mingpian
from tests.server import serving

FOLDER = REPOSITORY / "docs" / "screenshots"
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
VIEWS = {"desk": (1280, 1600, "light"), "phone": (390, 1100, "dark")}
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
        settings = root / "site.toml"
        settings.write_text('theme = "card"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
        mingpian("build", cwd=root).check_returncode()
        with serving(root / "output", "/") as origin:
            for name, path in OF_CARD.items():
                take(browser, origin + path, name)


if __name__ == "__main__":
    main()
