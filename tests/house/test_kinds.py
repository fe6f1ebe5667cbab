"""Kinds answer for themselves: the name of one stands outside its own file only where that kind is truly special."""

from __future__ import annotations

import ast

from mingpian.content.kinds import BUILTIN
from tests.house.test_imports import MODULES, named

ROOMS = {"check", "content", "core", "plan", "queries", "render", "replay", "serve", "site", "write"}
"""What builds a site. Importers, hosts' commands and matching are each about certain kinds, and say so."""

SPECIAL = {
    "content/naming.py": "pages: `essays/index.md` is the page of a list, whatever the folder",
    "content/trust/owner.py": "members: who owns the site is one of them",
    "content/trust/zones.py": "members: a folder that is a member's is theirs",
    "queries/listings.py": "the front page and topics name their parts, which templates know",
    "queries/network.py": "members: the map is of them",
    "queries/people.py": "the page of a member or a circle names its parts, which templates know",
    "queries/site_view.py": "pages: each may stand in the menu by itself",
    "queries/suggestions.py": "reasons of a match are called after what they rest on",
    "render/formats/ical.py": "events: a calendar is made of them",
    "render/formats/people.py": "members: the file is a list of them",
    "render/formats/search.py": "members: one may search by person",
    "render/formats/signals.py": "members: humans.txt names them",
    "render/formats/well_known.py": "events: whether there is a calendar",
    "serve/server.py": "no kind: `events` are what the browser listens for",
    "site/audience.py": "no kind: `members` is who may see something, here",
    "site/references.py": "members: people may be named who are none",
    "site/relations.py": "members: a testimonial is by one, or by somebody from outside",
    "site/spellings.py": "members: a testimonial is by one, or by somebody from outside",
    "site/vocabulary.py": "roles in which topics are named, called after what names them",
}


def names_of_kinds(tree: ast.AST) -> set[str]:
    """The names of kinds that are written in a module, but for fields of the same name."""
    fields = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr"
        for argument in node.args
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value in BUILTIN and id(node) not in fields
    }


def test_the_name_of_a_kind_stands_only_where_it_is_special() -> None:
    found = {
        named(path)
        for path in MODULES
        if named(path).split("/")[0] in ROOMS and not named(path).startswith("content/kinds/")
        if names_of_kinds(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == SPECIAL.keys()
