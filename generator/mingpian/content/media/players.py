"""Recordings on other hosts: their players, which are loaded when a reader asks for them and not before."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import msgspec

from mingpian.core.patterns import lazy_pattern


class Player(msgspec.Struct, frozen=True):
    """A recording on another host. `src` is what plays it in a frame; `url` is its page."""

    platform: str  # as the words of a theme call it
    src: str
    url: str
    height: int = 0  # pixels; 0 where the frame is as wide as a film, 16:9

    @property
    def origin(self) -> str:
        """What a policy has to allow as a frame (CSP Level 3, host-source)."""
        parts = urlsplit(self.src)
        return f"{parts.scheme}://{parts.netloc}"


class _Address(msgspec.Struct, frozen=True):
    """An address in the parts that platforms differ by."""

    url: str
    path: str
    query: dict[str, str]


_ID = r"([A-Za-z0-9_-]{1,64})"
_START = lazy_pattern(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?\Z")
_NETEASE = {"playlist": 0, "album": 1, "song": 2, "program": 3, "dj": 3}


def player_of(url: str) -> Player | None:
    """Return the player of a recording's page; None when the address is of no platform that is known."""
    if len(url) > 2_000 or not url.startswith("https://"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path, query = parts.path, parts.query
    if parts.fragment.startswith("/"):  # NetEase keeps its address there
        path, _, query = parts.fragment.partition("?")
    find = PLATFORMS.get(parts.netloc.lower().removeprefix("www.").removeprefix("m."))
    return find(_Address(url, path, {name: values[0] for name, values in parse_qs(query).items()})) if find else None


def _bilibili(address: _Address) -> Player | None:
    match = re.match(r"/video/(BV[A-Za-z0-9]{10})(?:/|\Z)|/video/av(\d{1,15})(?:/|\Z)", address.path)
    if not match:
        return None
    which = f"bvid={match[1]}" if match[1] else f"aid={match[2]}"
    part = address.query.get("p", "1")
    which += f"&p={part if part.isdecimal() else 1}"
    src = f"https://player.bilibili.com/player.html?{which}&autoplay=1&high_quality=1"
    return Player("bilibili", src + _since("t", address), address.url)


def _youtube(address: _Address) -> Player | None:
    match = re.match(rf"/(?:embed|shorts|live|v)/{_ID}(?:/|\Z)", address.path)
    name = match[1] if match else address.query.get("v", "") if address.path == "/watch" else ""
    return _youtube_film(name, address)


def _youtube_short(address: _Address) -> Player | None:
    return _youtube_film(address.path.strip("/"), address)


def _youtube_film(name: str, address: _Address) -> Player | None:
    if not re.fullmatch(_ID, name):
        return None
    src = f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1&rel=0"
    return Player("youtube", src + _since("start", address), address.url)


def _vimeo(address: _Address) -> Player | None:
    match = re.match(r"/(?:video/|channels/[\w-]{1,60}/)?(\d{1,15})(?:/([0-9a-f]{1,40}))?/?\Z", address.path)
    if not match:
        return None
    secret = f"&h={match[2]}" if match[2] else ""
    return Player("vimeo", f"https://player.vimeo.com/video/{match[1]}?autoplay=1&dnt=1{secret}", address.url)


def _tencent(address: _Address) -> Player | None:
    match = re.match(r"/x/(?:page|cover/[a-z0-9]{1,40})/([a-z0-9]{1,40})\.html\Z", address.path)
    src = "https://v.qq.com/txp/iframe/player.html?autoplay=true&vid="
    return Player("tencent", src + match[1], address.url) if match else None


def _youku(address: _Address) -> Player | None:
    match = re.match(r"/v_show/id_([A-Za-z0-9=]{1,64})\.html\Z", address.path)
    return Player("youku", f"https://player.youku.com/embed/{match[1]}?autoplay=true", address.url) if match else None


def _netease(address: _Address) -> Player | None:
    kind, name = address.path.strip("/"), address.query.get("id", "")
    if kind not in _NETEASE or not name.isdecimal():
        return None
    height = 86 if _NETEASE[kind] >= 2 else 450
    src = f"https://music.163.com/outchain/player?type={_NETEASE[kind]}&id={name}&auto=1&height={height - 20}"
    return Player("netease", src, address.url, height)


def _spotify(address: _Address) -> Player | None:
    match = re.match(rf"/(?:intl-[a-z]{{2}}/)?(track|album|playlist|episode|show)/{_ID}/?\Z", address.path)
    if not match:
        return None
    height = 152 if match[1] in ("track", "episode") else 352
    return Player("spotify", f"https://open.spotify.com/embed/{match[1]}/{match[2]}", address.url, height)


def _apple(host: str) -> Callable[[_Address], Player | None]:
    def find(address: _Address) -> Player | None:
        pattern = r"/[a-z]{2}/(album|playlist|podcast)/(?:[^/?#\s\"<>]{1,300}/)?((?:id|pl\.)?[A-Za-z0-9-]{1,60})/?\Z"
        match = re.match(pattern, address.path)
        if not match:
            return None
        track = address.query.get("i", "")
        chosen = f"?i={track}" if track.isdecimal() else ""
        return Player("apple", f"https://embed.{host}{address.path}{chosen}", address.url, 175 if chosen else 450)

    return find


def _since(name: str, address: _Address) -> str:
    """Return where the recording begins to play, in seconds, as a further argument; the address may say `1m30s`."""
    match = _START.match(address.query.get("t") or address.query.get("start") or "")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    since = hours * 3600 + minutes * 60 + seconds
    return f"&{name}={since}" if since else ""


PLATFORMS: dict[str, Callable[[_Address], Player | None]] = {
    "bilibili.com": _bilibili,
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "music.youtube.com": _youtube,
    "youtu.be": _youtube_short,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "v.qq.com": _tencent,
    "v.youku.com": _youku,
    "music.163.com": _netease,
    "y.music.163.com": _netease,
    "open.spotify.com": _spotify,
    "music.apple.com": _apple("music.apple.com"),
    "podcasts.apple.com": _apple("podcasts.apple.com"),
}
