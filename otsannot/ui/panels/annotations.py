"""Every annotation of the study as a table under the text: filtered, sorted, many changed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.passages import Passage
from otsannot.progress import Progress
from otsannot.store import coders
from otsannot.store.annotation_filter import Filter
from otsannot.store.annotation_table import Chosen
from otsannot.ui.desk import Desk
from otsannot.ui.item_models import annotation_cells, wording
from otsannot.ui.item_models.annotation_cells import HIDDEN, KEYS, WIDTHS
from otsannot.ui.item_models.annotation_delegate import AnnotationDelegate
from otsannot.ui.item_models.annotation_table import AnnotationTableModel
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.filter_bar import FilterBar
from otsannot.ui.panels.parts import EmptyState, panel_layout
from otsannot.ui.panels.table_parts import TableView, menu_of, tab_separated

Flag = QItemSelectionModel.SelectionFlag

MOST_RANGES = 5_000
"""A selection that falls into more pieces, after another sort, is let go."""


class _Place(NamedTuple):
    """What is to be found again in other rows: what is selected, the row that is current, what is at the top."""

    selected: Chosen
    current: Chosen
    scroll: int


class AnnotationsPanel(QWidget):
    """A bar to filter, and the table. Enter goes to the place in the text, Space shows it there, Esc goes back."""

    selection_changed = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationsPanel")
        self._live = live
        self._desk = desk
        self._menu: Sequence[QAction | None] = ()
        self._place: _Place | None = None
        self._from_top = False
        self.model = AnnotationTableModel(live, self)
        self.bar = FilterBar(live, desk.filter)
        self.table = TableView("annotationsTable", desk.state)
        self._delegate = AnnotationDelegate(self.model, self.table)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._ask()
        self._on_passage(desk.passage)
        self._show_state()

    # What is chosen

    @property
    def selected(self) -> list[tuple[int, int]]:
        """The selected rows as first and last ones."""
        return self.table.selected_ranges() if self._pages.currentWidget() is self.table else []

    def chosen(self) -> Chosen:
        """The selected rows."""
        return self.model.chosen(self.selected)

    def all_shown(self) -> Chosen:
        """All rows that are shown."""
        return self.model.chosen([(0, self.model.rowCount() - 1)] if self.model.rowCount() else [])

    def copying(self, chosen: Chosen) -> Callable[[Progress], str]:
        """The work that writes rows and their heads as a spreadsheet takes them, in the columns that are shown now."""
        keys = [KEYS[section] for section in self.table.shown_columns()]

        def work(progress: Progress) -> str:
            rows = self.model.read_rows(chosen, progress)
            cells = ([annotation_cells.words(row, key) for key in keys] for row in rows)
            return tab_separated([[annotation_cells.title(key) for key in keys], *cells])

        return work

    def set_menu(self, actions: Iterable[QAction | None]) -> None:
        """Say what the menu of the rows offers."""
        self._menu = list(actions)

    def edit_filter(self) -> None:
        """Go to the line that filters."""
        self.bar.line.setFocus()
        self.bar.line.selectAll()

    # Building

    def _build(self) -> None:
        self.table.setAccessibleName(_("Annotations"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(self._delegate)
        self.table.arrange(WIDTHS, HIDDEN)
        self.table.setMouseTracking(True)
        self.bar.add_button(self.table.columns_button())
        self._empty = EmptyState(
            _("No annotations yet"), _("Select words in a text and give them a code. They appear here.")
        )
        self._empty.add_button(_("Go to the text"), self._desk.reading_wanted.emit)
        self._nothing = EmptyState(_("Nothing fits"), _("No annotation has all that the filter asks for."))
        self._nothing.add_button(_("Clear the filter"), self._clear)
        self._reading = EmptyState(_("Reading the annotations…"), "")
        for page in (self.table, self._empty, self._nothing, self._reading):
            self._pages.addWidget(page)
        column = panel_layout(self)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.bar.changed.connect(self._ask)
        self.bar.line.left_downwards.connect(self._enter_table)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self.model.shown.connect(self._show_state)
        self.table.open_wanted.connect(self._open)
        self.table.show_wanted.connect(self._show)
        self.table.left.connect(self._desk.reading_wanted)
        self.table.remove_wanted.connect(self.remove_wanted)
        self.table.copy_wanted.connect(self.copy_wanted)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.horizontalHeader().sectionMoved.connect(self._find_first_column)
        self.table.horizontalHeader().sectionResized.connect(self._find_first_column)
        self._desk.passage_changed.connect(self._on_passage)
        for news in (self._desk.focus.changed, self._desk.filter.changed, self._live.coder_changed):
            news.connect(self._ask)
        self._find_first_column()

    # Filtering

    def _ask(self) -> None:
        self._from_top = True
        self.model.set_filter(self._in_sight(self.bar.wanted))
        self._show_counts()

    def _in_sight(self, wanted: Filter) -> Filter:
        """The filter with what the window looks at: coders who are not shown in the text are not here either."""
        focus = self._desk.focus
        seen = focus.coders if self.bar.in_focus else None
        if not focus.others_shown:
            own = self.own_coder_id()
            seen = frozenset({own} if own is not None and (seen is None or own in seen) else ())
        return wanted.asking(
            focus_codes=focus.codes if self.bar.in_focus else None,
            focus_coders=seen,
            focus_speaker=focus.speaker if self.bar.in_focus else None,
            sight=self._desk.filter.ids,
        )

    def own_coder_id(self) -> int | None:
        """The number of who is coding now, who may not have coded yet."""
        name = " ".join(self._live.coder.split())
        with self._live.read() as session:
            return next((row.id for row in coders.rows(session) if row.name == name), None)

    def _clear(self) -> None:
        self.bar.clear()
        self.bar.line.setFocus()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(0, self.table.shown_columns()[0]))

    # To the text and back

    def _open(self) -> None:
        if self._show():
            self._desk.reading_wanted.emit()

    def _show(self) -> bool:
        """Show the current row in its text."""
        index = self.table.currentIndex()
        if not index.isValid():
            return False
        mark = self.model.row(index).line.mark
        self._desk.open_document(mark.document_id)
        self._desk.select_passage(mark.annotation_id, reveal=True)
        return True

    def _on_passage(self, _passage: Passage | None) -> None:
        """Mark the rows of the passage that is current in the text, and bring them into view."""
        self._delegate.current = self._current_rows()
        self.table.viewport().update()
        if self._delegate.current and not self.table.hasFocus():
            self.table.scrollTo(self.model.index(min(self._delegate.current), self._delegate.first_column))

    def _current_rows(self) -> frozenset[int]:
        passage = self._desk.passage
        return frozenset() if passage is None else frozenset(self.model.places_of(passage.annotation_id))

    def _find_first_column(self) -> None:
        self._delegate.first_column = self.table.shown_columns()[0]

    # Showing

    def _show_state(self) -> None:
        if self.model.rowCount():
            page: QWidget = self.table
        elif not self.model.is_whole:
            page = self._reading
        elif self.model.total and self.model.wanted.is_on:
            page = self._nothing
        else:
            page = self._empty
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.bar.setVisible(page is not self._empty and page is not self._reading)
        self._delegate.current = self._current_rows()
        self._show_counts()
        self.selection_changed.emit()

    def _show_counts(self) -> None:
        shown, total = wording.number(self.model.rowCount()), wording.number(self.model.total)
        chosen = sum(last - first + 1 for first, last in self.selected)
        if not self.model.is_whole:
            said = _("Reading…")
        elif self.model.wanted.is_on:
            said = _("{shown} of {total}").format(shown=shown, total=total)
        else:
            said = ngettext("{count} row", "{count} rows", self.model.total)
        if chosen > 1:
            said = _("{count} selected · {rows}").format(count=wording.number(chosen), rows=said)
        self.bar.counts.setText(said)

    def _on_selected(self) -> None:
        self._show_counts()
        self.selection_changed.emit()

    def _show_menu(self, point: QPoint) -> None:
        if self.table.indexAt(point).isValid() and self._menu:
            menu_of(self, self._menu).popup(self.table.viewport().mapToGlobal(point))

    # Keeping the place in other rows

    def _keep_place(self) -> None:
        current = self.table.currentIndex().row()
        here = [] if current < 0 else [(current, current)]
        self._place = _Place(
            self.model.chosen(self.table.selected_ranges()),
            self.model.chosen(here),
            self.table.verticalScrollBar().value(),
        )

    def _restore_place(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        current = self.model.ranges_of(place.current) if len(place.current) else []
        column = self.table.shown_columns()[0]
        if current:
            index = self.model.index(current[0][0], column)
            self.table.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        ranges = self.model.ranges_of(place.selected) if len(place.selected) else []
        if 0 < len(ranges) <= MOST_RANGES:
            chosen = QItemSelection()
            for first, last in ranges:
                chosen.select(self.model.index(first, 0), self.model.index(last, len(KEYS) - 1))
            self.table.selectionModel().select(chosen, Flag.ClearAndSelect)
        self.table.verticalScrollBar().setValue(0 if self._from_top else place.scroll)
        self._from_top = False
        if current:
            self.table.scrollTo(self.model.index(current[0][0], column), QAbstractItemView.ScrollHint.EnsureVisible)
