"""What people write as a number, a date or an answer is kept in one form, and anything else is refused in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.errors import OtsannotError
from otsannot.model.attribute_values import (
    PLAIN,
    Conventions,
    canonical,
    decimal_mark,
    fits,
    guess_kind,
    number_of,
    order,
)
from otsannot.model.nouns import KINDS

COMMA = Conventions(decimal=",")
MONTH_FIRST = Conventions(day_first=False)
CHOICES = ["Azerbaijan", "Türkiye", "Kazakhstan"]

KEPT = [
    ("text", " as it is\n", PLAIN, " as it is\n"),
    ("number", " 12 ", PLAIN, "12"),
    ("number", "1,234.50", PLAIN, "1234.5"),
    ("number", "1.234,5", PLAIN, "1234.5"),
    ("number", "1 234 567", PLAIN, "1234567"),
    ("number", "1\u202f234,5", PLAIN, "1234.5"),
    ("number", "1,234", PLAIN, "1234"),
    ("number", "1,234", COMMA, "1.234"),
    ("number", "1.234", PLAIN, "1.234"),
    ("number", "1.234", COMMA, "1234"),
    ("number", "3,5", PLAIN, "3.5"),
    ("number", "\u22127", PLAIN, "-7"),
    ("number", "1e3", PLAIN, "1000"),
    ("number", "-0.0", PLAIN, "0"),
    ("number", "٢٠٢٤", PLAIN, "2024"),
    ("date", "2024-10-21", PLAIN, "2024-10-21"),
    ("date", "2024-10-21T00:00:00", PLAIN, "2024-10-21"),
    ("date", "2024-3", PLAIN, "2024-03"),
    ("date", "2024", PLAIN, "2024"),
    ("date", "0732", PLAIN, "0732"),
    ("date", "21.10.2024", PLAIN, "2024-10-21"),
    ("date", "3/4/2024", PLAIN, "2024-04-03"),
    ("date", "3/4/2024", MONTH_FIRST, "2024-03-04"),
    ("date", "21/10/24", MONTH_FIRST, "2024-10-21"),
    ("date", "1/2/99", PLAIN, "1999-02-01"),
    ("date", "21 October 2024", PLAIN, "2024-10-21"),
    ("date", "Oct 21, 2024", PLAIN, "2024-10-21"),
    ("date", "October 2024", PLAIN, "2024-10"),
    ("date", "21 Ekim 2024", Conventions(months={"ekim": 10}), "2024-10-21"),
    ("yes_no", "Evet", PLAIN, "yes"),
    ("yes_no", "FALSE", PLAIN, "no"),
    ("yes_no", "1", PLAIN, "yes"),
    ("choice", "turkiye", PLAIN, "Türkiye"),
    *[(kind, "  ", PLAIN, "") for kind in KINDS if kind != "text"],
]


@pytest.mark.parametrize(("kind", "written", "ways", "kept"), KEPT)
def test_a_value_is_kept_in_the_form_of_its_kind(kind: str, written: str, ways: Conventions, kept: str) -> None:
    assert canonical(kind, written, CHOICES, ways) == kept
    assert fits(kind, kept, CHOICES)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *[
            ("number", value)
            for value in ("twelve", "1,2,3", "1.2.3,4,5", "12 %", "inf", "nan", "1e999", "--1", "1..2")
        ],
        *[("date", value) for value in ("2024-13", "2023-02-29", "32.1.2024", "yesterday", "2024-10-21T12:30:00")],
        ("date", "21 Smarch 2024"),
        ("yes_no", "perhaps"),
        ("choice", "Hungary"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(kind: str, written: str) -> None:
    with pytest.raises(OtsannotError, match=r"“.*” is n"):
        canonical(kind, written, CHOICES)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_is_read_back_as_it_was_kept(figure: Decimal) -> None:
    kept = canonical("number", str(figure))
    assert number_of(kept) == figure
    assert canonical("number", kept) == kept
    assert canonical("number", kept.replace(".", ","), (), COMMA) == kept


@given(st.dates(), st.booleans())
def test_a_date_is_read_in_the_order_of_the_country(day: date, day_first: bool) -> None:
    written = f"{day.day}.{day.month}.{day.year:04}" if day_first else f"{day.month}/{day.day}/{day.year:04}"
    assert canonical("date", written, (), Conventions(day_first=day_first)) == day.isoformat()


@given(st.sampled_from(KINDS), st.text())
def test_anything_at_all_is_kept_or_refused(kind: str, written: str) -> None:
    try:
        kept = canonical(kind, written, CHOICES)
    except OtsannotError:
        return
    assert canonical(kind, kept, CHOICES) == kept
    order(kind, kept, CHOICES)


def test_values_stand_in_the_order_of_their_kind() -> None:
    assert sorted(["10", "9", "", "-1", "many"], key=lambda value: order("number", value)) == [
        "-1",
        "9",
        "10",
        "many",
        "",
    ]
    assert sorted(["2024-10", "2023", "", "soon"], key=lambda value: order("date", value)) == [
        "2023",
        "2024-10",
        "soon",
        "",
    ]
    by_choice = sorted(
        ["Kazakhstan", "Azerbaijan", "Türkiye", "Else"], key=lambda value: order("choice", value, CHOICES)
    )
    assert by_choice == ["Azerbaijan", "Türkiye", "Kazakhstan", "Else"]


@pytest.mark.parametrize(
    ("values", "kind", "choices"),
    [
        (["1", "2.5", "", "-3"], "number", []),
        (["007", "008"], "text", []),
        (["2024", "2023"], "number", []),
        (["2024-10-21", "2023", ""], "date", []),
        (["yes", "No", "yes"], "yes_no", []),
        (["b", "a", "b", "a"], "choice", ["a", "b"]),
        (["a", "b", "c"], "text", []),
        (["same", "same"], "text", []),
        (["", " "], "text", []),
    ],
)
def test_the_kind_of_a_column_is_guessed(values: list[str], kind: str, choices: list[str]) -> None:
    assert guess_kind(values) == (kind, choices)


def test_a_decimal_comma_needs_a_proof() -> None:
    assert [decimal_mark([value, "7"]) for value in ("3,5", "1.234,5", "1,234", "1,234.5", "1.5")] == [
        ",",
        ",",
        ".",
        ".",
        ".",
    ]
