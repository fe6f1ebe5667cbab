"""YAML as we accept it: text, lists and mappings, with the place of each; no types, tags, bombs or repeated keys.

The schema decides what a value means, so that `NO` stays a city and `1.10` stays as written (YAML 1.2 failsafe schema).
"""

import json
import re
from functools import lru_cache
from typing import Any

from mingpian.content.data_formats.yaml_lines import read_lines
from mingpian.content.data_formats.yaml_slips import mend
from mingpian.schema.located import Located, UnreadableError

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def load(text: str) -> Located:
    """Read one YAML mapping. Slips whose meaning is plain are read as meant, and told. Raises UnreadableError, with
    every fault found."""
    try:
        return located(text)
    except UnreadableError as error:
        mended = mend(text, located, error)
        if mended is None:
            raise
        return mended


def located(text: str) -> Located:
    """Read one YAML mapping as it stands. Raises UnreadableError."""
    data = read_lines(text)
    if not data:
        return _parsed(text)
    return Located(data, lambda path: _parsed(text).place_of(path), lambda path: _parsed(text).name_of(path))


@lru_cache(maxsize=1)  # who asks for one place asks for more
def _parsed(text: str) -> Located:
    from mingpian.content.data_formats import yaml_nodes  # few texts need a parser

    return yaml_nodes.located(text)


def yaml_value(text: str) -> Any:
    """Read one YAML document, whatever it is; None when it is empty. Raises UnreadableError, with every fault found."""
    from mingpian.content.data_formats import yaml_nodes

    root = yaml_nodes.composed(text)
    return None if root is None else yaml_nodes.node_value(root)


def yaml_line(text: str) -> str:
    """Return one line of text as a YAML value: plain where it reads back as it was, else in quotes."""
    try:
        if located(f"x: {text}").data == {"x": text}:
            return text
    except UnreadableError:
        pass
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in quotes, as JSON and YAML read it; what YAML takes for unprintable is written by its number."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
