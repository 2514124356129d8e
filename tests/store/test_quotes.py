"""A code is shown by passages of different documents, the weightiest first, and long ones are cut at a word."""

from __future__ import annotations

from support import CODER, add_text

from otsannot.model.appendix import Quote
from otsannot.model.spans import Span
from otsannot.store import Store, batches, codes, passages, quotes
from otsannot.store.coders import ensure_coder


def test_documents_take_turns_and_weight_goes_first(store: Store) -> None:
    a, b = add_text(store, "A", "one two three four"), add_text(store, "B", "five six seven")
    with store.edit("Code", CODER) as edit:
        coder, other = ensure_coder(edit, CODER), ensure_coder(edit, "Grace")
        code = codes.create_code(edit, "Number")
        codes.create_code(edit, "Unused")
        for start, end in ((0, 3), (4, 7), (8, 13)):
            passages.apply_codes(edit, a, Span(start, end), [code], coder)
        passages.apply_codes(edit, a, Span(0, 3), [code], other)
        heavy = passages.apply_codes(edit, a, Span(14, 18), [code], coder)
        batches.weigh(edit, passages.codings_of(edit.session, heavy, code), 80)
        passages.apply_codes(edit, b, Span(0, 4), [code], coder)
    with store.read() as session:
        assert quotes.quotes(session, 4) == {
            code: [Quote("four", "A"), Quote("five", "B"), Quote("one", "A"), Quote("two", "A")]
        }
        assert quotes.quotes(session, 1) == {code: [Quote("four", "A")]}


def test_a_long_passage_is_cut_at_a_word_or_a_letter(store: Store) -> None:
    words, letters = "word " * 200, "👩‍👩‍👧‍👦" * 200
    with store.edit("Code", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        code = codes.create_code(edit, "Long")
    for name, text in (("1", words), ("2", letters)):
        document = add_text(store, name, text)
        with store.edit("Code", CODER) as edit:
            passages.apply_codes(edit, document, Span(0, len(text)), [code], coder)
    with store.read() as session:
        shown = quotes.quotes(session)[code]
    assert shown == [Quote("word " * 120 + "[…]", "1"), Quote("👩‍👩‍👧‍👦" * 85 + " […]", "2")]
