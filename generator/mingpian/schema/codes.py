"""What each diagnostic means and how it is put right, for people who ask: codes.toml, in English and in Chinese."""

import functools
import tomllib
from pathlib import Path

import msgspec

_FILE = Path(__file__).with_name("codes.toml")


class Explained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnostic: what it means, and what to do, in each of two languages."""

    en: tuple[str, str]
    zh: tuple[str, str]


@functools.cache
def explained() -> dict[str, Explained]:
    """Return what is known of the codes of `core/codes.py`, in their order."""
    found = msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), dict[str, Explained])
    return dict(sorted(found.items()))
