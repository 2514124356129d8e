"""Tests of otsannot.store.annotation_table, annotation_filter and annotation_lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CODER, HARD_TEXT, add_text

from otsannot.model.nouns import Document
from otsannot.model.places import NOWHERE, Place
from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.project import Project
from otsannot.store import Store, attributes, batches, cases, codes, documents, groups, layers, passages
from otsannot.store.annotation_filter import WITHOUT_CODE, Filter, Order, Ordering, Sieve
from otsannot.store.annotation_lines import Mark, Texts, lines
from otsannot.store.annotation_reading import first_documents
from otsannot.store.annotation_stretches import Stretches
from otsannot.store.annotation_table import AnnotationTable, Ints, place_of
from otsannot.store.coders import ensure_coder
from otsannot.store.speakers import Owned


class Study(NamedTuple):
    """Three texts, codes that stand under one another, two coders."""

    store: Store
    peace: int
    treaty: int
    trade: int


@pytest.fixture
def study(store: Store) -> Study:
    """`hard` is document 1; in the order of names, `alpha` is the first."""
    alpha = add_text(store, "alpha", "İstanbul hosts peace.\nTrade follows peace 📚 again.")
    beta = add_text(store, "beta", "Commerce and peace")
    with store.edit("Code", CODER) as edit:
        ada, grace = ensure_coder(edit, CODER), ensure_coder(edit, "Grace")
        peace = codes.create_code(edit, "Peace")
        treaty = codes.create_code(edit, "Treaty", peace)
        trade = codes.create_code(edit, "Trade")
        passages.apply_codes(edit, alpha, Span(0, 8), [peace], ada)
        passages.apply_codes(edit, alpha, Span(22, 41), [trade, treaty], grace)
        commented = passages.apply_codes(edit, beta, Span(0, 8), [trade], ada)
        passages.comment(edit, commented, "Why İSTANBUL?")
        batches.weigh(edit, passages.codings_of(edit.session, commented, trade), 60)
        passages.highlight(edit, 1, Span(13, 24), grace)
        attributes.state_facts(edit, alpha, {"kind": "essay"})
        attributes.state_facts(edit, beta, {"kind": "note"})
        groups.create_group(edit, "Papers", [beta])
        turns = [Part(0, 21, "speaker", "Ayla"), Part(22, 52, "speaker", "Can"), Part(40, 50, "speaker", "Ayla")]
        edit.set(edit.get(Document, alpha), layer_sha256=layers.keep_layer(edit, turns))
        cases.create_case(edit, "Ayla", [alpha])
        cases.create_case(edit, "Can", [alpha, beta])
        cases.create_case(edit, "Nobody", [alpha])
        cases.create_case(edit, "Empty")
    return Study(store, peace, treaty, trade)


def loaded(store: Store) -> AnnotationTable:
    table = AnnotationTable()
    with store.read() as session:
        table.load(session)
        table.read_facts(session)
        table.read_texts(session)
    return table


def rows(store: Store, table: AnnotationTable, wanted: Filter = Filter(), order: Order = Order()) -> Ints:  # noqa: B008
    with store.read() as session:
        book = codes.tree(session)
        found = table.ordered[Sieve(table, session, book, wanted).fits(table.ordered)]
        return Ordering(table, session, book, order).sorted(found)


def shown(store: Store, table: AnnotationTable, chosen: Ints) -> list[tuple[str, str, str]]:
    """The document, the passage and the code of rows."""
    with store.read() as session:
        book, held = codes.tree(session), table.columns
        columns = (held.annotation, held.coding, held.document, held.start, held.end)
        marks = list(map(Mark._make, zip(*(column[chosen].tolist() for column in columns), strict=True)))
        named = [book.by_id[number].name if number else "" for number in held.code[chosen].tolist()]
        found = lines(session, marks, Texts())
    return [(table.names[line.mark.document_id], line.passage, name) for line, name in zip(found, named, strict=True)]


ALL = [
    ("alpha", "İstanbul", "Peace"),
    ("alpha", "Trade follows peace", "Trade"),
    ("alpha", "Trade follows peace", "Treaty"),
    ("beta", "Commerce", "Trade"),
    ("hard", "👩‍👩‍👧‍👦, the", ""),
]


def test_there_is_a_row_for_each_coding_and_for_each_passage_without_a_code(study: Study) -> None:
    table = loaded(study.store)
    assert shown(study.store, table, table.ordered) == ALL
    assert table.columns.paragraph[table.ordered].tolist() == [1, 2, 2, 1, 1]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (lambda s: Filter(words="istanbul"), [0, 3]),
        (lambda s: Filter(words="PEACE trade"), [1, 2]),
        (lambda s: Filter(words="peace treaty"), [2]),
        (lambda s: Filter(passage="follows  peace"), [1, 2]),
        (lambda s: Filter(passage="peace istanbul"), []),
        (lambda s: Filter(comment="why ist"), [3]),
        (lambda s: Filter(is_commented=True), [3]),
        (lambda s: Filter(is_commented=False), [0, 1, 2, 4]),
        (lambda s: Filter(codes=frozenset({s.peace})), [0, 2]),
        (lambda s: Filter(codes=frozenset({s.treaty, WITHOUT_CODE})), [2, 4]),
        (lambda s: Filter(coders=frozenset({2})), [1, 2, 4]),
        (lambda s: Filter(documents=frozenset({3, 1})), [3, 4]),
        (lambda s: Filter(documents=frozenset({3, 1}), sight=frozenset({3})), [3]),
        (lambda s: Filter(groups=frozenset({1})), [3]),
        (lambda s: Filter(cases=frozenset({1})), [0, 1, 2]),
        (lambda s: Filter(cases=frozenset({2})), [1, 2, 3]),
        (lambda s: Filter(cases=frozenset({3})), [0, 1, 2]),
        (lambda s: Filter(cases=frozenset({4})), []),
        (lambda s: Filter(cases=frozenset({2}), codes=frozenset({s.peace})), [2]),
        (lambda s: Filter(focus_speaker="Can"), [1, 2]),
        (lambda s: Filter(focus_speaker="Ayla", cases=frozenset({2})), [1, 2]),
        (lambda s: Filter(values=frozenset({(1, "essay"), (1, "other")})), [0, 1, 2]),
        (lambda s: Filter(since=2_000_000_000), []),
        (lambda s: Filter(since=1_000_000_000, until=4_000_000_000), [0, 1, 2, 3, 4]),
        (lambda s: Filter(focus_codes=frozenset({s.trade}), focus_coders=frozenset({1})), [3]),
        (lambda s: Filter(words="peace", codes=frozenset({s.trade}), coders=frozenset({2})), [1]),
    ],
)
def test_a_filter_finds_what_has_all_that_it_asks(
    study: Study, wanted: Callable[[Study], Filter], places: list[int]
) -> None:
    table = loaded(study.store)
    found = rows(study.store, table, wanted(study))
    assert shown(study.store, table, found) == [ALL[place] for place in places]
    with study.store.read() as session:  # one by one, as rows are looked at after an edit
        sieve = Sieve(table, session, codes.tree(session), wanted(study))
        alone = [bool(sieve.fits(np.array([row], np.int32))[0]) for row in table.ordered]
    assert [place for place, fits in enumerate(alone) if fits] == places


@pytest.mark.parametrize(
    ("order", "places"),
    [
        (Order(), [0, 1, 2, 3, 4]),
        (Order("document", descending=True), [4, 3, 0, 1, 2]),
        (Order("passage"), [3, 0, 1, 2, 4]),
        (Order("passage", descending=True), [4, 1, 2, 0, 3]),
        (Order("code"), [0, 1, 3, 2, 4]),
        (Order("code", descending=True), [2, 1, 3, 0, 4]),
        (Order("coder", descending=True), [1, 2, 4, 0, 3]),
        (Order("weight"), [3, 0, 1, 2, 4]),
        (Order("weight", descending=True), [3, 0, 1, 2, 4]),
        (Order("comment", descending=True), [3, 0, 1, 2, 4]),
        (Order("paragraph"), [0, 3, 4, 1, 2]),
        (Order("created"), [0, 1, 2, 3, 4]),
    ],
)
def test_rows_are_sorted_by_any_column_and_blanks_stand_last(study: Study, order: Order, places: list[int]) -> None:
    table = loaded(study.store)
    found = rows(study.store, table, order=order)
    assert shown(study.store, table, found) == [ALL[place] for place in places]
    with study.store.read() as session:
        key = Ordering(table, session, codes.tree(session), order).key
        assert [place_of(found, int(row), key) for row in found] == [0, 1, 2, 3, 4]


def test_an_update_reads_what_came_what_went_and_what_changed(study: Study) -> None:
    table = loaded(study.store)
    with study.store.edit("Change", CODER) as edit:
        fresh = passages.apply_codes(edit, 3, Span(9, 18), [study.peace, study.trade], 1)
        batches.remove_codings(edit, [2])
        passages.comment(edit, 1, "Now with a comment")
        passages.remove_annotations(edit, [4])
    with study.store.read() as session:
        patch = table.update(session, [1, 2, 4, fresh])
    again = loaded(study.store)
    assert shown(study.store, table, table.ordered) == shown(study.store, again, again.ordered)
    assert (len(patch.fresh), len(patch.gone)) == (4, 2)
    for wanted in (Filter(words="now comment"), Filter(passage="and peace"), Filter(is_commented=True)):
        found, expected = rows(study.store, table, wanted), rows(study.store, again, wanted)
        assert shown(study.store, table, found) == shown(study.store, again, expected)


def test_texts_that_are_read_after_an_update_leave_it_as_it_is(study: Study) -> None:
    table = AnnotationTable()
    with study.store.read() as session:
        table.load(session)
    with study.store.edit("Change", CODER) as edit:
        passages.comment(edit, 1, "Late")
    with study.store.read() as session:
        table.update(session, [1])
        table.read_facts(session)
        table.read_texts(session)
    assert shown(study.store, table, rows(study.store, table, Filter(comment="late"))) == [ALL[0]]
    assert len(rows(study.store, table, Filter(words="istanbul"))) == 2


def test_work_that_is_stopped_goes_on_where_it_was(study: Study) -> None:
    table = AnnotationTable()
    with study.store.read() as session:
        table.load(session)
        table.read_texts(session, lambda: True)
        assert not table.has_texts
        table.read_texts(session)
    assert len(rows(study.store, table, Filter(passage="peace"))) == 2


def test_the_first_documents_hold_enough_for_a_first_look(study: Study) -> None:
    with study.store.read() as session:
        assert [first_documents(session, count) for count in (1, 2, 3)] == [[2], [2], [2, 3]]
        table = AnnotationTable()
        table.load(session, document_ids=[2])
    assert shown(study.store, table, table.ordered) == ALL[:3]


def test_an_empty_study_has_an_empty_table(project: Project) -> None:
    table = loaded(project.store)
    assert (table.total, rows(project.store, table, Filter(words="x"), Order("passage")).tolist()) == (0, [])


def test_a_renamed_document_takes_its_place(study: Study) -> None:
    with study.store.edit("Rename", CODER) as edit:
        documents.rename_document(edit, 2, "zeta")
    table = loaded(study.store)
    assert [name for name, _passage, _code in shown(study.store, table, table.ordered)] == [
        "beta",
        "hard",
        "zeta",
        "zeta",
        "zeta",
    ]


def test_a_row_says_who_speaks_where_it_is_known(study: Study) -> None:
    with study.store.read() as session:
        alpha, beta = lines(session, [Mark(2, 0, 2, 22, 41), Mark(3, 0, 3, 0, 8)], Texts())
    assert (alpha.place, beta.place) == (Place(speaker="Can; Ayla"), NOWHERE)


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 30), st.integers(1, 20))),
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 50), st.integers(1, 9)), min_size=1),
)
def test_a_passage_is_in_stretches_when_it_shares_a_letter(
    made: list[tuple[int, int, int]], asked: list[tuple[int, int, int]]
) -> None:
    stretches = [Owned(document, start, start + length) for document, start, length in made]
    columns = np.array([(document, start, start + length) for document, start, length in asked], np.int32).T
    assert Stretches(stretches).meet(*columns).tolist() == [
        any(document == of and start < till and since < start + length for of, since, till in stretches)
        for document, start, length in asked
    ]


def test_a_long_passage_is_cut_between_letters(study: Study) -> None:
    with study.store.read() as session:
        (line,) = lines(session, [Mark(4, 0, 1, 0, len(HARD_TEXT))], Texts(), 15)
        (gone,) = lines(session, [Mark(99, 0, 1, 0, 3)], Texts())
    assert line.passage == HARD_TEXT[:19] + "…"
    assert (gone.passage, gone.created) == ("", "")
