"""The steps from each older schema to the next one, as SQL that is never edited again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial

Upgrade = Callable[[sqlite3.Connection], None]

# History knows the rows of older schemas without the columns that came later: each of these has a default.
_TO_2 = (
    """CREATE TABLE document_group (
        id INTEGER NOT NULL, guid VARCHAR NOT NULL, name VARCHAR NOT NULL,
        PRIMARY KEY (id), UNIQUE (guid), UNIQUE (name))""",
    """CREATE TABLE group_member (
        id INTEGER NOT NULL, group_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
        PRIMARY KEY (id), UNIQUE (group_id, document_id),
        FOREIGN KEY(group_id) REFERENCES document_group (id), FOREIGN KEY(document_id) REFERENCES document (id))""",
    "CREATE INDEX ix_group_member_document_id ON group_member (document_id)",
    """CREATE TABLE study_case (
        id INTEGER NOT NULL, guid VARCHAR NOT NULL, name VARCHAR NOT NULL, created VARCHAR NOT NULL,
        PRIMARY KEY (id), UNIQUE (guid), UNIQUE (name))""",
    """CREATE TABLE case_member (
        id INTEGER NOT NULL, case_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
        PRIMARY KEY (id), UNIQUE (case_id, document_id),
        FOREIGN KEY(case_id) REFERENCES study_case (id), FOREIGN KEY(document_id) REFERENCES document (id))""",
    "CREATE INDEX ix_case_member_document_id ON case_member (document_id)",
    """CREATE TABLE attribute_2 (
        id INTEGER NOT NULL, guid VARCHAR NOT NULL, name VARCHAR NOT NULL,
        subject VARCHAR DEFAULT 'document' NOT NULL, kind VARCHAR DEFAULT 'text' NOT NULL,
        choices VARCHAR DEFAULT '' NOT NULL, position INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (id), UNIQUE (subject, name), UNIQUE (guid))""",
    "INSERT INTO attribute_2 (id, guid, name) SELECT id, guid, name FROM attribute",
    "DROP TABLE attribute",
    "ALTER TABLE attribute_2 RENAME TO attribute",
    """CREATE TABLE attribute_value_2 (
        id INTEGER NOT NULL, document_id INTEGER, attribute_id INTEGER NOT NULL, value VARCHAR NOT NULL,
        case_id INTEGER,
        PRIMARY KEY (id), UNIQUE (document_id, attribute_id), UNIQUE (case_id, attribute_id),
        CONSTRAINT one_subject CHECK ((document_id IS NULL) <> (case_id IS NULL)),
        FOREIGN KEY(document_id) REFERENCES document (id), FOREIGN KEY(attribute_id) REFERENCES attribute (id),
        FOREIGN KEY(case_id) REFERENCES study_case (id))""",
    """INSERT INTO attribute_value_2 (id, document_id, attribute_id, value)
        SELECT id, document_id, attribute_id, value FROM attribute_value""",
    "DROP TABLE attribute_value",
    "ALTER TABLE attribute_value_2 RENAME TO attribute_value",
    "CREATE INDEX ix_attribute_value_attribute_id ON attribute_value (attribute_id)",
    "ALTER TABLE code ADD COLUMN is_folder BOOLEAN DEFAULT 0 NOT NULL",
    """CREATE TABLE memo (
        id INTEGER NOT NULL, guid VARCHAR NOT NULL, coder_id INTEGER NOT NULL, document_id INTEGER, code_id INTEGER,
        case_id INTEGER, title VARCHAR NOT NULL, text VARCHAR NOT NULL, created VARCHAR NOT NULL,
        modified VARCHAR NOT NULL,
        PRIMARY KEY (id), UNIQUE (guid),
        CONSTRAINT one_subject CHECK (
            (document_id IS NOT NULL) + (code_id IS NOT NULL) + (case_id IS NOT NULL) <= 1),
        FOREIGN KEY(coder_id) REFERENCES coder (id), FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(code_id) REFERENCES code (id), FOREIGN KEY(case_id) REFERENCES study_case (id))""",
    "CREATE INDEX ix_memo_document_id ON memo (document_id)",
    "CREATE INDEX ix_memo_code_id ON memo (code_id)",
    "CREATE INDEX ix_memo_case_id ON memo (case_id)",
)

_TO_3 = (
    """CREATE TABLE layer (
        id INTEGER NOT NULL, sha256 VARCHAR(64) NOT NULL, content VARCHAR NOT NULL,
        PRIMARY KEY (id), UNIQUE (sha256))""",
    """CREATE TABLE original (
        id INTEGER NOT NULL, sha256 VARCHAR(64) NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (id), UNIQUE (sha256))""",
    """CREATE TABLE original_piece (
        id INTEGER NOT NULL, sha256 VARCHAR NOT NULL, position INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (id), UNIQUE (sha256, position), FOREIGN KEY(sha256) REFERENCES original (sha256))""",
    """CREATE TABLE attachment (
        id INTEGER NOT NULL, guid VARCHAR NOT NULL, name VARCHAR NOT NULL, media_type VARCHAR NOT NULL,
        original_sha256 VARCHAR, place VARCHAR NOT NULL, about VARCHAR NOT NULL, created VARCHAR NOT NULL,
        PRIMARY KEY (id), UNIQUE (guid), FOREIGN KEY(original_sha256) REFERENCES original (sha256))""",
    "ALTER TABLE document ADD COLUMN layer_sha256 VARCHAR REFERENCES layer (sha256)",
    "ALTER TABLE document ADD COLUMN original_sha256 VARCHAR REFERENCES original (sha256)",
)


def _run(statements: tuple[str, ...], connection: sqlite3.Connection) -> None:
    for statement in statements:
        connection.execute(statement)


UPGRADES: Mapping[int, Upgrade] = {1: partial(_run, _TO_2), 2: partial(_run, _TO_3)}
"""The step that leads away from each older version. A step runs inside the upgrade's one transaction."""

_IN_1 = frozenset(
    {"project", "coder", "body", "document", "attribute", "attribute_value", "code", "annotation", "coding"}
    | {"history", "history_rows"}
)
_IN_2 = _IN_1 | {"document_group", "group_member", "study_case", "case_member", "memo"}

TABLES: Mapping[int, frozenset[str]] = {1: _IN_1, 2: _IN_2}
"""The tables that a file of each older version has."""
