"""How an old site showed its owner: their address, accounts and one line, under whichever names its theme has these."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from mingpian import InvalidValueError, check_url
from mingpian.importers.fields import one_line

_ACCOUNTS = {
    "github": "https://github.com/{}", "gitlab": "https://gitlab.com/{}", "gitee": "https://gitee.com/{}",
    "twitter": "https://twitter.com/{}", "x": "https://x.com/{}", "linkedin": "https://www.linkedin.com/in/{}",
    "instagram": "https://www.instagram.com/{}/", "facebook": "https://www.facebook.com/{}",
    "youtube": "https://www.youtube.com/@{}", "twitch": "https://www.twitch.tv/{}", "medium": "https://medium.com/@{}",
    "devto": "https://dev.to/{}", "codepen": "https://codepen.io/{}", "bluesky": "https://bsky.app/profile/{}",
    "stackoverflow": "https://stackoverflow.com/users/{}", "weibo": "https://weibo.com/{}",
    "zhihu": "https://www.zhihu.com/people/{}", "douban": "https://www.douban.com/people/{}",
    "bilibili": "https://space.bilibili.com/{}", "juejin": "https://juejin.cn/user/{}",
    "csdn": "https://blog.csdn.net/{}", "segmentfault": "https://segmentfault.com/u/{}", "telegram": "https://t.me/{}",
    "reddit": "https://www.reddit.com/user/{}", "dribbble": "https://dribbble.com/{}", "orcid": "https://orcid.org/{}",
    "behance": "https://www.behance.net/{}", "kaggle": "https://www.kaggle.com/{}", "npm": "https://www.npmjs.com/~{}",
    "googlescholar": "https://scholar.google.com/citations?user={}", "keybase": "https://keybase.io/{}",
    "threads": "https://www.threads.net/@{}", "pinterest": "https://www.pinterest.com/{}/",
}  # fmt: skip
"""Services, and the address that an account has there."""

_MAILS = frozenset({"email", "mail", "emailaddress"})
_GROUPS = frozenset(
    {"social", "socials", "sociallinks", "socialicons", "socialmedia", "contact", "contacts", "sns", "about"}
)
_OF_GROUP = frozenset({"links", "accounts", "profiles", "items", "icons"})
_OF_ACCOUNT = ("url", "link", "href", "username", "user", "id", "name")
_NAMED = ("name", "identifier", "icon", "label", "title", "type")
_LINES = ("bio", "headline", "description", "desc", "signature", "motto", "intro", "tagline")
_HOSTS = frozenset({*(urlsplit(pattern).netloc for pattern in _ACCOUNTS.values()), "douban.com", "linkedin.com"})
_PICTURES = frozenset({"avatar", "image", "photo", "picture", "banner", "bannerimg", "logo", "icon", "qrcode"})
_PICTURE = re.compile(r"[^?#]*\.(?:png|jpe?g|gif|svg|webp|avif|ico)\Z", re.IGNORECASE)
_AFFIX = re.compile(r"(?<=.)(?:username|user|id|url|link|handle|account|profile)\Z|\Asocial(?=.)")
_HANDLE = re.compile(r"@?[\w.+-]{1,80}\Z")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}\Z")
_NOBODY = re.compile(
    r"(?:\w+_username|(?:your?|user|true|false|example|x{3,})[\W_]?(?:user)?(?:name|id|handle)?)\Z|.*@example\.|your?[-_@]",
    re.IGNORECASE,
)


class Shown(msgspec.Struct, frozen=True):
    """How the owner of a site was shown to all its readers."""

    email: str = ""
    links: tuple[str, ...] = ()
    headline: str = ""


def shown_in(*tables: Any, author: Any = None) -> Shown:
    """Return what settings say of the owner: `tables` are those of the site and its theme, `author` is the part that is
    of them alone."""
    found = [pair for table in tables for pair in _ways(table, False)]
    found = [*_ways(author, True), *found] if isinstance(author, dict | list) else found
    own = {_plain(str(name)): one_line(value) for name, value in author.items()} if isinstance(author, dict) else {}
    stated = [own.get(name, "") for name in _LINES]
    stated += [
        one_line(value) for table in tables if isinstance(table, dict) for name, value in table.items()
        if _plain(str(name)) in {f"author{line}" for line in _LINES} | {"bio", "signature"}
    ]  # fmt: skip
    return Shown(
        email=next((value for name, value in found if name == "email"), ""),
        links=tuple(dict.fromkeys(value for name, value in found if name == "link")),
        headline=next(filter(None, stated), ""),
    )


def _ways(table: Any, is_own: bool) -> Iterator[tuple[str, str]]:
    """Yield addresses for mail and links in a table, or list of tables. `is_own`: all in it are the owner's."""
    if isinstance(table, dict) and one_line(table.get("enable")).lower() == "false":
        return
    if isinstance(table, list | tuple):
        for one in table:
            yield from _item(one) if is_own else ()
        return
    for name, value in table.items() if isinstance(table, dict) else ():
        plain = _plain(str(name))
        if plain in _GROUPS or (is_own and plain in _OF_GROUP):
            yield from _ways(value, True)
        elif isinstance(value, dict):
            inner = {_plain(str(key)): one for key, one in value.items()}
            yield from _way(plain, next((one_line(inner[key]) for key in _OF_ACCOUNT if key in inner), ""), is_own)
        else:
            yield from _way(plain, one_line(value), is_own)


