"""Two topics become one, in topics.toml: each word of the one is a synonym of the other, and no entry has to change."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mingpian import Site, edited_toml, fold_topic
from mingpian.host.written import write_text
from mingpian.i18n import AnyText, _

WHY_ALIKE: dict[str, AnyText] = {
    "spelling": _("nearly the same letters"),
    "core": _("the same, but for a word that only says that somebody does it"),
    "meaning": _("they mean the same to most people"),
    "company": _("they stand beside the same topics, and nobody names both"),
}
"""Why two topics look like one, by the names of `Merge.why`."""


def merge_topics(root: Path, site: Site, into: str, other: str, used: Iterable[str]) -> str:
    """Make two topics (keys) one in the topics file; return its path. Raises as `write_text` does."""
    return write_text(root, f"content/{site.config.topics}", lambda text: merged_topics(text, into, other, used))


def merged_topics(written: str, into: str, other: str, used: Iterable[str]) -> str:
    """Return the text of topics.toml in which `other` is part of `into` (keys, or words of no topic).

    Where there is no vocabulary yet, it becomes one of all topics that are in use: so that no word of them is unknown.
    Raises EditError and UnreadableError.
    """
    data = tomllib.loads(written.removeprefix("\ufeff").replace("\r\n", "\n"))
    if not data:
        data = {key: {} for key in used if key != other}
    lost = _stated(data.pop(other, {}))
    kept = data[into] = _stated(data.get(into, {}))
    names = {lang: name for lang, name in lost.get("names", {}).items() if lang not in kept.get("names", {})}
    if names:
        kept["names"] = {**kept.get("names", {}), **names}
    known = {fold_topic(word) for word in (into, *kept.get("names", {}).values())}
    words = [*_listed(kept, "synonyms"), other, *lost.get("names", {}).values(), *_listed(lost, "synonyms")]
    kept["synonyms"] = [*{fold_topic(word): word for word in words if fold_topic(word) not in known}.values()]
    broader = [key for key in (*_listed(kept, "broader"), *_listed(lost, "broader")) if key not in (into, other)]
    if broader:
        kept["broader"] = [*dict.fromkeys(broader)]
    for topic in data.values():
        if isinstance(topic, dict) and other in _listed(topic, "broader"):
            topic["broader"] = [*dict.fromkeys(into if key == other else key for key in _listed(topic, "broader"))]
    return edited_toml(written, data)


def _stated(topic: Any) -> dict[str, Any]:
    return topic if isinstance(topic, dict) else {}


def _listed(topic: dict[str, Any], field: str) -> list[str]:
    stated = topic.get(field, [])
    return [stated] if isinstance(stated, str) else stated
