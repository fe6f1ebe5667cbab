"""The path below which all of an old site lay (`root` of Hexo, `baseURL`, `baseurl`, `base`): what is written with it
points below `/` here, as our texts do wherever the site lies."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from mingpian.importers import blocks

_TARGET = re.compile(
    r"(?P<before>\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?|^:::(?:video|audio)[ \t]+)"
    r"""(?P<target>(?:https?:)?/[^\s<>()"']*)""",
    re.MULTILINE,
)
_TAG = re.compile(r"""<[a-z][\w-]*\s(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\s(?:src|href|srcset|poster|data-src)\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)

Known = Callable[[str], object]


def unknown(target: str) -> None:
    """Know nothing of what a target means as it is written."""


def rooted(target: str, base: str) -> str:
    """Return a path or address below that of the old site (`https://a.example/blog`; `/blog` where its host is not
    known) as a path from its root; any other as it is."""
    try:
        whole, said = urlsplit(base), urlsplit(target)
    except ValueError:
        return target
    path = f"/{whole.path.strip('/')}/"
    is_here = not said.netloc or said.netloc.lower() == whole.netloc.lower()
    if path == "//" or not is_here or not f"{said.path}/".startswith(path) or said.scheme not in ("", "http", "https"):
        return target
    return said._replace(scheme="", netloc="", path=f"/{said.path[len(path) :].lstrip('/')}").geturl()


def without_base(body: str, base: str, is_known: Known = unknown) -> str:
    """Return a text whose pointers are from the root of the old site; one that means something as it is written stays
    as it is."""

    def one(target: str) -> str:
        return target if is_known(target) else rooted(target, base)

    def attribute(found: re.Match[str]) -> str:
        is_set = found[1].strip().lower().startswith("srcset")
        made = re.sub(r"(?:(?<=,)|(?<=\s)|\A)[^\s,]+", lambda part: one(part[0]), found[3]) if is_set else one(found[3])
        return f"{found[1]}{found[2]}{made}{found[2]}"

    def changed(text: str) -> str:
        text = _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), text)
        return _TARGET.sub(lambda found: found["before"] + one(found["target"]), text)

    return blocks.outside_code(body, changed)
