"""The few words that cards say themselves, in the language of the entry."""

import msgspec


class CardLabels(msgspec.Struct, frozen=True):
    """Words of one language."""

    original: str  # where the page is
    rest: str  # where what is not on the cards is
    picture: str  # before the words that stand for a picture
    colon: str
    comma: str


_LABELS = {
    "zh-Hans": CardLabels("原文在这里", "下文在这里", "图", "：", "、"),
    "zh-Hant": CardLabels("原文在這裡", "下文在這裡", "圖", "：", "、"),
    "en": CardLabels("Read it on the page", "The rest is on the page", "Picture", ": ", ", "),
}


def card_labels(lang: str) -> CardLabels:
    """Return the words of a language (BCP 47), or of the nearest one that is there."""
    if lang in _LABELS:
        return _LABELS[lang]
    if lang.startswith("zh"):
        return _LABELS["zh-Hant" if lang.endswith(("TW", "HK", "MO", "Hant")) else "zh-Hans"]
    return _LABELS["en"]
