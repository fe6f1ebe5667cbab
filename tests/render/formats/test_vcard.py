"""Cards as address books read them: whole, in both versions, with what is public and nothing else."""

import base64
import io
import unicodedata
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentlines
from PIL import Image

from mingpian.render.contacts.personal_names import parts_of
from mingpian.render.contacts.vcards import folded, text
from mingpian.render.formats.vcard import FORMAT
from tests.render.conftest import FILES
from tests.render.small import SITE, Small

CARDS = {"4.0": "members/lin/card.vcf", "3.0": "members/lin/card3.vcf"}


def portrait(width: int = 400, height: int = 300) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret"
    Image.new("RGB", (width, height), "teal").save(out, format="JPEG", exif=exif)
    return out.getvalue()


def lines(data: bytes) -> dict[str, list[tuple[dict[str, Any], str]]]:
    """The properties as another reader of content lines takes them: name to parameters and value."""
    found: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for line in Contentlines.from_ical(data):
        if line:
            name, parameters, value = line.parts()
            found.setdefault(name.upper(), []).append((dict(parameters), value))
    return found


def with_member(**changes: str) -> Small:
    front = "".join(f"{name}: {value}\n" for name, value in {"name": "林语", **changes}.items())
    photo = {"members/lin/photo.jpg": portrait()}
    others = {path: data for path, data in FILES.items() if path != "members/lin.md"}
    return Small({**others, **photo, "members/lin/index.md": f"---\n{front}---\nx\n"})


@pytest.mark.parametrize("version", CARDS)
def test_vobject_reads_what_is_public(everything: Small, version: str) -> None:
    data = everything.render(FORMAT, CARDS[version]).decode()
    card = vobject.readOne(data)
    assert card.version.value == version
    assert card.fn.value == "林语"
    assert (card.n.value.family, card.n.value.given) == ("林", "语")
    assert card.org.value == ["一叶工作室"]
    assert card.title.value == "编辑"
    assert card.email.value == "lin@lin.example"
    assert card.url.value == "https://lin.example/members/lin/"
    assert card.adr.value.city == "杭州"
    assert "8888" not in data


@pytest.mark.parametrize("version", CARDS)
def test_another_reader_finds_the_same(everything: Small, version: str) -> None:
    found = lines(everything.render(FORMAT, CARDS[version]))
    assert found["FN"] == [({}, "林语")]
    assert found["UID"] == [({}, "https://lin.example/#members/lin")]
    assert found["X-PHONETIC-LAST-NAME"] == [({}, "Lin")]
    assert found["X-PHONETIC-FIRST-NAME"] == [({}, "Yu")]


def test_social_profiles_in_the_words_of_each_version(everything: Small) -> None:
    new = lines(everything.render(FORMAT, CARDS["4.0"]))["SOCIALPROFILE"]
    assert new == [
        ({"SERVICE-TYPE": "github"}, "https://github.com/linyu"),
        ({"SERVICE-TYPE": "wechat", "VALUE": "text"}, "lin-yu"),
    ]
    old = lines(everything.render(FORMAT, CARDS["3.0"]))["X-SOCIALPROFILE"]
    assert old == [({"TYPE": "github"}, "https://github.com/linyu"), ({"TYPE": "wechat"}, "x-apple:lin-yu")]


@pytest.mark.parametrize("version", CARDS)
def test_the_photo_is_a_small_square_without_metadata(version: str) -> None:
    data = with_member(photo="photo.jpg").render(FORMAT, CARDS[version])
    ((parameters, value),) = lines(data)["PHOTO"]
    encoded = value.removeprefix("data:image/jpeg;base64,")
    if version == "3.0":
        assert parameters == {"ENCODING": "b", "TYPE": "JPEG"}
    photo = base64.b64decode(encoded, validate=True)
    with Image.open(io.BytesIO(photo)) as image:
        assert (image.format, image.size) == ("JPEG", (256, 256))
        assert dict(image.getexif()) == {}
    assert len(data) < 40_000


