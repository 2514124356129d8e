"""Project: a store, the coder at work, and the verbs of the field, for the window, the command line and scripts."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from otsannot import settings
from otsannot.exporting import EXPORTS, Exported
from otsannot.formats.plain_text import document_name
from otsannot.project.facts import Facts
from otsannot.project.listings import Listings
from otsannot.project.memos import Memos
from otsannot.project.passages import Passages
from otsannot.project.texts import Texts
from otsannot.store import Store, coders

__all__ = ["EXPORTS", "Exported", "Project"]


class Project(Texts, Passages, Facts, Memos, Listings):
    """One study. Positions are code points, half-open; a document or code may be named short when that fits one."""

    @classmethod
    def new(cls, path: Path, coder: str | None = None, *, title: str | None = None) -> Project:
        """Create a project, titled after its file if need be. Raises OtsannotError when it cannot be written."""
        coder = _checked(coder)
        return cls(Store.create(path, document_name(path) if title is None else title, coder), coder)

    @classmethod
    def open(cls, path: Path, coder: str | None = None) -> Project:
        """Open a project. Raises OtsannotError when it cannot be opened."""
        coder = _checked(coder)
        return cls(Store.open(path), coder)

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _checked(coder: str | None) -> str:
    return coders.checked_coder(settings.user_name() if coder is None else coder)
