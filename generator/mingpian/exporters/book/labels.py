"""The few words that a book says itself, in its language."""

import msgspec


class BookLabels(msgspec.Struct, frozen=True):
    """Words of one language."""

    cover: str
    contents: str
    people: str
    colophon: str
    made_from: str  # whence the texts are
    summary: str  # what is said of how accessible it is
    comma: str
    colon: str


_LABELS = {
    "zh-Hans": BookLabels(
        "封面",
        "目录",
        "作者",
        "版本说明",
        "这些文字最初发表于",
        "全书可以用文字读出，有目录、标题层级和阅读顺序。",
        "、",
        "：",
    ),
    "zh-Hant": BookLabels(
        "封面",
        "目錄",
        "作者",
        "版本說明",
        "這些文字最初發表於",
        "全書可以用文字讀出，有目錄、標題層級和閱讀順序。",
        "、",
        "：",
    ),
    "en": BookLabels(
        "Cover",
        "Contents",
        "About the authors",
        "About this book",
        "First published at",
        "All of it can be read as text; it has a table of contents, levels of headings and a reading order.",
        ", ",
        ": ",
    ),
}


def book_labels(lang: str) -> BookLabels:
    """Return the words of a language (BCP 47), or of the nearest one that is there."""
    if lang in _LABELS:
        return _LABELS[lang]
    if lang.startswith("zh"):
        return _LABELS["zh-Hant" if lang.endswith(("TW", "HK", "MO", "Hant")) else "zh-Hans"]
    return _LABELS["en"]
