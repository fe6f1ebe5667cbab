"""One page as an entry: its title, what its row in a database says, and its text with links to what pages are now."""

import re
from pathlib import Path
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, Draft, Into
from mingpian.importers.fields import finished, iso_date, words_in
from mingpian.importers.notion.export import Export, title_of
from mingpian.importers.notion.tables import plain, rows_of
from mingpian.importers.references import attach_files

_TITLE = re.compile(r"\A\s*#[ \t]+([^\n]*)\n?")
_FIELD = re.compile(r"([^:\n]{1,80}):[ \t]*(.*)")
_ASIDE = re.compile(r"<aside>\s*\n(.*?)\n?\s*</aside>", re.DOTALL)
_LINK = re.compile(rf"(?<!!)\[({blocks.LABEL})\]\(<?((?:[^()\s<>]|\([^()\s<>]*\))+)>?\)")
_ALONE = re.compile(r"^[ \t]*\[([^\[\]\n]*)\]\(<?((?:[^()\s<>]|\([^()\s<>]*\))+\.csv)>?\)[ \t]*$", re.MULTILINE)
_FIRST = re.compile(r"^#{1,5}(?=[ \t])", re.MULTILINE)
_KINDS = {"⚠": "WARNING", "❗": "IMPORTANT", "🚨": "CAUTION", "🚫": "CAUTION", "💡": "TIP", "✅": "TIP"}
_NAMES = {
    "tags": ("tags", "tag", "标签", "category", "categories", "分类", "类别", "topic", "topics", "主题"),
    "date": (
        "date",
        "日期",
        "published",
        "publish date",
        "发布日期",
        "发布时间",
        "created",
        "created time",
        "创建时间",
        "创建日期",
    ),
    "updated": ("updated", "last edited", "last edited time", "最后编辑时间", "更新时间", "更新日期"),
    "summary": ("summary", "description", "excerpt", "摘要", "简介", "描述"),
    "draft": ("status", "状态", "stage"),
    "closed": ("private", "私密", "hidden", "隐藏"),
}
_KNOWN = {name: field for field, names in _NAMES.items() for name in names}
_UNDONE = (
    "draft",
    "not started",
    "in progress",
    "idea",
    "todo",
    "to do",
    "private",
    "hidden",
    "archived",
    "草稿",
    "未开始",
    "进行中",
    "未发布",
    "待办",
    "私密",
)
_YES = ("yes", "true", "是", "✓")


def draft_of(file: Path, slug: str, export: Export, into: Into) -> Draft:
    """Return the entry of a page. Raises UnfitFileError."""
    text, notes = texts.decode_text(texts.bytes_of(file, export.root))
    titled = _TITLE.match(text)
    title, body = (titled[1].strip(), text[titled.end() :]) if titled else (title_of(file), text)
    fields: dict[str, Any] = {"title": title or title_of(file), "tags": [], "extra": {}}
    if file in export.columns:
        columns = rows_of(export.columns[file], export.root)[0]
        body = _of_row(body, {name.strip("\ufeff ") for name in columns}, fields, notes)
    body = blocks.outside_code(blocks.foreign(body), lambda said: _converted(said, file, export, notes))
    if re.search(r"^#[ \t]", body, re.MULTILINE):
        body = blocks.outside_code(body, lambda said: _FIRST.sub(lambda found: f"#{found[0]}", said))
    body, files = attach_files(body, lambda target: export.meant(target, file), notes)
    return Draft(
        source=file.relative_to(export.root).as_posix(),
        kind=into.kind or ARTICLE,
        slug=slug,
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _of_row(body: str, columns: set[str], fields: dict[str, Any], notes: list[AnyText]) -> str:
    """Take the lines at the head that say what the row of a database does; return the text without them."""
    lines = body.lstrip("\n").split("\n")
    at = 0
    while at < len(lines) and (match := _FIELD.match(lines[at])) and match[1].strip() in columns:
        _property(match[1].strip(), plain(match[2]), fields, notes)
        at += 1
    return "\n".join(lines[at:])


def _property(name: str, value: str, fields: dict[str, Any], notes: list[AnyText]) -> None:
    field = _KNOWN.get(name.casefold(), "")
    if field == "tags":
        fields["tags"] = list(dict.fromkeys([*fields["tags"], *words_in(value)]))
        return
    if field in ("date", "updated") and not fields.get(field) and (moment := _moment(value)):
        fields[field] = moment
        return
    if field == "summary" and not fields.get("summary"):
        fields["summary"] = value
        return
    is_closed = (field == "draft" and value.casefold() in _UNDONE) or (field == "closed" and value.casefold() in _YES)
    if is_closed or (
        name.casefold() in ("published", "public", "公开", "已发布") and value.casefold() in ("no", "false", "否")
    ):
        fields["draft"] = True
        notes.append(_("`{reason}`: it arrives as a draft", reason=f"{name}: {value}"))
    if value:
        fields["extra"][name] = value


def _moment(said: str) -> str:
    """Return the time, or the first of two (`January 5, 2024 → January 6, 2024`)."""
    bare = re.sub(r"\s*\([^()]*\)\s*\Z", "", said.partition("→")[0].strip().lstrip("@"))
    return iso_date(bare) if re.search(r"\d", bare) else ""


def _converted(text: str, file: Path, export: Export, notes: list[AnyText]) -> str:
    """Return a text with callouts, tables and links as they are here."""

    def table(found: re.Match[str]) -> str:
        path = _table(export, found[2], file)
        return f":::table {export.tables[path]} :::" if path else found[0]

    def link(found: re.Match[str]) -> str:
        path = export.meant(found[2], file)
        if path in export.pages:
            return f"[[{export.pages[path]}|{found[1]}]]"
        if _table(export, found[2], file):
            return found[1]
        if found[2].endswith((".md", ".csv")) and "://" not in found[2]:
            notes.append(_("the link `{target}` leads to nothing that was exported", target=found[1]))
            return found[1]
        return found[0]

    return _LINK.sub(link, _ALONE.sub(table, _ASIDE.sub(_callout, text)))


def _table(export: Export, target: str, file: Path) -> Path | None:
    path = export.meant(target, file)
    if path is None and target.endswith(".csv"):
        path = export.meant(f"{target.removesuffix('.csv')}_all.csv", file)
    whole = path.with_name(f"{path.stem.removesuffix('_all')}_all.csv") if path else None
    return next((one for one in (whole, path) if one in export.tables), None)


def _callout(found: re.Match[str]) -> str:
    inner = found[1].strip()
    kind = next((kind for sign, kind in _KINDS.items() if inner.startswith(sign)), "NOTE")
    lines = [f"> [!{kind}]", *(f"> {line.strip()}".rstrip() for line in inner.split("\n"))]
    return "\n" + "\n".join(lines) + "\n"
