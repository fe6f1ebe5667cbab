"""Tables of people: of address books (Google, Outlook, iCloud), and of forms (Feishu, WPS, Tencent), as CSV.

What a column is, its name tells, in Chinese or English, whatever number stands before it and whatever remark in
brackets behind; and for the others whoever imports, with `--map`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from mingpian import MingpianError, is_way, standard_way
from mingpian.i18n import AnyText, _, text_of
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.member import ImportedPerson, draft_of

LEAVE = "-"
_FIELDS = {
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
_REACH = {
    "email": "email e_mail mail email_address e_mail_address 邮箱 电子邮件地址 邮件地址 邮箱地址 个人邮箱 企业邮箱",
    "phone": "phone mobile tel phone_number mobile_phone primary_phone mobile_number other_phone car_phone radio_phone"
    " pager callback 电话 手机 手机号 手机号码 联系电话 联系方式 联系手机 移动电话 其他电话 车载电话 寻呼机",
    "work_phone": "business_phone company_main_phone work_phone 商务电话 单位电话 公司电话 办公电话 分机号",
    "home_phone": "home_phone 住宅电话 家庭电话",
    "fax": "business_fax home_fax other_fax fax 商务传真 住宅传真 其他传真",
    "wechat": "wechat weixin 微信 微信号 微信账号 微信id 微信号码",
    "address": "home_address business_address 住宅地址 商务地址 详细地址 收货地址 邮寄地址 通讯地址 办公地点",
}  # fmt: skip
_COLUMNS = {word: name for names in (_FIELDS, _REACH) for name, said in names.items() for word in said.split()}
_NAMES = frozenset({"name", "family", "given", "nickname"})
_SINGLE = frozenset({"city", "org", "role", "headline", "name_latin"})
_SEVERAL = frozenset({"languages", "offers", "asks"})
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
_SIGNS = re.compile(r"\W")
_SEPARATORS = ("\t", ";", "，", "；", "|", ",")
_LOOKED_AT = 5  # lines, for the names of the columns


class UnknownColumnError(MingpianError):
    """`--map` names an unknown field; the text lists the known ones."""


def mapping(arguments: list[str]) -> dict[str, str]:
    """Return what `--map COLUMN=FIELD` states. Raises UnknownColumnError."""
    known = {*_FIELDS, *_REACH, "name_latin", LEAVE}
    found = {}
    for one in arguments:
        column, is_stated, field = one.rpartition("=")
        if not is_stated or not column.strip() or not (field in known or is_way(standard_way(field))):
            fields = ", ".join(sorted(known))
            raise UnknownColumnError(
                _("`--map {said}` is not COLUMN=FIELD; a field is one of: {fields}", said=one, fields=fields)
            )
        found[column.strip()] = field
    return found


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the members of a table, or of all in a folder."""
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        try:
            text, notes = texts.decode_text(texts.bytes_of(file, file.parent))
        except texts.UnfitFileError as unfit:
            yield Skipped(file.name, text_of(unfit))
            continue
        yield from _of_table(text, file, notes, into)


def _of_table(text: str, file: Path, notes: list[AnyText], into: Into) -> Iterator[Found | Skipped]:
    rows = list(_rows(text))
    at = _head(rows, into.columns)
    if at is None:
        why = _(
            "no column is called `姓名` or `name`: call the one with the names so, "
            "or import it with `--map COLUMN=name`"
        )
        yield Skipped(file.name, why)
        return
    names, at = _columns(rows, at, into.columns)
    known = {name: known_as(name, into.columns) for name in names}
    if {"title", "job title"} <= {name.casefold() for name in names}:
        known["Title"] = into.columns.get("Title", "")  # Outlook's is Dr or Ms
    used = {
        name for _line, row in rows[at + 1 :] if isinstance(row, list)
        for name, cell in zip(names, row, strict=False) if cell.strip()
    }  # fmt: skip
    unknown = [name for name in known if name in used and not known[name] and not _part_of_address(name)]
    once = [_unknown(unknown)] if unknown else []
    for line, row in rows[at + 1 :]:
        shown = _("{name}, line {line}", name=file.name, line=line)
        if isinstance(row, str):
            yield Skipped(shown, row)
        elif any(cell.strip() for cell in row):
            told = list(zip(names, row, strict=False))
            person = ImportedPerson(
                shown, notes=[*notes, *(_beyond(cell) for cell in row[len(names) :] if cell.strip())]
            )
            if any(known[name] in _NAMES and cell.strip() for name, cell in told):
                person.notes += once
                once = []
            yield Found(shown, partial(_member, person, [(name, known[name], cell) for name, cell in told], into))


