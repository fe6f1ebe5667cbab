"""Prints a page as PDF with a browser that is on this computer: Chromium, by its own command."""

import os
import shutil
import subprocess
from pathlib import Path

from mingpian.i18n import AnyText, _

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_LONGEST = 120  # seconds


def print_page(page: Path, pdf: Path) -> AnyText:
    """Print an HTML file; return what is to be said where that cannot be done."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        return _("no Chromium was found; open {file} in a browser and print it as PDF", file=page)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [browser, "--headless", "--disable-gpu", *as_root, "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    try:
        subprocess.run([*command, page.resolve().as_uri()], check=True, capture_output=True, timeout=_LONGEST)
    except (OSError, subprocess.SubprocessError):
        return _("Chromium could not print {file}; open it in a browser and print it as PDF", file=page)
    return ""
