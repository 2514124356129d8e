"""Links in memos lead by GUID, and what they show is what was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.links import QUOTED, Link, Target, link_at, links, quoted, relabelled, target_of, written

CODE = Target("code", "0f4ac3a8-5c1b-4b8e-9d1e-0123456789ab")
PASSAGE = Target("annotation", "1f4ac3a8-5c1b-4b8e-9d1e-0123456789ab")


def test_links_are_found_where_they_stand() -> None:
    text = f"𐱅👩‍👩‍👧‍👦 [Security > Defence]({CODE.url}), [x](https://example.org) and [“é”]({PASSAGE.url})."
    first, second = links(text)
    assert first == Link(text.index("["), text.index(","), "Security > Defence", CODE)
    assert (second.label, second.target) == ("“é”", PASSAGE)
    assert text[second.start : second.end] == f"[“é”]({PASSAGE.url})"


def test_an_address_says_where_it_leads() -> None:
    assert target_of(CODE.url) == CODE
    for address in ("otsannot:code/1", "https://example.org", "otsannot:coder/" + CODE.guid, CODE.url + "/x", ""):
        assert target_of(address) is None


@given(st.text(), st.text(), st.text())
def test_any_label_is_shown_as_it_was_written(before: str, label: str, after: str) -> None:
    text = before.replace("[", "(").replace("\\", "/") + written(label, CODE) + after.replace("]", ")")
    found = next(link for link in links(text) if link.target == CODE)
    on_one_line = label
    for mark in ("\t", "\n", "\r", "\u2028", "\u2029"):
        on_one_line = on_one_line.replace(mark, " ")
    while "  " in on_one_line:
        on_one_line = on_one_line.replace("  ", " ")
    assert found.label == on_one_line


def test_a_link_is_found_from_any_place_in_it() -> None:
    text = f"a {written('b', CODE)} c"
    start, end = text.index("["), text.index(" c")
    assert [link_at(text, at) is not None for at in (start - 1, start, end, end + 1)] == [False, True, True, False]


def test_refreshed_labels_leave_all_other_words_alone() -> None:
    text = f"*{written('Defense', CODE)}* and {written('“army”', PASSAGE)} and \u00a0."
    assert relabelled(text, {CODE: "Security > [Defence]"}) == (
        f"*{written('Security > [Defence]', CODE)}* and {written('“army”', PASSAGE)} and \u00a0."
    )


def test_a_passage_is_quoted_by_its_first_words_and_no_letter_is_cut() -> None:
    assert quoted(" two\n words\u00a0here ") == "“two words\u00a0here”"
    assert quoted("word, " * 30) == "“" + "word, " * 9 + "word…”"
    family = "👩‍👩‍👧‍👦"
    assert set(quoted(family * QUOTED).strip("“…”").split(family)) == {""}
