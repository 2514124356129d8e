"""Is a project sound? Its file, its positions, its references, and whether its history leads to what is there."""

from __future__ import annotations

import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain, islice, zip_longest
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from otsannot.i18n import _
from otsannot.model.nouns import KINDS, SUBJECTS
from otsannot.model.structure import Part, Structure, unpacked
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import attributes, opening
from otsannot.store.change import MisfitError, apply, unpack
from otsannot.store.originals import original
from otsannot.store.rows import raw
from otsannot.store.schema import noun_tables
from otsannot.store.store import Store
from otsannot.store.trouble import in_words


def faults(store: Store, progress: Progress = SILENT) -> list[str]:
    """Every fault of a project, one sentence each; an empty list says that it is sound."""
    found: list[str] = []
    with stretch(progress, _("Checking the project"), 7), store.read() as session:
        for check in (_file, _texts, _layers, _originals, _positions_and_references):
            found.extend(check(session))
            progress.advance()
        if not found:
            found.extend(_history(session))
        progress.advance()
        found.extend(_attributes(session))
        progress.advance()
    return found


def _file(session: Session) -> Iterator[str]:
    for (message,) in raw(session, "PRAGMA integrity_check"):
        if message != "ok":
            yield _("The file is damaged: {message}.").format(message=message)
    for table, rowid, parent, _key in raw(session, "PRAGMA foreign_key_check"):
        yield _("{table} {row} points at a {parent} that is not there.").format(table=table, row=rowid, parent=parent)


def _texts(session: Session) -> Iterator[str]:
    """Every text is the one whose hash it lies under, those included that only undo can bring back."""
    statement = """
        SELECT body.sha256, CAST(content AS BLOB), document.name, document.length, document.paragraphs
        FROM body LEFT JOIN document ON document.sha256 = body.sha256"""
    for digest, content, name, length, paragraphs in raw(session, statement):
        if sha256(content).hexdigest() != digest:
            yield _("The text of “{name}” is not the one that was imported.").format(name=name or digest)
        elif name is not None and (length, paragraphs) != (len(content.decode()), content.count(b"\n") + 1):
            yield _("“{name}” does not have the length that is written down for it.").format(name=name)


def _layers(session: Session) -> Iterator[str]:
    """Every structure can be read, lies under its own hash, and inside the texts it is of."""
    statement = """
        SELECT layer.sha256, CAST(content AS BLOB), document.name, document.length
        FROM layer LEFT JOIN document ON document.layer_sha256 = layer.sha256"""
    for digest, content, name, length in raw(session, statement):
        shown = name or digest
        if sha256(content).hexdigest() != digest:
            yield _("The structure of “{name}” is not the one that was kept.").format(name=shown)
        try:
            outside = _outside(Structure(unpacked(content.decode()).parts), length)
        except (TypeError, ValueError):
            yield _("The structure of “{name}” cannot be read.").format(name=shown)
            continue
        for part in outside[:1]:
            yield _("A {kind} covers {start} to {end}, which is not inside “{name}”.").format(
                kind=part.kind, start=part.start, end=part.end, name=shown
            )


def _originals(session: Session) -> Iterator[str]:
    """Every file that was kept is the one whose hash and size it lies under."""
    statement = """
        SELECT original.sha256, size, coalesce(document.name, attachment.name, original.sha256) FROM original
        LEFT JOIN document ON document.original_sha256 = original.sha256
        LEFT JOIN attachment ON attachment.original_sha256 = original.sha256 GROUP BY original.sha256"""
    for digest, size, name in list(raw(session, statement)):
        kept, length = sha256(), 0
        try:
            for piece in original(session, digest):
                kept.update(piece)
                length += len(piece)
        except zlib.error:
            length = -1
        if (kept.hexdigest(), length) != (digest, size):
            yield _("The original file of “{name}” is not the one that was kept.").format(name=name)


def _outside(structure: Structure, length: int | None) -> list[Part]:
    """The parts that do not lie inside a text of so many code points; of any length for None."""
    last = sys.maxsize if length is None else length
    return [part for part in structure.parts if not 0 <= part.start <= part.end <= last]


