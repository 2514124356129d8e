"""What a study brings, changes or loses, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from otsannot.i18n import _
from otsannot.model.study import Loss
from otsannot.model.study_report import FieldDifference, StudyReport, field_captions, kind_names
from otsannot.ui.item_models import wording

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

WHAT, KIND, NAME, DETAIL = range(4)


class StudyLine(NamedTuple):
    """A row: what happens, to what kind of thing, to which one, and more about it."""

    what: str
    kind: str
    name: str
    detail: str = ""


def lines_of_report(report: StudyReport) -> list[StudyLine]:
    """What is lost first, then what differs, then what is new."""
    return [*lines_of_losses(report.losses), *map(_differing, report.differences), *_new(report)]


def lines_of_losses(losses: Iterable[Loss]) -> list[StudyLine]:
    """What could not come or go, or not as it was."""
    names = kind_names()
    return [StudyLine(_("Lost or mended"), names.get(one.kind, one.kind), one.name, one.reason) for one in losses]


def _differing(one: FieldDifference) -> StudyLine:
    told = _("{field}: “{here}” became “{there}”") if one.taken else _("{field}: “{here}” here, “{there}” there")
    what = _("Changed") if one.taken else _("Differs, ours stays")
    detail = told.format(field=field_captions()[one.field], here=one.here, there=one.there)
    return StudyLine(what, kind_names()[one.kind], one.name, detail)


def _new(report: StudyReport) -> Iterable[StudyLine]:
    names = kind_names()
    return (StudyLine(_("New"), names[kind], name) for kind, name in report.new)


class StudyLinesModel(QAbstractTableModel):
    """Rows to read; many thousand of them cost nothing before they are on screen."""

    def __init__(self, lines: list[StudyLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = lines
        self._titles = (_("What"), _("Kind"), _("Name"), _("More"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = " ".join(self.lines[index.row()][index.column()].split())
        if role == Role.DisplayRole:
            return text
        if role == Role.ToolTipRole:
            return wording.tooltip(text)
        return None
