"""Moments are kept in one form, whatever form they were written in."""

from __future__ import annotations

import pytest

from otsannot.model.times import in_utc


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01T12:00:00+02:00", "2024-05-01T10:00:00Z"),
        ("2024-05-01T10:00:00.999Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01 10:00:00", "2024-05-01T10:00:00Z"),
        (" 2024-05-01 ", "2024-05-01T00:00:00Z"),
        ("20240501T100000Z", "2024-05-01T10:00:00Z"),
        ("2024-W18-3T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+05:00", None),
        ("2024-13-01T10:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_is_read_from_any_form_of_iso_8601(written: str, kept: str | None) -> None:
    assert in_utc(written) == kept
