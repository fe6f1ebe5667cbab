"""Quartz: a vault of Obsidian in `content/`, at addresses that are its paths."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from mingpian.i18n import _
from mingpian.importers import obsidian, texts
from mingpian.importers.draft import Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import former, one_line
from mingpian.importers.markdown_sites import scripts
from mingpian.importers.old_settings import languages_of, under

_SCRIPTS = ("quartz.config.ts", "quartz.config.js")
_TABLES = ("quartz.config.yaml", "quartz.config.yml", "quartz.config.default.yaml")


def _read(root: Path, into: Into) -> Iterator[Found | Draft | Copy | Skipped]:
    """Yield the notes of the vault, each with the address at which it stood."""
    for found in obsidian.IMPORTER.read(root / "content", into):
        yield Found(found.source, partial(_addressed, found)) if isinstance(found, Found) else found


def _addressed(found: Found) -> Draft | Copy | Skipped:
    draft = found.take()
    if not isinstance(draft, Draft):
        return draft
    path = re.sub(r"(?:/|\A)index\Z", "/", _written(str(found.source).rpartition(".")[0]))
    address = f"/{path.lstrip('/')}"
    stated = draft.fields.get("aliases", [])
    if address == "/" or address in stated:
        return draft
    return msgspec.structs.replace(draft, fields={**draft.fields, "aliases": [*stated, *former([address], [])]})


def _written(path: str) -> str:
    """Return a path as Quartz writes it in addresses."""
    return re.sub(r"[?#]", "", path.replace(" ", "-").replace("&", "-and-").replace("%", "-percent"))


def _recognises(root: Path) -> bool:
    """Tell whether a folder is a Quartz site."""
    return (root / "content").is_dir() and any((root / name).is_file() for name in (*_SCRIPTS, *_TABLES))


def _describes(root: Path) -> OldSite:
    """Return what the configuration says of the site: a program up to version 4, a table since."""
    script = scripts.text_of([root / name for name in _SCRIPTS if (root / name).is_file()], root)
    tables = [texts.read_settings(root / name, root) for name in _TABLES]
    said: dict[str, Any] = next((found for one in tables if (found := under(one, "configuration"))), {})
    values = {
        name: one_line(said.get(name)) or scripts.value(script, name) for name in ("pageTitle", "baseUrl", "locale")
    }
    return OldSite(
        title=values["pageTitle"],
        base_url=values["baseUrl"],
        languages=languages_of(values["locale"]) or ("zh-Hans",),
        feeds=("/index.xml",),
    )


IMPORTER = Importer("quartz", _("the folder of a Quartz site, with `content/`"), _read, _recognises, _describes)
