"""What is found of a site by its host alone leads to what is there, and says nothing that pages do not."""

from __future__ import annotations

import json

import jsonschema

from mingpian.render.formats import formats, headers
from mingpian.render.formats.well_known import FINGER, FORMAT, SCHEMA, SITE
from tests.render.conftest import FILES
from tests.render.small import SITE as SETTINGS
from tests.render.small import Small

OWNED = SETTINGS + "signals = {webfinger = true}\n"


def test_every_address_in_it_is_of_the_site() -> None:
    man = FILES["members/man.md"].replace("name: 周曼\n", "name: 周曼\nlinks: [https://man.example/]\n")
    everything = Small({**FILES, "members/man.md": man})
    found = json.loads(everything.render(FORMAT, SITE))
    schema = json.loads(everything.render(FORMAT, SCHEMA))
    jsonschema.validate(found, schema)
    assert all(field["description"] for part in schema["$defs"].values() for field in part["properties"].values())
    named = [found[name] for name in ("people", "subscriptions", "blogroll", "calendar", "sitemap")]
    named += [feed["url"] for feed in found["feeds"]]
    assert {feed["lang"] for feed in found["feeds"]} == {"zh-Hans", "en"}
    planned = {f"https://lin.example/{path}" for form in formats().values() for path in everything.planned(form)}
    assert set(named) <= planned


def test_what_a_site_leaves_out_is_not_named() -> None:
    small = Small(FILES, SETTINGS + 'without = ["opml", "ical", "people"]\n')
    found = json.loads(small.render(FORMAT, SITE))
    assert found.keys().isdisjoint({"people", "subscriptions", "blogroll", "calendar"})


def test_a_site_below_a_path_has_no_well_known_places(everything_under_repo: Small) -> None:
    assert everything_under_repo.planned(FORMAT) == {}


def test_the_owner_is_found_on_request_alone(everything: Small) -> None:
    assert FINGER not in everything.planned(FORMAT)
    small = Small(FILES, OWNED)
    account = json.loads(small.render(FORMAT, FINGER))
    assert account["subject"] == "acct:lin@lin.example"
    assert account["aliases"] == ["https://lin.example/", "https://lin.example/members/lin/"]
    assert {"rel": "me", "href": "https://github.com/linyu"} in account["links"]
    assert "8888" not in json.dumps(account)
    rules = small.render(headers.FORMAT, "_headers").decode()
    assert f"/{FINGER}\n  Content-Type: application/jrd+json\n" in rules
