"""What SQLite's errors mean to the user, one sentence each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from otsannot.errors import OtsannotError
from otsannot.i18n import _


def sentence(error: sqlite3.Error, path: Path) -> str | None:
    """The sentence for an error of SQLite, or None when the error is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    sentences = {
        sqlite3.SQLITE_READONLY: _(
            "{path} is read-only, so nothing can be changed. Save a copy in another folder and work there."
        ),
        sqlite3.SQLITE_FULL: _(
            "The disk with {path} is full. Nothing of the last edit was written; free some space and try again."
        ),
        sqlite3.SQLITE_IOERR: _("{path} cannot be read or written just now. Check the disk, then try again."),
        sqlite3.SQLITE_CANTOPEN: _("{path} cannot be opened. Check that it and its folder can be read."),
        sqlite3.SQLITE_PERM: _("{path} cannot be opened. Check that it and its folder can be read."),
        sqlite3.SQLITE_CORRUPT: _("{path} is damaged. Open the last backup or copy of it."),
        sqlite3.SQLITE_NOTADB: _("{path} is not an otsannot project."),
        sqlite3.SQLITE_BUSY: _("Another program is writing to {path}. Try again in a moment."),
        sqlite3.SQLITE_LOCKED: _("Another program is writing to {path}. Try again in a moment."),
    }
    if str(error).startswith("Could not decode"):  # Python's word on text that is no UTF-8; it gives no code
        code = sqlite3.SQLITE_CORRUPT
    text = sentences.get(code)
    return None if text is None else text.format(path=path)


def halved(error: UnicodeEncodeError) -> str:
    """The sentence for text that UTF-8 cannot hold, such as an argument that was typed in another encoding."""
    shown = error.object[:40].encode("utf-8", "replace").decode()
    return _("“{text}” holds broken characters, which cannot be kept. Write it in UTF-8.").format(text=shown)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn the errors of writing and reading that a user can act on into OtsannotError; others fly on as they are."""
    try:
        yield
    except DBAPIError as error:
        told = sentence(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if told is None:
            raise
        raise OtsannotError(told) from error
    except UnicodeEncodeError as error:
        if error.encoding != "utf-8":  # somebody's print, and not the project
            raise
        raise OtsannotError(halved(error)) from error
    except sqlite3.Error as error:
        told = sentence(error, path)
        if told is None:
            raise
        raise OtsannotError(told) from error
