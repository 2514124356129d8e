"""otsannot: highlight passages of texts, give them codes from a codebook, and take both anywhere."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otsannot.project import Project

__version__ = "0.1.0"
__all__ = ["__version__", "new", "open"]


def open(path: str | PathLike[str], coder: str | None = None) -> Project:
    """Open a project; `coder` is who codes from now on. Raises OtsannotError when it cannot be opened."""
    from otsannot.project import Project  # the tables take a third of a second to import; a version is asked for faster

    return Project.open(Path(path), coder)


def new(path: str | PathLike[str], coder: str | None = None) -> Project:
    """Create a project and open it. Raises OtsannotError when the file exists or cannot be written."""
    from otsannot.project import Project

    return Project.new(Path(path), coder)
