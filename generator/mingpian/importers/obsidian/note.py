"""One note as an entry: its fields, and its links to what else is in the vault."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mingpian import escape_markdown, to_nfc
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, NOTE, Draft, Into
from mingpian.importers.fields import fields_of, finished, former, iso_date, one_line, words_in
from mingpian.importers.obsidian import plugins
from mingpian.importers.obsidian.vault import Vault
from mingpian.importers.references import Names, attach_cover, attach_files

_DATES = (
    "date",
    "created",
    "create_time",
    "created_at",
    "createdAt",
    "date created",
    "creation date",
    "创建时间",
    "创建日期",
    "uid",
)
_UPDATED = (
    "updated",
    "modified",
    "update_time",
    "updated_at",
    "last modified",
    "date modified",
    "修改时间",
    "更新时间",
)
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\Z")
_DAY = re.compile(r"(\d{4})[-.](\d\d)[-.](\d\d)(?!\d)|(?<!\d)((?:19|20)\d{6})(?!\d)|\A((?:19|20)\d{10})(?!\d)")
_BAR = r"\\?\|"  # in tables Obsidian writes the bar as `\|`
_WIKI = re.compile(rf"(!?)\[\[((?:(?!{_BAR})[^\[\]#\n^])*)([#^](?:(?!{_BAR})[^\[\]\n])*)?(?:({_BAR})([^\[\]\n]*))?\]\]")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\((?:<([^<>\n#]+)(#[^<>\n]*)?>|([^()\s<>#]+)(#[^()\s<>]*)?)\)")
_TAG = re.compile(r"(?<![\w&/#\[(\\])#([\w/-]*[^\W\d_][\w/-]*)")
_ADDRESS = re.compile(r"\w+://\S+|\]\([^)\n]*\)|\[\[[^\]\n]*\]\]|%%.*?%%|\$\$.*?\$\$|<[^<>\n]*>", re.DOTALL)
_HEAD = re.compile(r"\A\s*#[ \t]+([^\n]+?)[ \t]*(?:\n|\Z)")
_NUMBER = re.compile(r"^\d+[-_. 、]+")
_SIZED = re.compile(rf"!\[((?:(?!{_BAR})[^\[\]\n])*){_BAR}(\d+)(?:x\d+)?\]\(([^()\n]+)\)")
_SIZE = re.compile(r"(\d+)(?:x\d+)?\Z")
_FILMS, _SOUNDS = (".mp4", ".webm", ".mov", ".mkv", ".ogv"), (".mp3", ".m4a", ".wav", ".ogg", ".flac", ".3gp")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")


def draft_of(file: Path, slug: str, vault: Vault, into: Into) -> Draft:
    """Return the entry of a note. Raises UnfitFileError."""
    shown = file.relative_to(vault.root).as_posix()
    text = texts.read_text(file, vault.root)
    notes = list(text.notes)
    fields = _fields(text.data, text.body, file, vault, into, notes)
    body = plugins.as_ours(_without_title(text.body, fields["title"]))
    notes += plugins.programs_in(body)
    if blank := plugins.blank_in(f"{fields['title']}\n\n{body}"):
        fields["draft"] = True
        notes.append(_("`{value}` in it is to be filled, as in a template: it arrives as a draft", value=blank))
    names = Names()
    body, _files = attach_files(body, lambda target: _file_meant(vault, target, file), notes, names=names)
    body = blocks.outside_code(body, lambda words: _linked(words, file, vault, names, notes))
    attach_cover(fields["cover"].strip("[]!"), fields, lambda target: vault.meant(target, file), names.files)
    kind = into.kind or ARTICLE
    if kind == NOTE and (title := fields.pop("title")):
        fields["aliases"] = [*dict.fromkeys([*fields["aliases"], title])]
    return Draft(
        source=shown,
        kind=kind,
        slug=slug,
        fields=finished(fields),
        body=body,
        files=dict(names.files),
        notes=tuple(notes),
    )


def _fields(
    data: dict[str, Any], body: str, file: Path, vault: Vault, into: Into, notes: list[AnyText]
) -> dict[str, Any]:
    rest = dict(data)
    called = [name for field in ("aliases", "alias") for name in words_in(rest.pop(field, ()), ",，")]
    tags = [tag for field in ("tags", "tag") for tag in _tags(rest.pop(field, ()))]
    address = former([f"/{one_line(rest.pop('permalink', '')).strip('/')}/"], notes) if rest.get("permalink") else []
    published = one_line(rest.pop("publish", "")).lower()
    dates = {name: _first(rest, stated) for name, stated in (("date", _DATES), ("updated", _UPDATED))}
    fields = fields_of(rest, into, notes)
    fields |= {name: value for name, value in dates.items() if value}
    fields["date"] = fields.get("date") or _day_of(file.stem)
    fields["title"] = fields["title"] or to_nfc(file.stem)
    if fields["title"] != to_nfc(file.stem):
        called.append(to_nfc(file.stem))
    folders = [_NUMBER.sub("", to_nfc(part)) for part in file.relative_to(vault.root).parts[:-1]]
    fields["tags"] = list(dict.fromkeys([*tags, *fields["tags"], *_inline_tags(body), *folders]))
    fields["aliases"] = list(
        dict.fromkeys([*fields["aliases"], *address, *(name for name in called if name != fields["title"])])
    )
    if published == "false":
        fields["draft"] = True
        notes.append(_("`publish: false`: it arrives as a draft"))
    taken_from = one_line(fields["extra"].get("source"))
    if taken_from.startswith(("http://", "https://")) and fields["authors"]:
        fields |= {"draft": True, "extra": fields["extra"] | {"author": fields["authors"]}, "authors": []}
        note = _("it was taken from {address}: it arrives as a draft, and its author is no member", address=taken_from)
        notes.append(note)
    if any(file.is_relative_to(folder) for folder in vault.daily):
        fields["draft"] = True
        notes.append(_("it is of a day's diary: it arrives as a draft"))
    return fields


def _tags(value: Any) -> list[str]:
    arguments = words_in(value)
    arguments = arguments[0].split() if len(arguments) == 1 and isinstance(value, str) else arguments
    return [tag.strip("#") for tag in arguments if tag.strip("#")]


def _first(rest: dict[str, Any], names: tuple[str, ...]) -> str:
    """Take the first of these fields that says a time, and return it."""
    for name in names:
        value = one_line(rest.get(name))
        if moment := _moment(value) or ("" if name == "uid" else iso_date(value) if value else ""):
            del rest[name]
            return moment
    return ""


def _moment(said: str) -> str:
    """Return the time that digits are (`20230604163853`); empty when they are none."""
    match = _STAMP.match(said)
    if not match:
        return ""
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return ""
    return moment.isoformat() if match[4] else moment.date().isoformat()


def _day_of(name: str) -> str:
    match = _DAY.search(name)
    if not match:
        return ""
    digits = match[4] or match[5] or "".join(match.groups()[:3])
    return _moment(digits)


def _inline_tags(body: str) -> list[str]:
    found: list[str] = []

    def collect(words: str) -> str:
        found.extend(tag.strip("/") for tag in _TAG.findall(_ADDRESS.sub(" ", words)))
        return words

    blocks.outside_code(body, collect)
    return [tag for tag in found if tag]


def _without_title(body: str, title: str) -> str:
    match = _HEAD.match(body)
    return body[match.end() :] if match and to_nfc(match[1]) == title else body


def _linked(text: str, file: Path, vault: Vault, names: Names, notes: list[AnyText]) -> str:
    """Return a text whose links to notes and files of the vault lead to what they are now."""

    def wiki(found: re.Match[str]) -> str:
        mark, name, part = found[1], found[2].strip(), found[3] or ""
        bar, label = found[4] or "|", (found[5] or "").strip()
        if not name:
            return found[0]
        path = _meant(vault, name, file, bool(mark))
        if path in vault.notes:
            slug = vault.notes[path]
            return f"![[{slug}{part}]]" if mark else f"[[{slug}{part}{bar}{label or name}]]"
        if path is None or path in vault.left:
            note = _("`{target}` leads to nothing that is here", target=found[0])
            notes.append(note)
            return escape_markdown(label or name)
        return _file(path, names.of(path), mark, label)

    def link(found: re.Match[str]) -> str:
        target, part = unquote(found[2] or found[4]), unquote(found[3] or found[5] or "")
        path = None if ":" in target else vault.meant(target, file)
        if path in vault.notes:
            return f"[[{vault.notes[path]}{part}|{found[1] or path.stem}]]"
        return found[0]

    return _SIZED.sub(r"![\1](\3){width=\2}", _LINK.sub(link, _WIKI.sub(wiki, text)))


def _file_meant(vault: Vault, target: str, file: Path) -> Path | None:
    """Return the file that a target of Markdown means, if it is no note: links to notes become wikilinks."""
    path = vault.meant(target, file)
    return None if path in vault.notes else path


def _meant(vault: Vault, name: str, file: Path, is_embedded: bool) -> Path | None:
    """Return the file that a link means; for a drawing, the picture that was exported of it."""
    path = vault.meant(name, file)
    if is_embedded and (path is None or path in vault.left) and "excalidraw" in name.lower():
        for ending in (".svg", ".png"):
            bare = name.removesuffix(".md")
            for exported in (f"{bare}{ending}", f"{bare.removesuffix('.excalidraw')}{ending}"):
                if found := vault.meant(exported, file):
                    return found
    return path


def _file(path: Path, name: str, mark: str, label: str) -> str:
    """Return a picture, a recording, or a link to a file, beside the entry."""
    kind = path.suffix.lower()
    if mark and kind in _PICTURES:
        *arguments, last = re.split(_BAR, label)
        size = _SIZE.match(last.strip())
        alt = " ".join(part.strip(' "') for part in (arguments if size else [*arguments, last]) if part.strip())
        return f"![{alt}]({name})" + (f"{{width={size[1]}}}" if size else "")
    if mark and kind in _FILMS + _SOUNDS:
        return f"\n\n:::{'video' if kind in _FILMS else 'audio'} {name} :::\n\n"
    return f"[{label or path.name}]({name})"
