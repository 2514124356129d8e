"""The backups of a study, with what is in each, and the two ways back to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from otsannot.i18n import _
from otsannot.store.backups import Backup
from otsannot.ui import theme
from otsannot.ui.dialogs.row_table import row_table
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import column
from otsannot.ui.panels.parts import EmptyState, plain_label

LETTERS = 72
"""How wide the dialog is, in letters of its font."""
ROWS = 10


class RestoreDialog(QDialog):
    """Lists backups, the newest first, beside the work; it copies and replaces nothing itself."""

    restore_wanted = Signal(object)
    """The Backup that shall take the study's place."""
    beside_wanted = Signal(object)
    """The Backup that shall be opened as a study of its own."""
    back_up_wanted = Signal()

    def __init__(self, found: Sequence[Backup], folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(_("Go back to a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._backups = found
        self.table = self._made_table()
        self.restore, self.beside = QPushButton(_("&Go back")), QPushButton(_("&Open beside"))
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing_yet())
        self._pages.addWidget(self.table)
        layout = column(self, spacing=theme.MARGIN, margin=theme.MARGIN)
        layout.addWidget(theme.heading(QLabel(_("Backups of this study"))))
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._meaning())
        layout.addWidget(
            plain_label(_("The backups are in {folder}.").format(folder=folder), quiet=True, selectable=True)
        )
        layout.addWidget(self._buttons())
        self.beside.setDefault(True)  # which a dialog only notes of its own buttons
        self._list()
        room = self.screen().availableSize()
        wanted = QSize(LETTERS * self.fontMetrics().averageCharWidth(), self.sizeHint().height())
        self.resize(wanted.boundedTo(room))

    def _list(self) -> None:
        self.table.setRowCount(len(self._backups))
        for row, backup in enumerate(self._backups):
            counts = (backup.documents, backup.passages, backup.codings)
            size = QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
            cells = (wording.clock_time(backup.made), *(wording.number(held) for held in counts), size)
            for place, text in enumerate(cells):
                self.table.setItem(row, place, _cell(text, is_number=place > 0))
        self._pages.setCurrentIndex(1 if self._backups else 0)
        if self._backups:
            self.table.selectRow(0)
            self.table.setFocus()
        self._on_current()

    def _made_table(self) -> QTableWidget:
        names = [_("Made"), _("Documents"), _("Passages"), _("Codings"), _("Size")]
        table = row_table(_("Backups of this study"), names, many=False)
        for place, name in enumerate(names):
            table.setHorizontalHeaderItem(place, _cell(name, is_number=place > 0))
        table.setMinimumHeight((ROWS // 2 + 1) * theme.ROW_HEIGHT)
        table.currentCellChanged.connect(self._on_current)
        table.doubleClicked.connect(lambda: self._emit(self.beside_wanted))
        return table

    def _nothing_yet(self) -> EmptyState:
        page = EmptyState(
            _("No backups yet"), _("One is made on every day on which you open a study that was edited since the last.")
        )
        button = page.add_button(_("&Back up now"), self.back_up_wanted.emit)
        button.clicked.connect(self.accept)
        return page

    def _meaning(self) -> QLabel:
        return plain_label(
            _(
                "“Open beside” opens the backup as a study of its own and leaves this one alone. “Go back” puts the "
                "backup in the place of this study; what is in it now becomes a backup first, so that nothing is lost."
            )
        )

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.beside, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.beside.clicked.connect(lambda: self._emit(self.beside_wanted))
        self.restore.clicked.connect(lambda: self._emit(self.restore_wanted))
        return buttons

    def _on_current(self, *_place: int) -> None:
        for button in (self.restore, self.beside):
            button.setEnabled(0 <= self.table.currentRow() < len(self._backups))

    def _emit(self, signal: SignalInstance) -> None:
        backup = self._backups[self.table.currentRow()]
        self.accept()
        signal.emit(backup)


def _cell(text: str, *, is_number: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
