"""What a study that comes in or goes out brings and loses: shown before it does, and afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.item_models.study_lines import DETAIL, KIND, NAME, WHAT, StudyLine, StudyLinesModel
from otsannot.ui.layouts import column, fit_screen, row
from otsannot.ui.panels.parts import plain_label

WIDTHS = {WHAT: 140, KIND: 90, NAME: 220}
LINES_OF_TEXT = 3


class StudyReportDialog(QDialog):
    """Stays beside the window until it is closed; with a `verb` it asks whether to go on."""

    wanted = Signal(bool)
    """The verb was pressed; whether the box of the choice was ticked."""
    save_wanted = Signal()

    def __init__(
        self,
        title: str,
        sentences: Sequence[str],
        lines: list[StudyLine],
        parent: QWidget,
        *,
        verb: str = "",
        choice: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("studyReport")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = StudyLinesModel(lines, self)
        self.table = self._make_table()
        self.words = self._make_words()
        self.choice = QCheckBox(choice, self)
        self.choice.setVisible(bool(choice))
        self.save_button = QPushButton(_("&Save this list…"), self, autoDefault=False)
        self.save_button.setVisible(bool(lines))
        self._buttons = QDialogButtonBox(self)
        self.verb_button = self._make_buttons(verb)
        layout = column(self, margin=theme.MARGIN)
        for number, sentence in enumerate(sentences):
            label = plain_label(sentence, quiet=number > 0, selectable=True)
            label.setWordWrap(True)
            layout.addWidget(label if number else theme.heading(label))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.choice)
        if not lines:
            layout.addStretch()
        last = row()
        last.addWidget(self.save_button)
        last.addStretch()
        last.addWidget(self._buttons)
        layout.addLayout(last)
        self.save_button.clicked.connect(self.save_wanted)
        self._buttons.rejected.connect(self.reject)
        self._buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: self.wanted.emit(self.choice.isChecked()))
        self.table.selectRow(0)
        fit_screen(self, 860, 520 if lines else 240)

    def _make_buttons(self, verb: str) -> QPushButton | None:
        if not verb:
            self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
            return None
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        button = self._buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setDefault(True)
        return button

    def _make_words(self) -> QPlainTextEdit:
        """All that the chosen row says, which a line may be too short for."""
        words = QPlainTextEdit(self, readOnly=True)
        words.setAccessibleName(_("The chosen row"))
        words.setTabChangesFocus(True)
        words.setFixedHeight(LINES_OF_TEXT * words.fontMetrics().lineSpacing() + 3 * theme.UNIT)
        words.setVisible(bool(self.model.lines))
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        return words

    def _on_current_changed(self, current: QModelIndex) -> None:
        line = self.model.lines[current.row()] if current.isValid() else None
        self.words.setPlainText("" if line is None else line.detail or line.name)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setAccessibleName(_("What is new, what differs, and what is lost"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        theme.prepare_table(table)
        for section, width in WIDTHS.items():
            table.horizontalHeader().resizeSection(section, width)
        table.horizontalHeader().setSectionResizeMode(DETAIL, QHeaderView.ResizeMode.Stretch)
        table.setVisible(bool(self.model.lines))
        return table
