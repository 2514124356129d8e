"""The memos of the study: a list that is narrowed and ordered, and the one that is read or written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from otsannot.i18n import _
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.nouns import Memo
from otsannot.store import Change, memos
from otsannot.store.coders import ensure_coder
from otsannot.store.memos import MemoRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.memo_delegate import MemoDelegate
from otsannot.ui.item_models.memo_list import MemoListModel, Order, named
from otsannot.ui.layouts import keep_sizes
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.memo_editor import MemoEditor, Nearby
from otsannot.ui.panels.memo_view import MemoView
from otsannot.ui.panels.parts import EmptyState, FilterLine, named_menu, panel_layout, shortcut_text, tool_button

SHARES = [340, 520]
"""How the width is shared by the list and the memo."""


LETTERS = 9
"""How many letters of its choice the box of kinds shows."""


class MemosPanel(QWidget):
    """The list at the left, the memo at the right."""

    current_changed = Signal()

    def __init__(self, live: LiveProject, desk: Desk, nearby: Nearby, keys_of_new: str = "") -> None:
        super().__init__()
        self.setObjectName("memosPanel")
        self._live = live
        self._desk = desk
        self._keys = keys_of_new
        self._scroll = 0
        self.model = MemoListModel(live, self)
        self.filter_line = FilterLine(_("Filter memos"))
        self.kinds = QComboBox()
        self.list = MemoView()
        self.editor = MemoEditor(live, desk, nearby)
        self._lists = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        known = desk.state.sorts.get(self.list.objectName(), "")
        self.model.set_order(Order.__members__.get(known, Order.NEWEST))
        # A list that moves into its place lays out every row anew, each time.
        self.list.setModel(self.model)
        self.list.setItemDelegate(MemoDelegate(self.model, self.list))
        self._connect()
        self._show_page()
        self.step(1)

    @property
    def memo_id(self) -> int | None:
        """The memo that is shown."""
        return self.editor.memo_id

    def open_memo(self, memo_id: int) -> None:
        """Show a memo, also one that the list is narrowed away from."""
        if not self.model.index_of(memo_id).isValid():
            self._widen()
        self._select(memo_id)
        self.editor.show_memo(self.model.row(memo_id))
        self._show_page()
        self.current_changed.emit()

    def begin(self, subject: Subject = PROJECT, text: str = "") -> None:
        """Begin a memo and let it be typed; with a text it is written at once, and goes on behind that."""
        if text:
            with self._live.edit(_("New memo")) as edit:
                memo_id = memos.add_memo(edit, ensure_coder(edit, self._live.coder), text, subject=subject)
            self.open_memo(memo_id)
            self.editor.text.moveCursor(self.editor.text.textCursor().MoveOperation.End)
        else:
            self.list.selectionModel().clear()
            self.editor.begin(subject)
            self._show_page()
            self.current_changed.emit()
        self.editor.set_preview(False)
        self.editor.text.setFocus()

    def step(self, direction: int) -> None:
        """Go to the next memo of the list (1), or the one before (-1)."""
        row = self.model.neighbour(self.editor.memo_id, direction)
        if row is not None:
            self.open_memo(row.id)
        elif self.model.total:
            self._desk.said.emit(_("This was the last memo.") if direction > 0 else _("This was the first memo."))

    def remove(self) -> None:
        """Remove the memo that is shown, if it is the coder's own."""
        row = None if self.memo_id is None else self.model.row(self.memo_id)
        if row is None:
            return
        if self.editor.text.isReadOnly():
            self._desk.said.emit(_("This memo is by {coder}; only {coder} can remove it.").format(coder=row.coder))
            return
        self.editor.flush()
        following = self.model.neighbour(row.id, 1) or self.model.neighbour(row.id, -1)
        with self._live.edit(_("Remove memo")) as edit:
            memos.remove_memos(edit, [row.id])
        if following is not None:
            self.open_memo(following.id)
        self._desk.said.emit(_("The memo “{name}” is removed.").format(name=named(row)))

    def _build(self) -> None:
        self.kinds.setAccessibleName(_("Which memos"))
        for text, kind in (
            (_("All memos"), ""),
            (_("Journal"), "project"),
            (_("About documents"), "document"),
            (_("About codes"), "code"),
            (_("About cases"), "case"),
        ):
            self.kinds.addItem(text, kind)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(LETTERS)
        self.kinds.view().setMinimumWidth(self.kinds.fontMetrics().averageCharWidth() * 2 * LETTERS + 2 * theme.MARGIN)
        new = tool_button("add", _("New memo"), self.begin)
        new.setEnabled(self._live.project.store.writable)
        new.setToolTip(_("New memo ({keys})").format(keys=shortcut_text(self._keys)))
        arrange = tool_button("filter", _("Order and coder"), lambda: None)
        arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = named_menu(_("Order of the memos"), arrange)
        arrange.setMenu(self._menu)
        head = QHBoxLayout()
        head.setContentsMargins(theme.GAP, theme.UNIT, theme.GAP, theme.UNIT)
        head.setSpacing(theme.UNIT)
        for widget, stretch in ((self.kinds, 0), (self.filter_line, 1), (arrange, 0), (new, 0)):
            head.addWidget(widget, stretch)
        side = QWidget()
        column = panel_layout(side)
        column.addLayout(head)
        self._nothing = EmptyState(_("No memo fits"), _("Press Esc in the filter line, or choose all memos."))
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._nothing)
        column.addWidget(self._lists, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(side)
        split.addWidget(self.editor)
        split.setStretchFactor(1, 1)
        split.setHandleWidth(1)
        keep_sizes(split, "memoSides", self._desk.state, SHARES)
        advice = _("{keys} writes the first entry of your research journal.").format(keys=shortcut_text(self._keys))
        self._empty = EmptyState(_("No memos yet"), advice)
        self._empty.add_button(_("New memo"), self.begin)
        self._pages.addWidget(split)
        self._pages.addWidget(self._empty)
        panel_layout(self).addWidget(self._pages)

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self.model.set_filter)
        self.filter_line.left_downwards.connect(self._enter_list)
        self.kinds.currentIndexChanged.connect(lambda: self.model.set_kind(self.kinds.currentData()))
        self._menu.aboutToShow.connect(self._fill_menu)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.write_wanted.connect(self.editor.setFocus)
        self.list.remove_wanted.connect(self.remove)
        self.list.read_wanted.connect(self._desk.reading_wanted)
        self.editor.begun.connect(self._on_begun)
        self.editor.remove_wanted.connect(self.remove)
        self._live.changed.connect(self._on_changed)

    def _fill_menu(self) -> None:
        self._menu.clear()
        orders = QActionGroup(self._menu)
        for text, order in (
            (_("Newest first"), Order.NEWEST),
            (_("Oldest first"), Order.OLDEST),
            (_("By what they are about"), Order.SUBJECT),
        ):
            entry = self._menu.addAction(text, partial(self._order, order))
            entry.setCheckable(True)
            entry.setChecked(self.model.order is order)
            orders.addAction(entry)
        self._menu.addSeparator()
        coders = QActionGroup(self._menu)
        for text, coder in [(_("By everybody"), ""), *((name, name) for name in self.model.coders)]:
            entry = self._menu.addAction(text.replace("&", "&&"), partial(self.model.set_coder, coder))
            entry.setCheckable(True)
            entry.setChecked(self.model.coder == coder)
            coders.addAction(entry)

    def _order(self, order: Order) -> None:
        self._desk.state.sorts[self.list.objectName()] = order.name
        self.model.set_order(order)

    def _enter_list(self) -> None:
        first = self.model.neighbour(self.memo_id, 1) if not self.list.currentIndex().isValid() else None
        if first is not None:
            self.open_memo(first.id)
        self.list.setFocus()

    def _widen(self) -> None:
        self.filter_line.clear()
        self.kinds.setCurrentIndex(0)
        self.model.set_coder("")

    def _select(self, memo_id: int) -> None:
        index = self.model.index_of(memo_id)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        self.list.scrollTo(index)

    def _on_current(self, index: QModelIndex) -> None:
        entry = self.model.entry(index) if index.isValid() else None
        if isinstance(entry, MemoRow) and entry.id != self.memo_id:
            self.editor.show_memo(entry)
            self.current_changed.emit()

    def _on_begun(self, memo_id: int) -> None:
        if not self.model.index_of(memo_id).isValid():
            self._widen()
        self._select(memo_id)
        self.current_changed.emit()

    def _keep_place(self) -> None:
        self._scroll = self.list.verticalScrollBar().value()

    def _restore_place(self) -> None:
        if self.memo_id is not None:
            index = self.model.index_of(self.memo_id)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.verticalScrollBar().setValue(self._scroll)
        self._show_page()

    def _on_changed(self, change: Change) -> None:
        if change.touches(Memo):
            self._show_page()
            self.current_changed.emit()

    def _show_page(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.total or not self.editor.is_empty else 1)
        self._lists.setCurrentIndex(0 if self.model.rowCount() or not self.model.total else 1)
        self.setFocusProxy(self.editor if self._pages.currentIndex() == 0 else self._empty)
