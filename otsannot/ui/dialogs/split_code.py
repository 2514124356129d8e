"""The passages of one code, to choose which of them move to another one; it stays beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
)

from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Annotation, Code, Coding, Document
from otsannot.store import Change
from otsannot.ui import tasks, theme
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.item_models.coded_passages import CODER, DOCUMENT, WORDS, CodedPassages, Quote, read_quotes
from otsannot.ui.layouts import column, fit_screen, row
from otsannot.ui.panels.parts import EmptyState, FilterLine, plain_label

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class SplitDialog(QDialog):
    """A list to tick, and the button that says how many move. Enter or a double click shows a passage in its text."""

    move_wanted = Signal(int, object, object)
    """The code, the codings that shall have another one, and that one's number or the names of its path."""

    def __init__(self, window: MainWindow, code_id: int) -> None:
        super().__init__(window)
        self.setObjectName("splitCode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._live = window.live
        self._code_id = code_id
        self.model = CodedPassages(self)
        self.filter_line = FilterLine(_("Filter passages"))
        self.document = QComboBox()
        self.coder = QComboBox()
        self.table = _Table()
        self.all_box = QCheckBox(_("All that are shown"))
        self.move_button = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self).addButton(
            _("Move to…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._pages = QStackedWidget()
        self._nothing = EmptyState(_("No passage"), "")
        self._title = theme.heading(plain_label())
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        self.document.setAccessibleName(_("Document"))
        self.coder.setAccessibleName(_("Coder"))
        for box in (self.document, self.coder):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
        self.table.setModel(self.model)
        theme.prepare_table(self.table)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(DOCUMENT, 160)
        self.table.setColumnWidth(CODER, 90)
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(self._title)
        layout.addLayout(self._filters())
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.all_box)
        buttons = self.move_button.parent()
        assert isinstance(buttons, QDialogButtonBox)
        buttons.rejected.connect(self.reject)
        self.move_button.setDefault(True)
        layout.addWidget(buttons)
        fit_screen(self, 720, 520)

    def _filters(self) -> QHBoxLayout:
        filters = row()
        filters.addWidget(self.filter_line, 1)
        filters.addWidget(self.document)
        filters.addWidget(self.coder)
        return filters

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self._narrow)
        self.filter_line.left_downwards.connect(self.table.setFocus)
        self.document.currentIndexChanged.connect(self._narrow)
        self.coder.currentIndexChanged.connect(self._narrow)
        self.model.ticks_changed.connect(self._count)
        self.all_box.clicked.connect(lambda on: self.model.tick(range(self.model.rowCount()), on=on))
        self.table.activated.connect(self._show_passage)
        self.move_button.clicked.connect(self._choose_target)
        self._live.changed.connect(self._on_changed)

    def _read(self) -> None:
        code = self._live.book.by_id[self._code_id]
        self.setWindowTitle(_("Split {code}").format(code=code.name))
        self._title.setText(_("Which passages of “{code}” shall have another code?").format(code=code.name))
        work = partial(read_quotes, self._window.project, self._code_id)
        tasks.run(self._window, _("Reading passages"), work, self._show)

    def _show(self, quotes: list[Quote]) -> None:
        for box, everyone, names in (
            (self.document, _("All documents"), [quote.document for quote in quotes]),
            (self.coder, _("All coders"), sorted(quote.coder for quote in quotes)),
        ):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(everyone, "")
            for name in dict.fromkeys(names):
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.model.set_quotes(quotes)
        self._nothing.advice.setText(
            _("Other words, documents or coders may have some.")
            if quotes
            else _("Nothing is coded with it: select words in a text and apply it.")
        )
        self._narrow()

    def _narrow(self) -> None:
        self.model.narrow(self.document.currentData() or "", self.coder.currentData() or "", self.filter_line.text())

    def _count(self) -> None:
        ticked, shown = len(self.model.ticked), self.model.rowCount()
        self._pages.setCurrentWidget(self.table if shown else self._nothing)
        self.move_button.setText(ngettext("Move {count} passage to…", "Move {count} passages to…", ticked))
        self.move_button.setEnabled(ticked > 0)
        states = Qt.CheckState
        self.all_box.setCheckState(
            states.Checked if shown and ticked == shown else states.PartiallyChecked if ticked else states.Unchecked
        )

    def _choose_target(self) -> None:
        folders = {row.id for row in self._live.book.by_id.values() if row.is_folder}
        question = _("Move the passages to")
        chooser = CodeChooser(self._live, question, self, without={self._code_id, *folders}, creates=True)
        chooser.chosen.connect(self._move)
        chooser.named.connect(self._move)
        chooser.open_under(self.move_button)

    def _move(self, to: object) -> None:
        self.move_wanted.emit(self._code_id, self.model.ticked, to)

    def _show_passage(self, index: QModelIndex) -> None:
        quote = self.model.quote(index)
        self._window.desk.open_document(quote.document_id, quote.span)

    def _on_changed(self, change: Change) -> None:
        if self._code_id not in self._live.book.by_id:
            self.close()
        elif change.touches(Annotation, Coding, Code, Document):
            self._read()


class _Table(QTableView):
    """Space ticks every selected row."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Passages"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows and isinstance(model, CodedPassages):
            states = {model.data(model.index(number, WORDS), Qt.ItemDataRole.CheckStateRole) for number in rows}
            model.tick(rows, on=Qt.CheckState.Unchecked in states)
        else:
            super().keyPressEvent(event)
