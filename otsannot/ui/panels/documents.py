"""The documents of the project: found by a few letters, opened, renamed, given a language, removed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.model.memos import Subject
from otsannot.model.nouns import DocumentGroup
from otsannot.store import attributes, documents, groups
from otsannot.store.documents import DocumentRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.delegates import DocumentDelegate
from otsannot.ui.item_models.document_list import DocumentListModel
from otsannot.ui.item_models.document_order import ATTRIBUTE, IMPORTED, NAME, SHARE
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.document_view import DocumentView
from otsannot.ui.panels.filter_chips import FilterChips
from otsannot.ui.panels.filter_menu import filter_menu
from otsannot.ui.panels.parts import (
    EmptyState,
    FilterLine,
    filter_row,
    heading_row,
    named_menu,
    panel_layout,
    plain_label,
    tool_button,
)

LANGUAGES = ("ar", "az", "de", "en", "es", "fa", "fr", "hu", "kk", "ky", "ru", "tk", "tr", "tt", "ug", "uz", "zh")
"""The languages the menu offers, as ISO 639 codes; scripts may set any."""


_GROUPED = "documentsPanel.groups"


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
        self._closed: set[str] = set()
        self.model = DocumentListModel(live, desk.filter, self)
        self.filter_line = FilterLine(_("Filter documents"))
        self.list = DocumentView()
        self.list.setMinimumHeight(2 * theme.ROW_HEIGHT)
        self._delegate = DocumentDelegate(self.model, self.list)
        self.list.setItemDelegate(self._delegate)
        self._pages = QStackedWidget()
        self._build()
        self.list.setModel(self.model)  # now, because the list lays out all its rows whenever a style reaches it
        self._connect()
        self._show_page()

    def rename(self) -> None:
        """Let the user type another name for the current document or group, in its row."""
        self.list.edit(self.list.currentIndex())

    def remove(self) -> None:
        """Remove the selected documents with their annotations, and say how many went; or the current group."""
        if self.model.heading(self.list.currentIndex()) is not None:
            self.remove_group()
            return
        chosen = self._chosen()
        if not chosen:
            return
        annotations = sum(self.model.count(document.id) for document in chosen)
        what, at = _what(chosen), self.list.currentIndex()
        place, parent = at.row(), at.parent().row()
        with self._live.edit(_("Remove {documents}").format(documents=what)) as edit:
            documents.remove_documents(edit, [document.id for document in chosen])
        self._go_near(place, parent)
        went = ngettext("{count} annotation went with it.", "{count} annotations went with it.", annotations)
        said = _("{documents} is removed.") if len(chosen) == 1 else _("{documents} are removed.")
        self._desk.said.emit(said.format(documents=what) + (f" {went}" if annotations else ""))

    def chosen_ids(self) -> list[int]:
        """The selected documents."""
        return [document.id for document in self._chosen()]

    def remove_group(self) -> None:
        """Remove the group of the current row; its documents stay."""
        group_id = self._current_group()
        with self._live.edit(_("Remove group")) as edit:
            name = edit.get(DocumentGroup, group_id).name
            groups.remove_groups(edit, [group_id])
        self._desk.said.emit(_("The group “{name}” is removed; its documents stay.").format(name=name))

    def rename_group(self) -> None:
        """Let the user type another name for the group of the current row."""
        group_id = self._current_group()
        at = self.list.currentIndex()
        index = at if self.model.heading(at) is not None else at.parent()
        assert self.model.group_of(index) == group_id
        self._go(index)
        self.list.edit(index)

    def take_out(self) -> None:
        """Take the chosen documents out of the group under whose heading the current row stands."""
        group_id = self._current_group()
        with self._live.edit(_("Take out of group")) as edit:
            groups.take_out(edit, group_id, self.chosen_ids())

    def arrange(self, order: str, *, grouped: bool) -> None:
        """Show the documents in an order, under the headings of their groups or not, and remember it."""
        self._desk.state.sorts[self.objectName()] = order
        self._desk.state.sorts[_GROUPED] = "yes" if grouped else ""
        self.model.arrange(order, grouped=grouped)

    def open_order(self) -> None:
        """Open the menu that says in which order documents stand, and under which headings."""
        menu = self._order_menu()
        menu.popup(self._order_button.mapToGlobal(self._order_button.rect().bottomLeft()))

    def open_filter(self) -> None:
        """Open the menu that asks documents for what they are."""
        menu = filter_menu(self._live, self._desk.filter, self._filter_button)
        menu.popup(self._filter_button.mapToGlobal(self._filter_button.rect().bottomLeft()))

    def set_language(self, language: str) -> None:
        """Say in which language the selected documents are, as an ISO 639 code; empty when unknown."""
        chosen = self._chosen()
        with self._live.edit(_("Set language of {documents}").format(documents=_what(chosen))) as edit:
            for document in chosen:
                documents.set_language(edit, document.id, language)

    def open_current(self) -> None:
        """Lay the current document on the desk."""
        index = self.list.currentIndex()
        if self.model.heading(index) is not None:
            self.list.setExpanded(index, not self.list.isExpanded(index))
        elif index.isValid():
            self._desk.open_document(self.model.document(index).id)

    def _build(self) -> None:
        column = panel_layout(self)
        add = tool_button("add", _("Import texts"), self.import_wanted.emit)
        self._filter_button = tool_button(
            "filter", _("Filter documents by language, group, case or attribute"), self.open_filter
        )
        self._order_button = tool_button("sort", _("Order and groups of documents"), self.open_order)
        self._heading = plain_label(_("Documents"))
        column.addLayout(heading_row(self._heading, self._order_button, self._filter_button, add))
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
        self.model.group_rename_wanted.connect(self._rename_group)
        self.model.dropped.connect(self._move)
        sorts = self._desk.state.sorts
        order, grouped = sorts.get(self.objectName(), NAME), bool(sorts.get(_GROUPED))
        if (order, grouped) != (self.model.order, self.model.is_grouped):
            self.model.arrange(order, grouped=grouped)

    def _show_all(self) -> None:
        self.filter_line.clear()
        self._desk.filter.ask()

    def _rename(self, document_id: int, name: str) -> None:
        with self._live.edit(_("Rename document")) as edit:
            documents.rename_document(edit, document_id, name)

    def _rename_group(self, group_id: int, name: str) -> None:
        with self._live.edit(_("Rename group")) as edit:
            groups.rename_group(edit, group_id, name)

    def _move(self, document_ids: list[int], source: int | None, target: int | None) -> None:
        """Let dragged documents leave a group and join another; None is no group."""
        if source == target:
            return
        with self._live.edit(_("Move to another group")) as edit:
            if source is not None:
                groups.take_out(edit, source, document_ids)
            if target is not None:
                groups.add_to_group(edit, target, document_ids)

    def _chosen(self) -> list[DocumentRow]:
        """The selected documents, each once; of a selected heading, those under it."""
        found: dict[int, DocumentRow] = {}
        for index in self.list.selectedIndexes():
            heading = self.model.heading(index)
            for document in [self.model.document(index)] if heading is None else heading.documents:
                found[document.id] = document
        return list(found.values())

    def _current_group(self) -> int:
        group_id = self.model.group_of(self.list.currentIndex())
        if group_id is None:
            raise OtsannotError(_("Show the documents by group, and go to a group first."))
        return group_id

    def _go(self, index: QModelIndex) -> None:
        """Choose one row, whatever keys are held down."""
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _go_near(self, place: int, parent: int) -> None:
        """Make the row current that has come to a place, or the last one there."""
        above = self.model.index(parent) if parent >= 0 else QModelIndex()
        last = self.model.rowCount(above) - 1
        self._go(self.model.index(min(place, last), 0, above) if last >= 0 else above)

    def _order_menu(self) -> QMenu:
        menu = named_menu(_("What to do here"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with self._live.read() as session:
            stated = attributes.rows(session)
        orders = {NAME: _("By name"), IMPORTED: _("Latest first"), SHARE: _("Least coded first")}
        orders |= {f"{ATTRIBUTE}{row.guid}": _("By {attribute}").format(attribute=row.name) for row in stated}
        one = QActionGroup(menu)
        for order, words in orders.items():
            entry = one.addAction(menu.addAction(words.replace("&", "&&")))
            entry.setCheckable(True)
            entry.setChecked(order == self.model.order)
            entry.triggered.connect(partial(self._sort, order))
        menu.addSeparator()
        grouped = menu.addAction(_("Under the headings of groups"))
        grouped.setCheckable(True)
        grouped.setChecked(self.model.is_grouped)
        grouped.triggered.connect(lambda checked: self.arrange(self.model.order, grouped=checked))
        return menu

    def _sort(self, order: str, _checked: bool = False) -> None:
        self.arrange(order, grouped=self.model.is_grouped)

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self._go(self.model.index(0))

    def _on_document(self, document: DocumentRow | None) -> None:
        self._delegate.open_id = None if document is None else document.id
        if document is not None and document.id not in self._current_ids():
            self._go(self.model.index_of(document.id))
        self.list.viewport().update()

    def _current_ids(self) -> list[int]:
        """The document of the current row; a document in several groups has several rows."""
        at = self.list.currentIndex()
        return [self.model.document(at).id] if at.isValid() and self.model.heading(at) is None else []

    def _keep_place(self) -> None:
        documents_only = [index for index in self.list.selectedIndexes() if self.model.heading(index) is None]
        selected = {self.model.document(index).id for index in documents_only}
        self._kept = (selected, next(iter(self._current_ids()), None), self.list.verticalScrollBar().value())
        for row in range(self.model.rowCount()):
            heading = self.model.heading(self.model.index(row))
            if heading is not None and self.list.isExpanded(self.model.index(row)):
                self._closed.discard(heading.name)
            elif heading is not None:
                self._closed.add(heading.name)

    def _restore_place(self) -> None:
        selected, current_id, scroll = self._kept
        chosen = self.list.selectionModel()
        self.list.setRootIsDecorated(self.model.is_grouped)
        for row in range(self.model.rowCount()):
            heading = self.model.heading(self.model.index(row))
            if heading is not None:
                self.list.setExpanded(self.model.index(row), heading.name not in self._closed)
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
        for button in (self._filter_button, self._order_button):
            button.setVisible(self.model.total > 0)
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
        index = self.list.indexAt(point)
        if self.model.heading(index) is not None:
            menu = named_menu(_("What to do here"), self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            if self.model.group_of(index) is not None:
                menu.addAction(_("Rename group"), Qt.Key.Key_F2, self.rename_group)
                menu.addAction(icon("delete"), _("Remove group"), Qt.Key.Key_Delete, self.remove_group)
            menu.addAction(_("Put these in another group…"), self.group_wanted.emit)
            menu.popup(self.list.viewport().mapToGlobal(point))
        elif index.isValid():
            menu = named_menu(_("What to do here"), self)
            menu.addAction(_("Open"), self.open_current)
            menu.addAction(_("Rename"), Qt.Key.Key_F2, self.rename)
            menu.addMenu(self._language_menu(menu))
            menu.addAction(_("Put in a group…"), self.group_wanted.emit)
            if self.model.group_of(index) is not None:
                menu.addAction(_("Take out of this group"), self.take_out)
            menu.addAction(_("Add to a case…"), self.case_wanted.emit)
            subject = Subject("document", self.model.document(self.list.indexAt(point)).id)
            menu.addAction(icon("memo"), _("New memo about it"), partial(self.memo_wanted.emit, subject))
            menu.addSeparator()
            menu.addAction(icon("delete"), _("Remove"), Qt.Key.Key_Delete, self.remove)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(point))

    def _language_menu(self, parent: QMenu) -> QMenu:
        menu = named_menu(_("Language"), parent)
        named = sorted((wording.language_name(code), code) for code in LANGUAGES)
        now = self.model.document(self.list.currentIndex()).language
        for name, code in [*named, (_("Unknown"), "")]:
            entry = menu.addAction(name, partial(self.set_language, code))
            entry.setCheckable(True)
            entry.setChecked(code == now)
        return menu


def _what(chosen: list[DocumentRow]) -> str:
    return f"“{chosen[0].name}”" if len(chosen) == 1 else ngettext("{count} text", "{count} texts", len(chosen))
