"""The tables beside the nouns, the version of the schema, and how a file is brought to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from otsannot.model.nouns import NOUNS, Record
from otsannot.store.upgrades import Upgrade

APPLICATION_ID = 0x4F545341  # "OTSA", what `file` and our own check read in the header of a project
VERSION = 3


class History(SQLModel, table=True):
    """One edit: who did what, when, and whether it stands.

    `state` is `base` (where undo stops), `done`, `undone` (can be redone) or `dropped` (was undone, then
    another edit took its place). `revision` grows with each edit, undo and redo, so that a second window can
    ask what is new.
    """

    id: int | None = Field(default=None, primary_key=True)
    revision: int = Field(unique=True)
    label: str
    coder: str
    at: str
    state: str = Field(index=True)
    added: int
    changed: int
    removed: int
    nouns: str


class HistoryRows(SQLModel, table=True):
    """A part of the rows of one edit, before and after, packed by `store.change`."""

    __tablename__ = "history_rows"

    id: int | None = Field(default=None, primary_key=True)
    history_id: int = Field(foreign_key="history.id", index=True)
    payload: bytes


def table_of(noun: type[SQLModel]) -> Table:
    """The Core table of a noun."""
    return SQLModel.metadata.tables[str(noun.__tablename__)]


def noun_tables() -> dict[str, type[Record]]:
    """The nouns by the name of their table."""
    return {str(noun.__tablename__): noun for noun in NOUNS}


def upgrade(connection: sqlite3.Connection, upgrades: Mapping[int, Upgrade], target: int) -> None:
    """Bring a database from the version it has to `target`, all steps in one transaction or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in range(version, target):
            upgrades[step](connection)
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
