"""The few words that a body shows itself, by language. A language without a table reads English."""

from collections.abc import Mapping

import msgspec


class BodyLabels(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words."""

    callouts: Mapping[str, str]  # the titles of callouts that state none, by kind
    contents: str
    diagram: str
    footnotes: str
    back: str  # from a footnote to the text; {} is the number of the reference
    done: str
    open: str  # of a task

    def callout(self, kind: str) -> str:
        """Return the title of a callout that states none: of a kind that nobody knows, its name."""
        return self.callouts.get(kind) or kind.capitalize()


_HANS = BodyLabels(
    callouts={
        "note": "说明", "abstract": "摘要", "info": "信息", "todo": "待办", "tip": "提示", "success": "完成",
        "question": "问题", "warning": "注意", "failure": "失败", "danger": "危险", "bug": "缺陷", "example": "例子",
        "quote": "引用", "important": "重要", "caution": "警告", "details": "展开",
    },
    contents="目录", diagram="图的源码（{}）",
    footnotes="脚注", back="回到正文中的引用 {}", done="已完成", open="未完成",
)  # fmt: skip
_HANT = BodyLabels(
    callouts={
        "note": "說明", "abstract": "摘要", "info": "資訊", "todo": "待辦", "tip": "提示", "success": "完成",
        "question": "問題", "warning": "注意", "failure": "失敗", "danger": "危險", "bug": "缺陷", "example": "例子",
        "quote": "引用", "important": "重要", "caution": "警告", "details": "展開",
    },
    contents="目錄", diagram="圖的原始碼（{}）",
    footnotes="註腳", back="回到正文中的引用 {}", done="已完成", open="未完成",
)  # fmt: skip
_ENGLISH = BodyLabels(
    callouts={
        "note": "Note", "abstract": "Summary", "info": "Info", "todo": "To do", "tip": "Tip", "success": "Done",
        "question": "Question", "warning": "Warning", "failure": "Failure", "danger": "Danger", "bug": "Bug",
        "example": "Example", "quote": "Quote", "important": "Important", "caution": "Caution", "details": "Details",
    },
    contents="Contents", diagram="Source of a diagram ({})",
    footnotes="Footnotes", back="Back to reference {}", done="Done", open="To do",
)  # fmt: skip


def body_labels(lang: str) -> BodyLabels:
    """The words for a BCP 47 tag: `zh-Hant`, `-TW`, `-HK`, `-MO` read Traditional, other `zh` Simplified."""
    tag = lang.lower()
    if not tag.startswith("zh"):
        return _ENGLISH
    return _HANT if any(part in tag for part in ("hant", "-tw", "-hk", "-mo")) else _HANS
