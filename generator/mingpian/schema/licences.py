"""Licences by the names that people give them: SPDX identifiers, Creative Commons however it is spelled, own terms.

Sources: SPDX License List; the addresses of creativecommons.org, whose last steps are element, version, jurisdiction.
"""

import re
import unicodedata

import msgspec

from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError, quoted

RESERVED = "all-rights-reserved"
_CC = "https://creativecommons.org/"
_RESERVED = frozenset([
    "all rights reserved", "all-rights-reserved", "copyright", "©", "proprietary", "版权所有", "版權所有",
    "保留所有权利", "保留所有權利", "保留一切权利", "保留一切權利", "版权所有,保留所有权利",
])  # fmt: skip
_PUBLIC = frozenset(["public domain", "publicdomain", "pd", "pdm", "公有领域", "公有領域", "公共领域", "公眾領域"])
_SPELLED = {
    "creative commons": "cc", "creativecommons": "cc", "知识共享": "cc", "知識共享": "cc", "创用cc": "cc",
    "創用cc": "cc", "共享创意": "cc", "attribution": "by", "署名": "by", "姓名标示": "by", "姓名標示": "by",
    "非商业性使用": "nc", "非商业性": "nc", "非商業性使用": "nc", "非商業性": "nc", "非商业": "nc", "非商業": "nc",
    "noncommercial": "nc", "non-commercial": "nc", "noderivatives": "nd", "noderivs": "nd", "no derivatives": "nd",
    "禁止演绎": "nd", "禁止演繹": "nd", "禁止改作": "nd", "sharealike": "sa", "share-alike": "sa", "share alike": "sa",
    "相同方式共享": "sa", "相同方式分享": "sa", "zero": "0", "universal": "", "international": "", "unported": "",
    "国际": "", "國際": "", "通用": "", "未本地化版本": "", "许可协议": "", "許可協議": "", "公共许可": "",
    "授权条款": "", "授權條款": "", "协议": "", "協議": "", "许可": "", "許可": "", "授权": "", "授權": "",
    "license": "", "licence": "", "public": "", "deed": "", "中国大陆": "cn", "中國大陸": "cn", "台湾": "tw",
    "台灣": "tw", "臺灣": "tw", "香港": "hk",
}  # fmt: skip
_SPELLING = lazy_pattern("|".join(map(re.escape, sorted(_SPELLED, key=len, reverse=True))))
_WORDS = lazy_pattern(r"(cc)?((?:by|nc|nd|sa)*|0)(\d\.\d)?([a-z]{2,3})?")
_COMBINED = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_ADDRESS = lazy_pattern(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)(?:/([a-z]{2,3})(?=/|\Z))?"
    r"|publicdomain/(zero|mark)/1\.0)(?:/.*)?",
    re.IGNORECASE,
)
_ID = lazy_pattern(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")
_PUBLIC_IDS = {"CC0-1.0": ("CC0 1.0", "zero"), "CC-PDM-1.0": ("Public Domain Mark 1.0", "mark")}
_EXPRESSION = lazy_pattern(r"[A-Za-z0-9.+-]+(?: (?:and|or|with) [A-Za-z0-9.+()-]+)*", re.IGNORECASE)


class Licence(msgspec.Struct, frozen=True):
    """A licence: its SPDX identifier, its short name, its address; or the owner's own terms as text or address."""

    id: str = ""
    name: str = ""
    url: str = ""
    text: str = ""

    @property
    def elements(self) -> frozenset[str]:
        """What a Creative Commons licence asks for: `BY`, `NC`, `ND`, `SA`."""
        found = _ID.fullmatch(self.id)
        return frozenset(found[1].split("-")) if found else frozenset()

    @property
    def is_public_domain(self) -> bool:
        """True for what anybody may do anything with."""
        return self.id in _PUBLIC_IDS

    @property
    def reserves_all(self) -> bool:
        """True where nothing is granted."""
        return self.id == RESERVED


def canonical_licence(value: str) -> str:
    """Return the one spelling of a licence: an identifier, an address, or terms in words. Raises InvalidValueError."""
    text = " ".join(unicodedata.normalize("NFKC", value).split())
    folded = text.casefold().rstrip(".。")
    if folded in _RESERVED:
        return RESERVED
    if folded in _PUBLIC:
        return "CC-PDM-1.0"
    if folded.startswith(("http://", "https://")):
        return _of_address(text)
    return _creative_commons(text, folded) or _identifier(text) or value.strip()


def licence_of(canonical: str) -> Licence:
    """Return what a canonical spelling names."""
    if found := _ID.fullmatch(canonical):
        elements, version, place = found.groups()
        path = "/".join(part.lower() for part in ("licenses", elements, version, place) if part)
        name = " ".join(part for part in ("CC", elements, version, place) if part)
        return Licence(canonical, name, f"{_CC}{path}/")
    if canonical in _PUBLIC_IDS:
        name, path = _PUBLIC_IDS[canonical]
        return Licence(canonical, name, f"{_CC}publicdomain/{path}/1.0/")
    if canonical == RESERVED:
        return Licence(RESERVED)
    if canonical.startswith(("http://", "https://")):
        return Licence(name=canonical.split("/")[2], url=canonical)
    if not _EXPRESSION.fullmatch(canonical):
        return Licence(text=canonical)
    return Licence(canonical, canonical, "" if " " in canonical else f"https://spdx.org/licenses/{canonical}.html")


def _of_address(text: str) -> str:
    found = _ADDRESS.fullmatch(text)
    if not found:
        return text
    elements, version, place, public = (part.lower() if part else "" for part in found.groups())
    if public:
        return "CC0-1.0" if public == "zero" else "CC-PDM-1.0"
    return _combined(text, elements.split("-"), version, "" if place in ("", "deed") else place)


def _creative_commons(text: str, folded: str) -> str:
    """Return the identifier of a Creative Commons licence; nothing for what is none."""
    spelled = re.sub(r"[\s,_()/·、\-–—]+", "", _SPELLING.sub(lambda one: _SPELLED[one[0]], folded))
    found = _WORDS.fullmatch(spelled)
    if not found or not (found[1] or found[3] or len(found[2]) > 2):
        return ""
    _cc, elements, version, place = found.groups()
    if elements == "0":
        return "CC0-1.0"
    return _combined(text, re.findall("..", elements), version or "4.0", place or "")


def _combined(text: str, elements: list[str], version: str, place: str) -> str:
    joined = "-".join(one for one in ("by", "nc", "nd", "sa") if one in elements)
    if joined not in _COMBINED or len(set(elements)) != len(elements):
        raise InvalidValueError(
            _("is no Creative Commons licence: {value}", value=quoted(text)),
            _("there are CC BY, BY-SA, BY-ND, BY-NC, BY-NC-SA, BY-NC-ND and CC0"),
        )
    return "-".join(part.upper() for part in ("cc", joined, version, place) if part)


def _identifier(text: str) -> str:
    """Return an SPDX expression in its own letter case; nothing for a text of several words."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    bare = re.sub(r"\s+licen[sc]e\Z", "", text, flags=re.IGNORECASE)
    for spelled in dict.fromkeys((text, bare, bare.replace(" ", "-"), f"{bare.replace(' ', '-')}.0")):
        if _EXPRESSION.fullmatch(spelled):
            try:
                return str(canonicalize_license_expression(spelled))
            except InvalidLicenseExpression:
                continue
    if text.isascii() and " " not in text:
        raise InvalidValueError(
            _("is no licence that is known: {value}", value=quoted(text)),
            _("write an identifier of spdx.org/licenses, `CC BY-NC-SA 4.0`, an address, or your terms as a sentence"),
        )
    return ""
