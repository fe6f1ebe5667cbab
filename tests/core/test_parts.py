"""Parts that are put into one are taken out as they were, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.core.parts import packed, unpacked

parts = st.dictionaries(st.from_regex(r"[a-z0-9-]+", fullmatch=True), st.binary(), min_size=1)


@given(parts)
def test_what_was_put_in_comes_out(put: dict[str, bytes]) -> None:
    assert unpacked(packed(put)) == put


@given(parts, st.data())
def test_damage_is_noticed(put: dict[str, bytes], data: st.DataObject) -> None:
    whole = packed(put)
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    for damaged in (flipped, whole[:at]):
        with pytest.raises(ValueError):
            unpacked(damaged)
