"""Names of what lies beside entries: translations share a folder, and may bring different files of one name."""

import re
from collections.abc import Mapping
from itertools import chain, count
from typing import Any
from urllib.parse import quote

import msgspec

from mingpian import fold_path
from mingpian.importers.draft import Draft


def free_name(folder: str, name: str, digest: str, brought: dict[str, str]) -> str:
    """Return the name of a file beside an entry: another one where something else came by that name into the folder.
    `brought` has the digests of what came, by folded path; it learns of this file."""
    stem, dot, ending = name.rpartition(".")
    numbered = (f"{stem}-{number}{dot}{ending}" for number in count(2))
    names = chain([name], numbered)
    return next(one for one in names if brought.setdefault(fold_path(f"{folder}/{one}"), digest) == digest)


def renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    """Return a draft that calls files by other names, in its text and in its fields."""
    if not names:
        return draft
    called = {**names, **{quote(old): quote(new) for old, new in names.items()}}
    one_of = "|".join(map(re.escape, sorted(called, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w/.%-])(?:{one_of})(?![\w.%-])")
    body = pattern.sub(lambda found: called[found[0]], draft.body)
    return msgspec.structs.replace(draft, body=body, fields=_renamed(draft.fields, called))


def _renamed(value: Any, called: Mapping[str, str]) -> Any:
    match value:
        case dict():
            return {name: _renamed(inner, called) for name, inner in value.items()}
        case list() | tuple():
            return [_renamed(inner, called) for inner in value]
        case str():
            return called.get(value, value)
    return value
