"""The words of the host's letters and reports, in three languages: `catalogue_of.toml`, one table each."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def catalogue_of(lang: str) -> Mapping[str, str]:
    """Return the phrases of a language by name; of one that there is none for, the English ones."""
    tables = tomllib.loads(files("mingpian.host").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    found = tables.get(lang) or tables["zh-Hans" if lang.split("-", maxsplit=1)[0] in ("zh", "yue", "nan") else "en"]
    return {name: str(text) for name, text in found.items()}
