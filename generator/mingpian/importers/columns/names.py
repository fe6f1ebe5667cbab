"""What a column is, its name tells, in Chinese or English, whatever number stands before it and whatever remark in
brackets behind: what people write into it, or the question that a form asks them."""

import re
from collections.abc import Mapping

from mingpian import is_way, standard_way

LEAVE = "-"
FIELDS = {
    "name": "name full_name display_name file_as 姓名 名字 名称 全名 真实姓名 称呼",
    "family": "last_name family_name 姓 姓氏",
    "given": "first_name given_name 名",
    "middle": "middle_name additional_name 中间名",
    "headline": "headline tagline bio 介绍 自我介绍 介绍自己 一句话 一句话介绍 一句话介绍自己 个人简介 简介",
    "role": "role title job_title position organization_title organization_1_title 职位 职务 岗位 职称 职业",
    "org": "org organization company organization_name organization_1_name 公司 单位 公司名称 单位名称 学校 机构",
    "city": "city location home_city business_city address_1_city 城市 所在城市 所在地 常住地 常住城市",
    "url": "url website homepage web_page website_1_value blog 网站 主页 网页 个人网站 个人主页 博客 博客地址",
    "offers": "offers skills 能帮 能帮什么 能提供 能提供什么 能提供什么帮助 擅长 技能",
    "asks": "asks looking_for 想找 想找什么 在找 在找什么 想认识 想认识谁 想认识的人 需要",
    "languages": "languages 语言",
    "nickname": "nickname 昵称 别名 外号",
    "note": "note notes 备注 附注 备忘",
    "photo": "photo photo_url",
}
REACH = {
    "email": "email e_mail mail email_address e_mail_address 邮箱 电子邮件地址 邮件地址 邮箱地址 个人邮箱 企业邮箱",
    "phone": "phone mobile tel phone_number mobile_phone primary_phone mobile_number other_phone car_phone radio_phone"
    " pager callback 电话 手机 手机号 手机号码 联系电话 联系方式 联系手机 移动电话 其他电话 车载电话 寻呼机",
    "work_phone": "business_phone company_main_phone work_phone 商务电话 单位电话 公司电话 办公电话 分机号",
    "home_phone": "home_phone 住宅电话 家庭电话",
    "fax": "business_fax home_fax other_fax fax 商务传真 住宅传真 其他传真",
    "wechat": "wechat weixin 微信 微信号 微信账号 微信id 微信号码",
    "address": "home_address business_address 住宅地址 商务地址 详细地址 收货地址 邮寄地址 通讯地址 办公地点",
}  # fmt: skip
_COLUMNS = {word: name for names in (FIELDS, REACH) for name, said in names.items() for word in said.split()}
_NUMBER = re.compile(r"^(?:[Qq]?\d+\s*[.、．:：)）]|[（(]\d+[)）])\s*")
_REMARK = re.compile(r"[（(【\[][^（(【\[]*[)）】\]]|[*＊:：?？]")
_ASKED = re.compile(r"^(?:请(?:填写|输入|选择|留下)?)?(?:您|你)?(?:的)?|^联系人")
_EITHER = re.compile(r"[/、]|或者?|(?<=\w)_or_(?=\w)")
_OF_GOOGLE = re.compile(r"(e_mail|phone|website|im|address)_\d+_(?:value|formatted)\Z")
_OF_ADDRESS = re.compile(
    r"(home|business|work|other|address_\d+|住宅地址|商务地址|其他地址)(?:_address)?_"
    r"(?:(?:street|街道)(?:_?\d)?|(?:po|postal)_box|extended_address|city|state|region|postal_code|zip|country|市/县"
    r"|省/市/自治区|邮政编码|邮箱|country/region|国家/地区)\Z"
)
_SERVICE = re.compile(r"(e_mail|phone|website|im|address|organization|event|relation)_\d+_(type|label|service)\Z")
_WHAT = "(?:什么样?的?|什麼樣?的?|哪些|哪方面|谁|誰|怎样的|啥|何种)?"
_THINGS = (
    "(?:人|人脉|伙伴|朋友|帮助|幫助|支持|服务|服務|资源"
    "|資源|合作|机会|機會|技能|领域|領域|事情?|方面|东西|内容|价值|问题|的)*"
)
_QUESTIONS = {
    "offers": re.compile(
        rf"(?:最|比较|都)*(?:擅长|擅長|拿手|(?:能够?|可以?|愿意|会)(?:为(?:大家|别人|社区|我们))?(?:提供|帮|分享|贡献|做|教)?|提供)"
        rf"(?:大家|别人|他人|到?大家)?{_WHAT}{_THINGS}"
        r"|what_(?:can|do|could|will)_(?:you|i)_(?:offer|provide|share|contribute|teach|bring|do|help_with)"
        r"|(?:what_are_you|i_am|i'm)_good_at|how_can_(?:you|i)_help(?:_others)?|(?:your_)?(?:skills|expertise|strengths)"
        r"|(?:i_)?can_(?:offer|help_with)"
    ),
    "asks": re.compile(
        rf"(?:正?在|想要?|希望|期待|需要|目前|现在|最)*(?:寻找|尋找|找到?|寻求|尋求|认识|認識|结识|需要|得到|获得|獲得|求助?|学)"
        rf"{_WHAT}{_THINGS}"
        r"|what_(?:are_you|i_am|i'm)_(?:looking_for|seeking|searching_for)|(?:i_am_|i'm_)?(?:looking_for|seeking)"
        r"|what_(?:do|would)_you_(?:need|want|like_to_find)|what_help_do_you_need"
        r"|who_(?:do|would)_you_(?:want|like)_to_meet|(?:your_)?needs"
    ),
}


def known_as(column: str, said: Mapping[str, str]) -> str:
    """Return the field that a column stands for: what was said, else what its name tells; empty when neither does."""
    column = column.strip()
    if stated := said.get(column) or said.get(" ".join(column.split())):
        return stated
    plain = plain_name(column)
    if _SERVICE.fullmatch(plain):
        return LEAVE  # it says of what kind another one is
    if match := _OF_GOOGLE.fullmatch(plain):
        return {"e_mail": "email", "website": "url"}.get(match[1], match[1])
    for word in (plain, *(part.strip("_ ") for part in _EITHER.split(plain))):
        if field := _field_of(word):
            return field
    first, line_feed, _rest = column.partition("\n")  # forms put what they ask for below the name
    return known_as(first, said) if line_feed else ""


def plain_name(column: str) -> str:
    """Return the name of a column without its number, remarks, and the words by which forms ask for it."""
    plain = _ASKED.sub("", _REMARK.sub("", _NUMBER.sub("", column.strip())).strip()).strip()
    return re.sub(r"[\s_-]+", "_", plain.casefold())


def _field_of(word: str) -> str:
    numbered = re.sub(r"_?\d+(?=_|\Z)", "", word)
    if found := _COLUMNS.get(word) or _COLUMNS.get(numbered):
        return found
    if question := next((field for field, asks in _QUESTIONS.items() if asks.fullmatch(word)), ""):
        return question
    way = standard_way(word)
    return way if way != word or is_way(way) else ""


def part_of_address(column: str) -> str:
    """Return the address of which a column is a part (`Home Street`, `Address 1 - City`); empty for other columns."""
    match = _OF_ADDRESS.fullmatch(re.sub(r"[\s_-]+", "_", column.strip().casefold()))
    return match[1] if match else ""
