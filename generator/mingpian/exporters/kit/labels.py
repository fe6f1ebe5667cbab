"""The few words that a media kit says itself, in its language."""

import msgspec


class KitLabels(msgspec.Struct, frozen=True):
    """Words of one language."""

    kit: str
    vita: str
    portraits: str
    credit: str
    short: str
    medium: str
    long: str
    topics: str
    figures: str
    talks: str
    results: str
    works: str
    essays: str
    rates: str
    contact: str
    links: str
    languages: str
    before: str
    after: str
    as_of: str
    colon: str
    comma: str


_WORDS = {
    "zh-Hans": "媒体资料|履历|照片|摄影|一句话介绍|简介|完整介绍|话题|数字|演讲与活动|成果|"
    "作品|文章|价格|联系|链接|语言|之前|之后|截至|：|、",
    "zh-Hant": "媒體資料|履歷|照片|攝影|一句話介紹|簡介|完整介紹|話題|數字|演講與活動|成果|"
    "作品|文章|價格|聯絡|連結|語言|之前|之後|截至|：|、",
    "en": "Media kit|Curriculum vitae|Portraits|Credit|In a sentence|In short|In full|Topics|In figures|"
    "Talks and events|Results|Works|Writing|Rates|Contact|Links|Languages|Before|After|as of|: |, ",
}


def kit_labels(lang: str) -> KitLabels:
    """Return the words of a language (BCP 47), or of the nearest one that is there."""
    if lang not in _WORDS and lang.startswith("zh"):
        lang = "zh-Hant" if lang.endswith(("TW", "HK", "MO", "Hant")) else "zh-Hans"
    return KitLabels(*_WORDS.get(lang, _WORDS["en"]).split("|"))
