"""History is compact, complete, and tells a second window what is new."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

import pytest
from support import CODER, add_text, dump, new_text

from otsannot.errors import CancelledError, OtsannotError
from otsannot.model.nouns import Annotation, Code, Coding
from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.progress import Progress
from otsannot.store import Change, RowChange, Store, check, codes, documents, log, passages
from otsannot.store.change import pack, unpack
from otsannot.store.coders import ensure_coder
from otsannot.store.rows import raw

BULK = 12_000


@pytest.fixture
def bulk(store: Store) -> Store:
    """A store in which one edit made 12,000 passages, each with a code."""
    with store.edit("Codes", CODER) as edit:
        coder, code = ensure_coder(edit, CODER), codes.create_code(edit, "Defence")
    with store.edit("Bulk", CODER) as edit:
        places = ({"document_id": 1, "coder_id": coder, "start": n % 50, "end": n % 50 + 9} for n in range(BULK))
        made = edit.add_many(Annotation, places)
        edit.add_many(Coding, ({"annotation_id": n, "code_id": code, "coder_id": coder} for n in made))
    return store


def test_the_history_of_a_bulk_edit_is_smaller_than_its_rows(bulk: Store) -> None:
    with bulk.read() as session:
        packed = next(raw(session, "SELECT sum(length(payload)) FROM history_rows"))[0]
        rows = sum(
            len(str(row)) for table in ("annotation", "coding") for row in raw(session, f"SELECT * FROM {table}")
        )
    assert packed < rows


class Stopped(Progress):
    """Is stopped by the user at its second step."""

    steps = 0

    def advance(self, steps: int = 1) -> None:
        self.steps += 1
        if self.steps == 2:
            raise CancelledError


def test_an_undo_that_is_stopped_leaves_everything_as_it_was(bulk: Store) -> None:
    after = dump(bulk)
    assert bulk.rows_to_travel(backwards=True) == 2 * BULK
    with pytest.raises(CancelledError):
        bulk.undo(Stopped())
    assert dump(bulk) == after
    assert bulk.undoable() == ("Bulk", None)
    bulk.undo()
    assert (bulk.rows_to_travel(backwards=True), bulk.rows_to_travel(backwards=False)) == (2, 2 * BULK)


def test_a_bulk_edit_is_undone_and_redone(bulk: Store) -> None:
    after = dump(bulk)
    bulk.undo()
    assert (dump(bulk)["annotation"], dump(bulk)["coding"]) == ([], [])
    bulk.redo()
    assert dump(bulk) == after
    assert check.faults(bulk) == []


def test_a_bulk_edit_does_not_name_its_rows(bulk: Store) -> None:
    seen: list[Change] = []
    bulk.listeners.append(seen.append)
    bulk.undo()
    (change,) = seen
    assert change.touches(Annotation, Coding)
    assert not change.touches(Code)
    assert (change.rows, change.ids(Annotation), change.ids(Code)) == (None, None, set())


def test_a_change_says_what_an_edit_did(store: Store) -> None:
    seen: list[Change] = []
    store.listeners.append(seen.append)
    with store.edit("Code", CODER) as edit:
        code = codes.create_code(edit, "Defence")
    with store.edit("Rename", CODER) as edit:
        codes.rename_code(edit, code, "Defense")
    store.undo()
    renamed, undone = seen[1:]
    assert renamed.rows == (RowChange("code", code, {"name": "Defence"}, {"name": "Defense"}),)
    assert undone.rows == (RowChange("code", code, {"name": "Defense"}, {"name": "Defence"}),)
    assert [change.label for change in seen] == ["Code", "Rename", "Rename"]
    assert [change.revision for change in seen] == sorted(change.revision for change in seen)


@pytest.mark.parametrize(
    "runs",
    [
        [["add", "nothing", ["id"], [[1]]]],
        [["add", "code", ["id", "nothing"], [[99, 1]]]],
        [["add", "code", ["id"], [[99]]]],
        [["add", "coder", ["id", "guid", "name", "created"], [[1 << 70, "", "", ""]]]],
        [["add", "coder", ["id", "guid", "name", "created"], [[9, "\ud800", "", ""]]]],
        [["add", "coder", ["id", "guid", "name", "created"], [[9, [], "", ""]]]],
        [["set", "code", ["name"], [[99, "a", "b"]]]],
        [["set", "code", ["name\" = 'x', \"colour"], [[1, "a", "b"]]]],
        [["remove", "coder", ["id"], [[99]]]],
        [["add", "coder", ["name"], [["a"]]]],
        [["add", "coder", ["id", "name"], [[1]]]],
        [1],
        {"a": 1},
        None,
    ],
)
def test_a_hostile_history_cannot_be_undone_and_is_told_in_words(store: Store, runs: object) -> None:
    with store.edit("Hostile", CODER) as edit:
        codes.create_code(edit, "Defence")
    payload = zlib.compress(json.dumps(runs).encode())
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE history_rows SET payload = ? WHERE id = (SELECT max(id) FROM history_rows)", [payload])
    connection.commit()
    connection.close()
    (fault,) = check.faults(store)
    assert fault.startswith("The history")
    assert "“Hostile”" in fault
    assert "\n" not in fault
    before = dump(store)
    with pytest.raises(OtsannotError, match="“Hostile” cannot be undone or redone"):
        store.undo()
    assert dump(store) == before


def test_packed_rows_come_back_as_they_were() -> None:
    rows = [
        RowChange("code", 1, None, {"id": 1, "name": "İ “ə” 𐱅", "digit": None}),
        RowChange("code", 2, None, {"id": 2, "name": "", "digit": 3}),
        RowChange("code", 1, {"name": "x"}, {"name": "y\nz"}),
        RowChange("coding", 1, {"id": 1, "weight": 3}, None),
    ]
    assert unpack(pack(rows)) == rows


def test_a_second_window_hears_of_every_edit_undo_and_redo(store: Store) -> None:
    other = Store.open(store.path)
    heard: list[tuple[str, frozenset[str]]] = []
    other.listeners.append(lambda change: heard.append((change.label, change.nouns)))
    with store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")
    other.catch_up()
    store.undo()
    other.catch_up()
    store.redo()
    other.catch_up()
    other.catch_up()
    assert heard == [("Create", frozenset({"code"}))] * 3
    other.close()


def test_a_second_window_hears_that_what_was_dropped_is_gone(store: Store) -> None:
    other = Store.open(store.path)
    heard: list[tuple[str, str]] = []
    other.listeners.append(lambda change: heard.extend((change.label, row.verb) for row in change.rows or ()))
    with store.edit("Dropped", CODER) as edit:
        codes.create_code(edit, "Defence")
    other.catch_up()
    store.undo()
    with store.edit("Instead", CODER) as edit:
        codes.create_code(edit, "Energy")
    other.catch_up()
    assert heard == [("Dropped", "add"), ("Dropped", "remove"), ("Instead", "add")]
    other.close()


def test_two_windows_edit_in_turn_and_share_one_history(store: Store) -> None:
    other = Store.open(store.path)
    for turn in range(10):
        with (store, other)[turn % 2].edit(f"Create {turn}", CODER) as edit:
            codes.create_code(edit, f"Code {turn}")
    for _ in range(10):
        store.undo()
    assert dump(store)["code"] == dump(other)["code"] == []
    assert other.undoable().redo == "Create 0"
    assert check.faults(other) == []
    other.close()


def test_the_log_tells_who_did_what(store: Store) -> None:
    with store.edit("Create", "Grace") as edit:
        codes.create_code(edit, "Defence")
    store.undo()
    with store.read() as session:
        told = [(row.label, row.coder, row.state, row.added, row.nouns) for row in log.rows(session)]
    assert told == [
        ("New study", CODER, "base", 1, "project"),
        ("Import hard", CODER, "done", 1, "document"),
        ("Create", "Grace", "undone", 1, "code"),
    ]


def test_undo_stops_at_the_seal(store: Store) -> None:
    store.seal()
    assert store.undoable() == (None, None)
    assert store.undo() is None
    assert check.faults(store) == []


FAULTS = {
    "UPDATE annotation SET end = 100000": "is not inside “hard”",
    "UPDATE body SET content = replace(content, 'reader', 'raeder')": "not the one that was imported",
    "UPDATE document SET length = length + 1": "does not have the length",
    "PRAGMA foreign_keys = OFF; DELETE FROM code": "points at a code that is not there",
    "PRAGMA foreign_keys = OFF; UPDATE code SET parent_id = id": "stands under itself",
    "UPDATE code SET memo = 'smuggled'": "The history of “code” does not lead to what is there",
    "DELETE FROM coding": "The history of “coding” does not lead to what is there",
    "DELETE FROM history_rows WHERE history_id = 2": "The history does not say what “Import hard” did",
    "UPDATE history_rows SET payload = x'00'": "The history cannot be replayed at “New study”",
    "UPDATE history_rows SET payload = 'text' WHERE history_id = 2": "The history cannot be replayed at “Import hard”",
    "UPDATE history SET added = 7 WHERE id = 2": "The history does not say what “Import hard” did",
    "UPDATE history SET nouns = 'code' WHERE id = 2": "The history does not say what “Import hard” did",
    "UPDATE history_rows SET payload = x'00' WHERE history_id = 4": "The history cannot be replayed at “Dropped”",
    "UPDATE history_rows SET payload = x'00' WHERE history_id = 6": "The history cannot be replayed at “Undone”",
    "UPDATE history SET state = 'undone' WHERE id = 4": "The history cannot be replayed at “Dropped”",
    "DELETE FROM history_rows WHERE history_id = 6": "The history does not say what “Undone” did",
    "UPDATE body SET content = CAST(x'ff' AS TEXT)": "not the one that was imported",
    "UPDATE body SET content = x'ff'": "not the one that was imported",
    "INSERT INTO body (sha256, content) VALUES ('00', 'of a document that undo brings back')": "The text of “00”",
    "UPDATE layer SET content = replace(content, '4', '9')": "The structure of “headed” is not the one that was kept",
    "UPDATE layer SET content = 'nonsense'": "The structure of “headed” cannot be read",
    "UPDATE layer SET content = x'ff'": "The structure of “headed” cannot be read",
    "UPDATE layer SET content = '[[0,4]]'": "The structure of “headed” cannot be read",
    """UPDATE layer SET content = '[["a",4,"page","1"]]'""": "The structure of “headed” cannot be read",
    """UPDATE layer SET content = '[[0,40,"page","1"]]'""": "A page covers 0 to 40, which is not inside “headed”",
    "UPDATE code SET digit = 1": "The digit 1 is bound to several codes",
    "PRAGMA foreign_keys = OFF; UPDATE annotation SET coder_id = 99": "points at a coder that is not there",
    "PRAGMA foreign_keys = OFF; DELETE FROM annotation": "coding 1 points at a annotation that is not there",
    "PRAGMA foreign_keys = OFF; DELETE FROM body": "points at a body that is not there",
    "PRAGMA foreign_keys = OFF; DELETE FROM history WHERE id = 6": "points at a history that is not there",
}


@pytest.fixture
def coded(store: Store) -> Path:
    with store.edit("Code", CODER) as edit:
        coder, code = ensure_coder(edit, CODER), codes.create_code(edit, "Defence")
        passages.apply_codes(edit, 1, Span(0, 4), [code], coder)
        headed = new_text("headed", "Head\n")._replace(parts=(Part(0, 4, "heading", "1"),))
        documents.add_documents(edit, [headed])
    for name in ("Dropped", "Energy", "Undone"):
        with store.edit(name, CODER) as edit:
            codes.create_code(edit, name)
        if name != "Energy":
            store.undo()
    store.close()
    return store.path


@pytest.mark.parametrize("sabotage", FAULTS)
def test_check_finds_every_kind_of_fault(coded: Path, sabotage: str) -> None:
    connection = sqlite3.connect(coded)
    connection.executescript(sabotage)
    connection.commit()
    connection.close()
    store = Store.open(coded)
    faults = check.faults(store)
    store.close()
    assert any(FAULTS[sabotage] in fault for fault in faults), faults


def test_check_finds_nothing_in_a_sound_project(store: Store) -> None:
    add_text(store, "other", "a\n\nb")
    assert check.faults(store) == []
