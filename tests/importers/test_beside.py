"""Translations share a folder: files of one name and another content stay apart, in the folder and in the texts."""

from pathlib import Path

from mingpian.importers.draft import Draft
from mingpian.importers.draft_writer import write_drafts


def translated(lang: str, picture: bytes, name: str = "图 一.png") -> Draft:
    quoted = "%E5%9B%BE%20%E4%B8%80.png"
    return Draft(
        source=f"a.{lang}.md",
        kind="essays",
        slug="a",
        lang=lang,
        fields={"title": "A", "cover": {"src": name, "alt": "x"}, "gallery": [name, "other.png"]},
        body=f"![x](<{name}>) ![y]({quoted}) 和 img/{name}、旧{name}\n",
        files={name: picture, "other.png": b"same"},
    )


def test_pictures_of_one_name_stay_apart_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    drafts = [translated("", b"zh"), translated("en", b"en"), translated("fr", b"fr"), translated("de", b"en")]
    first = write_drafts(drafts, tmp_path / "content", is_trial=False)
    assert [line.what for line in first] == ["imported"] * 4
    folder = tmp_path / "content/essays/a"
    pictures = {path.name: path.read_bytes() for path in folder.glob("*.png")}
    assert pictures == {"图 一.png": b"zh", "图 一-2.png": b"en", "图 一-3.png": b"fr", "other.png": b"same"}
    for name, shown in (("index.md", "图 一.png"), ("index.en.md", "图 一-2.png"), ("index.de.md", "图 一-2.png")):
        text = (folder / name).read_text(encoding="utf-8")
        assert f"![x](<{shown}>)" in text and text.count(shown.replace(" ", "%20").replace("图", "%E5%9B%BE")) < 2
        assert "和 img/图 一.png、旧图 一.png" in text and text.count(f"{shown}") >= 3
    again = write_drafts(drafts, tmp_path / "content", is_trial=False)
    assert [line.what for line in again] == ["unchanged"] * 4
