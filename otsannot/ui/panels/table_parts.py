"""What the tables under the text share: their set-up and keys, columns as the user arranged them, rows to copy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QToolButton, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.keys import keeps
from otsannot.ui.panels.parts import ENTER, named_menu, tool_button
from otsannot.ui.window_state import WindowState

KEY_ROLE = Qt.ItemDataRole.UserRole
"""Under this role the header of a model names each column for what is remembered, in every language the same."""

NARROWEST = 6 * theme.UNIT

_NEEDS_QUOTES = re.compile(r'[\t\n\r"]')


class TableView(QTableView):
    """A table for a million rows, whose columns can be sorted, moved, resized and hidden, and are remembered.

    Enter or a double-click opens a row, Space shows it and leaves the focus here, Esc leaves the table, Delete removes
    and Ctrl+C copies what is selected.
    """

    open_wanted = Signal()
    show_wanted = Signal()
    left = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, name: str, state: WindowState) -> None:
        super().__init__()
        self.setObjectName(name)
        self._state = state
        self._widths: dict[str, int] = {}
        self._hidden: set[str] = set()
        self._arranging = False
        self._header = _Header(self)
        self.setHorizontalHeader(self._header)
        theme.prepare_table(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        for signal in (header.sectionResized, header.sectionMoved):
            signal.connect(self._remember_columns)
        header.customContextMenuRequested.connect(self._show_columns_menu)

    def arrange(self, widths: Mapping[str, int], hidden: Collection[str] = ()) -> None:
        """Lay out the columns as the user left them; new ones may be hidden at first.

        The widths, in pixels, are what new columns need for their contents; their titles are never cut.
        To be called when the model is set, and whenever its columns have changed.
        """
        self._widths, self._hidden = dict(widths), set(hidden)
        kept = {key: (place, width) for place, (key, width) in enumerate(self._state.tables.get(self.objectName(), []))}
        self._lay_out(kept)

    def reset_columns(self) -> None:
        """Show the columns as they were at first."""
        self._state.tables.pop(self.objectName(), None)
        self._lay_out({})

    def shown_columns(self) -> list[int]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [section for section in places if not header.isSectionHidden(section)]

    def selected_ranges(self) -> list[tuple[int, int]]:
        """The selected rows as first and last ones, in order."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        return sorted((part.top(), part.bottom()) for part in parts)

    def columns_menu(self) -> QMenu:
        """A menu that shows and hides columns; the last one that is shown stays."""
        menu = named_menu(_("Columns"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.horizontalHeader()
        shown = self.shown_columns()
        for place in range(header.count()):
            section = header.logicalIndex(place)
            title = self.model().headerData(section, Qt.Orientation.Horizontal)
            entry = menu.addAction(str(title).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(section in shown)
            entry.setEnabled(shown != [section])
            entry.toggled.connect(partial(self._show_column, section))
        menu.addSeparator()
        menu.addAction(_("Columns as at first"), self.reset_columns)
        return menu

    def columns_button(self) -> QToolButton:
        """A button that opens the menu of the columns."""
        button = tool_button("columns", _("Columns"), lambda: None)
        button.clicked.connect(lambda: self.columns_menu().popup(button.mapToGlobal(QPoint(0, button.height()))))
        return button

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take these keys while the table has the focus.
        return keeps(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in ENTER:
            self.open_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.show_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.open_wanted.emit()

    def selectAll(self) -> None:
        # Qt's own asks each row whether it may be selected.
        model = self.model()
        if model is not None and model.rowCount():
            last = model.index(model.rowCount() - 1, model.columnCount() - 1)
            everything = QItemSelection(model.index(0, 0), last)
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show_column(self, section: int, shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(section, not shown)
        self._remember_columns()

    def _lay_out(self, kept: Mapping[str, tuple[int, int]]) -> None:
        header, model = self.horizontalHeader(), self.model()
        keys = [str(model.headerData(n, Qt.Orientation.Horizontal, KEY_ROLE)) for n in range(header.count())]
        ordered = sorted(range(len(keys)), key=lambda n: (kept.get(keys[n], (n, 0))[0], n))
        self._arranging = True
        for place, section in enumerate(ordered):
            width = kept[keys[section]][1] if keys[section] in kept else self._first_width(section, keys[section])
            header.moveSection(header.visualIndex(section), place)
            header.resizeSection(section, abs(width))
            header.setSectionHidden(section, width < 0)
        if header.count() and not self.shown_columns():
            header.setSectionHidden(0, False)
        self._arranging = False

    def _first_width(self, section: int, key: str) -> int:
        width = self._widths.get(key, self.horizontalHeader().defaultSectionSize())
        width = max(width, self._header.title_width(section))
        return -width if key in self._hidden else width

    def _remember_columns(self) -> None:
        """Keep the order and the widths of the columns; the width of a hidden one is written below zero."""
        if self._arranging:
            return
        header, model = self.horizontalHeader(), self.model()
        known = {key: abs(width) for key, width in self._state.tables.get(self.objectName(), [])}
        kept = []
        for place in range(header.count()):
            section = header.logicalIndex(place)
            key = str(model.headerData(section, Qt.Orientation.Horizontal, KEY_ROLE))
            hidden = not header.sectionSize(section)
            width = known.get(key, abs(self._first_width(section, key))) if hidden else header.sectionSize(section)
            kept.append((key, -width if hidden else width))
        self._state.tables[self.objectName()] = kept

    def _show_columns_menu(self, point: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(point))


class _Header(QHeaderView):
    """The head of a table: a click sorts, a third one on the same column takes the table's own order again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(NARROWEST)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def title_width(self, section: int) -> int:
        """How wide a column must be to show its title, in pixels; the sign of sorting stands above the words."""
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        return self.fontMetrics().horizontalAdvance(title) + 3 * theme.GAP

    def setSelectionModel(self, selection: QItemSelectionModel) -> None:
        # Of the table's selection it would ask at each paint whether it holds whole columns, row by row.
        super().setSelectionModel(QItemSelectionModel(self.model(), self))


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Rows as spreadsheets paste them: tabs between cells, and quotes around what holds a tab, a line or a quote."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def menu_of(parent: QWidget, actions: Iterable[QAction | None]) -> QMenu:
    """A context menu of actions; None stands for a line between them."""
    menu = named_menu(_("What to do here"), parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    return menu


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _is_ours(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if plain:
        return event.key() in (*ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)
