"""Tests of otsannot.ui.document.display_text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.ui.document.display_text import LONGEST_BLOCK, display_text

letters = st.sampled_from("ab ş\n\r\u2028\u2029\ufdd0\ufdd1\x85\x0c\U00010c00")
texts = st.text(letters, max_size=50)


@given(texts)
def test_what_is_shown_is_as_long_as_what_is_stored_and_has_its_paragraphs(text: str) -> None:
    shown, breaks = display_text(text)
    assert len(shown) == len(text)
    assert breaks == []
    assert [at for at, letter in enumerate(shown) if letter == "\n"] == [
        at for at, letter in enumerate(text) if letter == "\n"
    ]
    assert not set(shown) & set("\r\u2029\ufdd0\ufdd1")


def test_a_long_paragraph_is_broken_at_spaces() -> None:
    text = "short\n" + "word " * 5000 + "\nshort again\n" + "end " * 1000
    shown, breaks = display_text(text)
    assert len(shown) == len(text)
    assert max(len(block) for block in shown.split("\n")) <= LONGEST_BLOCK
    assert [at for at in range(len(text)) if shown[at] != text[at]] == breaks
    assert {text[at] for at in breaks} == {" "}
    assert not any(text.index("\nshort again") <= at <= text.index("again") for at in breaks)


def test_a_long_paragraph_without_a_space_is_left_in_one_piece() -> None:
    text = "中" * (3 * LONGEST_BLOCK) + "\nend"
    assert display_text(text) == (text, [])
