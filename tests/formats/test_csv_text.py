"""Tests of otsannot.formats.csv_text."""

from __future__ import annotations

import pytest

from otsannot.errors import OtsannotError
from otsannot.formats.csv_text import read_csv


def test_rows_know_the_line_they_begin_on() -> None:
    text = 'sep=;\r\ncode;memo\r\n\r\n;;\r\nGas;"two\nlines"\r\nOil;"a; ""b"""\r\n'
    assert read_csv(text, "codes.csv", ";") == [
        (2, ["code", "memo"]), (5, ["Gas", "two\nlines"]), (7, ["Oil", 'a; "b"'])
    ]  # fmt: skip


def test_a_cell_may_be_as_long_as_a_memo() -> None:
    memo = "ä" * 200_000
    assert read_csv(f"code,memo\nGas,{memo}\n", "codes.csv", ",")[1].cells == ["Gas", memo]


def test_quotes_that_are_not_in_order_are_refused_by_the_name_of_the_file() -> None:
    with pytest.raises(OtsannotError, match=r"^codes\.csv is not a well-formed CSV file: "):
        read_csv('code,memo\nGas,"open', "codes.csv", ",")
