"""What the declarations say of themselves: JSON Schemas for editors, the manual's reference for people."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import VocabularyTopic
from mingpian.content.kind import Common, Kind
from mingpian.content.kinds import BUILTIN, kinds
from mingpian.i18n import Language, _, translate
from mingpian.schema import json_schema, reference
from mingpian.schema.docstrings import purpose
from mingpian.schema.shapes import Many, Scalar, Shape

TOPICS = _("Topics by key: the words that offers and asks share.")


def schemas(taxonomies: Iterable[str]) -> dict[str, json_schema.Json]:
    """Return the JSON Schema of each kind's front matter, of site.toml and of topics.toml, by file name.

    `taxonomies` are the fields that the site's own settings add to every kind.
    """
    terms: dict[str, Shape] = {name: Many(Scalar("term")) for name in taxonomies}
    found = {f"{name}.schema.json": json_schema.document(name, kind.fields, terms) for name, kind in kinds().items()}
    found["site.schema.json"] = json_schema.document("site.toml", SiteConfig)
    found["topics.schema.json"] = json_schema.mapping_document("topics.toml", str(TOPICS), VocabularyTopic)
    return found


def of_fields(lang: Language) -> str:
    """Return the reference of all fields of content files, as Markdown."""
    parts = [
        f"## {translate('Every kind', lang)}\n",
        reference.field_table(Common, lang),
        *(reference.section(struct, lang) for struct in reference.nested(Common)),
    ]
    shown = set(reference.nested(Common))
    for kind in BUILTIN.values():
        parts += _kind(kind, lang, shown)
    parts += ["## topics.toml\n", f"{translate(TOPICS, lang)}\n", reference.field_table(VocabularyTopic, lang)]
    return "\n".join(parts)


def _kind(kind: Kind, lang: Language, shown: set[type[msgspec.Struct]]) -> Iterator[str]:
    """Yield a kind's section; `shown` are the structs that stand on the page already, and grows."""
    yield f"## {kind.name}\n"
    where = translate(
        _(" Files in `content/{name}/`, pages at `{permalink}`.", name=kind.name, permalink=kind.permalink), lang
    )
    yield f"{translate(purpose(kind.fields), lang)}{where}\n"
    yield reference.field_table(kind.fields, lang, Common)
    for struct in reference.nested(kind.fields, Common):
        if struct not in shown:
            shown.add(struct)
            yield reference.section(struct, lang)


def of_settings(lang: Language) -> str:
    """Return the reference of all settings of site.toml, as Markdown."""
    parts = [
        reference.field_table(SiteConfig, lang),
        *(reference.section(struct, lang) for struct in reference.nested(SiteConfig)),
    ]
    return "\n".join(parts)
