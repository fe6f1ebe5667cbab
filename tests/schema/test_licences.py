"""Licences by the names that people give them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.schema.fields import check_licence
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.licences import Licence, licence_of

CC = "https://creativecommons.org/licenses/"


@pytest.mark.parametrize(
    ("written", "canonical", "url"),
    [
        ("CC BY 4.0", "CC-BY-4.0", f"{CC}by/4.0/"),
        ("cc by-nc-sa", "CC-BY-NC-SA-4.0", f"{CC}by-nc-sa/4.0/"),
        ("CC-BY-SA 3.0", "CC-BY-SA-3.0", f"{CC}by-sa/3.0/"),
        ("ＣＣ　ＢＹ－ＮＤ", "CC-BY-ND-4.0", f"{CC}by-nd/4.0/"),
        ("知识共享署名 4.0 国际许可协议", "CC-BY-4.0", f"{CC}by/4.0/"),
        ("署名-非商业性使用-相同方式共享 4.0 国际", "CC-BY-NC-SA-4.0", f"{CC}by-nc-sa/4.0/"),
        ("创用CC 姓名标示 3.0 台湾", "CC-BY-3.0-TW", f"{CC}by/3.0/tw/"),
        ("姓名標示-非商業性-禁止改作 4.0", "CC-BY-NC-ND-4.0", f"{CC}by-nc-nd/4.0/"),
        ("CC BY-NC-SA 3.0 CN", "CC-BY-NC-SA-3.0-CN", f"{CC}by-nc-sa/3.0/cn/"),
        ("Creative Commons Attribution-ShareAlike 4.0 International License", "CC-BY-SA-4.0", f"{CC}by-sa/4.0/"),
        (f"{CC}by/4.0/deed.zh-hans", "CC-BY-4.0", f"{CC}by/4.0/"),
        ("http://creativecommons.org/licenses/by-nc/3.0/cn/", "CC-BY-NC-3.0-CN", f"{CC}by-nc/3.0/cn/"),
        ("CC0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("公有领域", "CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("mit", "MIT", "https://spdx.org/licenses/MIT.html"),
        ("Apache 2.0", "Apache-2.0", "https://spdx.org/licenses/Apache-2.0.html"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", ""),
        ("版权所有", "all-rights-reserved", ""),
        ("All rights reserved.", "all-rights-reserved", ""),
        ("https://lu.example/terms", "https://lu.example/terms", "https://lu.example/terms"),
        ("可以转给朋友看，别拿去卖。", "可以转给朋友看，别拿去卖。", ""),
    ],
)
def test_a_licence_is_known_however_it_is_spelled(written: str, canonical: str, url: str) -> None:
    assert check_licence(written) == canonical
    assert licence_of(canonical).url == url


@pytest.mark.parametrize("written", ["CC BY-NC-ND-SA 4.0", "CC NC 4.0", f"{CC}by-by/4.0/", "MIIT", "ftp://a/b", "BY"])
def test_what_is_nearly_a_licence_is_told(written: str) -> None:
    with pytest.raises(InvalidValueError):
        check_licence(written)


def test_what_a_licence_asks_for() -> None:
    assert licence_of("CC-BY-NC-SA-3.0-CN").elements == {"BY", "NC", "SA"}
    assert licence_of("CC0-1.0").is_public_domain
    assert not licence_of("MIT").elements
    assert licence_of("all-rights-reserved").reserves_all
    assert licence_of("只许读，不许抄") == Licence(text="只许读，不许抄")


_WORDS = ("CC", "BY", "NC", "SA", "ND", "4.0", "-", "署名", "许可", "cn", "0", "AND", "MIT", "http://")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(_WORDS)).map(" ".join))
def test_one_spelling_stands_for_itself(written: str) -> None:
    try:
        canonical = check_licence(written)
    except InvalidValueError:
        return
    if canonical:
        assert check_licence(canonical) == canonical
        assert licence_of(canonical) != Licence()
