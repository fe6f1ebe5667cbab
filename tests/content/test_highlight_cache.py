"""Code that was coloured once is not coloured again, wherever it stands; what is kept of it is bounded."""

import shutil
from pathlib import Path

import pytest

from mingpian.content import highlight_cache
from mingpian.content.highlight_cache import HighlightCache, prune
from mingpian.content.markdown import colour
from mingpian.content.markdown.code.errors import UnknownLanguageError
from mingpian.pipeline import build
from mingpian.request import Request

BLOCK = "```python\ndef greet(name: str) -> str:\n    return f'你好，{name}'\n```\n"
OTHER = "```sql\nselect name from members where city = '成都';\n```\n"
FIRST = "content/essays/first.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://a.example"\nlanguages = ["zh-Hans"]\n')
    write(tmp_path, FIRST, BLOCK)
    return tmp_path


def write(site: Path, path: str, body: str) -> None:
    (site / path).write_text(f"---\ntitle: 一篇\ndate: 2026-01-02\n---\n\n{body}", encoding="utf-8")


def coloured_by(site: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Build; return the languages of what was coloured."""
    seen: list[str] = []

    def watched(code: str, language: str) -> str:
        seen.append(language)
        return colour(code, language)

    with monkeypatch.context() as patched:
        patched.setattr(highlight_cache, "colour", watched)
        report = build(Request(root=site, output=site / "output", now=1_800_000_000))
    assert not report.diagnostics
    return seen


def page(site: Path, slug: str) -> str:
    return (site / f"output/essays/{slug}/index.html").read_text(encoding="utf-8")


def test_an_edited_essay_has_only_its_new_blocks_coloured(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert coloured_by(site, monkeypatch) == ["python"]
    before = page(site, "first")
    write(site, FIRST, f"加了一段。\n\n{BLOCK}\n{OTHER}")
    assert coloured_by(site, monkeypatch) == ["sql"]
    block = before[before.index("<pre") : before.index("</pre>")]
    assert '<span class="k">def</span>' in block
    assert block in page(site, "first")


def test_a_block_that_moves_to_another_essay_is_not_coloured_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured_by(site, monkeypatch)
    write(site, FIRST, "没有代码了。\n")
    write(site, "content/essays/second.md", f"搬到这里。\n\n{BLOCK}")
    assert coloured_by(site, monkeypatch) == []
    assert '<span class="k">def</span>' in page(site, "second")


def test_what_is_lost_or_damaged_is_coloured_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured_by(site, monkeypatch)
    clean = page(site, "first")
    (pack,) = (site / ".mingpian/code").glob("*.pack")
    data = bytearray(pack.read_bytes())
    data[60] ^= 1
    pack.write_bytes(data)
    write(site, "content/essays/second.md", BLOCK)
    assert coloured_by(site, monkeypatch) == ["python"]
    assert clean[clean.index("<pre") : clean.index("</pre>")] in page(site, "second")
    shutil.rmtree(site / ".mingpian/code")
    write(site, "content/essays/third.md", BLOCK)
    assert coloured_by(site, monkeypatch) == ["python"]


def test_without_code_nothing_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, FIRST, "没有代码。\n")
    assert coloured_by(site, monkeypatch) == []
    assert not (site / ".mingpian/code").exists()


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    with HighlightCache(tmp_path) as kept:
        for number in range(300):
            kept(f"x = {number}  # {'y' * 20_000}", "python")
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert prune(tmp_path, size) == size
    assert prune(tmp_path, size - 1) == 0
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_is_unknown_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with HighlightCache(tmp_path) as kept, pytest.raises(UnknownLanguageError):
            kept("x", "pyhton")
