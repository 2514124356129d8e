"""Tests of otsannot.ui.reference."""

from __future__ import annotations

from otsannot.model.spans import Span
from otsannot.ui.reference import with_reference

TEXT = "First.\n\n𐱅𐰇𐰼𐰜 stands there.\nLast."


def test_words_are_given_with_document_paragraph_and_positions() -> None:
    start = TEXT.index("𐱅")
    assert with_reference(TEXT, Span(start, start + 4), "Aliyev 2022") == "“𐱅𐰇𐰼𐰜” (Aliyev 2022, ¶ 3, 8–12)"


def test_words_of_several_paragraphs_name_the_first_and_the_last() -> None:
    found = with_reference(TEXT, Span(0, len(TEXT)), "A {b} & c")
    assert found == f"“{TEXT}” (A {{b}} & c, ¶ 1–4, 0–{len(TEXT)})"
