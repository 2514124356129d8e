"""What a project says of itself, and how much it holds."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.model.nouns import Annotation, Coding, Document
from otsannot.store.change import Change
from otsannot.store.rows import raw


class Info(NamedTuple):
    """A project in numbers; `characters` are code points, `originals` the files that are kept beside their texts."""

    title: str
    guid: str
    created: str
    documents: int
    groups: int
    cases: int
    attributes: int
    characters: int
    coders: int
    codes: int
    annotations: int
    codings: int
    edits: int
    originals: int


class Sizes(NamedTuple):
    """How much a study holds after the edit of a revision."""

    revision: int
    documents: int
    annotations: int
    codings: int

    def after(self, change: Change) -> Sizes | None:
        """The sizes after a change, also one that is in them already; None when they must be counted anew."""
        if change.revision <= self.revision:
            return self
        grown = [change.growth(noun) for noun in (Document, Annotation, Coding)]
        if None in grown:
            return None
        return Sizes(change.revision, *(size + (more or 0) for size, more in zip(self[1:], grown, strict=True)))


def sizes(session: Session) -> Sizes:
    """Count what a study holds."""
    statement = """
        SELECT (SELECT coalesce(max(revision), 0) FROM history), (SELECT count(*) FROM document),
            (SELECT count(*) FROM annotation), (SELECT count(*) FROM coding)"""
    return Sizes(*next(raw(session, statement)))


def info(session: Session) -> Info:
    """The project in numbers; no text is read."""
    statement = """
        SELECT title, guid, created,
            (SELECT count(*) FROM document), (SELECT count(*) FROM document_group),
            (SELECT count(*) FROM study_case), (SELECT count(*) FROM attribute),
            (SELECT coalesce(sum(length), 0) FROM document),
            (SELECT count(*) FROM coder), (SELECT count(*) FROM code), (SELECT count(*) FROM annotation),
            (SELECT count(*) FROM coding), (SELECT count(*) FROM history WHERE state IN ('base', 'done')),
            (SELECT count(DISTINCT original_sha256) FROM document)
        FROM project"""
    return Info(*next(raw(session, statement)))
