"""A translation belongs to the entry beside whose file it lies."""

import pytest

from tests.site.test_published import essay, keys, selected

FILES = [
    {"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay()},
    {"essays/a/index.md": essay(slug="tea"), "essays/a/index.en.md": essay()},
    {"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay(slug="tea")},
    {"essays/tea.md": essay(), "essays/tea.en.md": essay()},
]


@pytest.mark.parametrize("files", FILES)
def test_it_has_the_slug_of_its_original(files: dict[str, str]) -> None:
    assert keys(files) == ["essays/tea.en", "essays/tea.zh-Hans"]


@pytest.mark.parametrize(
    ("files", "slugs"),
    [
        ({"essays/a.md": essay(slug="tea"), "essays/a.en.md": essay(slug="green")}, {"zh-Hans": "tea", "en": "green"}),
        ({"essays/换季.md": essay(), "essays/换季.en.md": essay(slug="season")}, {"zh-Hans": "换季", "en": "season"}),
        ({"essays/a.zh-CN.md": essay(), "essays/a.en.md": essay(slug="green")}, {"zh-Hans": "a", "en": "green"}),
        ({"essays/a/index.md": essay(), "essays/a/index.en.md": essay(slug="green")}, {"zh-Hans": "a", "en": "green"}),
    ],
)
def test_a_slug_of_its_own_keeps_it_beside_its_original(files: dict[str, str], slugs: dict[str, str]) -> None:
    entries = selected(files).entries
    assert {entry.lang: entry.slug for entry in entries} == slugs
    assert len({entry.id for entry in entries}) == 1


def test_a_translation_with_a_slug_of_its_own_has_the_date_of_its_original() -> None:
    files = {"essays/a.md": essay(date="2026-01-02"), "essays/a.en.md": essay(slug="green")}
    assert {entry.fields.date for entry in selected(files).entries} == {"2026-01-02"}


def test_the_files_of_two_kinds_have_nothing_to_do_with_each_other() -> None:
    assert keys({"pages/a.md": essay(slug="tea"), "essays/a.md": essay(), "essays/a.en.md": essay()}) == [
        "essays/a.en",
        "essays/a.zh-Hans",
        "pages/tea.zh-Hans",
    ]


@pytest.mark.parametrize(
    ("path", "field", "text"),
    [("events/a.en.md", "start", "city: Paris"), ("collaborations/a.en.md", "parties", "tags: [radio]")],
)
def test_a_translation_that_leans_on_nothing_says_what_it_cannot_be_shown_without(
    path: str, field: str, text: str
) -> None:
    found = selected({path: f"---\ntitle: Alone\n{text}\n---\n", "essays/b.en.md": "---\ntags: [x]\n---\nAlone.\n"})
    assert [entry.key for entry in found.entries] == ["essays/b.en"]  # a title is not needed
    told = {one.file: (one.severity, str(one.message)) for one in found.diagnostics}
    assert told == {
        f"content/{path}": ("error", f"`{field}` is missing"),
        "content/essays/b.en.md": ("warning", "`title` is missing"),
    }
