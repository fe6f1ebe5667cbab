"""Pages of links as JSON, one file a person, as BioDrop and what follows it keep them: name, bio, links, milestones."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian import markdown_link
from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import iso_date, one_line
from mingpian.importers.member import ImportedPerson, draft_of, text

_KNOWN = frozenset({"name", "bio", "links", "milestones", "tags", "avatar", "image", "socials", "location"})


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the member of one file, or of all in a folder."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        yield Found(file.name, partial(_member, file, into))


def _member(file: Path, into: Into) -> Draft | Skipped:
    data = _loaded(file)
    if not isinstance(data, dict) or not one_line(data.get("name")):
        return Skipped(file.name, _("it names nobody"))
    person = ImportedPerson(file.name)
    person.fields = {"name": data["name"], "headline": data.get("bio"), "city": data.get("location")}
    for one in (*_rows(data, "links"), *_rows(data, "socials")):
        url, label = one_line(one.get("url")), one_line(one.get("name"))
        if url.startswith("mailto:"):
            person.reach("email", url.removeprefix("mailto:"))
        elif url:
            person.link(url, label=label)
    image = one_line(data.get("avatar") or data.get("image"))
    if image:
        path = into.fetched(image) if into.fetched and image.startswith("http") else None
        person.portrait(path, _("the picture stays where it is: {address}", address=image))
    tags = data.get("tags")
    person.extra = {"tags": [one_line(tag) for tag in tags]} if isinstance(tags, list) and tags else {}
    for name, value in data.items():
        if name not in _KNOWN and value not in ("", None, [], {}):
            said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            person.keep(name, said)
    items = [item for row in _rows(data, "milestones") if (item := _milestone(row))]
    head = "里程碑" if into.languages[0].startswith("zh") else "Milestones"
    person.body = f"## {head}\n\n" + "\n".join(items) if items else ""
    return draft_of(person)


def _milestone(row: dict[str, Any]) -> str:
    title, date = one_line(row.get("title")), one_line(row.get("date"))
    url, said = one_line(row.get("url")), one_line(row.get("description"))
    shown = text(title)
    if url.startswith(("https://", "http://")):
        shown = markdown_link(shown or text(url), url)
    day = iso_date(date)[:10] or text(date)
    return "- " + " · ".join(filter(None, (day, shown, text(said)))) if title or said else ""


def _rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _loaded(file: Path) -> Any:
    try:
        return texts.json_value(texts.decode_text(texts.bytes_of(file, file.parent))[0])
    except ValueError:
        return None


def recognises(path: Path) -> bool:
    """Tell whether it is a file with a name, links and words about somebody."""
    try:
        data = _loaded(path) if path.is_file() and path.suffix.lower() == ".json" else None
    except (texts.UnfitFileError, RecursionError):
        return False
    return isinstance(data, dict) and "name" in data and {"bio", "links"} <= data.keys()


IMPORTER = Importer(
    "biodrop", _("a person's JSON file with `name`, `bio` and `links`, or a folder of such"), read, recognises
)
