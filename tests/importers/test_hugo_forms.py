"""Forms of Hugo: references in addresses, pictures with titles and widths, lists whose names have signs, languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.importers.fields import cover_alt
from mingpian.importers.hugo.shortcodes import CODES
from tests.importers.move import Move, png

TWO = "---\ntitle: Two\ndate: 2024-01-02\n---\n## X\n\nText.\n"
SITE = 'title = "B"\nbaseURL = "https://b.example/"\nlanguageCode = "zh-cn"\n'


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ('[t]({{< relref "two" >}})', "[[two|t]]"),
        ('[t]({{< relref "two" >}}#x)', "[[two#x|t]]"),
        ('[t]({{< relref "two#x" >}})', "[[two#x|t]]"),
        ('[t](<{{% ref "/posts/two.md" %}}>)', "[[two|t]]"),
        ('[t]({{< ref "two" >}} "Title")', '[t](/posts/two/ "Title")'),
        ('![t]({{< ref "two" >}})', "![t](/posts/two/)"),
        ('a [g]\n\n[g]: {{< ref "two" >}}', "a [g]\n\n[g]: /posts/two/"),
        ('a [g]\n\n[g]: {{< relref "/posts/two" >}}#x "T"', 'a [g]\n\n[g]: /posts/two/#x "T"'),
        ('<a href="{{< ref "two" >}}">t</a>', '<a href="/posts/two/">t</a>'),
        ("<a href='{{< ref path=\"two.md#x\" >}}'>t</a>", "<a href='/posts/two/#x'>t</a>"),
        ('a {{< ref "two" >}}', "a [[two]]"),
        ('<a href="{{< ref "gone" >}}">t</a>', '<a href="gone">t</a>'),
    ],
)
def test_references(said: str, made: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"content/posts/one.md": f"---\ntitle: One\ndate: 2024-01-01\n---\n{said}\n"}
    move = Move(tmp_path, {"hugo.toml": SITE, "content/posts/two.md": TWO, **files})
    assert move.run("hugo") == 0
    assert move.text("essays/one.md").partition("---\n\n")[2].strip() == made


def test_addresses_of_references_are_those_of_the_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = '<a href="{{< ref "deep.md" >}}">d</a> <a href="{{< relref "two" >}}">t</a>'
    said += ' <a href="{{< ref "bundle" >}}">b</a>'
    move = Move(tmp_path, {
        "hugo.toml": SITE + '[permalinks]\nposts = "/:year/:slug/"\n',
        "content/posts/one.md": f"---\ntitle: One\ndate: 2024-01-01\n---\n{said}\n", "content/posts/two.md": TWO,
        "content/notes/deep/deep.md": "---\ntitle: Deep\nurl: /d.html\ndate: 2024-01-01\n---\nText.\n",
        "content/notes/far/bundle/index.md": "---\ntitle: Bundle\nurl: /b.html\ndate: 2024-01-01\n---\nText.\n",
    })  # fmt: skip
    assert move.run("hugo") == 0
    assert '<a href="/d.html">d</a> <a href="/2024/two/">t</a> <a href="/b.html">b</a>' in move.text("essays/one.md")
    assert move.check() == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["src=a.png", "title=T", "caption=C", "width=300"], '![T · C](a.png "T · C"){width=300}'),
        (["src=a.png", "title=T", "alt=A", "width=300px"], '![A](a.png "T"){width=300}'),
        (["src=a.png", "caption=C", "attr=Photo: L", "link=b"], '[![C · Photo: L](a.png "C · Photo: L")](b)'),
        (["a.png"], "![](a.png)"),
        (["src=a.png", "width=50%"], "![](a.png)"),
    ],
)
def test_figures(arguments: list[str], made: str) -> None:
    assert CODES["figure"](arguments, "") == made


def test_a_site_of_signs_and_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = SITE + (
        'defaultContentLanguage = "zh"\n[languages.zh]\ntitle = "乙"\nweight = 1\n'
        '[languages.en]\ntitle = "The \\"B\\""\nweight = 2\n[languages.en.params]\ndescription = "About"\n'
    )
    move = Move(tmp_path, {
        "hugo.toml": settings, "content/posts/c.png": png(),
        "content/posts/one.md": "---\ntitle: 一\ndate: 2024-01-01\ntags: ['C#', '50%', 'a b', 'C++', 'x/y', 'Q?']\n"
        "series: [系列]\ncover:\n  image: c.png\n  alt: 一只杯\n  caption: 注\n---\n文字。\n",
        "content/posts/one.en.md": "---\ntitle: One\ndate: 2024-01-01\n---\nText.\n",
    })  # fmt: skip
    shutil.rmtree(move.new)
    assert main(["import", "hugo", str(move.old), str(move.new)]) == 0
    made = (move.new / "site.toml").read_text(encoding="utf-8")
    assert '[translations.en]\ntitle = "The \\"B\\""\ndescription = "About"' in made
    front = move.front("essays/one/index.md")
    assert front["cover"] == {"src": "c.png", "alt": "一只杯"} and front["series"] == "系列"
    assert '"/tags/c%23/"' in made and '"/tags/50%25/"' in made
    assert move.check() == 0
    said = "".join(capsys.readouterr())
    assert "is no path of the site" not in said and "missing-alt" not in said, said


@pytest.mark.parametrize(
    ("data", "alt"),
    [
        ({"cover": {"image": "a.png", "alt": "杯"}}, "杯"),
        ({"image": {"path": "a.png", "alt": "杯"}}, "杯"),
        ({"cover": "a.png", "coverAlt": "杯"}, "杯"),
        ({"heroImage": "a.png", "heroImageAlt": "杯"}, "杯"),
        ({"image": "a.png", "image_alt": "杯"}, "杯"),
        ({"header": {"image": "a.png", "image_description": "杯"}}, "杯"),
        ({"params": {"cover": {"image": "a.png", "alt": "杯"}}}, "杯"),
        ({"cover": "a.png", "alt": ["x"]}, ""),
    ],
)
def test_words_for_covers(data: dict[str, object], alt: str) -> None:
    assert cover_alt(data) == alt
