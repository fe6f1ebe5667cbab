"""What the declarations say of themselves: JSON Schemas for editors, the manual's reference for people."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.config import SiteConfig
from mingpian.content.kind import Common, Kind
from mingpian.content.kinds import OURS, kinds
from mingpian.content.topics import Topic
from mingpian.schema import json_schema, reference
from mingpian.schema.docstrings import purpose
from mingpian.schema.shapes import Many, Scalar, Shape
from mingpian.spoken import Language, said

TOPICS = "Topics by key: the words that offers and asks share."


def schemas(taxonomies: Iterable[str]) -> dict[str, json_schema.Json]:
    """Return the JSON Schema of each kind's front matter, of site.toml and of topics.toml, by file name.

    `taxonomies` are the fields that the site's own settings add to every kind.
    """
    terms: dict[str, Shape] = {name: Many(Scalar("term")) for name in taxonomies}
    found = {f"{name}.schema.json": json_schema.document(name, kind.fields, terms) for name, kind in kinds().items()}
    found["site.schema.json"] = json_schema.document("site.toml", SiteConfig)
    found["topics.schema.json"] = json_schema.mapping_document("topics.toml", TOPICS, Topic)
    return found


def of_fields(lang: Language) -> str:
    """Return the reference of all fields of content files, as Markdown."""
    parts = [
        f"## {said('Every kind', lang)}\n",
        reference.table(Common, lang),
        *(reference.section(struct, lang) for struct in reference.nested(Common)),
    ]
    shown = set(reference.nested(Common))
    for kind in OURS.values():
        parts += _kind(kind, lang, shown)
    parts += ["## topics.toml\n", f"{said(TOPICS, lang)}\n", reference.table(Topic, lang)]
    return "\n".join(parts)


def _kind(kind: Kind, lang: Language, shown: set[type[msgspec.Struct]]) -> Iterator[str]:
    """Yield a kind's section; `shown` are the structs that stand on the page already, and grows."""
    yield f"## {kind.name}\n"
    where = said(f" Files in `content/{kind.name}/`, pages at `{kind.permalink}`.", lang)
    yield f"{said(purpose(kind.fields), lang)}{where}\n"
    yield reference.table(kind.fields, lang, Common)
    for struct in reference.nested(kind.fields, Common):
        if struct not in shown:
            shown.add(struct)
            yield reference.section(struct, lang)


def of_settings(lang: Language) -> str:
    """Return the reference of all settings of site.toml, as Markdown."""
    parts = [
        reference.table(SiteConfig, lang),
        *(reference.section(struct, lang) for struct in reference.nested(SiteConfig)),
    ]
    return "\n".join(parts)
