"""A member's media kit: what is public and stated, whole in itself, the same twice, and nothing of what is for few."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageChops

from mingpian.cli import main
from mingpian.exporters.kit.biographies import first_sentences
from tests.content.media.test_focus import SKINS, portrait

HOST, MEMBERS = "host-only@secret.example", "members-only-secret"
PROFILE = f"""---
name: 林语
name_latin: Lin Yu
headline: 我帮手艺人定价。
role: 编辑
org: 一叶
city: 杭州
languages: [zh, en]
photo: {{src: face.jpg, alt: 林语在窗边, credit: 王五}}
offers: [定价, 写作]
figures:
- {{value: "12,000", what: 读者, as_of: 2026-10}}
contact:
  email: {{value: lin@lin.example, audience: public}}
  phone: {{value: +86 139 0000 1111, audience: host}}
  wechat: {{value: {MEMBERS}, audience: members}}
  telegram: {{value: {HOST}}}
links: [{{url: https://lin.example/, label: 主页}}]
---
第一段写清楚是谁。第二句。

- 一条

“最后一段。”

And a word in English.

再一段。
"""
FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n',
    "content/members/lin/index.md": PROFILE,
    "content/members/lin/index.en.md": "---\nname: Lin Yu\nheadline: I help makers price.\n---\nOne. Two.\n",
    "content/members/bo.md": "---\nname: Bo\n---\n",
    "content/works/shop.md": "---\ntitle: 店 <b>\ndate: 2026-01-02\nauthors: [lin]\nrole: 定价\nclient: 小店\n"
    "results:\n- {what: 单价, before: 60, after: 120, unit: 元}\n- 关了一家店\n---\n店。\n",
    "content/offers/hour.md": "---\ntitle: 一小时\nby: [lin]\nprice: {amount: 600, currency: CNY}\n---\n谈。\n",
    "content/events/talk.md": "---\ntitle: 谈价\nstart: 2026-05-05\nhosts: [bo]\nspeakers: [lin]\n---\n谈。\n",
    "content/events/dinner.md": "---\ntitle: 晚饭\nstart: 2026-06-05\nhosts: [bo]\nattended: [lin]\n---\n吃。\n",
    "content/essays/draft.md": "---\ntitle: 密稿\nauthors: [lin]\ndraft: true\n---\n密。\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    face = Image.new("RGB", (1800, 1200), "#ccb")
    face.paste((20, 20, 20), (1300, 100, 1500, 300))
    face.save(tmp_path / "content/members/lin/face.jpg")
    return tmp_path


def kit(root: Path, *more: str) -> Path:
    assert main(["export", "kit", "lin", "--root", str(root), "--jobs", "1", *more]) == 0
    return root / "exports/kit/lin"


def test_a_kit_has_what_organisers_ask_for_and_nothing_that_is_for_few(root: Path) -> None:
    folder = kit(root)
    with zipfile.ZipFile(folder / "kit-lin.zip") as archive:
        files = {name.removeprefix("kit-lin/"): archive.read(name) for name in archive.namelist()}
        assert all(info.date_time[0] == 1980 for info in archive.infolist())
    assert sorted(files) == [
        *("biography.txt", "cv.html", "kit.html"),
        *("portraits/portrait-16x9.jpg", "portraits/portrait-4x5.jpg", "portraits/portrait-square.jpg", "resume.json"),
    ]
    assert all((folder / name).read_bytes() == data for name, data in files.items())
    for data in files.values():
        assert not any(word in data.decode("utf-8", "ignore") for word in (HOST, MEMBERS, "139 0000", "密稿"))
    page = html.fromstring(files["kit.html"])
    said = " ".join(page.text_content().split())
    for word in ("12,000", "读者", "60 元", "120 元", "关了一家店", "一小时", "600", "lin@lin.example", "谈价", "王五"):
        assert word in said, word
    assert "晚饭" not in said and page.xpath("//b") == []  # who was there gave no talk
    assert all(src.startswith("data:image/jpeg;base64,") for src in page.xpath("//img/@src"))
    assert {link for link in page.xpath("//a/@href") if ":" not in link} == {
        name for name in files if name.startswith("portraits/")
    }
    assert page.xpath("//section[@lang='en']/h2/text()") == ["Lin Yu"]


def test_biographies_are_short_medium_and_whole_in_each_language(root: Path) -> None:
    text = (kit(root) / "biography.txt").read_text(encoding="utf-8")
    chinese, english, portraits = text.split("\n\n\n")
    assert chinese.split("\n\n")[:3] == [
        "林语 (zh-Hans)", "一句话介绍\n我帮手艺人定价。",
        "简介\n第一段写清楚是谁。第二句。“最后一段。”And a word in English. 再一段。",
    ]  # fmt: skip
    assert english.startswith("Lin Yu (en)\n\nIn a sentence\nI help makers price.\n\nIn short\nOne. Two.")
    assert "摄影：王五" in portraits and "1600 × 900" in portraits


def test_portraits_keep_what_is_looked_at(root: Path) -> None:
    sizes = {}
    for path in (kit(root) / "portraits").iterdir():
        with Image.open(path) as crop:
            sizes[path.stem] = crop.size
            assert crop.convert("L").histogram()[:60] != [0] * 60, path  # the dark square is the face
    assert sizes == {"portrait-square": (1200, 1200), "portrait-4x5": (960, 1200), "portrait-16x9": (1600, 900)}


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize(("height", "size"), [(25, (400, 500)), (34, (400, 500)), (34, (480, 480)), (48, (480, 480))])
def test_a_wide_crop_keeps_the_whole_face(height: int, size: tuple[int, int], skin: str, root: Path) -> None:
    portrait((0.5, height / 100), skin, size=size).save(root / "content/members/lin/face.png")
    profile = (root / "content/members/lin/index.md").read_text(encoding="utf-8").replace("face.jpg", "face.png")
    (root / "content/members/lin/index.md").write_text(profile, encoding="utf-8")
    with Image.open(kit(root) / "portraits/portrait-16x9.jpg") as crop:
        middle = crop.crop((crop.width // 2, 0, crop.width // 2 + 1, crop.height))
    apart = ImageChops.difference(middle, Image.new("RGB", middle.size, skin)).convert("L")
    shown = sum(apart.histogram()[:20])
    assert shown >= 2.45 * 0.13 * crop.width


def test_the_resume_has_what_is_public_alone(root: Path) -> None:
    made = json.loads((kit(root) / "resume.json").read_bytes())
    assert made.keys() <= {"$schema", "basics", "work", "skills", "languages", "projects", "publications"}
    assert [one["type"] for one in made["projects"]] == ["work", "talk"]
    assert made["basics"]["email"] == "lin@lin.example" and "phone" not in made["basics"]
    assert made["projects"][0]["highlights"] == ["单价: 60 元 → 120 元", "关了一家店"]


def test_the_same_member_has_the_same_kit(root: Path) -> None:
    first = (kit(root) / "kit-lin.zip").read_bytes()
    assert (kit(root, "--into", str(root / "again")) / "kit-lin.zip").read_bytes() == first
    assert (root / "again/kit/lin/kit-lin.zip").read_bytes() == first


def test_without_a_portrait_it_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "kit", "bo", "--root", str(root), "--jobs", "1"]) == 0
    assert "photo" in capsys.readouterr().out
    assert not (root / "exports/kit/bo/portraits").exists()


@pytest.mark.parametrize(
    ("text", "first"),
    [("一句。两句！“三句。”四句", "一句。"), ("", ""), ("没有句号", "没有句号")],
)
def test_first_sentences_are_whole(text: str, first: str) -> None:
    assert first_sentences(text, 1, 1) == first
    assert first_sentences(text, 10_000, 5_000) == text
