"""Time stamps are read as programs and people write them, and a time of day is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.stamps import Stamp, stamp_at, stamps, written

LETTERS = st.text(st.sampled_from("a1٣0:[]#(). -\n𐰀👩\u200f"), max_size=40)


def read(text: str) -> list[tuple[str, str]]:
    return [(text[stamp.start : stamp.stamp_end], stamp.time) for stamp in stamps(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ja. [00:12:03] Nein.", [("[00:12:03]", "00:12:03.000")]),
        ("I: Wie? #00:00:05-2#\nB: So. #00:01:07#", [("#00:00:05-2#", "00:00:05.200"), ("#00:01:07#", "00:01:07.000")]),
        ("(1:02:03.5) ja <00:01:02,250>", [("(1:02:03.5)", "01:02:03.500"), ("<00:01:02,250>", "00:01:02.250")]),
        ("00:12:03 Ja\n00:12:09 Nein", [("00:12:03", "00:12:03.000"), ("00:12:09", "00:12:09.000")]),
        ("[59:59] a\n[75:10] b", [("[59:59]", "00:59:59.000"), ("[75:10]", "01:15:10.000")]),
        ("Anna  0:12\nJa\nBen  1:05\nNein", [("0:12", "00:00:12.000"), ("1:05", "00:01:05.000")]),
        ("[00:01.000 --> 00:04.000] a\n[00:04.000 --> 00:09.5] b", [
            ("[00:01.000 --> 00:04.000]", "00:00:01.000"), ("[00:04.000 --> 00:09.5]", "00:00:04.000")
        ]),
        ("[00:12:03:12]", [("[00:12:03:12]", "00:12:03.000")]),
        ("\u200f٠٠:٠١:٠٣ نعم\n\u200f٠٠:٠٢:٠٣ لا", [("٠٠:٠١:٠٣", "00:01:03.000"), ("٠٠:٠٢:٠٣", "00:02:03.000")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_stamp_is_read_as_programs_write_it(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The summit began at 10:30 and ended at 12:15.",
        "10:30 Opening",
        "12:15 Lunch\n9:00 Breakfast",
        "[00:99:03] and [00:10:75]",
        "Qur'an 2:255, ratio 16:9, [see 3:16]",
    ],
)
def test_a_time_of_day_is_no_stamp(text: str) -> None:
    assert stamps(text) == []


def test_what_may_be_a_time_of_day_counts_for_nothing_once_time_runs_backwards() -> None:
    assert read("[00:00:10] a [12:30] b\n[00:00:20] c") == [
        ("[00:00:10]", "00:00:10.000"),
        ("[00:00:20]", "00:00:20.000"),
    ]


def test_a_stretch_goes_from_its_stamp_to_the_blanks_before_the_next() -> None:
    text = "Vor\n[00:00:01] 𐰀👩 \n\n[00:00:02] b\n"
    assert stamps(text) == [Stamp(4, 17, "00:00:01.000", 14), Stamp(20, 32, "00:00:02.000", 30)]


def test_it_is_asked_whether_a_stamp_stands_at_a_place() -> None:
    text = "Ja [00:00:01] Nein"
    assert [stamp_at(text, place) for place in (0, 3, 4)] == [0, 13, 4]


@given(st.integers(0, 359_999_999))
def test_a_time_is_read_as_it_was_written(milliseconds: int) -> None:
    time = written(milliseconds)
    assert [stamp.time for stamp in stamps(f"[{time}]")] == [time]


@given(LETTERS)
def test_stretches_follow_each_other_in_any_text(text: str) -> None:
    found = stamps(text)
    assert all(0 <= stamp.start < stamp.stamp_end <= stamp.end <= len(text) for stamp in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_text_of_a_million_half_stamps_is_read_at_once() -> None:
    assert stamps("[0:00" * 200_000) == []
