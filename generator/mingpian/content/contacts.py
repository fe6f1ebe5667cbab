"""Ways to reach a member: the standard name of each, however it is written, and its audience where none is stated."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from mingpian.content.kinds.member import Contact, Profile
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.read import Problem

TELEPHONES = {
    "phone": "cell",
    "mobile": "cell",
    "tel": "voice",
    "work_phone": "work",
    "home_phone": "home",
    "fax": "fax",
}
MAILS = {"email": "", "work_email": "work", "home_email": "home"}
"""Standard names, and the type of each in a vCard (RFC 6350, section 6.4.1)."""

_SERVICES = """
    wechat qq weibo zhihu xiaohongshu douyin bilibili dingtalk feishu lark wecom telegram signal whatsapp line viber
    kakaotalk skype zoom teams discord slack matrix xmpp irc threema session messenger mastodon bluesky x twitter
    facebook instagram threads linkedin github gitlab
"""
ACCOUNTS = frozenset(_SERVICES.split())
"""Services on which somebody has an account that is no telephone number and no address of mail."""

_ALSO = {
    "phone": "telephone phone_number phonenumber",
    "mobile": "手机 手機 手机号 手機號 手机号码 手機號碼 移动电话 行動電話 cell cellphone mobile_phone",
    "tel": "电话 電話 电话号码 電話號碼 联系电话 聯絡電話 座机 座機 固话 固話 固定电话 市話 landline",
    "work_phone": "办公电话 辦公電話 工作电话 工作電話 公司电话 公司電話 office_phone business_phone",
    "home_phone": "家庭电话 家庭電話 住宅电话 住宅電話 宅电",
    "fax": "传真 傳真 传真号 傳真號",
    "email": "邮箱 郵箱 信箱 邮件 郵件 电邮 電郵 电子邮件 電子郵件 电子邮箱 電子郵箱 電子信箱 mail e_mail",
    "work_email": "工作邮箱 工作郵箱 公司邮箱 公司郵箱 工作信箱 公司信箱",
    "wechat": "微信 微信号 微信號 weixin wx",
    "qq": "扣扣 qq号 qq號",
    "weibo": "微博 新浪微博",
    "address": "地址 联系地址 通讯地址 通訊地址",
}
_STANDARD = {word: name for name, words in _ALSO.items() for word in words.split()}
_KNOWN = {*TELEPHONES, *MAILS, *ACCOUNTS, *_STANDARD, "address"}
_FIELDS = frozenset(Contact.__struct_encode_fields__)
_NUMBERED = lazy_pattern(r"(.*?)_*[0-9一二三四五六七八九]+")


def standard(name: str) -> str:
    """Return the standard name of a way to reach somebody: `手机`, `Mobile` and `mobile2` are `mobile`. What is none
    stays as it is."""
    plain = re.sub(r"[\s_-]+", "_", name.strip().casefold())
    numbered = _NUMBERED.fullmatch(plain)
    known = next((word for word in (plain, numbered[1] if numbered else "") if word in _KNOWN), "")
    return _STANDARD.get(known, known) or name


def is_way(name: str) -> bool:
    """Tell whether it is the standard name of a way to reach somebody."""
    return name in _KNOWN


def standardised(fields: Any) -> Any:
    """Return the fields of a member with the standard names; ways of one name stand together, in their order."""
    if not isinstance(fields, Profile) or all(standard(name) == name for name in fields.contact):
        return fields
    found: dict[str, tuple[Contact, ...]] = {}
    for name, items in fields.contact.items():
        found[standard(name)] = (*found.get(standard(name), ()), *items)
    return msgspec.structs.replace(fields, contact=found)


def settled(data: Mapping[str, Any], default: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return front matter whose contacts all state an audience, `default` where they stated none; say so where that
    keeps them private."""
    contacts, problems = data.get("contact"), list[Problem]()
    if not isinstance(contacts, dict):
        return dict(data), problems
    found: dict[str, Any] = {}
    for name, value in contacts.items():
        items = [item if isinstance(item, dict) else {"value": item} for item in _items(value)]
        if any(item.keys() - _FIELDS for item in items):
            found[name] = value  # one of its fields may say who may see it: the reader keeps it from the public
            continue
        if default != "public" and any("audience" not in item for item in items):
            hint = _(
                "to publish it, write `{name}: {value: …, audience: public}`; else state `{safe}`",
                name=name,
                safe=default,
            )
            message = _("`contact.{name}` states no audience, so it is not published", name=name)
            problems.append(Problem("no-audience", ("contact", name), message, (hint,)))
        stated = [{"audience": default, **item} for item in items]
        found[name] = stated if isinstance(value, list) else next(iter(stated), None)
    return {**data, "contact": found}, problems


def _items(value: Any) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item is not None]
