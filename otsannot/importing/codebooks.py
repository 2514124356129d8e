"""Codebooks come in: what a file would bring, and bringing it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from otsannot.formats.codebook import SUFFIXES, CodebookFile, read_codebook
from otsannot.formats.files import shown
from otsannot.i18n import _, ngettext
from otsannot.progress import SILENT, Progress
from otsannot.store import Edit, Snapshot, codebook_import
from otsannot.store.codebook_import import Comparison, Difference, Take, keep_ours


@dataclass
class CodebookReport:
    """What a codebook brought into the study, or would bring: paths of codes, and fields that differ.

    `taken` are those of the `changed` fields that say now what the file says; the others stayed. `problems` are
    sentences on what did not come in, and `unread` names the columns that nobody knows. `hierarchy` is the sign that
    divided names into a tree, `likely` one that would, where nobody has said so.
    """

    path: Path
    new: list[str]
    filled: list[Difference]
    changed: list[Difference]
    equal: list[str]
    taken: list[Difference]
    problems: list[str]
    unread: list[str]
    hierarchy: str = ""
    likely: str = ""

    def __bool__(self) -> bool:
        """Whether a code of the file could be read."""
        return bool(self.new or self.filled or self.changed or self.equal)

    @property
    def kept(self) -> list[Difference]:
        """The fields that differ and stayed as they were in the study."""
        taken = set(self.taken)
        return [difference for difference in self.changed if difference not in taken]

    def summary(self) -> str:
        """The codes it brought, in one line."""
        taken = {difference.path for difference in self.taken}
        kept = {difference.path for difference in self.changed} - taken
        filled = {difference.path for difference in self.filled} - taken - kept
        told = []
        if self.new:
            told.append(ngettext("{count} new code", "{count} new codes", len(self.new)))
        if filled:
            told.append(ngettext("{count} filled in", "{count} filled in", len(filled)))
        if taken:
            told.append(ngettext("{count} changed", "{count} changed", len(taken)))
        if kept:
            told.append(ngettext("{count} differs and stays", "{count} differ and stay", len(kept)))
        if self.equal:
            told.append(ngettext("{count} equal", "{count} equal", len(self.equal)))
        return ", ".join(told) or _("no codes")


def compare_codebook(
    session: Snapshot, path: Path, take: Take = keep_ours, encoding: str | None = None, *, hierarchy: str = ""
) -> CodebookReport:
    """What importing a codebook would bring; nothing is written. Raises OtsannotError when it cannot be read."""
    file = read_codebook(path, encoding, hierarchy)
    return _codebook_report(path, file, codebook_import.compare_codebook(session, file.drafts), take, hierarchy)


def import_codebook(
    edit: Edit,
    path: Path,
    take: Take = keep_ours,
    encoding: str | None = None,
    progress: Progress = SILENT,
    *,
    hierarchy: str = "",
) -> CodebookReport:
    """Add the codes of a file that are missing, and the definitions they lack; `take` chooses where fields differ.

    `hierarchy` is the sign that divides names into a tree, as `read_codebook` says.
    Raises OtsannotError when the file cannot be read, or what is taken fits into no tree.
    """
    file = read_codebook(path, encoding, hierarchy)
    found = codebook_import.merge_codebook(edit, file.drafts, take, progress)
    return _codebook_report(path, file, found, take, hierarchy)


def codebook_label(path: Path) -> str:
    """What undo calls the import of a codebook."""
    return _("Import codebook {name}").format(name=shown(Path(path.name)))


def is_codebook(path: Path) -> bool:
    """Whether a file is taken for a codebook, by its suffix."""
    return path.suffix.lower() in SUFFIXES and not os.path.isdir(path)  # noqa: PTH112 - Path.is_dir may raise


def _codebook_report(path: Path, file: CodebookFile, found: Comparison, take: Take, hierarchy: str) -> CodebookReport:
    taken = [difference for difference in found.changed if take(difference)]
    return CodebookReport(
        path,
        found.new,
        found.filled,
        found.changed,
        found.equal,
        taken,
        [*file.problems, *found.problems],
        file.unread,
        hierarchy,
        file.likely,
    )
