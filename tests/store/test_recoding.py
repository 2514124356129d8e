"""Tests of otsannot.store.recoding."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import CODER, HARD_TEXT, add_text, dump

from otsannot.errors import CancelledError, OtsannotError
from otsannot.model.code_tree import DEEPEST
from otsannot.model.nouns import DEFINITION_FIELDS, Annotation, Coding, Memo
from otsannot.model.spans import Span
from otsannot.progress import Progress
from otsannot.store import Edit, Store, arranging, batches, check, codes, passages, recoding
from otsannot.store.coders import ensure_coder
from otsannot.store.recoding import Moved
from otsannot.store.rows import raw


def make(store: Store, *paths: str) -> list[int]:
    with store.edit("Codebook", CODER) as edit:
        return [codes.find_or_create(edit, path) for path in paths]


def code(store: Store, span: tuple[int, int], *names: str, coder: str = CODER, weight: int | None = None) -> int:
    with store.edit("Code", coder) as edit:
        ids = [codes.find_or_create(edit, name) for name in names]
        found = passages.apply_codes(edit, 1, Span(*span), ids, ensure_coder(edit, coder))
        for code_id in ids if weight is not None else ():
            batches.weigh(edit, passages.codings_of(edit.session, found, code_id), weight)
        return found


def merge(store: Store, sources: Iterable[int], target: int) -> Moved:
    with store.edit("Merge", CODER) as edit:
        return recoding.merge_codes(edit, sources, target)


def book(store: Store) -> list[str]:
    with store.read() as session:
        found = codes.tree(session)
        return [found.path(row.id) for row in found.walk()]


def coded(store: Store) -> list[tuple[int, str, str, int | None]]:
    """Where each passage begins, with the code, coder and weight of each of its codings."""
    statement = """
        SELECT start, code.name, coder.name, weight FROM coding JOIN annotation ON annotation.id = annotation_id
        JOIN code ON code.id = code_id JOIN coder ON coder.id = coding.coder_id ORDER BY start, code.name, coder.name"""
    with store.read() as session:
        return list(raw(session, statement))


def test_merging_codes_moves_their_codings(store: Store) -> None:
    joy, happiness, _anger = make(store, "Joy", "Happiness", "Anger")
    code(store, (0, 4), "Joy")
    code(store, (5, 11), "Joy", "Anger")
    code(store, (12, 17), "Happiness")
    assert merge(store, [joy], happiness) == Moved(2, 0)
    assert coded(store) == [
        (0, "Happiness", CODER, None), (5, "Anger", CODER, None), (5, "Happiness", CODER, None),
        (12, "Happiness", CODER, None),
    ]  # fmt: skip
    assert book(store) == ["Happiness", "Anger"]


def test_codings_of_one_passage_and_coder_fuse_and_the_higher_weight_stays(store: Store) -> None:
    joy, bliss, happiness = make(store, "Joy", "Bliss", "Happiness")
    for start, weights in {0: (80, None, 20), 5: (None, None, 30), 12: (None, 10, None), 18: (1, 2, None)}.items():
        for name, weight in zip(("Joy", "Bliss", "Happiness"), weights, strict=True):
            if start != 18 or name != "Happiness":
                code(store, (start, start + 3), name, weight=weight)
    code(store, (0, 3), "Joy", coder="Grace", weight=99)
    before = dump(store)
    assert merge(store, [joy, bliss], happiness) == Moved(2, 7)
    assert coded(store) == [
        (0, "Happiness", CODER, 80), (0, "Happiness", "Grace", 99), (5, "Happiness", CODER, 30),
        (12, "Happiness", CODER, 10), (18, "Happiness", CODER, 2),
    ]  # fmt: skip
    store.undo()
    assert dump(store) == before
    assert check.faults(store) == []


def test_merging_leaves_comments_and_passages_as_they_are(store: Store) -> None:
    joy, happiness = make(store, "Joy", "Happiness")
    number = code(store, (0, 4), "Joy", "Happiness")
    with store.edit("Comment", CODER) as edit:
        passages.comment(edit, number, "Why?")
    before = dump(store)["annotation"]
    merge(store, [joy], happiness)
    assert dump(store)["annotation"] == before


def test_children_move_under_the_target_and_a_taken_name_gets_a_number(store: Store) -> None:
    joy, happiness, *_rest = make(store, "Joy", "Happiness", "Joy > Pride", "Joy > Hope > Faith", "Happiness > Hope")
    merge(store, [joy], happiness)
    assert book(store) == [
        "Happiness",
        "Happiness > Hope",
        "Happiness > Pride",
        "Happiness > Hope (2)",
        "Happiness > Hope (2) > Faith",
    ]


def test_a_target_under_a_source_takes_its_place(store: Store) -> None:
    anger, joy, bliss, pride, trade = make(
        store, "Anger", "Anger > Joy", "Anger > Joy > Bliss", "Anger > Pride", "Trade"
    )
    code(store, (0, 4), "Anger", "Joy", "Bliss")
    assert merge(store, [joy, anger], bliss) == Moved(0, 2)
    assert book(store) == ["Bliss", "Bliss > Pride", "Trade"]
    store.undo()
    store.redo()
    assert check.faults(store) == []
    with pytest.raises(OtsannotError, match="A code cannot be merged into itself"):
        merge(store, [pride, trade], trade)


def test_definitions_are_appended_once_and_fill_what_the_target_lacks(store: Store) -> None:
    joy, bliss, happiness = make(store, "Joy", "Bliss", "Happiness")
    with store.edit("Define", CODER) as edit:
        codes.define_code(edit, joy, brief_definition="Glad.", example="“Ha!”", memo="same", when_to_use="  ")
        codes.define_code(edit, bliss, example="“Oh!”", memo="same", when_not_to_use="Seldom\n")
        codes.define_code(edit, happiness, brief_definition="Content.", memo="the same", when_to_use=" ")
        codes.bind_digit(edit, bliss, 7)
    merge(store, [joy, bliss], happiness)
    with store.read() as session:
        found = codes.definition(session, happiness)._asdict()
        digit = codes.tree(session).by_id[happiness].digit
    assert found == dict.fromkeys(DEFINITION_FIELDS, "") | {
        "brief_definition": "Content.\n\nGlad.",
        "example": "“Ha!”\n\n“Oh!”",
        "memo": "the same",
        "when_to_use": " ",
        "when_not_to_use": "Seldom\n",
    }
    assert digit == 7


def test_codes_too_deep_for_a_place_under_the_target_are_refused(store: Store) -> None:
    deep, top, low = make(store, " > ".join(["a"] * DEEPEST), "b > c > d", "b > c")
    with store.read() as session:
        a = codes.tree(session).children(None)[0].id
    with pytest.raises(OtsannotError, match="levels at most"):
        merge(store, [a], low)
    merge(store, [deep], top)


def test_chosen_passages_of_a_code_move_to_another(store: Store) -> None:
    joy, happiness = make(store, "Joy", "Happiness")
    for start in (0, 5, 12):
        code(store, (start, start + 3), "Joy")
    code(store, (12, 15), "Happiness")
    with store.read() as session:
        rows = list(recoding.coded_passages(session, joy))
    assert [(row.document_id, row.start, row.end, row.coder, row.comment) for row in rows] == [
        (1, 0, 3, CODER, ""), (1, 5, 8, CODER, ""), (1, 12, 15, CODER, ""),
    ]  # fmt: skip
    with store.edit("Split", CODER) as edit:
        moved = recoding.move_codings(edit, [row.coding_id for row in rows[1:]], happiness)
    assert moved == Moved(1, 1)
    assert [(start, name) for start, name, *_rest in coded(store)] == [(0, "Joy"), (5, "Happiness"), (12, "Happiness")]


def test_codings_that_have_the_code_already_are_left_alone(store: Store) -> None:
    (joy,) = make(store, "Joy")
    code(store, (0, 4), "Joy")
    with store.edit("Split", CODER) as edit:
        assert recoding.move_codings(edit, [1], joy) == Moved(0, 0)
    assert store.undoable().undo == "Code"


def test_memos_go_to_the_target(store: Store) -> None:
    joy, happiness = make(store, "Joy", "Happiness")
    with store.edit("Memo", CODER) as edit:
        edit.add(Memo(coder_id=ensure_coder(edit, CODER), code_id=joy, text="Why?"))
    merge(store, [joy], happiness)
    with store.read() as session:
        assert list(raw(session, "SELECT code_id, text FROM memo")) == [(happiness, "Why?")]


def test_a_folder_takes_codes_and_no_codings(store: Store) -> None:
    joy, folder, _hope = make(store, "Joy", "Feelings", "Joy > Hope")
    with store.edit("Folder", CODER) as edit:
        codes.set_folder(edit, folder, True)
    code(store, (0, 4), "Joy")
    with pytest.raises(OtsannotError, match="“Feelings” is a folder"):
        merge(store, [joy], folder)
    with store.edit("Remove", CODER) as edit:
        batches.remove_codings(edit, [1])
    assert merge(store, [joy], folder) == Moved(0, 0)
    assert book(store) == ["Feelings", "Feelings > Hope"]


CODINGS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from("abc"), st.sampled_from([CODER, "Grace"]), st.none() | st.integers(0, 100)
    ),
    max_size=14,
)
"""Where a passage begins, its code, its coder and the weight."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codings=CODINGS, target=st.sampled_from("abc"))
def test_each_passage_and_coder_keeps_one_coding_with_the_highest_weight(
    store: Store, codings: list[tuple[int, str, str, int | None]], target: str
) -> None:
    begin = store.undoable().undo
    ids = dict(zip("abc", make(store, *"abc"), strict=True))
    with store.edit("Code", CODER) as edit:
        for start, name, coder, weight in codings:
            found = passages.apply_codes(edit, 1, Span(start, start + 2), [ids[name]], ensure_coder(edit, coder))
            batches.weigh(edit, passages.codings_of(edit.session, found, ids[name]), weight)
    before = dump(store)
    weights: dict[tuple[int, str], list[int]] = {}
    for start, _name, coder, weight in coded(store):
        weights.setdefault((start, coder), []).append(-1 if weight is None else weight)
    moved = merge(store, [ids[name] for name in "abc" if name != target], ids[target])
    assert sorted((start, coder, name) for start, name, coder, _weight in coded(store)) == sorted(
        (start, coder, target) for start, coder in weights
    )
    assert {(start, coder): -1 if weight is None else weight for start, _name, coder, weight in coded(store)} == {
        key: max(found) for key, found in weights.items()
    }
    assert moved.fused == sum(len(found) - 1 for found in weights.values())
    store.undo()
    assert dump(store) == before
    while store.undoable().undo != begin:
        store.undo()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(0, 5), min_size=6, max_size=6),
    names=st.lists(st.sampled_from("abc"), min_size=6, max_size=6),
    chosen=st.sets(st.integers(0, 5), min_size=1, max_size=4),
    target=st.integers(0, 5),
)
def test_any_codes_of_any_tree_become_one(
    store: Store, parents: list[int], names: list[str], chosen: set[int], target: int
) -> None:
    begin = store.undoable().undo
    with store.edit("Codebook", CODER) as edit:
        made: list[int] = []
        for number, (parent, name) in enumerate(zip(parents, names, strict=True)):
            parent_id = made[parent] if parent < number else None
            taken = {row.name for row in codes.tree(edit.session).children(parent_id)}
            made.append(codes.create_code(edit, arranging.free_name(name, taken), parent_id))
    before = dump(store)
    sources = [made[number] for number in chosen - {target}]
    why_not = refusal(store, sources, made[target]) if sources else "nothing to merge"
    # A target that stood under one of the others may find its name taken where that one was.
    assert not why_not or why_not == "nothing to merge" or why_not.endswith("already.")
    if not why_not:
        with store.read() as session:
            found = codes.tree(session)
        assert {row.id for row in found.walk()} == set(made) - set(sources)
        for row in found.walk():
            siblings = [sibling.name for sibling in found.children(row.parent_id)]
            assert len(siblings) == len(set(siblings))
        store.undo()
    assert dump(store) == before
    store.undo()
    assert store.undoable().undo == begin


