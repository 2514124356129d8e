"""Tests of otsannot.model.memos."""

from __future__ import annotations

import pytest

from otsannot.model.memos import PROJECT, Subject, heading_of, subject_of


@pytest.mark.parametrize(
    ("title", "text", "heading"),
    [
        (" A title ", "text", "A title"),
        ("", "\n\n## **First** round\n\nMore", "First round"),
        ("", "> - quoted", "quoted"),
        ("", "1. one", "one"),
        ("", "2024. A year", "2024. A year"),
        ("", r"On [R\*](otsannot:code/0f4ac3a8-5c1b-4b8e-9d1e-0123456789ab), again", "On R*, again"),
        ("", "سلام 𐱅", "سلام 𐱅"),
        ("", " \n", ""),
    ],
)
def test_a_memo_is_called_after_its_title_or_its_first_line(title: str, text: str, heading: str) -> None:
    assert heading_of(title, text) == heading


def test_the_columns_of_a_memo_say_what_it_is_about() -> None:
    for subject in (PROJECT, Subject("document", 3), Subject("code", 4), Subject("case", 5)):
        assert subject_of(**subject.columns) == subject
