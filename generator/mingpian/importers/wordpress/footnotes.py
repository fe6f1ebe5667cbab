"""Footnotes of WordPress' block: their words lie beside a post, and the text has signs with their numbers."""

import re
from typing import Any

from mingpian.importers import texts

_SIGN = re.compile(r"""<sup\b[^>]*\bdata-fn=["']([^"']+)["'][^>]*>.*?</sup>""", re.DOTALL)


def with_footnotes(html: str, stated: str) -> str:
    """Return a post with its footnotes, as `stated` beside it in JSON, below it; those that no sign means, too."""
    words = dict(_words_in(stated))
    names = {id: number for number, id in enumerate(dict.fromkeys((*_SIGN.findall(html), *words)), 1) if id in words}

    def sign(found: "re.Match[str]") -> str:
        return _element(names[found[1]], "") if found[1] in names else found[0]

    return _SIGN.sub(sign, html) + "".join(_element(number, words[id]) for id, number in names.items())


def _words_in(stated: str) -> list[tuple[str, str]]:
    try:
        data: Any = texts.json_value(stated) if stated else []
    except (ValueError, RecursionError):
        return []
    rows = [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    return [(str(one.get("id")), words) for one in rows if (words := str(one.get("content") or "").strip())]


def _element(number: int, words: str) -> str:
    return f'<mingpian-footnote name="{number}">{words}</mingpian-footnote>'
