"""The page from which the site is put where it is served. The command does it, as it does from a terminal."""

import subprocess
import sys

from markupsafe import Markup

from mingpian.i18n import _
from mingpian.studio.desk import STUDIO, Desk, hidden, page, settings_of
from mingpian.studio.files import StudioError

_LONGEST = 1_800  # seconds


def publish_page(desk: Desk, told: str = "", output: str = "") -> bytes:
    """Return the page: the places of `[deploy]`, each with a button; and what the command said."""
    places = settings_of(desk).deploy
    rows = Markup("").join(
        Markup(
            '<form method="post" action="{}publish" class="row">{}<b>{}</b> <span>{}</span><button>{}</button></form>'
        ).format(STUDIO, hidden(desk, place=name), name, place.target, desk.words(_("Publish there")))
        for name, place in places.items()
    )
    none = Markup("<p>{}</p>").format(desk.words(_("No place is stated yet: add one to `deploy` in the settings.")))
    body = Markup('<p class="told" role="status">{}</p>{}{}').format(
        told, rows or none, Markup("<pre>{}</pre>").format(output) if output else ""
    )
    return page(desk, desk.words(_("Publish")), body)


def publish(desk: Desk, place: str) -> tuple[bool, str]:
    """Build and deploy; return whether it went well, and what was said. Raises StudioError."""
    if place not in settings_of(desk).deploy:
        raise StudioError(_("there is no place `{place}`", place=place))
    command = [sys.executable, "-P", "-m", "mingpian", "deploy", place, "--root", str(desk.root.resolve())]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_LONGEST, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StudioError(_("it could not be published: {error}", error=error)) from error
    return done.returncode == 0, "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip())))
