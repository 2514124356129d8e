"""Dates are compared as far as both of them go."""

from __future__ import annotations

import pytest

from otsannot.model.conditions import Condition, Described, answers


@pytest.mark.parametrize(
    ("stated", "asked", "is_before", "is_after"),
    [
        ("2024-10-21", "2024-10-22", True, False),
        ("2024-10-21", "2024-10", False, False),
        ("2024-10-21", "2023", False, True),
        ("2024", "2024-10", False, False),
        ("2024-10", "2024-10-21", False, False),
        ("2024", "2025-01-01", True, False),
        ("2024-10", "2024-09-30", False, True),
        ("", "2024", False, False),
    ],
)
def test_a_date_that_says_less_is_neither_before_nor_after(
    stated: str, asked: str, is_before: bool, is_after: bool
) -> None:
    document = Described("", frozenset(), frozenset(), {1: stated})
    found = [
        answers(document, [Condition("attribute", 1, operation, asked)], {1: "date"}) for operation in ("less", "more")
    ]
    assert found == [is_before, is_after]
