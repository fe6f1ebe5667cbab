"""Members from elsewhere: vCards, tables, résumés (JSON Resume)."""

import base64
import binascii
import csv
import io
import quopri
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.core.markdown_text import escaped, flush
from mingpian.core.paths import slugify
from mingpian.i18n import AnyText, _, text_of
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import finished, one_line, words_in

_UNFOLD = re.compile(r"\n[ \t]")
_COLUMNS = {
    "name": ("name", "full name", "姓名", "名字", "昵称"),
    "headline": ("headline", "tagline", "bio", "介绍", "一句话", "简介"),
    "role": ("role", "title", "job title", "职位", "职务"),
    "org": ("org", "organization", "company", "公司", "单位"),
    "city": ("city", "location", "城市", "所在地"),
    "email": ("email", "e-mail", "mail", "邮箱"),
    "phone": ("phone", "mobile", "tel", "电话", "手机"),
    "wechat": ("wechat", "weixin", "微信", "微信号"),
    "url": ("url", "website", "homepage", "网站", "主页"),
    "offers": ("offers", "skills", "能帮", "擅长"),
    "asks": ("asks", "looking for", "想找", "需要"),
    "languages": ("languages", "语言"),
}
_CONTACTS = ("email", "phone", "wechat")


def read_vcards(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the members of vCards (2.1, 3.0: RFC 2426, 4.0: RFC 6350), of one file or of all in a folder."""
    for file in sorted(path.glob("*.vcf")) if path.is_dir() else [path]:
        try:
            text, notes = texts.decode_text(texts.bytes_of(file, file.parent))
        except texts.UnfitFileError as unfit:
            yield Skipped(file.name, text_of(unfit))
            continue
        unfolded = _UNFOLD.sub("", _joined(text))
        cards = re.findall(r"BEGIN:VCARD\n(.*?)END:VCARD", unfolded, re.DOTALL | re.IGNORECASE)
        if not cards:
            yield Skipped(file.name, _("there is no vCard in it"))
        for card in cards:
            yield Found(file.name, partial(_of_card, card, file.name, list(notes)))


def _joined(text: str) -> str:
    """Join the lines that quoted-printable breaks in vCard 2.1."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        if is_open:
            lines[-1] += line
        else:
            lines.append(line)
        is_open = line.endswith("=") and (is_open or "QUOTED-PRINTABLE" in line.partition(":")[0].upper())
        if is_open:
            lines[-1] = lines[-1].removesuffix("=")
    return "\n".join(lines)


def _of_card(card: str, shown: str, notes: list[AnyText]) -> Draft | Skipped:
    found: dict[str, Any] = {"links": []}
    files: dict[str, Path | bytes] = {}
    for line in card.splitlines():
        head, _, value = line.partition(":")
        name, *parameters = head.upper().split(";")
        value = _value(value, parameters)
        match name.rpartition(".")[2]:
            case "FN":
                found["name"] = value
            case "N" if not found.get("name"):
                family, given, *_ = [*value.split(";"), ""]
                found["name"] = f"{given} {family}".strip() if value.isascii() else family + given
            case "TITLE" | "ROLE":
                found.setdefault("role", value)
            case "ORG":
                found["org"] = " ".join(part for part in value.split(";") if part)
            case "ADR":
                found["city"] = [*value.split(";"), *[""] * 7][3]
            case "EMAIL" | "TEL":
                found.setdefault("email" if name.endswith("EMAIL") else "phone", value.removeprefix("tel:"))
            case "URL":
                found["links"].append(value)
            case "NOTE":
                found["headline"] = value
            case "PHOTO":
                files |= _photo(head, value, notes)
    return _member(found, shown, notes, files)


def _value(value: str, parameters: list[str]) -> str:
    if "ENCODING=QUOTED-PRINTABLE" in parameters or "QUOTED-PRINTABLE" in parameters:
        charset = next((one.partition("=")[2] for one in parameters if one.startswith("CHARSET=")), "utf-8")
        try:
            value = quopri.decodestring(value.encode()).decode(charset, "replace")
        except LookupError:
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
    return re.sub(r"\\([\\,;nN])", lambda found: " " if found[1] in "nN" else found[1], value).strip()


def _photo(head: str, value: str, notes: list[AnyText]) -> dict[str, Path | bytes]:
    data = value.partition("base64,")[2] if value.startswith("data:") else value
    if value.startswith("http"):
        notes.append(_("the picture stays where it is: {value}", value=value))
        return {}
    ending = "png" if "PNG" in head.upper() or value.startswith("data:image/png") else "jpg"
    try:
        return {f"portrait.{ending}": base64.b64decode(data, validate=False)}
    except (binascii.Error, ValueError):
        notes.append(_("the picture cannot be read"))
        return {}


def read_table(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the members of a table with the names of its columns in the first line, in Chinese or English."""
    try:
        text, notes = texts.decode_text(texts.bytes_of(path, path.parent))
    except texts.UnfitFileError as unfit:
        yield Skipped(path.name, text_of(unfit))
        return
    rows = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text))
    names: list[str] = []
    for number in range(1, len(text) + 2):
        try:
            row = next(rows, None)
        except csv.Error as broken:
            yield Skipped(_("{name}, line {line}", name=path.name, line=rows.line_num), str(broken))
            continue
        if row is None:
            return
        if not names:
            names = [name.strip().lower() for name in row]
        elif row:
            shown = f"{path.name}, line {number}"
            yield Found(shown, partial(_of_row, dict(zip(names, row, strict=False)), shown, list(notes)))


def _of_row(told: dict[str, str], shown: str, notes: list[AnyText]) -> Draft | Skipped:
    found: dict[str, Any] = {}
    for name, columns in _COLUMNS.items():
        column = next((one for one in columns if told.get(one, "").strip()), "")
        if column:
            found[name] = told.pop(column).strip()
    found["links"] = words_in(found.pop("url", ""))
    found["extra"] = {name: value.strip() for name, value in told.items() if name and value.strip()}
    return _member(found, shown, notes, {}) if found.get("name") else Skipped(shown, _("it names nobody"))


def _dialect(text: str) -> type[csv.Dialect] | str:
    first = text.partition("\n")[0]
    return "excel-tab" if first.count("\t") > first.count(",") else "excel"


def read_resume(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the member of a résumé (the JSON Resume schema), of one file or of all in a folder."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        yield Found(file.name, partial(_of_resume, file))


def _of_resume(file: Path) -> Draft | Skipped:
    try:
        data = texts.json_value(texts.decode_text(texts.bytes_of(file, file.parent))[0])
    except ValueError:
        return Skipped(file.name, _("it is no JSON Resume"))
    basics = data.get("basics") if isinstance(data, dict) else None
    if not isinstance(basics, dict) or not one_line(basics.get("name")):
        return Skipped(file.name, _("it is no JSON Resume"))
    location = basics.get("location")
    jobs = _rows(data, "work")
    links = (basics.get("url") or basics.get("website"), *(one.get("url") for one in _rows(basics, "profiles")))
    found = {
        "name": one_line(basics["name"]),
        "role": one_line(basics.get("label")),
        "headline": one_line(basics.get("headline")),
        "city": one_line(location.get("city")) if isinstance(location, dict) else "",
        "email": one_line(basics.get("email")),
        "phone": one_line(basics.get("phone")),
        "links": [one for one in links if isinstance(one, str)],
        "org": next((one_line(job.get("name") or job.get("company")) for job in jobs), ""),
        "offers": "、".join(one_line(skill.get("name")) for skill in _rows(data, "skills")),
    }
    summary = basics.get("summary")
    body = f"{_text(summary) if isinstance(summary, str) else ''}\n\n{_jobs(jobs)}".strip()
    return _member(found, file.name, [], {}, body)


def _rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list; none when it is none."""
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _jobs(jobs: list[dict[str, Any]]) -> str:
    lines = []
    for job in jobs:
        head = " · ".join(part for name in ("position", "name", "company") if (part := one_line(job.get(name))))
        time = "–".join(part for name in ("startDate", "endDate") if (part := one_line(job.get(name))))
        lines.append(f"- **{_text(head)}**{f' ({_text(time)})' if time else ''}")
        points = job.get("highlights")
        lines += [f"  - {_text(one_line(point))}" for point in (points if isinstance(points, list) else [])]
    return "\n".join(lines)


def _text(words: str) -> str:
    """Return what somebody else wrote about themselves as Markdown: their words, and nothing that acts."""
    return escaped(flush(words))


def _member(
    found: dict[str, Any], shown: str, notes: list[AnyText], files: dict[str, Path | bytes], body: str = ""
) -> Draft | Skipped:
    name = one_line(found.get("name"))
    if not name:
        return Skipped(shown, _("it names nobody"))
    contact = {one: found[one] for one in _CONTACTS if found.get(one)}
    if contact:
        notes.append(_("how to reach them is kept for the host alone; write `audience: public` where they agree"))
    links = [link for link in found.get("links") or [] if link.startswith(("https://", "http://"))]
    fields = {
        "name": name,
        "headline": one_line(found.get("headline")),
        "role": one_line(found.get("role")),
        "org": one_line(found.get("org")),
        "city": one_line(found.get("city")),
        "languages": words_in(found.get("languages")),
        "photo": {"src": next(iter(files)), "alt": name} if files else {},
        "offers": words_in(found.get("offers")),
        "asks": words_in(found.get("asks")),
        "contact": {one: {"value": value, "audience": "host"} for one, value in contact.items()},
        "links": links,
        "extra": found.get("extra") or {},
    }
    return Draft(
        source=shown,
        kind="members",
        slug=slugify(name),
        fields=finished(fields),
        body=body,
        files=files,
        notes=tuple(notes),
    )


IMPORTERS = (
    Importer("vcard", _("a .vcf file, or a folder of such"), read_vcards),
    Importer("csv", _("a table of members, with the names of its columns in the first line"), read_table),
    Importer("jsonresume", _("a résumé as JSON Resume, or a folder of such"), read_resume),
)
