"""Finds the files that ship with the program: in a checkout, in a wheel, in a frozen app."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def path(name: str) -> Path:
    """The path of a file or folder in `resources/`."""
    return _folder("resources") / name


def corpus() -> Path:
    """The folder with the texts and codings of the sample study."""
    return _folder("corpus")
