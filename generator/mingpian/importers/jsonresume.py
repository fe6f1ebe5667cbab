"""Résumés as JSON (the JSON Resume schema, 1.0): what is in them for people becomes the page of a member, and the
whole is kept under `extra`, so that `mingpian export resume` gives it back."""

import base64
import binascii
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import one_line
from mingpian.importers.member import ImportedPerson, draft_of, text
from mingpian.importers.references import finder

KEPT = "resume"  # under `extra`
PRIVATE = {"address": "address", "postalCode": "postal_code"}  # of a location: what it is among ways to reach somebody
_HEADS = {
    "work": ("经历", "Work"),
    "volunteer": ("志愿", "Volunteering"),
    "education": ("教育", "Education"),
    "awards": ("获奖", "Awards"),
    "certificates": ("证书", "Certificates"),
    "publications": ("出版与发表", "Publications"),
    "projects": ("项目", "Projects"),
    "skills": ("技能", "Skills"),
    "languages": ("语言", "Languages"),
    "interests": ("兴趣", "Interests"),
    "references": ("推荐", "References"),
}
_NAMES = ("position", "studyType", "title", "name", "company", "organization", "institution", "area", "awarder")
_ALSO = ("issuer", "publisher", "entity", "type", "location", "language", "fluency", "level", "score")
_TIMES = ("startDate", "endDate", "date", "releaseDate")
_LISTS = ("highlights", "courses", "keywords", "roles")
_TEXTS = ("summary", "description", "reference", "url", "website")
_KNOWN = frozenset((*_NAMES, *_ALSO, *_TIMES, *_LISTS, *_TEXTS))


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the member of a résumé, of one file or of all in a folder."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        yield Found(file.name, partial(_member, file, into))


def _member(file: Path, into: Into) -> Draft | Skipped:
    data = _loaded(file)
    basics = data.get("basics") if data else None
    if not isinstance(data, dict) or not isinstance(basics, dict) or not one_line(basics.get("name")):
        return Skipped(file.name, _("it is no JSON Resume"))
    person = ImportedPerson(file.name)
    location: Any = basics.get("location")
    location = location if isinstance(location, dict) else {}
    person.fields = {
        "name": basics["name"],
        "role": basics.get("label"),
        "headline": basics.get("headline"),
        "city": location.get("city"),
        "org": next((job.get("name") or job.get("company") for job in _rows(data, "work")), ""),
        "offers": [one_line(skill.get("name")) for skill in _rows(data, "skills")],
    }
    for way in ("email", "phone"):
        person.reach(way, one_line(basics.get(way)))
    for part, way in PRIVATE.items():
        person.reach(way, one_line(location.get(part)))
    _links(person, basics)
    _image(person, one_line(basics.get("image") or basics.get("picture")), file, into)
    person.body = _body(data, basics, is_chinese=into.languages[0].startswith("zh"))
    person.extra[KEPT] = _written(_shareable(data, basics))
    return draft_of(person)


def _loaded(file: Path) -> Any:
    try:
        return texts.json_value(texts.decode_text(texts.bytes_of(file, file.parent))[0])
    except ValueError:
        return None


def _shareable(data: dict[str, Any], basics: dict[str, Any]) -> dict[str, Any]:
    """Return the résumé without what is among the ways to reach them."""
    public = {name: value for name, value in basics.items() if name not in ("email", "phone") or not one_line(value)}
    location = basics.get("location")
    if isinstance(location, dict):
        public["location"] = {
            name: value for name, value in location.items() if name not in PRIVATE or not one_line(value)
        }
    return {**data, "basics": public}


def _written(data: dict[str, Any]) -> str:
    """Return JSON in which what no text may have is written by its number."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _links(person: ImportedPerson, basics: dict[str, Any]) -> None:
    for url in (basics.get("url"), basics.get("website")):
        if isinstance(url, str) and url:
            person.link(url)
    for profile in _rows(basics, "profiles"):
        network, name, url = (one_line(profile.get(part)) for part in ("network", "username", "url"))
        if url:
            person.link(url)
        elif network and name:
            person.links.append({"platform": network.lower(), "handle": name})


def _image(person: ImportedPerson, image: str, file: Path, into: Into) -> None:
    if image.startswith("data:"):
        try:
            person.portrait(base64.b64decode(image.partition(",")[2], validate=False))
        except (binascii.Error, ValueError):
            person.notes.append(_("the picture cannot be read"))
    elif image.startswith(("http://", "https://")):
        path = into.fetched(image) if into.fetched else None
        person.portrait(path, _("the picture stays where it is: {address}", address=image))
    elif image:
        person.portrait(finder(file.parent, file.parent)(image), _("the picture `{image}` is not there", image=image))


def _rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list; none when it is none."""
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _body(data: dict[str, Any], basics: dict[str, Any], is_chinese: bool) -> str:
    summary = basics.get("summary")
    pieces = [text(summary)] if isinstance(summary, str) and summary.strip() else []
    for section, heads in _HEADS.items():
        items = [item for row in _rows(data, section) if (item := _item(row))]
        if items:
            pieces.append(f"## {heads[0] if is_chinese else heads[1]}\n\n" + "\n".join(items))
    return "\n\n".join(pieces)


def _item(row: dict[str, Any]) -> str:
    """Return one job, school, award … as an item of a list, with everything that it says."""
    head = " · ".join(dict.fromkeys(part for name in (*_NAMES, *_ALSO) if (part := one_line(row.get(name)))))
    time = "–".join(part for name in _TIMES if (part := one_line(row.get(name))))
    first = f"**{text(head)}**" if head else ""
    lines = [f"- {first}{f' ({text(time)})' if time else ''}".rstrip()]
    others = [name for name in row if name not in _KNOWN]
    lines += [f"  - {text(part)}" for name in (*_TEXTS, *others) if (part := one_line(row.get(name)))]
    for name in _LISTS:
        points = [one_line(point) for point in (row[name] if isinstance(row.get(name), list) else [])]
        arguments = ["、".join(filter(None, points))] if name == "keywords" else points
        lines += [f"  - {text(point)}" for point in arguments if point]
    return "\n".join(lines) if len(lines) > 1 or head or time else ""


def recognises(path: Path) -> bool:
    """Tell whether it is a résumé."""
    data = _head(path) if path.is_file() and path.suffix.lower() == ".json" else None
    return isinstance(data, dict) and isinstance(data.get("basics"), dict)


def _head(path: Path) -> Any:
    try:
        return _loaded(path)
    except (texts.UnfitFileError, RecursionError):
        return None


IMPORTER = Importer("jsonresume", _("a résumé as JSON Resume, or a folder of such"), read, recognises)
