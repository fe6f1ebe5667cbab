"""Ways to reach a member: one or several of each, in anybody's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.settings import SiteConfig
from mingpian.content.contacts import standard
from mingpian.content.kinds.member import Contact
from mingpian.content.parse import parse_entry, parse_settings
from tests.render.small import Small


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *((word, "phone") for word in ("phone", "Phone", "phone2", "phone_2", "phone-2", "phone 2", "Telephone")),
        *((word, "mobile") for word in ("手机", "手機", "mobile", "cell", "手机2", "手机二", "Mobile 1")),
        *((word, "tel") for word in ("电话", "電話", "tel", "座机")),
        *((word, "email") for word in ("email", "E-mail", "邮箱", "郵箱", "email2", "mail")),
        *((word, "wechat") for word in ("微信", "wechat", "WeChat", "微信号")),
        ("QQ", "qq"),
        ("工作邮箱", "work_email"),
        ("work email", "work_email"),
        ("地址", "address"),
        *((word, word) for word in ("喜欢的茶", "studio 54", "小红书的店", "Signal box", "9", "")),
    ],
)
def test_its_standard_name(written: str, name: str) -> None:
    assert standard(written) == name


@given(st.text(max_size=20))
def test_a_standard_name_is_its_own(written: str) -> None:
    assert standard(standard(written)) == standard(written)


def profile(contact: str) -> dict[str, tuple[Contact, ...]]:
    text = f"---\nname: 李\ncontact: {contact}\n---\n"
    parsed, _ = parse_entry("members/li.md", text.encode(), b"", parse_settings(SiteConfig(title="T")))
    assert parsed.entry is not None, parsed.diagnostics
    found: dict[str, tuple[Contact, ...]] = parsed.entry.fields.contact
    return found


def test_several_of_one_kind_each_have_their_audience() -> None:
    found = profile(
        "{phone: ['1', {value: '2', audience: public}], 电话: {value: '3', audience: members}, phone2: '4'}"
    )
    assert found == {
        "phone": (Contact("1", "host"), Contact("2", "public"), Contact("4", "host")),
        "tel": (Contact("3", "members"),),
    }


def test_only_the_public_ones_of_several_are_shown() -> None:
    text = "---\nname: 李\ncontact: {phone: ['111', {value: '222', audience: public}]}\n---\n"
    small = Small({"members/lin.md": text})
    assert small.ask("entry", "members/lin.zh-Hans").fields.contact == {"phone": (Contact("222", "public"),)}
