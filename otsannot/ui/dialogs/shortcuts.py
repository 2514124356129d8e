"""The list of all actions and their keys, made from the registry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from otsannot.i18n import _
from otsannot.text.matching import fold
from otsannot.ui import theme
from otsannot.ui.actions import registry
from otsannot.ui.layouts import column


class ShortcutsDialog(QDialog):
    """Stays open beside the work until it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filter = QLineEdit(self, placeholderText=_("Filter"), clearButtonEnabled=True)
        self.filter.setAccessibleName(_("Filter the actions"))
        self.table = QTableWidget(0, 2, self)
        self.table.setHorizontalHeaderLabels([_("Action"), _("Keys")])
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(_("Actions and their keys"))
        theme.prepare_table(self.table)
        hint = theme.quiet(QLabel(_("Single keys act while the text has the focus."), self))
        layout = column(self, margin=theme.MARGIN)
        for widget in (self.filter, self.table, hint):
            layout.addWidget(widget)
        for spec in registry():
            self._add(spec.plain_text.removesuffix("…"), _(" or ").join(spec.shortcuts))
        self.filter.textChanged.connect(self._on_filter)
        self.resize(480, 560)

    def _add(self, text: str, keys: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.setItem(row, 0, QTableWidgetItem(text))
        self.table.setItem(row, 1, QTableWidgetItem(keys))

    def _on_filter(self, wanted: str) -> None:
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, 0), self.table.item(row, 1))
            words = " ".join(cell.text() for cell in cells if cell is not None)
            self.table.setRowHidden(row, fold(wanted) not in fold(words))
