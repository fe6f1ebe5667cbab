"""A translation belongs to the entry beside whose file it lies."""

import pytest

from tests.site.test_published import essay, keys

FILES = [
    {"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay()},
    {"essays/a/index.md": essay(slug="tea"), "essays/a/index.en.md": essay()},
    {"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay(slug="tea")},
    {"essays/tea.md": essay(), "essays/tea.en.md": essay()},
]


@pytest.mark.parametrize("files", FILES)
def test_it_has_the_slug_of_its_original(files: dict[str, str]) -> None:
    assert keys(files) == ["essays/tea.en", "essays/tea.zh-Hans"]


def test_a_slug_of_its_own_makes_it_an_entry_of_its_own() -> None:
    assert keys({"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay(slug="green")}) == [
        "essays/green.en",
        "essays/tea.zh-Hans",
    ]


def test_the_files_of_two_kinds_have_nothing_to_do_with_each_other() -> None:
    assert keys({"pages/a.md": essay(slug="tea"), "essays/a.md": essay(), "essays/a.en.md": essay()}) == [
        "essays/a.en",
        "essays/a.zh-Hans",
        "pages/tea.zh-Hans",
    ]
