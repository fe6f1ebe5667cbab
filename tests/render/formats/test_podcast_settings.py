"""Settings and fields of podcasts as people write them: spans of time, times of chapters, categories."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.podcast import CATEGORIES, category_of
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.moments import check_timespan, leading_time
from tests.render.formats.test_podcast import site


def test_settings_that_nobody_wrote_have_no_line_and_say_where_they_belong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path)
    settings = (root / "site.toml").read_text(encoding="utf-8")
    settings = "# mine\n" + settings[: settings.index("[podcast]")].replace('email = "me@t.example"\n', "")
    (root / "site.toml").write_text(settings, encoding="utf-8")
    main(["check", "--root", str(root)])
    told = capsys.readouterr().err
    assert told.count("site.toml: warning[podcast]") == 2 == told.count("below `[podcast]` in site.toml: ")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1:02:03", "1:02:03"), ("62:03", "1:02:03"), ("3723", "1:02:03"), ("1小时2分3秒", "1:02:03"), ("2 min", "2:00"),
     ("0:07.5", "0:07"), ("１２：３４", "12:34")],
)  # fmt: skip
def test_spans_of_time_are_read_as_people_write_them(written: str, kept: str) -> None:
    assert check_timespan(written) == kept


@pytest.mark.parametrize("written", ["", "soon", "1:2:3", "-3", "12:99"])
def test_what_is_no_span_of_time_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError):
        check_timespan(written)


def test_times_before_titles_of_chapters_are_read() -> None:
    assert leading_time("01:23 嘉宾") == (83, "嘉宾")
    assert leading_time("(1:00:00) – End") == (3600, "End")
    assert leading_time("嘉宾 01:23") is None


def test_categories_are_those_of_the_directory_in_any_spelling() -> None:
    assert category_of("tv & film") == ("TV & Film", "") and category_of("Arts / books") == ("Arts", "Books")
    assert category_of("Books > Arts") is None and category_of("") is None
    assert all(
        category_of(f"{name} > {part}") for name, parts in CATEGORIES.items() for part in parts.split("|") if part
    )
