"""What a codebook would bring into the study, row by row; where a field differs, a box takes the file's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from otsannot.i18n import _
from otsannot.importing import CodebookReport
from otsannot.model.field_names import captions
from otsannot.store.codebook_import import Difference
from otsannot.ui.icons import icon, swatch_icon
from otsannot.ui.item_models import wording

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

WHAT, CODE, FIELD, HERE, THERE = range(5)
LONGEST_SHOWN = 200
SWATCH = 12


class Line(NamedTuple):
    """A row: a field that differs or is filled in, a new code, or a sentence on what cannot come in."""

    what: str
    path: str
    difference: Difference | None = None
    can_choose: bool = False
    sentence: str = ""


class CodebookChangesModel(QAbstractTableModel):
    """What needs a decision first, then what cannot come in, what is filled in, and what is new."""

    chosen_changed = Signal()
    """Other words of the file are taken than before."""

    def __init__(self, report: CodebookReport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = [
            *(Line("", difference.path, difference, can_choose=True) for difference in report.changed),
            *(Line("", "", sentence=sentence) for sentence in report.problems),
            *(Line(_("Filled in"), difference.path, difference) for difference in report.filled),
            *(Line(_("New"), path) for path in report.new),
        ]
        self._captions = captions()
        self._chosen: set[Difference] = set()

    @property
    def chosen(self) -> frozenset[Difference]:
        """The fields whose words are taken from the file."""
        return frozenset(self._chosen)

    def choose(self, rows: Iterable[int], *, theirs: bool) -> None:
        """Take the file's words in some rows, or keep those of the study."""
        wanted = {line.difference for line in map(self.lines.__getitem__, rows) if line.difference and line.can_choose}
        before = len(self._chosen)
        self._chosen = self._chosen | wanted if theirs else self._chosen - wanted
        if len(self._chosen) != before:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, THERE))
            self.chosen_changed.emit()

    def choose_all(self, *, theirs: bool) -> None:
        """Take or keep every field that differs."""
        self.choose(range(len(self.lines)), theirs=theirs)

    def toggle(self, rows: Iterable[int]) -> None:
        """Turn rows to the other side, all to that of the first."""
        able = [row for row in rows if self.lines[row].can_choose]
        if able:
            self.choose(able, theirs=self.lines[able[0]].difference not in self._chosen)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else THERE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        able = index.column() == WHAT and self.lines[index.row()].can_choose
        return plain | Qt.ItemFlag.ItemIsUserCheckable if able else plain

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role != Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return ["", _("Code"), _("Field"), _("In the study"), _("In the file")][section]

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not self.lines[index.row()].can_choose:
            return False
        self.choose([index.row()], theirs=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Role.DisplayRole:
            return " ".join(self._text(line, column).split())[:LONGEST_SHOWN]
        if role == Role.ToolTipRole:
            return wording.tooltip(self._text(line, column))
        if role == Role.CheckStateRole and column == WHAT and line.can_choose:
            return Qt.CheckState.Checked if line.difference in self._chosen else Qt.CheckState.Unchecked
        if role == Role.DecorationRole:
            return self._picture(line, column)
        if role in (Role.FontRole, Role.ForegroundRole) and line.can_choose and column in (HERE, THERE):
            return self._look(role, stands=(column == THERE) == (line.difference in self._chosen))
        return None

    def _text(self, line: Line, column: int) -> str:
        if line.sentence:
            return line.sentence if column == WHAT else ""
        if column == WHAT and line.can_choose:
            return _("Take the file's") if line.difference in self._chosen else _("Keep the study's")
        field, here, there = ("", "", "") if line.difference is None else line.difference[1:]
        return (line.what, line.path, self._captions.get(field, ""), here, there)[column]

    def _picture(self, line: Line, column: int) -> QIcon | None:
        if line.sentence:
            return icon("warning") if column == WHAT else None
        if line.difference is None or line.difference.field != "colour" or column not in (HERE, THERE):
            return None
        return swatch_icon(line.difference.here if column == HERE else line.difference.there, SWATCH)

    def _look(self, role: int, *, stands: bool) -> QFont | QColor | None:
        """What will stand is bold, and what will not steps back."""
        if role == Role.FontRole and stands:
            font = QApplication.font()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Role.ForegroundRole and not stands:
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None
