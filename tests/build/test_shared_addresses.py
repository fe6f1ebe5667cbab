"""Of two entries that want one address, in the eyes of some file system, one has it, and no list leads to the other."""

from pathlib import Path

import pytest

from mingpian.cli import main


@pytest.mark.parametrize(
    ("settings", "files", "stays"),
    [
        ("", ("essays/tea.md", "essays/Tea.md"), 1),
        ("", ("essays/SS.md", "essays/2024/ß.md"), 1),
        ('permalinks = {essays = "/{slug}.html"}', ("essays/é.md", "essays/b/É.md", "essays/c.md"), 2),
    ],
)
def test_no_list_leads_to_what_is_not_there(
    settings: str, files: tuple[str, ...], stays: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site.toml").write_text(f'title = "A"\nbase_url = "https://a.example/"\n{settings}\n', encoding="utf-8")
    for number, name in enumerate(files):
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        slug = f"slug: {file.stem}\n" if number else ""
        file.write_text(f"---\ntitle: Essay {number}\n{slug}date: 2026-01-01\n---\n\nText.\n", encoding="utf-8")
    assert main(["build", "--root", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told.count("error[address-taken]") + told.count("error[duplicate-slug]") == len(files) - stays
    for listing in ("essays/index.html", "feed.xml", "archive/index.html"):
        text = (tmp_path / "output" / listing).read_text(encoding="utf-8")
        assert sum(f"Essay {number}" in text for number in range(len(files))) == stays
