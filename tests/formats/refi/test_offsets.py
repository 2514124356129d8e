"""Positions of every counting lead to the same words, and the evidence in a text shows which counting it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refi_files import coded_text, project_file, quotes, read_all, selection
from support import HARD_TEXT

from otsannot.formats.refi import offsets
from otsannot.formats.refi.deciding import STANDARD, decide, place, usual
from otsannot.formats.refi.offsets import Counting, Positions, Selected, Text

_STORED = st.lists(st.sampled_from(["a", "😀", "\r\n", "\n", "𐱅", "e\u0301", " "]), min_size=1, max_size=30).map(
    "".join
)


def units(stored: str, kept: str, position: int, counting: Counting) -> int:
    """A position in the kept text as a program counts it, counted character by character."""
    pairs = [piece == "\r\n" for piece in _pieces(stored)]
    total = 1 if counting.mark else 0
    for letter, is_pair in zip(kept[:position], pairs[:position], strict=True):
        total += 2 if counting.utf16 and ord(letter) > 0xFFFF else 1
        total += is_pair and counting.crlf
        total += counting.feeds and letter == "\n"
    return total


def _pieces(stored: str) -> list[str]:
    return [*stored.replace("\r\n", "\v").replace("\v", "\r")] if "\r" not in stored else _split(stored)


def _split(stored: str) -> list[str]:
    pieces: list[str] = []
    for letter in stored:
        if letter == "\n" and pieces and pieces[-1] == "\r":
            pieces[-1] = "\r\n"
        else:
            pieces.append(letter)
    return pieces


@given(_STORED, st.booleans(), st.data())
def test_every_counting_leads_back_to_the_kept_text(stored: str, marked: bool, data: st.DataObject) -> None:
    text = Text(stored, marked)
    start = data.draw(st.integers(0, len(text.kept)))
    end = data.draw(st.integers(start, len(text.kept)))
    for counting in text.countings():
        positions = Positions(text, counting)
        assert positions.start(units(stored, text.kept, start, counting)) == start
        assert positions.end(units(stored, text.kept, end, counting)) == end
        assert positions.length == units(stored, text.kept, len(text.kept), counting)


@given(_STORED, st.data())
def test_half_a_character_is_the_whole_of_it(stored: str, data: st.DataObject) -> None:
    text = Text(stored)
    for counting in text.countings():
        positions = Positions(text, counting)
        start = data.draw(st.integers(0, positions.length))
        end = data.draw(st.integers(start, positions.length))
        assert 0 <= positions.start(start) <= positions.end(end) <= len(text.kept)


@pytest.mark.parametrize("counting", Text(HARD_TEXT.replace("\n", "\r\n"), marked=True).countings())
def test_recorded_words_show_the_counting(counting: Counting) -> None:
    stored = HARD_TEXT.replace("\n", "\r\n")
    text = Text(stored, marked=True)
    words = ["flag", "stands on the stone", "carry", "other way.\n\nA last", "no-break"]
    selected = [
        Selected(
            units(stored, text.kept, text.kept.index(said), counting),
            units(stored, text.kept, text.kept.index(said) + len(said), counting),
            said.replace("\n", " "),
        )
        for said in words
    ]
    decision = decide(text, selected, STANDARD)
    assert decision.counting == counting
    assert (decision.why, decision.fitting, decision.recorded) == ("words", 5, 5)
    placed = place(text, selected, decision)
    assert [text.kept[one.start : one.end] for one in placed] == words


def test_without_recorded_words_passages_that_begin_and_end_between_words_show_it() -> None:
    text = Text("😀 " + "word by word, line after line. " * 8)
    starts = [at for at in range(2, len(text.kept)) if text.kept[at - 1] == " "]
    ends = [text.kept.index(" ", at) if " " in text.kept[at:] else len(text.kept) for at in starts]
    shifted = [Selected(start + 1, end + 1) for start, end in zip(starts, ends, strict=True)]
    assert decide(text, shifted, STANDARD) == (Counting(utf16=True), "borders", 0, 0, False)
    assert decide(text, shifted[:1], STANDARD).counting == STANDARD, "one passage is no evidence"


def test_nvivo_and_atlas_count_as_they_do_where_nothing_else_is_known() -> None:
    text = Text("😀\r\n")
    assert usual("NVivo 15.0.0", text) == Counting(utf16=True)
    assert usual("ATLAS.ti 23.2.3", text) == Counting(crlf=False)
    assert usual("MAXQDA 24", text) == STANDARD


def test_passages_of_one_text_may_be_counted_in_two_ways(tmp_path: Path) -> None:
    words = "😀 One day we met. 😀 Another day we parted."
    mouse = words.index("Another day")
    inside = selection(2, 9, "One day") + selection(mouse + 2, mouse + 13, "Another day", 2)
    path = project_file(tmp_path / "a.qdpx", coded_text(inside), {"sources/a.txt": words.encode()})
    study, [document] = read_all(path)
    assert quotes(document) == ["One day", "Another day"]
    assert any("counted otherwise than the rest, as their words show (1)" in told for told in study.told)


def test_labels_and_shortened_words_do_not_mislead(tmp_path: Path) -> None:
    words = "Before the flag 😀 rose there was a long and rather solemn silence over the square."
    start = words.index("there")
    inside = selection(0, 6, "a label of my own") + selection(start, len(words), "there was a long and …", 2)
    path = project_file(tmp_path / "a.qdpx", coded_text(inside), {"sources/a.txt": words.encode()})
    study, [document] = read_all(path)
    assert quotes(document) == ["Before", words[start:]]
    assert [passage.comment for passage in document.passages] == ["a label of my own", ""]
    assert study.losses == []


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (3, 3, "it has no words (joy)"),
        (90, 95, "it lies outside the text (joy)"),
        (-4, 3, "it lies outside the text (joy)"),
        (10**15, 10**16, "it lies outside the text (joy)"),
    ],
)
def test_a_selection_without_words_is_named_with_its_codes(tmp_path: Path, start: int, end: int, reason: str) -> None:
    path = project_file(tmp_path / "a.qdpx", coded_text(selection(start, end)), {"sources/a.txt": b"ten letters"})
    study, [document] = read_all(path)
    assert document.passages == ()
    assert [(loss.kind, loss.name, loss.reason) for loss in study.losses] == [("passage", f"a {start}–{end}", reason)]


def test_a_selection_beyond_the_end_keeps_the_words_there_are(tmp_path: Path) -> None:
    path = project_file(tmp_path / "a.qdpx", coded_text(selection(4, 900)), {"sources/a.txt": b"ten letters"})
    study, [document] = read_all(path)
    assert quotes(document) == ["letters"]
    assert [loss.reason for loss in study.losses] == ["it reached beyond the text, and ends with it now"]


def test_words_that_are_cut_and_hold_what_xml_cannot_are_those_of_their_passage() -> None:
    passage = "\x1c,\"'Dear reader, the flag waves over all the stones"
    assert offsets.quotes("\ufffd,\"'Dear reader, the flag…", passage)
    assert offsets.quotes(passage.replace("\x1c", "\ufffd"), passage)
    assert not offsets.quotes("\ufffd,\"'Dear writer, the flag…", passage)
