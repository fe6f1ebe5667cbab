"""The few words that copies say themselves, in the language of the entry."""

import msgspec


class CopyLabels(msgspec.Struct, frozen=True):
    """Words of one language."""

    notes: str
    original: str
    copy: str
    copied: str
    title: str
    author: str
    abstract: str
    pictures: str
    look: str  # what to see to by hand
    unsubscribe: str
    colon: str
    comma: str
    text: str


_WORDS = {
    lang: CopyLabels(*said.split("|"))
    for lang, said in {
        "zh-Hans": "注释与链接|原文|复制|已复制|标题|作者|摘要|图片|请留意|退订|：|、|正文",
        "zh-Hant": "註釋與連結|原文|複製|已複製|標題|作者|摘要|圖片|請留意|退訂|：|、|正文",
        "en": "Notes|Original|Copy|Copied|Title|Author|Digest|Pictures|To see to|Unsubscribe|: |, |Text",
    }.items()
}


def copy_labels(lang: str) -> CopyLabels:
    """Return the words of a language (BCP 47), or of the nearest one that is there."""
    if lang in _WORDS:
        return _WORDS[lang]
    if lang.startswith("zh"):
        return _WORDS["zh-Hant" if lang.endswith(("TW", "HK", "MO", "Hant")) else "zh-Hans"]
    return _WORDS["en"]