def _positions_and_references(session: Session) -> Iterator[str]:
    outside = """
        SELECT annotation.guid, start, "end", name FROM annotation JOIN document ON document.id = document_id
        WHERE start < 0 OR start >= "end" OR "end" > length"""
    for guid, start, end, name in raw(session, outside):
        yield _("Annotation {guid} covers {start} to {end}, which is not inside “{name}”.").format(
            guid=guid, start=start, end=end, name=name
        )
    circles = """
        WITH RECURSIVE rooted(id) AS (
            SELECT id FROM code WHERE parent_id IS NULL
            UNION SELECT code.id FROM code JOIN rooted ON code.parent_id = rooted.id)
        SELECT name FROM code WHERE id NOT IN (SELECT id FROM rooted)"""
    for (name,) in raw(session, circles):
        yield _("The code “{name}” stands under itself.").format(name=name)
    for (name,) in raw(session, "SELECT name FROM code GROUP BY parent_id, name HAVING count(*) > 1"):
        yield _("There are two codes “{name}” in one place.").format(name=name)
    statement = "SELECT name FROM code WHERE is_folder AND id IN (SELECT code_id FROM coding)"
    for (name,) in raw(session, statement):
        yield _("“{name}” is a folder and has codings.").format(name=name)
    for (name,) in raw(session, "SELECT name FROM code WHERE is_folder AND digit IS NOT NULL"):
        yield _("“{name}” is a folder and is bound to a digit.").format(name=name)
    statement = "SELECT digit FROM code WHERE digit IS NOT NULL GROUP BY digit HAVING count(*) > 1"
    for (digit,) in raw(session, statement):
        yield _("The digit {digit} is bound to several codes.").format(digit=digit)


def _attributes(session: Session) -> Iterator[str]:
    """Every attribute is of a kind there is, and every value fits it and is stated of what it is about."""
    for name, kind, subject in raw(session, "SELECT name, kind, subject FROM attribute"):
        if kind not in KINDS or subject not in SUBJECTS:
            yield _("The attribute “{name}” is of no kind that there is.").format(name=name)
            return
    statement = """
        SELECT name FROM attribute_value JOIN attribute ON attribute.id = attribute_id
        WHERE (subject = 'case') <> (case_id IS NOT NULL) GROUP BY attribute.id"""
    for (name,) in raw(session, statement):
        yield _("The attribute “{name}” is stated of what it is not about.").format(name=name)
    for subject in SUBJECTS:
        for attribute in attributes.rows(session, subject):
            for misfit in attributes.misfits(session, attribute):
                yield _("“{attribute}” of “{owner}” does not fit: {why}").format(
                    attribute=attribute.name, owner=misfit.owner, why=misfit.sentence
                )


def _history(session: Session) -> Iterator[str]:
    """Do every edit again on an empty database, compare it with what is there, then do again what was undone."""
    with tempfile.TemporaryDirectory(prefix="otsannot-") as folder:
        replayed = Path(folder) / "replayed"
        with in_words(replayed):
            engine = opening.connect(replayed, writable=True, mode="rwc")
            try:
                with engine.begin() as connection:
                    SQLModel.metadata.create_all(connection)
                with engine.connect() as connection:
                    connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
                    yield from _replay(session, connection)
            finally:
                engine.dispose()


def _replay(session: Session, connection: Connection) -> Iterator[str]:
    """The first fault alone, of those that follow from one another."""
    yield from islice(chain(_redone(session, connection, "base", "done"), _differences(session, connection)), 1)
    yield from islice(_redone(session, connection, "undone"), 1)
    yield from _redone(session, None, "dropped")


def _differences(session: Session, connection: Connection) -> Iterator[str]:
    for table in noun_tables():
        here = raw(session, f"SELECT * FROM {table} ORDER BY id")
        there = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
        if any(one is None or other is None or one != tuple(other) for one, other in zip_longest(here, there)):
            yield _("The history of “{table}” does not lead to what is there.").format(table=table)


def _redone(session: Session, connection: Connection | None, *states: str) -> Iterator[str]:
    """Do the edits of some states again, or only read them where there is no connection."""
    statement = f"""
        SELECT id, label, added, changed, removed, nouns FROM history
        WHERE state IN ({", ".join("?" * len(states))}) ORDER BY id"""
    for history_id, label, *told in raw(session, statement, states):
        try:
            done = _redo(session, connection, history_id)
        except MisfitError as error:
            yield _("The history cannot be replayed at “{label}”: {why}.").format(label=label, why=error)
        else:
            if done != told:
                yield _("The history does not say what “{label}” did.").format(label=label)


def _redo(session: Session, connection: Connection | None, history_id: int) -> list[int | str]:
    """Do one edit again; gives what the log ought to say of it."""
    verbs: Counter[str] = Counter()
    nouns: set[str] = set()
    for (payload,) in raw(session, "SELECT payload FROM history_rows WHERE history_id = ? ORDER BY id", [history_id]):
        rows = unpack(payload)
        verbs.update(row.verb for row in rows)
        nouns.update(row.table for row in rows)
        if connection is not None:
            apply(connection, rows)
    return [verbs["add"], verbs["set"], verbs["remove"], " ".join(sorted(nouns))]
