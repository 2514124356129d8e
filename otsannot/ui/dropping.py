"""Files and folders that are dragged here from the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

PROJECT_SUFFIX = ".otsannot"


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders a drag carries; none when it carries something else."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
