"""Lists of articles that archive tools put beside them, as JSON or CSV: what a page itself may leave out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mingpian.importers import texts
from mingpian.importers.fields import one_line
from mingpian.importers.wechat.page import Facts, key_of, when

_COLUMNS = {
    "title": ("title", "标题", "文章标题"),
    "url": ("link", "url", "content_url", "链接", "文章链接", "原文链接", "地址"),
    "author": ("author", "author_name", "作者"),
    "account": ("nickname", "account", "公众号", "公众号名称"),
    "summary": ("digest", "summary", "摘要"),
    "cover": ("cover", "cover_url", "pic_cdn_url_16_9", "封面"),
    "date": ("publish_time", "create_time", "update_time", "datetime", "date", "发布时间", "创建时间", "时间"),
    "series": ("album", "album_title", "合集", "专辑", "所属合集"),
}


class Listed(msgspec.Struct):
    """An article in a list, and whether it was met as a file."""

    facts: Facts
    is_met: bool = False

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def url(self) -> str:
        return self.facts.url


class Archive(msgspec.Struct, frozen=True):
    """A folder of articles: what lists say of them, and where each that was read stood, by the key of its address."""

    root: Path
    listed: dict[str, Listed] = {}
    read: dict[str, str] = {}


def of(files: list[Path], root: Path) -> dict[str, Listed]:
    """Return what lists say, by the key of an article's address, and by its title."""
    found: dict[str, Listed] = {}
    for file in files:
        for row in _rows(file, root):
            facts = _facts(row)
            if facts.title and (key := key_of(facts.url)):
                found[key] = found[facts.title] = Listed(facts)
    return found


def _rows(file: Path, root: Path) -> Iterator[dict[str, Any]]:
    try:
        text = texts.decode_text(texts.bytes_of(file, root))[0]
        if file.suffix.lower() == ".json":
            yield from _within(texts.json_value(text))
        else:
            yield from csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text[:200] else ",")
    except (texts.UnfitFileError, ValueError, RecursionError, csv.Error):
        return


def _within(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects that may be articles, wherever they stand."""
    if isinstance(value, dict):
        if any(name in value for name in _COLUMNS["title"]):
            yield value
        elif depth < 6:
            for inner in value.values():
                yield from _within(inner, depth + 1)
    elif isinstance(value, list) and depth < 6:
        for inner in value:
            yield from _within(inner, depth + 1)


def _facts(row: dict[str, Any]) -> Facts:
    said = {
        name: next((one for column in columns if (one := _cell(row.get(column)))), "")
        for name, columns in _COLUMNS.items()
    }
    albums = row.get("appmsg_album_infos")
    if not said["series"] and isinstance(albums, list) and albums and isinstance(albums[0], dict):
        said["series"] = one_line(albums[0].get("title"))
    return Facts(**{**said, "date": when(said["date"])})


def _cell(value: Any) -> str:
    return one_line(value) if isinstance(value, str | int) else ""
