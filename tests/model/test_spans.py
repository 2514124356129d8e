"""Tests of otsannot.model.spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.spans import covered

spans = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)).map(lambda drawn: (drawn[0], sum(drawn))))


@given(spans)
def test_what_spans_cover_is_counted_once(drawn: list[tuple[int, int]]) -> None:
    assert covered(drawn) == len({position for start, end in drawn for position in range(start, end)})
