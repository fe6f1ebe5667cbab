"""Pictures of pages, to look at: `python -m tests.browser.shots FOLDER SITE PATH…`.

SITE is an output folder. Each path is taken at 390 and 1280 px, light and dark, in its whole length.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser

from tests import tools
from tests.browser.chromium import chromium
from tests.server import serving

WIDTHS = {390: 844, 1280: 800}
LOAD_PICTURES = """
    async () => {
        const pictures = [...document.images]
        for (const picture of pictures) picture.loading = 'eager'
        await Promise.allSettled(pictures.map(picture => picture.decode()))
    }
"""


def shoot(browser: Browser, origin: str, path: str, folder: Path) -> None:
    """Four pictures of one page."""
    name = re.sub(r"\W+", "-", path.strip("/")) or "home"
    for width, height in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(origin + path.lstrip("/"))
            page.evaluate(LOAD_PICTURES)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("site", type=Path, help="an output folder")
    parser.add_argument("paths", nargs="+", help="paths of pages, such as /essays/")
    arguments = parser.parse_args()
    executable = tools.find("chromium")
    if executable is None:
        raise SystemExit("no Chromium here; `make tools` brings it where it can")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with serving(arguments.site) as origin, chromium(executable) as browser:
        for path in arguments.paths:
            shoot(browser, origin, path, arguments.folder)


if __name__ == "__main__":
    main()
