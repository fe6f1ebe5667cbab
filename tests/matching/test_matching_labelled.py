"""How good matches are, on asks whose answers a person has labelled. The manual's chapter has the figures."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mingpian.matching.ranking import BEST, matches
from mingpian.matching.subjects import index_of_model, needs
from mingpian.matching.values import Need
from mingpian.site.model import SiteModel
from tests.example import REPOSITORY
from tests.render.small import Small

FOLDER = Path(__file__).parent / "labelled"
SITE = 'title = "A"\nbase_url = "https://a.example/"\nlanguages = ["zh-Hans", "zh-Hant", "en"]\n'


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def files() -> dict[str, str]:
    """The community as content files; JSON is YAML."""
    from json import dumps

    def written(fields: dict[str, Any]) -> str:
        return "---\n" + "".join(f"{name}: {dumps(value)}\n" for name, value in fields.items()) + "---\n"

    asked = read("asks.toml")["ask"]
    found = {"topics.toml": (FOLDER / "topics.toml").read_text(encoding="utf-8")}
    for slug, person in read("people.toml").items():
        asks = [
            {"topic": ask["topic"], "text": ask["text"], "since": f"2026-01-{1 + number % 28:02}"}
            for number, ask in enumerate(asked)
            if ask["by"] == slug
        ]
        offers = [{"topic": topic, "text": text} for topic, text in person.get("offers", ())]
        fields = {"name": slug, "city": person["city"], "languages": person["languages"]}
        found[f"members/{slug}.md"] = written(fields | {"offers": offers, "asks": asks})
        for number, (topics, title, text) in enumerate(person.get("works", ())):
            found[f"works/{slug}-{number}.md"] = written(
                {"title": title, "problem": text, "authors": [slug], "topics": topics}
            )
        for number, (topics, title, text, *state) in enumerate(person.get("services", ())):
            open_or_not = {"availability": state[0]} if state else {}
            found[f"offers/{slug}-{number}.md"] = written(
                {"title": title, "solves": text, "by": [slug], "topics": topics} | open_or_not
            )
        for number, (title, summary) in enumerate(person.get("essays", ())):
            found[f"essays/{slug}-{number}.md"] = written({"title": title, "summary": summary, "authors": [slug]})
    return found


@pytest.fixture(scope="module")
def world() -> SiteModel:
    return Small(files(), SITE).model


def proposed(model: SiteModel) -> list[tuple[dict[str, Any], list[str]]]:
    """Each labelled ask with the slugs that are proposed for it."""
    index = index_of_model(model)
    found: dict[str, list[str]] = {}
    asks = needs(model)
    for match in matches(index, asks, {}):
        found.setdefault(match.need.text.strip().split("\n")[-1], []).append(match.member.removeprefix("members/"))
    assert len(asks) == len(read("asks.toml")["ask"])
    return [(ask, found.get(ask["text"], [])) for ask in read("asks.toml")["ask"]]


def figures(model: SiteModel) -> dict[str, float]:
    """Precision of what is proposed (at most three an ask), asks whose first proposal is right, right answers found,
    and asks without an answer for which nobody is proposed."""
    answered = [(set(ask["right"]), got) for ask, got in proposed(model) if ask["right"]]
    silent = [got for ask, got in proposed(model) if not ask["right"]]
    assert all(len(got) <= BEST for _, got in answered)
    return {
        "precision@3": sum(len(right & set(got)) / len(got) for right, got in answered if got) / len(answered),
        "first is right": sum(bool(got) and got[0] in right for right, got in answered) / len(answered),
        "recall": sum(len(right & set(got)) / len(right) for right, got in answered) / len(answered),
        "silent where nobody has it": sum(not got for got in silent) / len(silent),
    }


def test_the_set_is_what_it_is_said_to_be() -> None:
    asked = read("asks.toml")["ask"]
    assert len(asked) == 60 and sum(not ask["right"] for ask in asked) == 15
    assert {ask["by"] for ask in asked} == {"asker", "bidder", "caller"}


def test_matches_are_right_and_there_is_none_where_nobody_has_the_answer(world: SiteModel) -> None:
    found = figures(world)
    assert found["precision@3"] >= 0.8, found
    assert found["silent where nobody has it"] == 1, found


def test_the_manual_states_the_figures(world: SiteModel) -> None:
    manual = (REPOSITORY / "docs/content/chapters/matching.en.md").read_text(encoding="utf-8")
    for name, value in figures(world).items():
        assert f"| {name} | {value:.2f} |" in manual


def test_matches_are_the_same_in_whatever_order_asks_come(world: SiteModel) -> None:
    index, asks = index_of_model(world), needs(world)

    def by_need(order: tuple[Need, ...]) -> dict[Need, list[str]]:
        found: dict[Need, list[str]] = {need: [] for need in order}
        for match in matches(index, order, {}):
            found[match.need].append(match.member)
        return found

    assert by_need(asks) == by_need(tuple(reversed(asks)))