def _beyond(cell: str) -> AnyText:
    return _("a cell stands under no column: {cell}", cell=cell)


def _unknown(names: list[str]) -> AnyText:
    names = [" ".join(name.split()) for name in names]
    listed = ", ".join(names)
    return _(
        "columns not known here are kept under `extra`: {listed}; to say what one is: `--map {name}=phone`",
        listed=listed,
        name=f'"{names[0]}"' if re.search(r"\s", names[0]) else names[0],
    )


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the number of each line, and its cells, or what is wrong with it."""
    first, _, rest = text.partition("\n")
    stated = re.fullmatch(r'"?sep=(.)"?', first.strip(" \r"), re.IGNORECASE) if first.strip() else None
    separator = stated[1] if stated else _separator(text)
    parse_context = csv.reader(
        io.StringIO(rest if stated else text, newline=""), delimiter=separator, skipinitialspace=True
    )
    while True:
        before = parse_context.line_num + 1 + bool(stated)
        try:
            row = next(parse_context, None)
        except csv.Error as broken:
            yield before, str(broken)
            continue
        if row is None:
            return
        yield before, row


def _separator(text: str) -> str:
    for line in text.split("\n")[:_LOOKED_AT]:
        bare = re.sub(r'"[^"]*"', "", line)
        counts = {one: bare.count(one) for one in _SEPARATORS}
        if best := max(counts.values()):
            return next(one for one, count in counts.items() if count == best)
    return ","


def _head(rows: list[tuple[int, list[str] | str]], said: Mapping[str, str]) -> int | None:
    """Return the index of the row with the names of the columns: forms put a title before it."""
    for at, (_line, row) in enumerate(rows[:_LOOKED_AT]):
        if isinstance(row, list) and {known_as(cell, said) for cell in row} & {"name", "family", "given"}:
            return at
    return None


def _columns(rows: list[tuple[int, list[str] | str]], at: int, said: Mapping[str, str]) -> tuple[list[str], int]:
    """Return the names of the columns, and the index of the last row that has any: below a name that spans several
    columns, the next row has theirs."""
    head, below = [row if isinstance(row, list) else [] for _line, row in (*rows[at : at + 2], (0, []))][:2]
    names = [name.strip() for name in head]
    inner = {column: name.strip() for column, name in enumerate(below[: len(names)]) if name.strip()}
    spans = any(not names[column] for column in inner)
    is_head = spans and all(known_as(name, said) and names[column] != name for column, name in inner.items())
    for column, name in inner.items() if is_head else ():
        names[column] = name
    return names, at + bool(is_head)


def known_as(column: str, said: Mapping[str, str]) -> str:
    """Return the field that a column stands for: what was said, else what its name tells; empty when neither does."""
    column = column.strip()
    if stated := said.get(column) or said.get(" ".join(column.split())):
        return stated
    plain = _ASKED.sub("", _REMARK.sub("", _NUMBER.sub("", column)).strip()).strip()
    plain = re.sub(r"[\s_-]+", "_", plain.casefold())
    if _SERVICE.fullmatch(plain):
        return LEAVE  # it says of what kind another one is
    if match := _OF_GOOGLE.fullmatch(plain):
        return {"e_mail": "email", "website": "url"}.get(match[1], match[1])
    for word in (plain, *(part.strip("_ ") for part in _EITHER.split(plain))):
        if field := _field_of(word):
            return field
    first, line_feed, _rest = column.partition("\n")  # forms put what they ask for below the name
    return known_as(first, said) if line_feed else ""


def _field_of(word: str) -> str:
    numbered = re.sub(r"_?\d+(?=_|\Z)", "", word)
    if found := _COLUMNS.get(word) or _COLUMNS.get(numbered):
        return found
    way = standard_way(word)
    return way if way != word or is_way(way) else ""


def _part_of_address(column: str) -> str:
    """Return the address of which a column is a part (`Home Street`, `Address 1 - City`); empty for other columns."""
    match = _OF_ADDRESS.fullmatch(re.sub(r"[\s_-]+", "_", column.strip().casefold()))
    return match[1] if match else ""


def _fill(person: ImportedPerson, told: list[tuple[str, str, str]]) -> None:
    """Take what the cells of a row say, each with the name of its column and the field that it stands for."""
    found = _values(person, told)
    names = _names(found)
    person.fields["name"] = next(iter(names), "")
    for name in names[1:]:
        person.keep("name", name)
    person.fields |= {field: found.pop(field) for field in sorted(_SEVERAL & found.keys())}
    for field in sorted(_SINGLE & found.keys()):
        person.fields[field], *others = found.pop(field)
        for value in others:
            person.keep(field, value)
    for url in (word for value in found.pop("url", []) for word in re.split(r"[\s,，、;；]+", value)):
        person.link(url)
    for value in found.pop("nickname", []):
        person.keep("nickname", value)
    person.extra.update({"photo": photo[0]} if (photo := found.pop("photo", [])) else {})
    for way, values in found.items():
        for value in values:
            person.reach(way, value)


def _values(person: ImportedPerson, told: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return what the cells say, by field; addresses are put together out of their parts, what has no field is kept."""
    found: dict[str, list[str]] = {}
    addresses: dict[str, list[str]] = {}
    for column, field, cell in told:
        values = [one.strip() for one in cell.split(" ::: ") if one.strip()]
        if (part := _part_of_address(column)) and values:
            addresses.setdefault(part, []).extend(values)
        if field and field != LEAVE and values:
            found.setdefault(field, []).extend(values)
        for value in values if column and not field and not part else ():
            person.keep(column, value)
    whole = [_SIGNS.sub("", one) for one in found.get("address", [])]  # Google says each whole, and in parts
    for parts in addresses.values():
        if not any(_SIGNS.sub("", parts[0]) in one for one in whole):
            found.setdefault("address", []).append(", ".join(parts))
    return found


def _names(found: dict[str, list[str]]) -> list[str]:
    """Take the names out of what was found: those that are stated, and that made of parts where it says more."""
    family, given, middle = (" ".join(found.pop(part, [])) for part in ("family", "given", "middle"))
    is_latin = (family + given).isascii()
    made = " ".join(filter(None, (given, middle, family))) if is_latin else family + middle + given
    stated = found.pop("name", [])
    if made and not any(all(part in one for part in (family, given, middle)) for one in stated):
        stated.append(made)
    return stated or found.get("nickname", [])[:1]


def _member(person: ImportedPerson, told: list[tuple[str, str, str]], into: Into) -> Draft | Skipped:
    _fill(person, told)
    photo = person.extra.pop("photo", "")
    if photo:
        path = into.fetched(photo) if into.fetched and photo.startswith(("http://", "https://")) else None
        person.portrait(path, _("the picture stays where it is: {address}", address=photo))
    return draft_of(person)


def recognises(path: Path) -> bool:
    """Tell whether it is a table."""
    return path.is_file() and path.suffix.lower() in (".csv", ".tsv")


IMPORTER = Importer("csv", _("a table of members, with the names of its columns in the first line"), read, recognises)
