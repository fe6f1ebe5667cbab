"""What the declarations say of themselves: JSON Schemas for editors, reference pages for people."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.config import SiteConfig
from mingpian.content.kind import Common, Kind
from mingpian.content.kinds import KINDS
from mingpian.content.topics import Topic
from mingpian.schema import codes, json_schema, reference
from mingpian.schema.read import Many, Scalar, Shape

TOPICS = "Topics by key: the words that offers and asks share."


def schemas(taxonomies: Iterable[str]) -> dict[str, json_schema.Json]:
    """Return the JSON Schema of each kind's front matter, of site.toml and of topics.toml, by file name.

    `taxonomies` are the fields that the site's own settings add to every kind.
    """
    terms: dict[str, Shape] = {name: Many(Scalar("text")) for name in taxonomies}
    found = {f"{kind.name}.schema.json": json_schema.document(kind.name, kind.fields, terms) for kind in KINDS.values()}
    found["site.schema.json"] = json_schema.document("site.toml", SiteConfig)
    found["topics.schema.json"] = json_schema.mapping_document("topics.toml", TOPICS, Topic)
    return found


def pages() -> dict[str, str]:
    """Return the reference of all fields, settings and diagnostics, as Markdown, by file name."""
    return {"content.md": _content(), "settings.md": _settings(), "diagnostics.md": codes.page()}


def _content() -> str:
    parts = [
        "# Fields of content files\n",
        "Front matter is YAML between `---`, or TOML between `+++`. An unknown field is an error. Where a list is\n"
        "taken, a single value is a list of one. This page comes from the declarations; `make reference` renews it.\n",
        "## Every kind\n",
        reference.table(Common),
        *(reference.section(struct) for struct in reference.nested(Common)),
    ]
    said = set(reference.nested(Common))
    for kind in KINDS.values():
        parts += _kind(kind, said)
    parts += ["## topics.toml\n", f"{TOPICS} Each is a table of these:\n", reference.table(Topic)]
    return "\n".join(parts)


def _kind(kind: Kind, said: set[type[msgspec.Struct]]) -> Iterator[str]:
    """Yield a kind's section; `said` are the structs that stand on the page already, and grows."""
    yield f"## {kind.name}\n"
    trusted = " Their HTML is sanitised, unless it is the owner's." if kind.community else ""
    yield f"{kind.fields.__doc__}{trusted} Files in `content/{kind.name}/`, pages at `{kind.permalink}`.\n"
    yield reference.table(kind.fields, Common)
    for struct in reference.nested(kind.fields, Common):
        if struct not in said:
            said.add(struct)
            yield reference.section(struct)


def _settings() -> str:
    parts = [
        "# Settings of site.toml\n",
        "Only `title` is needed. An unknown setting is an error. This page comes from the declarations;\n"
        "`make reference` renews it.\n",
        reference.table(SiteConfig),
        *(reference.section(struct) for struct in reference.nested(SiteConfig)),
    ]
    return "\n".join(parts)