@pytest.mark.parametrize(("focus", "seen"), [("0 50", "red"), ("100 50", "blue")])
def test_the_photo_is_cut_about_what_it_shows(focus: str, seen: str) -> None:
    """As on the page and on the card to share."""
    wide, out = Image.new("RGB", (600, 200), "red"), io.BytesIO()
    wide.paste("blue", (300, 0, 600, 200))
    wide.save(out, "PNG")
    small = with_member(photo=f"{{src: photo.jpg, focus: {focus}}}")
    small.files["members/lin/photo.jpg"] = out.getvalue()
    ((_parameters, value),) = lines(small.render(FORMAT, CARDS["4.0"]))["PHOTO"]
    with Image.open(io.BytesIO(base64.b64decode(value.rpartition(",")[2]))) as image:
        red, _green, blue = image.convert("RGB").getpixel((128, 128))  # type: ignore[misc]
    assert (red > blue) == (seen == "red")


@pytest.mark.parametrize("photo", ["{src: photo.jpg, audience: host}", "{src: photo.jpg, audience: members}"])
def test_a_photo_that_is_not_for_everybody_stays_away(photo: str) -> None:
    assert "PHOTO" not in lines(with_member(photo=photo).render(FORMAT, CARDS["4.0"]))


def test_a_broken_photo_leaves_the_card_whole() -> None:
    small = with_member(photo="photo.jpg")
    small.files["members/lin/photo.jpg"] = portrait()[:200]
    found = lines(small.render(FORMAT, CARDS["4.0"]))
    assert "PHOTO" not in found
    assert found["FN"] == [({}, "林语")]


def test_values_cannot_start_a_line_or_a_component_of_their_own() -> None:
    hostile = with_member(headline="'a;b,c\\d'", org="'x;y'", city="'p;q'")
    hostile_card = vobject.readOne(hostile.render(FORMAT, CARDS["4.0"]).decode())
    assert hostile_card.note.value == "a;b,c\\d"
    assert hostile_card.org.value == ["x;y"]
    assert hostile_card.adr.value.city == "p;q"


def test_platforms_and_sort_names_cannot_leave_their_parameter() -> None:
    links = "[{platform: '小红书\":X;Y', handle: 'a;b'}]"
    found = lines(with_member(links=links, sort_as="'l\"in:x'").render(FORMAT, CARDS["4.0"]))
    assert found["SOCIALPROFILE"] == [({"SERVICE-TYPE": "小红书:X;Y", "VALUE": "text"}, "a;b")]
    assert list(found["N"][0][0]) == ["SORT-AS"]


