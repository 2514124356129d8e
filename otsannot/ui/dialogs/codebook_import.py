"""What a codebook would bring, before anything is written, and whose words stand where they differ."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from otsannot.formats.codebook_hierarchy import INDENTATION
from otsannot.formats.files import shown
from otsannot.i18n import _, ngettext
from otsannot.importing import CodebookReport
from otsannot.ui import theme
from otsannot.ui.item_models.codebook_changes import CODE, FIELD, HERE, THERE, WHAT, CodebookChangesModel
from otsannot.ui.layouts import column, fit_screen, row

WIDTHS = {WHAT: 150, CODE: 220, FIELD: 120}
LINES_OF_TEXT = 5


class CodebookImportDialog(QDialog):
    """Stays beside the window until the codebook is imported or not."""

    import_wanted = Signal(object)
    """The fields whose words are taken from the file."""
    hierarchy_wanted = Signal(str)
    """The sign that is to divide names into a tree; empty when they stay as they are."""

    def __init__(self, report: CodebookReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("codebookImport")
        self.setWindowTitle(_("Import {name}").format(name=shown(Path(report.path.name))))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.report = report
        self.model = CodebookChangesModel(report, self)
        self.table = _Table(self.model)
        self.here = self._make_text(_("In the study"))
        self.there = self._make_text(_("In the file"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.import_button = self._buttons.addButton(_("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep_button = QPushButton(_("&Keep all of the study"), self, autoDefault=False)
        self.take_button = QPushButton(_("&Take all of the file"), self, autoDefault=False)
        self.tree_box = QCheckBox(_tree_words(report.hierarchy or report.likely), self)
        self.tree_box.setChecked(bool(report.hierarchy))
        self.tree_box.setVisible(bool(report.hierarchy or report.likely))
        self._compose()
        self._connect()
        self.table.selectRow(0)
        self.table.setFocus()
        self.import_button.setDefault(True)
        fit_screen(self, 920, 600)

    def _compose(self) -> None:
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(theme.heading(QLabel(_sentence(self.report), self)))
        if self.report.changed:
            layout.addWidget(_advice(_("Where the file says something else, tick what to take from it."), self))
        if self.report.unread:
            columns = ", ".join(self.report.unread)
            layout.addWidget(_advice(_("Columns that are not read: {columns}.").format(columns=columns), self))
        layout.addWidget(self.tree_box)
        layout.addWidget(self.table, 1)
        if self.report.changed or self.report.filled:
            layout.addLayout(self._make_texts())
        last = row()
        if self.report.changed:
            last.addWidget(self.keep_button)
            last.addWidget(self.take_button)
        else:
            self.keep_button.hide()
            self.take_button.hide()
        last.addStretch()
        last.addWidget(self._buttons)
        layout.addLayout(last)

    def _make_text(self, name: str) -> QPlainTextEdit:
        text = QPlainTextEdit(self, readOnly=True)
        text.setAccessibleName(name)
        text.setTabChangesFocus(True)
        text.setFixedHeight(LINES_OF_TEXT * text.fontMetrics().lineSpacing() + 3 * theme.UNIT)
        text.hide()
        return text

    def _make_texts(self) -> QHBoxLayout:
        both = row()
        for text in (self.here, self.there):
            side = column(spacing=theme.UNIT)
            side.addWidget(theme.quiet(QLabel(text.accessibleName(), self)))
            side.addWidget(text)
            text.show()
            both.addLayout(side)
        return both

    def _connect(self) -> None:
        self.keep_button.clicked.connect(lambda: self.model.choose_all(theirs=False))
        self.take_button.clicked.connect(lambda: self.model.choose_all(theirs=True))
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.tree_box.clicked.connect(self._on_tree_clicked)
        self._buttons.rejected.connect(self.reject)
        self._buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: self.import_wanted.emit(self.model.chosen))

    def _on_tree_clicked(self, wanted: bool) -> None:
        self.hierarchy_wanted.emit(self.report.likely if wanted else "")

    def _on_current_changed(self, current: QModelIndex) -> None:
        difference = self.model.lines[current.row()].difference if current.isValid() else None
        self.here.setPlainText("" if difference is None else difference.here)
        self.there.setPlainText("" if difference is None else difference.there)


class _Table(QTableView):
    """Space and a double click turn the chosen rows to the other side."""

    def __init__(self, model: CodebookChangesModel) -> None:
        super().__init__()
        self._changes = model
        self.setModel(model)
        self.setAccessibleName(_("What the codebook would bring"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        theme.prepare_table(self)
        header = self.horizontalHeader()
        for section, width in WIDTHS.items():
            header.resizeSection(section, width)
        for section in (HERE, THERE):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        for at, line in enumerate(model.lines):
            if line.sentence:
                self.setSpan(at, WHAT, 1, THERE + 1)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._changes.toggle(sorted(index.row() for index in self.selectionModel().selectedRows()))
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        # The box has already turned twice under its own double click.
        if index.column() != WHAT:
            self._changes.toggle([index.row()])


def _tree_words(sign: str) -> str:
    """What a box says that makes a tree of names."""
    if sign == INDENTATION:
        return _("Put the names that are &indented under those above them")
    return _("Make a t&ree of the names, which “{sign}” divides").format(sign=sign)


def _advice(text: str, parent: QWidget) -> QLabel:
    label = theme.quiet(QLabel(text, parent))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _sentence(report: CodebookReport) -> str:
    """What the file would bring, in codes."""
    changed = {difference.path for difference in report.changed}
    filled = {difference.path for difference in report.filled} - changed
    counts = [
        (len(report.new), ngettext("{count} new code", "{count} new codes", len(report.new))),
        (len(filled), ngettext("{count} filled in", "{count} filled in", len(filled))),
        (len(changed), ngettext("{count} different", "{count} different", len(changed))),
        (len(report.equal), ngettext("{count} equal", "{count} equal", len(report.equal))),
        (len(report.problems), ngettext("{count} remark", "{count} remarks", len(report.problems))),
    ]
    return ", ".join(words for count, words in counts if count)