def _item(one: Any) -> Iterator[tuple[str, str]]:
    """Yield what one item of a list says: an address, a name with an address, or `{github: …}`."""
    if isinstance(one, list | tuple) and len(one) == 2:
        yield from _way(_plain(one_line(one[0])), one_line(one[1]), True)
    elif isinstance(one, dict):
        low = {_plain(str(name)): value for name, value in one.items()}
        address = next((said for name in ("url", "link", "href") if (said := one_line(low.get(name)))), "")
        name = next((said for name in _NAMED if (said := one_line(low.get(name)))), "")
        yield from _way(_plain(name), address, True) if address else _ways(one, True)
    else:
        yield from _way("", one_line(one), True)


def _way(name: str, stated: str, is_own: bool) -> Iterator[tuple[str, str]]:
    """Yield the address for mail, or the link, that a value is under its name; nothing for what is neither."""
    value = stated.partition("||")[0].strip()
    mail = value.removeprefix("mailto:").partition("?")[0]
    pattern = _ACCOUNTS.get(name, "")
    is_picture = name in _PICTURES or _PICTURE.match(value)
    if not value or is_picture or _NOBODY.match(value) or _NOBODY.match(mail):
        return
    if (name in _MAILS or value.startswith("mailto:") or is_own) and _MAIL.match(mail) and "/" not in mail:
        yield "email", mail
    elif value.startswith(("https://", "http://")):
        yield from _checked(value) if pattern or is_own else ()
    elif pattern and value.startswith(f"{urlsplit(pattern).hostname or ''}/"):
        yield from _checked(f"https://{value}")
    elif pattern and _HANDLE.match(value):
        yield from _checked(pattern.format(value.lstrip("@")))


def _checked(url: str) -> Iterator[tuple[str, str]]:
    """Yield an address of the web as a link; that of a whole service is nobody's."""
    try:
        parts = urlsplit(check_url(url))
    except (InvalidValueError, ValueError):
        return
    if parts.path.strip("/") or parts.query or parts.netloc.removeprefix("www.") not in _HOSTS:
        yield "link", url


def _plain(name: str) -> str:
    """Return a name without case, signs and what is added to it: `GitHubID`, `github_username` are `github`."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    return plain if plain in _OF_ACCOUNT or plain in _GROUPS else _AFFIX.sub("", _AFFIX.sub("", plain))
