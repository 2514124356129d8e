"""What a table of facts brought, and line by line what was not taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from otsannot.i18n import _
from otsannot.store.fact_import import FactReport
from otsannot.ui import theme
from otsannot.ui.conventions import kind_name
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import column, fit_screen
from otsannot.ui.panels.parts import plain_label

LINE, COLUMN, SENTENCE = range(3)
NAMED = 9
"""How many documents that a table says nothing about are named."""


class FactsReportDialog(QDialog):
    """Stays beside the window until it is closed."""

    def __init__(self, report: FactReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("factsReport")
        self.setWindowTitle(report.name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = self._make_table(report)
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(theme.heading(plain_label(report.summary())))
        for sentence in _sentences(report):
            layout.addWidget(plain_label(sentence, quiet=True, selectable=True))
        layout.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        fit_screen(self, 640, 400)

    def _make_table(self, report: FactReport) -> QTableWidget:
        table = QTableWidget(len(report.problems), 3)
        table.setHorizontalHeaderLabels([_("Line"), _("Column"), _("Not taken, because")])
        table.setAccessibleName(_("What was not taken"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        theme.prepare_table(table)
        for row, problem in enumerate(report.problems):
            line = QTableWidgetItem(wording.number(problem.line) if problem.line else "")
            line.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, item in enumerate((line, QTableWidgetItem(problem.column), QTableWidgetItem(problem.sentence))):
                item.setToolTip(wording.tooltip(item.text()))
                table.setItem(row, place, item)
        table.horizontalHeader().setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
        table.setVisible(bool(report.problems))
        return table


def _sentences(report: FactReport) -> list[str]:
    told = []
    if report.attributes:
        made = ", ".join(f"{row.name} ({kind_name(row.kind)})" for row in report.attributes)
        told.append(
            _("New attributes: {names}. Their kinds can be changed in the heads of the columns.").format(names=made)
        )
    if report.created:
        told.append(_("New cases: {names}.").format(names=", ".join(report.created)))
    if report.absent:
        rest = "…" if len(report.absent) > NAMED else "."
        told.append(_("The table says nothing about {names}").format(names=", ".join(report.absent[:NAMED])) + rest)
    return told
