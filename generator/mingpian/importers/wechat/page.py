"""What the page of an article says of it, in its scripts, its head and its visible lines."""

import re
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import msgspec

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CHINA = timezone(timedelta(hours=8))  # WeChat shows every time as it is there
_STAMP = re.compile(r"1\d{9}")
_SAID = r"""\b{}\s*[:=]\s*(?:htmlDecode\(|JsDecode\()?\s*(["'])(?P<value>(?:\\.|(?!\1).)*)\1"""
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_DAY = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})日?(?:[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_FROM = re.compile(r"(?:saved from url=\(\d+\)|url:\s*)(https?://mp\.weixin\.qq\.com/\S+)")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text; what is not known is empty."""

    title: str = ""
    author: str = ""
    account: str = ""
    date: str = ""  # in ISO form, of China
    series: str = ""
    summary: str = ""
    cover: str = ""  # the address of a picture
    url: str = ""


def facts_of(page: "HtmlElement", source: str) -> Facts:
    """Return what a page says. `source` is its text, with the scripts."""
    script = "\n".join(one.text or "" for one in page.iter("script"))
    saved = _FROM.search(source[:5_000])
    return Facts(
        title=_shown(page, "activity-name") or _said(script, "msg_title") or _meta(page, "og:title") or _title(page),
        author=_shown(page, "js_author_name", "js_author_name_text")
        or _said(script, "author")
        or _meta(page, "author"),
        account=_shown(page, "js_name") or _said(script, "nickname", "nick_name") or _meta(page, "og:article:author"),
        date=_date(page, script),
        series=_series(page),
        summary=_said(script, "msg_desc") or _meta(page, "og:description") or _meta(page, "description"),
        cover=_said(script, "msg_cdn_url", "cdn_url") or _meta(page, "og:image"),
        url=_meta(page, "og:url") or _said(script, "msg_link") or (saved[1] if saved else ""),
    )


def when(said: str) -> str:
    """Return a time in ISO form; empty when it is none. Seconds since 1970 are a time, too."""
    if _STAMP.fullmatch(said.strip()):
        return datetime.fromtimestamp(int(said), UTC).astimezone(CHINA).isoformat()
    match = _DAY.search(said)
    if match is None:
        return ""
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return ""
    return moment.isoformat() if match[4] else moment.date().isoformat()


def key_of(url: str) -> str:
    """Return what two addresses of one article share: its short name, else its account, message and place."""
    parts = urlsplit(unescape(url.strip()))
    if parts.hostname != "mp.weixin.qq.com":
        return ""
    if parts.path.startswith("/s/"):
        return parts.path
    asked = parse_qs(parts.query)
    wanted = [asked.get(name, [""])[0] for name in ("__biz", "mid", "idx")]
    return "/".join(wanted) if all(wanted) else ""


def _date(page: "HtmlElement", script: str) -> str:
    for name in ("ct", "oriCreateTime", "ori_create_time", "create_time", "createTime", "publish_time"):
        match = re.search(rf"""\b{name}\s*[:=]\s*(?:JsDecode\()?\s*["']?(1\d{{9}}|\d{{4}}-\d[^"']*)["']?""", script)
        if match and (date := when(match[1])):
            return date
    return next(
        filter(None, map(when, (_shown(page, "publish_time", "post-date"), _meta(page, "article:published_time")))), ""
    )


def _series(page: "HtmlElement") -> str:
    """Return the name of the collection (合集) in which it is."""
    asked = "//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]"
    named = ("album_read_title", "album__item-title", "js_album_title", "article-tag__item")
    for element in (one for name in named for one in page.xpath(asked, name=name)):
        if name := _text(element).removeprefix("#").strip():
            return re.sub(r"\s*\d+\s*篇?(?:内容|原创内容)?$", "", name)
    return ""


def _said(script: str, *names: str) -> str:
    """Return the text that a script gives to one of these names."""
    for name in names:
        for match in re.finditer(_SAID.format(name), script):
            value = _ESCAPE.sub(_plain, match["value"])
            if value.strip():
                return " ".join(unescape(unescape(value)).split())
    return ""


def _plain(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return {"n": "\n", "t": "\t", "r": "\n"}.get(found[3], found[3])


def _shown(page: "HtmlElement", *ids: str) -> str:
    for id in ids:
        element = next(iter(page.xpath("//*[@id=$id]", id=id)), None)
        if element is not None and (text := _text(element)):
            return text
    return ""


def _meta(page: "HtmlElement", name: str) -> str:
    found = page.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return " ".join(unescape(str(found[0])).split()) if found else ""


def _title(page: "HtmlElement") -> str:
    return next((text for one in page.iter("title") if (text := _text(one))), "")


def _text(element: "HtmlElement") -> str:
    for script in element.xpath(".//script"):
        script.text = ""
    return " ".join(str(element.text_content()).split())
