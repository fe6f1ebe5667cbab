"""Digests: equal values have equal ones, and values that differ in anything have others."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mingpian.core import digest

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.binary(),
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


class Pair(msgspec.Struct, frozen=True):
    """Two values."""

    left: Any
    right: Any


@given(values, values)
def test_equal_values_and_only_they_share_a_digest(one: object, other: object) -> None:
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    assert (digest.of(one) == digest.of(other)) == (encode(one) == encode(other))


@given(st.dictionaries(st.text(), st.text()))
def test_the_order_of_a_mapping_does_not_matter(mapping: dict[str, str]) -> None:
    assert digest.of(mapping) == digest.of(dict(reversed(mapping.items())))


def test_where_one_field_ends_and_the_next_begins_matters() -> None:
    assert digest.of(Pair("ab", "c")) != digest.of(Pair("a", "bc"))
    assert digest.of(Pair("", None)) != digest.of(Pair(None, ""))


def test_a_digest_is_the_same_in_every_process() -> None:
    program = "from mingpian.core import digest; print(digest.of(({'b': 1, 'a': {'x'}}, '名片')).hex())"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
