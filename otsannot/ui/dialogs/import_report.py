"""What an import brought and what it did not; files can be read again in another encoding from here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from otsannot.formats.decoding import ENCODINGS
from otsannot.i18n import _
from otsannot.importing import Imported, ImportReport
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.layouts import column, row

NAME, ENCODING, CHARACTERS = range(3)


class ImportReportDialog(QDialog):
    """Stays beside the window until it is closed. A row carries the Imported text, or the path that gave none."""

    read_again_wanted = Signal(object, object, str)
    """Imported texts and paths to read again, and the encoding."""

    def __init__(self, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importReport")
        self.setWindowTitle(_("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = self._make_table()
        self._problems = len(report.problems)
        for problem in report.problems:
            self._add_problem(problem.path, problem.sentence)
        for text in report.documents:
            self._add_text(text)
        advice = theme.quiet(
            QLabel(_("If letters look wrong, select the files and read them in another encoding."), self)
        )
        advice.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(theme.heading(QLabel(report.summary(), self)))
        layout.addWidget(self.table)
        layout.addWidget(advice)
        layout.addLayout(self._make_row())
        layout.addWidget(buttons)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self._on_selection_changed()
        self.resize(640, 480)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setHorizontalHeaderLabels([_("Name"), _("Encoding"), _("Characters")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAccessibleName(_("Files that were imported"))
        theme.prepare_table(table)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _make_row(self) -> QHBoxLayout:
        self.encoding = QComboBox(self)
        self.encoding.addItems(ENCODINGS)
        self.encoding.setAccessibleName(_("Encoding"))
        self.again = QPushButton(_("&Read again"), self, autoDefault=False)
        self.again.setObjectName("readAgain")
        self.again.clicked.connect(self._on_again)
        label = QLabel(_("&Encoding"), self)
        label.setBuddy(self.encoding)
        line = row()
        for widget in (label, self.encoding, self.again):
            line.addWidget(widget)
        line.addStretch()
        return line

    def _add_text(self, text: Imported) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        name = QTableWidgetItem(text.document)
        name.setToolTip(str(text.path))
        name.setData(Qt.ItemDataRole.UserRole, text)
        number = QTableWidgetItem(f"{text.characters:,}")
        number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFont(theme.tabular(self.table.font()))
        self.table.setItem(at, NAME, name)
        self.table.setItem(at, ENCODING, QTableWidgetItem(text.encoding))
        self.table.setItem(at, CHARACTERS, number)

    def _add_problem(self, path: Path, sentence: str) -> None:
        """A path that gave nothing takes the whole row for its sentence."""
        at = self.table.rowCount()
        self.table.insertRow(at)
        item = QTableWidgetItem(icon("warning"), sentence)
        item.setToolTip(sentence)
        item.setData(Qt.ItemDataRole.UserRole, path)
        self.table.setItem(at, NAME, item)
        self.table.setSpan(at, NAME, 1, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Sentences take as many lines as they need at this width; they stand first.
        for at in range(self._problems):
            self.table.resizeRowToContents(at)

    def _chosen(self) -> list[Imported | Path]:
        items = (self.table.item(index.row(), NAME) for index in self.table.selectionModel().selectedRows(NAME))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item is not None]

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        self.again.setEnabled(any(isinstance(one, Imported) or one.is_file() for one in chosen))
        texts = [one for one in chosen if isinstance(one, Imported)]
        if texts:
            self.encoding.setCurrentText(texts[0].encoding)

    def _on_again(self) -> None:
        chosen = self._chosen()
        texts = [one for one in chosen if isinstance(one, Imported)]
        others = [one for one in chosen if isinstance(one, Path) and one.is_file()]
        self.read_again_wanted.emit(texts, others, self.encoding.currentText())
