"""Structures and original files are kept once, come back as they were, and follow undo and correction."""

from __future__ import annotations

from pathlib import Path

from support import CODER, dump, new_text

from otsannot.model.corrections import Correction
from otsannot.model.nouns import Layer, Original, OriginalPiece
from otsannot.model.structure import Part, Structure
from otsannot.store import Store, check, correcting, documents
from otsannot.store.layers import structure
from otsannot.store.originals import PIECE, original
from otsannot.store.rows import raw

TEXT = "Alphabet\nAnna: The 34 letters."
PARTS = (Part(0, 8, "heading", "1"), Part(9, 30, "speaker", "Anna"))


def add(store: Store, name: str, file: Path | None = None) -> int:
    """Keep the text under a name and give its number."""
    with store.edit("Import", CODER) as edit:
        documents.add_documents(edit, [new_text(name, TEXT)._replace(parts=PARTS, original=file)])
        return documents.find_document(edit.session, name).id


def counted(store: Store) -> dict[str, int]:
    tables = [noun.__tablename__ for noun in (Layer, Original, OriginalPiece)]
    with store.read() as session:
        return {str(table): next(raw(session, f"SELECT count(*) FROM {table}"))[0] for table in tables}


def test_a_file_comes_back_byte_for_byte_and_is_kept_once(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "interview.bin"
    content = bytes(range(256)) * 10_000
    file.write_bytes(content)
    numbers = [add(store, "one", file), add(store, "two", file)]
    with store.read() as session:
        rows = [documents.row(session, number) for number in numbers]
        kept = [b"".join(original(session, row.original_sha256)) for row in rows if row and row.original_sha256]
    assert kept == [content, content]
    assert counted(store) == {"layer": 1, "original": 1, "original_piece": -(-len(content) // PIECE)}


def test_a_document_has_the_structure_it_came_with(store: Store) -> None:
    number = add(store, "one")
    with store.read() as session:
        assert structure(session, number).parts == list(PARTS)
        assert check.faults(store) == []


def test_a_corrected_text_has_its_structure_moved_and_undo_brings_it_back(store: Store) -> None:
    number = add(store, "one")
    before = dump(store)
    with store.edit("Correct", CODER) as edit:
        correction = Correction(TEXT)
        correction.splice(0, 8, "The alphabet")
        correcting.correct_text(edit, number, correction)
    after = dump(store)
    with store.read() as session:
        assert structure(session, number).parts == Structure([Part(13, 34, "speaker", "Anna")]).parts
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after
