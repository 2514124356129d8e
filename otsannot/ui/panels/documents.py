"""The documents of the project: found by a few letters, opened, renamed, given a language, removed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QTreeView, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.memos import Subject
from otsannot.store import documents
from otsannot.store.documents import DocumentRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.delegates import DocumentDelegate
from otsannot.ui.item_models.document_list import DocumentListModel
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.filter_chips import FilterChips
from otsannot.ui.panels.filter_menu import filter_menu
from otsannot.ui.panels.parts import (
    ENTER,
    EmptyState,
    FilterLine,
    filter_row,
    heading_row,
    panel_layout,
    plain_label,
    tool_button,
)

LANGUAGES = ("ar", "az", "de", "en", "es", "fa", "fr", "hu", "kk", "ky", "ru", "tk", "tr", "tt", "ug", "uz", "zh")
"""The languages the menu offers, as ISO 639 codes; scripts may set any."""

_KEYS = (*ENTER, Qt.Key.Key_F2, Qt.Key.Key_Delete)


class DocumentsPanel(QWidget):
    """A filter line over the list of documents."""

    import_wanted = Signal()
    group_wanted = Signal()
    case_wanted = Signal()
    """The chosen documents shall be put in a group or a case."""
    memo_wanted = Signal(object)
    """A memo about a document shall be begun: its Subject."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentsPanel")
        self._live = live
        self._desk = desk
        self._kept: tuple[set[int], int | None, int] = (set(), None, 0)
        self.model = DocumentListModel(live, desk.filter, self)
        self.filter_line = FilterLine(_("Filter documents"))
        self.list = _DocumentView()
        self.list.setModel(self.model)
        self._delegate = DocumentDelegate(self.model, self.list)
        self.list.setItemDelegate(self._delegate)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._show_page()

    def rename(self) -> None:
        """Let the user type another name for the current document, in its row."""
        self.list.edit(self.list.currentIndex())

    def remove(self) -> None:
        """Remove the selected documents with their annotations, and say how many went."""
        chosen = [self.model.document(index) for index in self.list.selectedIndexes()]
        if not chosen:
            return
        annotations = sum(self.model.count(document.id) for document in chosen)
        what, place = _what(chosen), self.list.currentIndex().row()
        with self._live.edit(_("Remove {documents}").format(documents=what)) as edit:
            documents.remove_documents(edit, [document.id for document in chosen])
        self.list.setCurrentIndex(self.model.index(min(place, self.model.rowCount() - 1)))
        went = ngettext("{count} annotation went with it.", "{count} annotations went with it.", annotations)
        said = _("{documents} is removed.") if len(chosen) == 1 else _("{documents} are removed.")
        self._desk.said.emit(said.format(documents=what) + (f" {went}" if annotations else ""))

    def chosen_ids(self) -> list[int]:
        """The selected documents."""
        return [self.model.document(index).id for index in self.list.selectedIndexes()]

    def open_filter(self) -> None:
        """Open the menu that asks documents for what they are."""
        menu = filter_menu(self._live, self._desk.filter, self._filter_button)
        menu.popup(self._filter_button.mapToGlobal(self._filter_button.rect().bottomLeft()))

    def set_language(self, language: str) -> None:
        """Say in which language the selected documents are, as an ISO 639 code; empty when unknown."""
        chosen = [self.model.document(index) for index in self.list.selectedIndexes()]
        with self._live.edit(_("Set language of {documents}").format(documents=_what(chosen))) as edit:
            for document in chosen:
                documents.set_language(edit, document.id, language)

    def open_current(self) -> None:
        """Lay the current document on the desk."""
        index = self.list.currentIndex()
        if index.isValid():
            self._desk.open_document(self.model.document(index).id)

    def _build(self) -> None:
        column = panel_layout(self)
        add = tool_button("add", _("Import texts"), self.import_wanted.emit)
        self._filter_button = tool_button(
            "filter", _("Filter documents by language, group, case or attribute"), self.open_filter
        )
        self._heading = plain_label(_("Documents"))
        column.addLayout(heading_row(self._heading, self._filter_button, add))
        self._filter_row = filter_row(self.filter_line)
        column.addWidget(self._filter_row)
        chips = FilterChips(self._live, self._desk.filter)
        chips.setContentsMargins(theme.GAP, 0, theme.GAP, theme.GAP)
        column.addWidget(chips)
        self._empty = EmptyState(
            _("No documents yet"), _("Import the texts you want to code, or drop them on the window.")
        )
        self._empty.add_button(_("Import texts…"), self.import_wanted.emit)
        self._nothing = EmptyState(_("No text fits"), _("Empty the filter line and drop conditions to see more texts."))
        self._nothing.add_button(_("Show all documents"), self._show_all)
        for page in (self.list, self._empty, self._nothing):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self.model.set_filter)
        self.filter_line.left_downwards.connect(self._enter_list)
        self.list.open_wanted.connect(self.open_current)
        self.list.read_wanted.connect(self._desk.reading_wanted)
        self.list.rename_wanted.connect(self.rename)
        self.list.remove_wanted.connect(self.remove)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.model.rename_wanted.connect(self._rename)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self._desk.document_changed.connect(self._on_document)

    def _show_all(self) -> None:
        self.filter_line.clear()
        self._desk.filter.ask()

    def _rename(self, document_id: int, name: str) -> None:
        with self._live.edit(_("Rename document")) as edit:
            documents.rename_document(edit, document_id, name)

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))

    def _on_document(self, document: DocumentRow | None) -> None:
        self._delegate.open_id = None if document is None else document.id
        if document is not None:
            self.list.setCurrentIndex(self.model.index_of(document.id))
        self.list.viewport().update()

    def _keep_place(self) -> None:
        selected = {self.model.document(index).id for index in self.list.selectedIndexes()}
        current = self.list.currentIndex()
        current_id = self.model.document(current).id if current.isValid() else None
        self._kept = (selected, current_id, self.list.verticalScrollBar().value())

    def _restore_place(self) -> None:
        selected, current_id, scroll = self._kept
        chosen = self.list.selectionModel()
        if current_id is not None:
            chosen.setCurrentIndex(self.model.index_of(current_id), QItemSelectionModel.SelectionFlag.NoUpdate)
        for document_id in selected:
            index = self.model.index_of(document_id)
            if index.isValid():
                chosen.select(index, QItemSelectionModel.SelectionFlag.Select)
        self.list.verticalScrollBar().setValue(scroll)
        self._show_page()

    def _show_page(self) -> None:
        self._filter_row.setVisible(self.model.total > 0)
        self._filter_button.setVisible(self.model.total > 0)
        self._heading.setText(self._heading_words())
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.list)
        else:
            self._pages.setCurrentWidget(self._nothing if self.model.total else self._empty)

    def _heading_words(self) -> str:
        if self.model.shown == self.model.total:
            return _("Documents")
        told = _("{showing} of {total} documents")
        return told.format(showing=wording.number(self.model.shown), total=wording.number(self.model.total))

    def _show_menu(self, point: QPoint) -> None:
        if self.list.indexAt(point).isValid():
            menu = QMenu(self)
            menu.addAction(_("Open"), self.open_current)
            menu.addAction(_("Rename"), Qt.Key.Key_F2, self.rename)
            menu.addMenu(self._language_menu(menu))
            menu.addAction(_("Put in a group…"), self.group_wanted.emit)
            menu.addAction(_("Add to a case…"), self.case_wanted.emit)
            subject = Subject("document", self.model.document(self.list.indexAt(point)).id)
            menu.addAction(icon("memo"), _("New memo about it"), partial(self.memo_wanted.emit, subject))
            menu.addSeparator()
            menu.addAction(icon("delete"), _("Remove"), Qt.Key.Key_Delete, self.remove)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(point))

    def _language_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(_("Language"), parent)
        named = sorted((wording.language_name(code), code) for code in LANGUAGES)
        now = self.model.document(self.list.currentIndex()).language
        for name, code in [*named, (_("Unknown"), "")]:
            entry = menu.addAction(name, partial(self.set_language, code))
            entry.setCheckable(True)
            entry.setChecked(code == now)
        return menu


class _DocumentView(QTreeView):
    """The list itself: a click or Enter opens, F2 renames, Delete removes.

    A QListView would lay out all its rows anew whenever one of them changes.
    """

    open_wanted = Signal()
    read_wanted = Signal()
    """What was opened shall be read: Enter was pressed, where a click may go on to the next row."""
    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Documents"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take these keys while the list has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.open_wanted.emit()
            self.read_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self.indexAt(event.position().toPoint()).isValid():
            self.open_wanted.emit()


def _what(chosen: list[DocumentRow]) -> str:
    return f"“{chosen[0].name}”" if len(chosen) == 1 else ngettext("{count} text", "{count} texts", len(chosen))
