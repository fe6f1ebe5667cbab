"""Whose each picture is: what entries state about it, over what its own file says, over what holds for all of an
entry's pictures.

A label that says that a model made a picture is never taken away: who states otherwise is told so.
"""

from collections.abc import Iterator, Mapping

import msgspec

from mingpian.config.rights import PictureTerms
from mingpian.content.media.xmp import NONE, Marks
from mingpian.queries.fragments import ImageRights
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.licences import Licence, canonical_licence, licence_of
from mingpian.schema.records import Picture
from mingpian.site.model import SiteModel
from mingpian.site.ownership import rights as declared
from mingpian.site.resolution import file_of, file_url
from mingpian.site.site import AnyEntry

_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SOURCE_TYPES = {
    "generated": f"{_SOURCES}trainedAlgorithmicMedia",
    "assisted": f"{_SOURCES}compositeWithTrainedAlgorithmicMedia",
}
_LABELS = {"1": "generated", "2": "possible", "3": "suspected"}
_NOTHING = PictureTerms()


def marks_by_path(model: SiteModel) -> Mapping[str, Marks]:
    """Return what is to be written into each picture, by its path below content/; nothing for those without marks."""
    return model.remember(("picture marks",), lambda: _marks_by_path(model))


def marks_of_width(model: SiteModel, path: str) -> Marks:
    """Return what is to be written into a picture in another width: also of what it was made, where the picture itself
    carries content credentials, which hold for that file alone."""
    marks = marks_by_path(model).get(path, NONE)
    if not model.site.pictures[path].credentials:
        return marks
    return msgspec.structs.replace(marks, source=model.site.config.base_url + file_url(path))


def image_rights(model: SiteModel, path: str) -> ImageRights | None:
    """Return whose a picture is; None where nobody says."""
    marks = marks_by_path(model).get(path)
    if marks is None:
        return None
    stated = declarations(model).get(path, _NOTHING)
    return ImageRights(
        credit=marks.credit or marks.attribution or ", ".join(marks.creators),
        creators=marks.creators,
        notice=marks.rights,
        license=_licence(stated.license or marks.license or marks.usage),
        licensor_url=marks.licensor_url,
        made_with_ai=made_with_ai(marks),
    )


def _licence(written: str) -> Licence | None:
    """Return the licence that a picture's file or an entry names."""
    if not written:
        return None
    try:
        return licence_of(canonical_licence(written))
    except InvalidValueError:
        return licence_of(written)


def made_with_ai(marks: Marks) -> str:
    """Return what the labels in a picture say: `generated`, `assisted`, `possible`, `suspected`; empty without one."""
    for name, source_type in _SOURCE_TYPES.items():
        if marks.source_type.lower() == source_type.lower():
            return name
    if not marks.aigc:
        return ""
    try:
        label = msgspec.json.decode(marks.aigc.encode(), type=dict[str, str]).get("Label", "")
    except msgspec.MsgspecError:
        label = ""
    return _LABELS.get(label, "suspected")


def declarations(model: SiteModel) -> Mapping[str, PictureTerms]:
    """Return what entries state about pictures, by path; the owner's word first."""
    return model.remember(("picture terms",), lambda: _declarations(model))


def _marks_by_path(model: SiteModel) -> dict[str, Marks]:
    found = {}
    stated, general = declarations(model), _general(model)
    for path, facts in model.site.pictures.items():
        own = stated.get(path, _NOTHING)
        if own == _NOTHING and path not in general and facts.marks == NONE:
            continue
        below = _written(general.get(path, _NOTHING), NONE, model)
        marks = _written(own, _over(below, facts.marks), model)
        if marks != NONE:
            found[path] = marks
    return found


def _over(under: Marks, over: Marks) -> Marks:
    """Return what a file says, and where it says nothing of rights what holds for all pictures."""
    if over.credit or over.creators or over.rights:
        under = msgspec.structs.replace(under, credit="", attribution="")
    if over.license or over.usage or over.statement:
        under = msgspec.structs.replace(under, license="", usage="", statement="")
    filled = {name: getattr(under, name) for name in Marks.__struct_fields__ if not getattr(over, name)}
    return msgspec.structs.replace(over, **filled)


def _written(terms: PictureTerms, marks: Marks, model: SiteModel) -> Marks:
    """Return the marks with what is stated in place of what they say; labels of generated content are only added."""
    changes: dict[str, str] = {}
    if terms.credit:
        changes |= {"credit": terms.credit, "attribution": terms.credit}
    if terms.license:
        licence = licence_of(terms.license)
        usage = licence.text or ("All rights reserved" if licence.reserves_all else "")
        changes |= {"license": licence.url, "statement": licence.url, "usage": usage}
    if terms.ai in _SOURCE_TYPES and not made_with_ai(marks):
        label = {"Label": "1" if terms.ai == "generated" else "2", "ContentProducer": terms.credit}
        label |= {"ProduceID": "", "ReservedCode1": "", "ContentPropagator": model.site.config.host}
        label |= {"PropagateID": "", "ReservedCode2": ""}
        changes |= {"source_type": _SOURCE_TYPES[terms.ai], "aigc": msgspec.json.encode(label).decode()}
    return msgspec.structs.replace(marks, **changes) if changes else marks


def _declarations(model: SiteModel) -> dict[str, PictureTerms]:
    found: dict[str, PictureTerms] = {}
    for entry in sorted(model.site.entries.values(), key=lambda entry: (not entry.trusted, entry.source)):
        for written, terms in _stated(entry):
            path = file_of(model.links.spelt, entry.source, written)
            if path in model.site.pictures and _has_say(model, entry, path):
                found.setdefault(path, terms)
    return found


def _stated(entry: AnyEntry) -> Iterator[tuple[str, PictureTerms]]:
    yield from entry.fields.pictures.items()
    for field in ("cover", "photo"):
        stated: Picture | None = getattr(entry.fields, field, None)
        if stated is not None and stated.src:
            terms = PictureTerms(stated.credit, stated.license, stated.ai)
            if terms != _NOTHING:
                yield stated.src, terms


def _general(model: SiteModel) -> dict[str, PictureTerms]:
    """Return what holds for all pictures that an entry shows, by path."""
    site, found = model.site, dict[str, PictureTerms]()
    for entry in sorted(site.entries.values(), key=lambda entry: (not entry.trusted, entry.source)):
        if not declared.has_terms(site) and entry.fields.rights.pictures == _NOTHING:
            continue
        terms = declared.merged(layer.terms for layer in declared.layers(site, entry)).pictures
        for mention in model.links.mentions[entry.key] if terms != _NOTHING else ():
            path = file_of(model.links.spelt, entry.source, mention.written) if mention.use == "picture" else ""
            if path in site.pictures and _has_say(model, entry, path):
                found.setdefault(path, terms)
    return found


def _has_say(model: SiteModel, entry: AnyEntry, path: str) -> bool:
    """Tell whether an entry may state whose a picture is: the owner's may; another's for what lies in its own folder,
    or is called like it. Where site.toml does not say which entries are the owner's, nobody knows that one is not."""
    if entry.trusted or not model.site.config.trusted:
        return True
    own = (
        entry.source.removesuffix("index.md") if entry.source.endswith("/index.md") else entry.source.rpartition(".")[0]
    )
    rest = path.removeprefix(own)
    return rest != path and (own.endswith("/") or rest[:1] in (".", "-", "_", "/"))
