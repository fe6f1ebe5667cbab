"""`new` writes a file that is right as it stands, and overwrites nothing."""

from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.content.data_formats import frontmatter
from mingpian.content.kinds import BUILTIN as KINDS
from tests.example import mingpian

LEFT_TO_FILL_IN = {"events": "start", "collaborations": "parties"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    settings = 'title = "A"\nlanguages = ["zh-Hans", "en"]\ntimezone = "Asia/Taipei"\n'
    (tmp_path / "site.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def fields(path: Path) -> dict[str, object]:
    return dict(frontmatter.split_front_matter(path.read_text(encoding="utf-8")).located.data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_of_every_kind_builds_once_its_gaps_are_filled(kind: str, root: Path) -> None:
    title = "报价：为什么要短？ #1"
    done = mingpian("new", kind.removesuffix("s"), title, cwd=root)
    path = root / "content" / kind / "报价-为什么要短-1.md"
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, str(path.relative_to(root)))
    gap = LEFT_TO_FILL_IN.get(kind)
    assert (f"to fill in: {gap}" in done.stdout) == bool(gap)
    if gap:
        assert f"`{gap}` is missing" in mingpian("check", cwd=root).stderr
        filled = path.read_text(encoding="utf-8").replace(f"{gap}:", f"{gap}: 2026-01-01 #")
        path.write_text(filled.replace("# confirmed_by: […]", "confirmed_by: 2026-01-01"), encoding="utf-8")
        (root / "content" / "members").mkdir(exist_ok=True)
        (root / "content" / "members" / "2026-01-01.md").write_text("---\nname: L\n---\n", encoding="utf-8")
    assert "it is a draft" in done.stdout
    assert mingpian("build", cwd=root).returncode == 0
    assert not any(title in page.read_text(encoding="utf-8") for page in (root / "output").rglob("index.html"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("draft: true\n", ""), encoding="utf-8")
    built = mingpian("build", cwd=root)
    assert (built.returncode, built.stderr) == (0, "")
    assert any(title in page.read_text(encoding="utf-8") for page in (root / "output").rglob("index.html"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_to_be_uncommented_is_right_but_for_the_names(kind: str, root: Path) -> None:
    mingpian("new", kind, "A", cwd=root)
    path = root / "content" / kind / "a.md"
    lines = [line.removeprefix("# ") for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    said = mingpian("check", "--format", "github", cwd=root).stderr
    kinds = {line.partition("title=")[2].partition("::")[0] for line in said.splitlines() if line.startswith("::error")}
    assert kinds <= {"dangling-reference", "missing-field", "missing-picture", "bad-url"}
    assert all("…" in line for line in said.splitlines() if "title=bad-url" in line)


@pytest.mark.parametrize(
    ("slugs", "kind", "slug"),
    [
        ("pinyin", "essay", "chong-qing-yin-hang-yi-zhou-abc-2026"),
        ("pinyin", "member", "chong-qing-yin-hang-yi-zhou-abc-2026"),
        ("dated", "essay", "2026-01-01-0100"),
        ("dated", "page", "重庆银行-一周-abc-2026"),
        ("unicode", "essay", "重庆银行-一周-abc-2026"),
    ],
)
def test_how_an_address_is_made(slugs: str, kind: str, slug: str, root: Path) -> None:
    settings = root / "site.toml"
    settings.write_text(f'slugs = "{slugs}"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    done = mingpian("new", kind, "重庆银行：一周 ABC 2026", cwd=root, SOURCE_DATE_EPOCH="1767200400")
    assert done.returncode == 0, done.stderr
    (path,) = (root / "content").rglob("*.md")
    assert path.stem == slug and fields(path)["slug"] == slug


def test_the_date_is_now_where_the_site_is_and_the_slug_stays(root: Path) -> None:
    mingpian("new", "essay", "A Long Walk", cwd=root, SOURCE_DATE_EPOCH="1767200400")
    found = fields(root / "content" / "essays" / "a-long-walk.md")
    assert found == {"title": "A Long Walk", "slug": "a-long-walk", "date": "2026-01-01 01:00", "draft": "true"}


def test_a_translation_stands_beside_its_original_and_has_its_slug(root: Path) -> None:
    folder = root / "content" / "essays" / "tea"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 茶\nslug: cha\ndate: 2026-01-01\n---\n好。\n", encoding="utf-8")
    done = mingpian("new", "essay", "Tea", "--slug", "tea", "--lang", "en", cwd=root)
    assert done.returncode == 0, done.stderr
    assert fields(folder / "index.en.md") == {"title": "Tea", "slug": "cha", "draft": "true"}
    built = mingpian("build", "--drafts", cwd=root)
    assert built.returncode == 0, built.stderr
    assert 'hreflang="en"' in (root / "output" / "essays" / "cha" / "index.html").read_text(encoding="utf-8")


def test_an_entry_in_another_language_without_an_original_says_so(root: Path) -> None:
    mingpian("new", "note", "Rain today", "--lang", "en", "--publish", cwd=root)
    found = fields(root / "content" / "notes" / "rain-today.md")
    assert found["lang"] == "en" and "draft" not in found


@pytest.mark.parametrize(
    ("said", "kind"), [("文章", "essays"), ("成員", "members"), ("短记", "notes"), ("Offer", "offers")]
)
def test_a_kind_is_known_by_its_chinese_name(said: str, kind: str, root: Path) -> None:
    assert main(["new", said, "A", "--root", str(root)]) == 0
    assert (root / "content" / kind / "a.md").is_file()


def test_kinds_are_named_in_the_language_of_the_operator(root: Path) -> None:
    chinese = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}
    assert "文章、成员、作品、服务" in mingpian("new", "xyzzy", "A", cwd=root, **chinese).stderr
    assert "短记" in mingpian("new", "--help", cwd=root, **chinese).stdout
    assert "members, works, offers" in mingpian("new", "xyzzy", "A", cwd=root).stderr
    (root / "content/文章").mkdir(parents=True)
    (root / "content/文章/a.md").write_text("字", encoding="utf-8")
    assert "did you mean content/essays/?" in mingpian("check", cwd=root).stderr
    (root / "site.toml").write_text('title = "A"\npermalinks = {"活动" = "/e/{slug}/"}\n', encoding="utf-8")
    assert "did you mean `events`?" in mingpian("check", cwd=root).stderr


REFUSED = [
    (("esay", "A"), "there is no kind of entry `esay`; did you mean `essay`?"),
    (("essay", " "), "the title is empty"),
    (("essay", "A", "--slug", "a/b"), "the slug `a/b` contains '/'"),
    (("essay", "A", "--slug", "a.en"), "ends like a file that is a translation"),
    (("essay", "A", "--slug", "../../../a"), "the slug"),
    (("essay", "A", "--lang", "fr"), "the site has no language `fr`"),
    (("essay", "A", "--lang", "french"), "write zh-Hans, zh-Hant, en"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_wrong_usage_is_explained_and_writes_nothing(arguments: tuple[str, ...], said: str, root: Path) -> None:
    done = mingpian("new", *arguments, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "content").exists()


def test_an_entry_among_what_members_hand_in_is_told_of_with_the_ways_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("guest", "host"):
        main(["new", "member", name, "--root", str(root)])
    settings = (root / "site.toml").read_text(encoding="utf-8")
    (root / "site.toml").write_text(f'{settings}owner = "host"\ntrusted = ["pages/"]\n', encoding="utf-8")
    capsys.readouterr()
    for kind, way_out in (("essay", "`authors`"), ("page", ""), ("member", "")):
        main(["new", kind, "A", "--root", str(root)])
        told = capsys.readouterr().out
        assert ("members hand in there" in told) == bool(way_out) and way_out in told
        assert ('trusted = ["pages/", "essays/a.md"]' in told) == bool(way_out)


def test_who_made_an_entry_is_said_from_the_beginning(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def new(*said: str) -> tuple[str, str]:
        main(["new", *said, "--root", str(root)])
        return capsys.readouterr()

    assert "second member" not in new("member", "Lin")[0] + new("essay", "Of Lin")[0]
    assert "the site has a second member now" in new("member", "Bo")[0]
    assert "second member" not in new("member", "Cai")[0]
    assert "members hand in there" not in new("essay", "A", "--by", "bo")[0]
    new("event", "B", "--by", "members/bo")
    assert fields(root / "content/essays/a.md")["authors"] == "bo"
    assert fields(root / "content/events/b.md")["hosts"] == "bo"
    assert "there is no member `bob`; did you mean `bo`?" in new("essay", "C", "--by", "bob")[1]
    assert "has no maker" in new("page", "C", "--by", "bo")[1]
    assert not list(root.rglob("c.md"))
    settings = (root / "site.toml").read_text(encoding="utf-8")
    (root / "site.toml").write_text(f'{settings}owner = "lin"\ntrusted = ["essays/"]\n', encoding="utf-8")
    assert "it has the byline of the owner" in new("essay", "Mine")[0]
    assert "byline" not in new("essay", "Theirs", "--by", "bo")[0] + new("event", "D")[0]


def test_what_is_there_is_not_overwritten(root: Path) -> None:
    mingpian("new", "essay", "A", cwd=root)
    path = root / "content" / "essays" / "a.md"
    path.write_text("mine", encoding="utf-8")
    done = mingpian("new", "essay", "A", cwd=root)
    assert (done.returncode, path.read_text(encoding="utf-8")) == (2, "mine")
    (root / "content" / "essays" / "b").mkdir()
    (root / "content" / "essays" / "b" / "index.md").write_text("mine", encoding="utf-8")
    assert mingpian("new", "essay", "B", cwd=root).returncode == 2
    assert not (root / "content" / "essays" / "b.md").exists()


def test_outside_a_site_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = mingpian("new", "essay", "A", cwd=tmp_path)
    assert done.returncode == 1
    assert "mingpian init" in done.stderr
    assert list(tmp_path.iterdir()) == []
