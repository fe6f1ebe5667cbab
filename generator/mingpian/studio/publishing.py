"""The page from which the site is put where it is served: what is not ready yet, the places, and one more of them. The
command does it, as it does from a terminal."""

import subprocess
import sys
from collections.abc import Iterable

from markupsafe import Markup

from mingpian.config.settings import SiteConfig
from mingpian.content.naming import is_entry
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import slugify
from mingpian.deploy.target import Target
from mingpian.i18n import AnyText, _
from mingpian.schema.edits import EditError
from mingpian.schema.toml_edit import edited_toml
from mingpian.studio.desk import STUDIO, Desk, hidden, page, settings_of, told
from mingpian.studio.entries import edit_url
from mingpian.studio.files import CONTENT, SETTINGS, StudioError, open_text, save_text
from mingpian.studio.settings import data_of, errors_in
from mingpian.studio.values import Node

_LONGEST = 1_800  # seconds


def publish_page(desk: Desk, outcome: str = "", output: str = "") -> bytes:
    """Return the page: what is not ready, what the build tells of, the places of `[deploy]`, each with a button; and
    what the command said."""
    config = settings_of(desk)
    rows = Markup("").join(
        Markup(
            '<form method="post" action="{}publish" class="row">{}<b>{}</b> <span>{}</span><button>{}</button></form>'
        ).format(STUDIO, hidden(desk, place=name), name, _called(desk, place.target), desk.words(_("Publish there")))
        for name, place in config.deploy.items()
    )
    none = Markup("<p>{}</p>").format(desk.words(_("No place is stated yet: add one below.")))
    body = Markup('<p class="told" role="status">{}</p>{}{}{}{}{}').format(
        outcome,
        Markup("<pre>{}</pre>").format(output) if output else "",
        _unready(desk),
        _list(desk, _("What the build tells of"), (one for one in desk.problems() if one.severity != "note")),
        rows or none,
        _places(desk, config),
    )
    return page(desk, desk.words(_("Publish")), body)


def _unready(desk: Desk) -> Markup:
    """Return what keeps the site from being public, each with the way to where it is put right."""
    from mingpian.check.unfinished import unfinished
    from mingpian.studio.community.reading import site_for

    return _list(desk, _("Not ready to be public"), unfinished(site_for(desk, "public").model))


def _list(desk: Desk, title: AnyText, items: Iterable[Diagnostic]) -> Markup:
    rows = Markup("").join(
        Markup('<li class="{}">{}: {}</li>').format(one.severity, _place_of(one), told(desk, one)) for one in items
    )
    return Markup('<h2>{}</h2><ul class="problems">{}</ul>').format(desk.words(title), rows) if rows else Markup("")


def _place_of(one: Diagnostic) -> Markup:
    """Return the file's name and line, and the way to its form, where it has one."""
    shown = f"{one.file}:{one.span.line}" if one.span else one.file
    path = one.file.removeprefix(f"{CONTENT}/")
    if one.file != SETTINGS and (path == one.file or not is_entry(path)):
        return Markup("<code>{}</code>").format(shown)
    return Markup('<a href="{}">{}</a>').format(f"{STUDIO}settings" if one.file == SETTINGS else edit_url(path), shown)


def _places(desk: Desk, config: SiteConfig) -> Markup:
    """Return a form for each kind of place, made from its options."""
    from mingpian.deploy import targets

    kinds = targets(desk.root, config)
    names = [*(name for name in _KINDS if name in kinds), *(name for name in kinds if name not in _KINDS)]
    forms = Markup("").join(_place(desk, kinds[name]) for name in names)
    return Markup("<h2>{}</h2>{}").format(desk.words(_("One more place")), forms)


def _place(desk: Desk, target: Target) -> Markup:
    return Markup(
        '<details><summary>{}</summary><form method="post" action="{}place">{}{}<button>{}</button></form></details>'
    ).format(
        _called(desk, target.name),
        STUDIO,
        hidden(desk, target=target.name),
        Markup("").join(
            _option(f"{target.name}/{option}", option, desk.words(told), is_needed=option in target.required)
            for option, told in target.options.items()
        ),
        desk.words(_("Add it")),
    )


_KINDS = {
    "folder": _("A folder of this machine"),
    "git": _("A branch that a host serves (git)"),
    "rsync": _("A server (rsync)"),
    "bucket": _("A bucket (S3, OSS, COS, R2)"),
}


def _called(desk: Desk, target: str) -> str:
    return desk.words(_KINDS.get(target, target))


def _option(at: str, name: str, told: str, *, is_needed: bool) -> Markup:
    return Markup(
        '<div class="field"><label for="{0}">{1} <code>{2}</code></label><input id="{0}" name="options/{2}"{3}></div>'
    ).format(at, told.replace("`", ""), name, Markup(" required") if is_needed else "")


def add_place(desk: Desk, target: str, options: dict[str, Node]) -> None:
    """State one more place in site.toml. Raises StudioError; then nothing is written."""
    from mingpian.deploy import targets

    config = settings_of(desk)
    kind = targets(desk.root, config).get(target)
    if kind is None:
        raise StudioError(_("there is no kind of place `{name}`", name=target))
    stated = {name: text.strip() for name, text in options.items() if name in kind.options and isinstance(text, str)}
    missing = [name for name in kind.required if not stated.get(name)]
    if missing:
        raise StudioError(_("`{option}` is missing", option=missing[0]))
    name = next(one for one in _names(slugify(target) or "site") if one not in config.deploy)
    opened = open_text(desk.root, SETTINGS)
    data = data_of(opened)
    data.setdefault("deploy", {})[name] = {
        "target": target,
        "options": {key: text for key, text in stated.items() if text},
    }
    try:
        text = edited_toml(opened.text, data)
    except EditError as error:
        raise StudioError(_("{path}: {error}", path=SETTINGS, error=error)) from error
    errors_in(text, before=opened.text)
    save_text(desk.root, opened, text)


def _names(stem: str) -> Iterable[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in range(2, 1_000))


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