@pytest.mark.parametrize("version", CARDS)
def test_lines_end_with_crlf_and_have_75_octets_at_most(everything: Small, version: str) -> None:
    data = everything.render(FORMAT, CARDS[version])
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.startswith(b"BEGIN:VCARD\r\nVERSION:")
    assert data.endswith(b"END:VCARD\r\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_loses_nothing_and_cuts_no_character(value: str) -> None:
    data = folded("NOTE:" + value)
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert data.replace(b"\r\n ", b"") == f"NOTE:{value}\r\n".encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_escaped_text_is_one_component_on_one_line(value: str) -> None:
    escaped = text(value)
    assert "\n" not in escaped
    bare = escaped.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "")
    assert not set(bare) & set(",;\\")


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("林语", "林", "语"),
        ("王小明", "王", "小明"),
        ("欧阳兰", "欧阳", "兰"),
        ("歐陽修文", "歐陽", "修文"),
        ("司马", "司", "马"),
        ("Lin Chia-Jung", "Chia-Jung", "Lin"),
        ("Friederike Baumgartner", "Baumgartner", "Friederike"),
        ("玄鉴工作坊主", "", "玄鉴工作坊主"),
        ("Prince", "", "Prince"),
        ("山田 太郎", "山田", "太郎"),
        ("山田　太郎", "山田", "太郎"),
        ("山田太郎", "山田", "太郎"),
        ("木村カエラ", "木村", "カエラ"),
        ("佐々木 希", "佐々木", "希"),
        ("欧阳 娜娜", "欧阳", "娜娜"),
        ("王 小明", "王", "小明"),
        ("王小明 (Ming Wang)", "王", "小明"),
        ("王小明（阿明）", "王", "小明"),
        ("(Ming) 王小明", "王", "小明"),
        ("王小明 Ming Wang", "王", "小明"),
        ("Ming Wang 王小明", "王", "小明"),
        ("Ming Wang (王小明)", "Wang", "Ming"),
        ("Amy 陈", "陈", "Amy"),
        ("陈 Amy", "陈", "Amy"),
        ("김철수", "김", "철수"),
        ("남궁민수", "남궁", "민수"),
        ("김 철수", "김", "철수"),
        ("约翰·史密斯", "史密斯", "约翰"),
        ("マイケル・ジャクソン", "ジャクソン", "マイケル"),
        ("Nguyễn Văn An", "Nguyễn", "Văn An"),
        ("Nguye\u0302\u0303n Văn An", "Nguyễn", "Văn An"),
        ("An Nguyen", "Nguyen", "An"),
        ("Đặng Thị Hà", "Đặng", "Thị Hà"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Baumgartner, Friederike", "Baumgartner", "Friederike"),
        ("Anna (Ann) Lee", "Lee", "Anna"),
        ("(Ann)", "", "(Ann)"),
    ],
)
def test_names_have_their_parts(name: str, family: str, given: str) -> None:
    found = parts_of(name)
    assert (found.family, found.given) == (family, given)


@pytest.mark.parametrize(
    ("name", "sort_as", "family"),
    [("Wang Ming", "Wang Ming", "Wang"), ("Lin Chia-Jung", "lin", "Lin"), ("Ming Wang", "Wang", "Wang")],
)
def test_what_a_name_is_sorted_by_tells_the_family(name: str, sort_as: str, family: str) -> None:
    assert parts_of(name, sort_as).family == family


@given(st.text(st.sampled_from("王小明山田太郎 (Ming)（）·김철수たろうNguyễn,-"), max_size=20))
def test_any_name_keeps_its_letters(name: str) -> None:
    found = parts_of(name)
    assert set(found.family + found.given) <= set(unicodedata.normalize("NFC", name)) | {" "}


@pytest.mark.parametrize("version", CARDS)
def test_every_way_to_reach_somebody_is_in_the_card(version: str) -> None:
    contact = (
        "{phone: [{value: '1', audience: public}, {value: '2', audience: public}, '3'],"
        " phone2: {value: '4', audience: public}, 电话: {value: '010-5', audience: public},"
        " 手机: {value: '6', audience: public}, 传真: {value: '7', audience: public},"
        " 邮箱: [{value: a@b.cn, audience: public}], work email: {value: c@d.cn, audience: public},"
        " 微信: {value: lin, audience: public}, 喜欢的茶: {value: 龙井, audience: public}}"
    )
    found = lines(with_member(contact=contact).render(FORMAT, CARDS[version]))
    assert [(parameters["TYPE"], value) for parameters, value in found["TEL"]] == [
        ("cell", "1"), ("cell", "2"), ("cell", "4"), ("cell", "6"), ("voice", "010-5"), ("fax", "7"),
    ]  # fmt: skip
    assert found["EMAIL"] == [({}, "a@b.cn"), ({"TYPE": "work"}, "c@d.cn")]
    profiles = found["SOCIALPROFILE" if version == "4.0" else "X-SOCIALPROFILE"]
    assert [value.removeprefix("x-apple:") for _, value in profiles] == ["lin"]
    assert len(vobject.readOne(with_member(contact=contact).render(FORMAT, CARDS[version]).decode()).tel_list) == 6


def test_every_member_page_has_both_cards_beside_it() -> None:
    small = Small(FILES, SITE + '[permalinks]\nmembers = "/people/{slug}.html"\n')
    assert {"people/lin-card.vcf", "people/lin-card3.vcf"} <= set(small.planned(FORMAT))
