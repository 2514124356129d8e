"""Is a project sound? Its file, its positions, its references, and whether its history leads to what is there."""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from otsannot.i18n import _
from otsannot.progress import SILENT, Progress
from otsannot.store import opening
from otsannot.store.change import apply, unpack
from otsannot.store.rows import raw
from otsannot.store.schema import noun_tables
from otsannot.store.store import Store


def faults(store: Store, progress: Progress = SILENT) -> list[str]:
    """Every fault of a project, one sentence each; an empty list says that it is sound."""
    progress.start(_("Checking the project"), 4)
    found: list[str] = []
    with store.read() as session:
        for check in (_file, _texts, _positions_and_references):
            found.extend(check(session))
            progress.advance()
        if not found:
            found.extend(_history(session))
        progress.advance()
    progress.finish()
    return found


def _file(session: Session) -> Iterator[str]:
    for (message,) in raw(session, "PRAGMA integrity_check"):
        if message != "ok":
            yield _("The file is damaged: {message}.").format(message=message)
    for table, rowid, parent, _key in raw(session, "PRAGMA foreign_key_check"):
        yield _("{table} {row} points at a {parent} that is not there.").format(table=table, row=rowid, parent=parent)


def _texts(session: Session) -> Iterator[str]:
    statement = """
        SELECT document.name, document.length, document.paragraphs, document.sha256, content
        FROM document JOIN body ON body.sha256 = document.sha256"""
    for name, length, paragraphs, digest, content in raw(session, statement):
        if sha256(content.encode()).hexdigest() != digest:
            yield _("The text of “{name}” is not the one that was imported.").format(name=name)
        elif length != len(content) or paragraphs != content.count("\n") + 1:
            yield _("“{name}” does not have the length that is written down for it.").format(name=name)


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


def _history(session: Session) -> Iterator[str]:
    """Do every edit again on an empty database and compare it with what is there."""
    with tempfile.TemporaryDirectory(prefix="otsannot-") as folder:
        replayed = Path(folder) / "replayed"
        try:
            _replay(session, replayed)
        except (LookupError, ValueError, zlib.error, SQLAlchemyError) as error:
            yield _("The history cannot be replayed: {why}.").format(why=error)
            return
        other = sqlite3.connect(replayed)
        try:
            for table in noun_tables():
                here = raw(session, f"SELECT * FROM {table} ORDER BY id")
                there = other.execute(f"SELECT * FROM {table} ORDER BY id")
                if any(one != two for one, two in zip_longest(here, there)):
                    yield _("The history of “{table}” does not lead to what is there.").format(table=table)
        finally:
            other.close()


def _replay(session: Session, path: Path) -> None:
    engine = opening.connect(path, writable=True, mode="rwc")
    try:
        with engine.begin() as connection:
            SQLModel.metadata.create_all(connection)
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            parts = """
                SELECT payload FROM history_rows JOIN history ON history.id = history_id
                WHERE state IN ('base', 'done') ORDER BY history_rows.id"""
            for (payload,) in raw(session, parts):
                apply(connection, unpack(payload))
            connection.commit()
    finally:
        engine.dispose()
