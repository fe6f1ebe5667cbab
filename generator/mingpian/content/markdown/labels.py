"""The few words that a body shows itself, by language. A language without a table reads English."""

from typing import Literal

import msgspec

Callout = Literal["note", "tip", "important", "warning", "caution"]


class BodyLabels(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words."""

    note: str
    tip: str
    important: str
    warning: str
    caution: str
    footnotes: str
    back: str  # from a footnote to the text; {} is the number of the reference
    done: str
    open: str  # of a task

    def callout(self, kind: str) -> str:
        """The default title of a callout."""
        title: str = getattr(self, kind)
        return title


_HANS = BodyLabels(
    note="说明", tip="提示", important="重要", warning="注意", caution="警告",
    footnotes="脚注", back="回到正文中的引用 {}", done="已完成", open="未完成",
)  # fmt: skip
_HANT = BodyLabels(
    note="說明", tip="提示", important="重要", warning="注意", caution="警告",
    footnotes="註腳", back="回到正文中的引用 {}", done="已完成", open="未完成",
)  # fmt: skip
_ENGLISH = BodyLabels(
    note="Note", tip="Tip", important="Important", warning="Warning", caution="Caution",
    footnotes="Footnotes", back="Back to reference {}", done="Done", open="To do",
)  # fmt: skip


def body_labels(lang: str) -> BodyLabels:
    """The words for a BCP 47 tag: `zh-Hant`, `-TW`, `-HK`, `-MO` read Traditional, other `zh` Simplified."""
    tag = lang.lower()
    if not tag.startswith("zh"):
        return _ENGLISH
    return _HANT if any(part in tag for part in ("hant", "-tw", "-hk", "-mo")) else _HANS
