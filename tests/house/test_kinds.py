"""Kinds answer for themselves: the name of one stands outside its own file only where that kind is truly special."""

from __future__ import annotations

import ast

from mingpian.content.kinds import BUILTIN
from tests.house.source import MODULES, named

SPECIAL = {
    "cli/commands/import_.py": "what `--as` offers: texts that have no kind of their own",
    "config/outputs.py": "the default of `feeds.kinds`, as the reference shows it; config lies below the kinds",
    "config/services.py": "the default of `comments.kinds`",
    "config/settings.py": "the default of `untranslated`",
    "exporters/resume.py": "members: a résumé is one's",
    "host/forgetting.py": "members: one of them is forgotten",
    "host/whats_new.py": "members: who joined",
    "importers/draft.py": "what articles, notes, pages and people of other systems become, for all importers",
    "queries/listings.py": "topics name their parts, which templates know",
    "queries/people.py": "the page of a member or a circle names its parts, which templates know",
    "schema/fields.py": "the types of fields that refer to entries are called after what they refer to",
}
"""Who names a kind, and why. A module that is about one kind alone imports its name from the kind's file."""

NO_KIND = {
    "cli/commands/community/digest.py": "`members`: who may see something",
    "cli/commands/community/intro.py": "`members`: who may see something",
    "cli/loading.py": "`members`: who may see something",
    "exporters/cards/subjects.py": "`offers`: topics on the card of a member",
    "cli/commands/schema.py": "`essays`: one of the schemas, each named after its kind",
    "host/stages.py": "criteria that a circle meets",
    "importers/hugo/read.py": "folders that Hugo's writers keep articles in",
    "importers/jekyll/read.py": "Jekyll's own forms of files",
    "importers/markdown_sites/docusaurus.py": "Docusaurus's own forms of texts",
    "importers/pelican/read.py": "Pelican's folder of pages",
    "importers/restricted.py": "words by which other systems keep a text from the public",
    "importers/table.py": "`offers`: a field of members",
    "schema/read.py": "`members`: who may see something",
    "schema/records.py": "`members`: who may see something",
    "serve/server.py": "`events`: what the browser listens for",
    "site/audience.py": "`members`: who may see something",
    "site/topics/vocabulary.py": "roles in which topics are named, called after what names them",
    "studio/community/matches.py": "`members`: who may see something",
    "studio/forms.py": "`members`: who may see something",
}
"""Where the same word means something else."""

FIELDS = {name for kind in BUILTIN.values() for name in kind.fields.__struct_encode_fields__}


def names_of_kinds(tree: ast.AST) -> set[str]:
    """The names of kinds that are written in a module, alone or before a slash; not those of fields, nor in
    docstrings."""
    no_kind = {
        id(part)
        for node in ast.walk(tree)
        for part in (node.value if isinstance(node, ast.Expr) else None, *_fields(node))
        if part is not None
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in no_kind
        if node.value.partition("/")[0] in BUILTIN and " " not in node.value
    }


def _fields(node: ast.AST) -> list[ast.AST]:
    """What names a field: `getattr(entry, "offers")`, `data.get("offers")`, `{"offers": …}`."""
    match node:
        case ast.Call(func=ast.Name(id="getattr")):
            return list(node.args)
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=name), *_]) if name in FIELDS:
            return list(node.args[:1])
        case ast.Dict():
            return [key for key in node.keys if isinstance(key, ast.Constant) and key.value in FIELDS]
    return []


def test_the_name_of_a_kind_stands_only_where_it_is_special() -> None:
    found = {
        named(path)
        for path in MODULES
        if not named(path).startswith("content/kinds/")
        if names_of_kinds(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == SPECIAL.keys() | NO_KIND.keys()
