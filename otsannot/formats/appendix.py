"""Writes a codebook as a document to read and to print; the suffix of the file chooses the kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from otsannot.formats import appendix_html, appendix_markdown
from otsannot.formats.files import replacing, shown
from otsannot.i18n import _
from otsannot.model.appendix import Appendix
from otsannot.progress import SILENT, Progress, stretch

APPENDIX_SUFFIXES = (".docx", ".html", ".md")

Writer = Callable[[Appendix, BinaryIO, Progress], None]


def write_appendix(appendix: Appendix, out: Path, progress: Progress = SILENT) -> int:
    """Write an appendix in the format its suffix names; gives the number of codes and folders.

    `out` is replaced at the very end. What a page cannot hold, such as a control character, is written as a picture of
    it. Raises OtsannotError for a place that cannot be written, and KeyError for an unknown suffix.
    """
    write = _writer(out.suffix.lower())
    label = _("Writing {name}").format(name=shown(Path(out.name)))
    with stretch(progress, label, len(appendix.entries)), replacing(out) as handle:
        write(appendix, handle, progress)
    return len(appendix.entries)


def _writer(suffix: str) -> Writer:
    if suffix == ".docx":
        from otsannot.formats import appendix_docx  # its library takes a tenth of a second to load

        return appendix_docx.write
    return {".html": appendix_html.write, ".md": appendix_markdown.write}[suffix]