def refusal(store: Store, sources: list[int], target: int) -> str:
    """Why codes could not be merged; nothing where they were."""
    try:
        merge(store, sources, target)
    except OtsannotError as error:
        return str(error)
    return ""


class StopsAt(Progress):
    """Is stopped by the user after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def advance(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise CancelledError


def many_codings(edit: Edit, code_id: int, count: int) -> None:
    coder = ensure_coder(edit, CODER)
    rows = ({"document_id": 2, "coder_id": coder, "start": n, "end": n + 1} for n in range(count))
    made = edit.add_many(Annotation, rows)
    edit.add_many(Coding, ({"annotation_id": n, "code_id": code_id, "coder_id": coder} for n in made))


def test_a_merge_that_is_stopped_leaves_everything_as_it_was(store: Store) -> None:
    add_text(store, "long", HARD_TEXT * 100)
    joy, happiness = make(store, "Joy", "Happiness")
    with store.edit("Code", CODER) as edit:
        many_codings(edit, joy, 12_000)
    before = dump(store)
    with pytest.raises(CancelledError), store.edit("Merge", CODER) as edit:
        recoding.merge_codes(edit, [joy], happiness, StopsAt(5_000))
    assert dump(store) == before
    assert store.undoable() == ("Code", None)


def test_a_folder_takes_no_digit_from_a_code(store: Store) -> None:
    folder, energy = make(store, "Folder", "Energy")
    with store.edit("Set up", CODER) as edit:
        codes.set_folder(edit, folder, True)
        codes.bind_digit(edit, energy, 3)
    merge(store, [energy], folder)
    with store.read() as session:
        assert codes.tree(session).by_id[folder].digit is None
    assert check.faults(store) == []
