"""The window of a study: documents and codebook at the left, the text in the middle, the passage at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from otsannot import settings
from otsannot.i18n import _
from otsannot.model.nouns import Document, ProjectInfo
from otsannot.model.spans import Span
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import Change, documents
from otsannot.ui import menus, tasks, window_state, windows
from otsannot.ui.actions import Actions, Needs
from otsannot.ui.alerts import AlertBar
from otsannot.ui.bottom import BottomArea
from otsannot.ui.choosing.palette import Palette
from otsannot.ui.choosing.quick_code import QuickCode
from otsannot.ui.commands.backups import BackupCommands
from otsannot.ui.commands.codes import CodeCommands
from otsannot.ui.commands.coding import CodingCommands
from otsannot.ui.commands.context import ContextMenus
from otsannot.ui.commands.exchange import ExchangeCommands
from otsannot.ui.commands.exporting import ExportCommands
from otsannot.ui.commands.facts import FactCommands
from otsannot.ui.commands.focusing import FocusCommands
from otsannot.ui.commands.importing import ImportCommands
from otsannot.ui.commands.lists import ListCommands
from otsannot.ui.commands.memos import MemoCommands
from otsannot.ui.commands.shaping import ShapingCommands
from otsannot.ui.commands.structure import StructureCommands
from otsannot.ui.commands.study import StudyCommands
from otsannot.ui.commands.tables import TableCommands
from otsannot.ui.commands.viewing import ViewCommands
from otsannot.ui.correcting.window import CorrectionWindow
from otsannot.ui.desk import Desk
from otsannot.ui.document.desk_binding import DeskBinding
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.dropping import PROJECT_SUFFIX, dropped_paths
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.layouts import column
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.codebook import CodebookPanel
from otsannot.ui.panels.documents import DocumentsPanel
from otsannot.ui.panels.inspector import InspectorPanel
from otsannot.ui.panels.parts import EmptyState
from otsannot.ui.status_bar import StatusBar
from otsannot.ui.window_state import WindowState

T = TypeVar("T")

SIZE = QSize(1440, 900)
SHARE_OF_SCREEN = 0.9
"""A window that is new here takes no more of the screen, either way."""
COLUMNS = [280, 720, 280]
NARROWEST_TEXT = 360
NARROWEST_SIDE = 176
LEFT = [280, 440]
MIDDLE = [560, 280]


class MainWindow(QMainWindow):
    """Puts the parts together; each of them listens to the project and the desk by itself."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.project = project
        self.live = LiveProject(project, self)
        self.desk = Desk(self.live, self)
        self.pane = DocumentPane(_("Choose a document at the left to read it."))
        self.binding = DeskBinding(self.desk, self.pane)
        self.documents = DocumentsPanel(self.live, self.desk)
        self.codebook = CodebookPanel(self.live, self.desk)
        self.inspector = InspectorPanel(self.live, self.desk)
        self.bottom = BottomArea()
        self.quick_code = QuickCode(self.live, self.desk, self)
        self.status = StatusBar(self.live, self.desk, self)
        self.setStatusBar(self.status)
        self.context_menus = ContextMenus(self)
        self.importing = ImportCommands(self)
        self.exchange = ExchangeCommands(self)
        self.tables = TableCommands(self)
        self.facts = FactCommands(self)
        self.backing_up = BackupCommands(self)
        self.memos = MemoCommands(self)
        self.viewing = ViewCommands(self)
        self.registry = Actions(self, self.pane.view, self._verbs())
        self.palette_box = Palette(self.live, self.desk, self.registry, self)
        self.bottom.add_panel("annotations", _("Annotations"), self.tables.make_panel)
        self.facts.add_panels()
        self.bottom.add_panel("memos", _("Memos"), self.memos.make_panel)
        self._compose()
        self._fill_menus()
        self._connect()
        self._on_changed(None)
        self._restore()
        (self._nothing if self.desk.document is None else self.pane).setFocus()

    # What others ask of the window

    def open_document(self, name: str) -> None:
        """Show the document a name means. Raises OtsannotError when the name fits none, or several."""
        with self.live.read() as session:
            document_id = documents.find_document(session, name).id
        self.desk.open_document(document_id)

    def say(self, sentence: str, further: str | None = None) -> None:
        """Say in the status bar what was done, and offer an action that follows from it."""
        self.status.notice.say(sentence, None if further is None else self.registry[further])

    def write_down(self) -> None:
        """Make edits of what is being typed."""
        self.live.leaving.emit()

    def write_at_length(self, label: str, work: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        """Run long work that writes; until it ends, other edits are refused and not kept waiting."""
        self.live.check_free()
        self.write_down()
        self.live.busy_with = label
        self.refresh_actions()
        tasks.run(self, label, work, done).ended.connect(self._on_written)

    def is_stranded(self) -> bool:
        """Whether nothing more can be written to the file, because it is gone or read-only."""
        return not self.project.store.writable or not self.project.path.exists()

    @property
    def folder(self) -> Path:
        """Where dialogs begin."""
        return self.project.path.parent

    # Building

    def _verbs(self) -> Mapping[str, Callable[[], object]]:
        others = (
            StudyCommands,
            ListCommands,
            CodeCommands,
            CodingCommands,
            ShapingCommands,
            ExportCommands,
            FocusCommands,
            StructureCommands,
        )
        own = (self.importing, self.exchange, self.backing_up, self.tables, self.facts, self.memos, self.viewing)
        verbs = {name: verb for area in own for name, verb in area.verbs().items()}
        for area in others:
            verbs.update(area(self).verbs())
        return verbs

    def _compose(self) -> None:
        self._left = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self._left.addWidget(self.documents)
        self._left.addWidget(self.codebook)
        self._pages = QStackedWidget()
        self._nothing = self._nothing_yet()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.pane)
        self._middle = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self._middle.setMinimumWidth(NARROWEST_TEXT)
        self.inspector.setMinimumWidth(NARROWEST_SIDE)
        self._middle.addWidget(self._pages)
        self._middle.addWidget(self.bottom)
        self._middle.setStretchFactor(0, 1)
        self.columns = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        for part in (self._left, self._middle, self.inspector):
            self.columns.addWidget(part)
        self.columns.setStretchFactor(1, 1)
        for splitter in (self._left, self._middle, self.columns):
            splitter.setHandleWidth(1)
        centre = QWidget(self)
        rows = column(centre, spacing=0)
        rows.addWidget(AlertBar(centre, self._remedy))
        rows.addWidget(self.columns, 1)
        self.setCentralWidget(centre)

    def _nothing_yet(self) -> EmptyState:
        page = EmptyState(
            _("No documents yet"), _("Import Word, PDF or plain texts, or drop files and folders on this window.")
        )
        page.add_button(_("Import texts…"), self.registry["documents.import"].trigger)
        page.add_button(_("Import a folder…"), self.registry["documents.import_folder"].trigger)
        return page

    def _fill_menus(self) -> None:
        menus.fill(self, self.registry)
        recent = menus.recent_menu(self.menuBar())
        recent.aboutToShow.connect(self._list_recent)
        self.codebook.offer_orders(self.registry[f"code.sort_{order.value}"] for order in Order)
        self.status.coder.setDefaultAction(self.registry["coder.change"])
        self.status.zoom.setDefaultAction(self.registry["view.zoom_reset"])
        self.registry.keep_tip(self.bottom.close_button, "view.bottom", _("Close"))
        self.registry.keep_tip(self.bottom.larger_button, "view.bottom_larger", _("Larger, and back"))
        self.registry.keep_tip(self.pane.focus_bar.all_button, "view.show_all", _("Show all codings again"))

    def _connect(self) -> None:
        self.live.changed.connect(self._on_changed)
        self.live.coder_changed.connect(self._show_coder)
        self.bottom.shown_changed.connect(self._on_bottom)
        self.bottom.larger_changed.connect(self._pages.setHidden)
        for wish in (self.desk.revealed, self.desk.reading_wanted):
            wish.connect(lambda *_span: self.bottom.set_larger(False))
        for signal in (self.desk.document_changed, self.desk.span_changed, self.desk.passage_changed):
            signal.connect(self.refresh_actions)
        for signal in (self.desk.passages_changed, self.desk.passages_reloaded):
            signal.connect(self.refresh_actions)
        for view in (self.documents.list, self.codebook.tree):
            view.selectionModel().currentChanged.connect(self.refresh_actions)
        self.documents.import_wanted.connect(self.registry["documents.import"].trigger)
        self.palette_box.code_wanted.connect(self._show_code)
        self.documents.group_wanted.connect(self.registry["documents.add_to_group"].trigger)
        self.documents.case_wanted.connect(self.registry["documents.add_to_case"].trigger)
        self.desk.filter.changed.connect(self.refresh_actions)
        self.codebook.import_codebook_wanted.connect(self.registry["codebook.import"].trigger)

    def _show_code(self, code_id: int) -> None:
        self.codebook.filter_line.clear()
        self.codebook.tree.go_to(code_id)
        self.codebook.tree.setFocus()

    def _list_recent(self) -> None:
        menu = menus.recent_menu(self.menuBar())
        menu.clear()
        for name in settings.load().recent:
            path = Path(name)
            entry = menu.addAction(path.stem)
            entry.triggered.connect(partial(windows.open_path, path))
            entry.setEnabled(path.exists() and path != self.project.path.resolve())
            entry.setToolTip(name)

    # Keeping up

    def refresh_actions(self, *_news: object) -> None:
        """Enable what can act now."""
        self.registry.enable(self._there())

    def _on_changed(self, change: Change | None) -> None:
        if change is None or change.touches(ProjectInfo, Document):
            held = self.project.info()
            self.setWindowTitle(_("{title} — otsannot").format(title=held.title))
            self._pages.setCurrentIndex(1 if held.documents else 0)
        self._undoable = self.project.store.undoable()
        undo, redo = ((edit or "").replace("&", "&&") for edit in self._undoable)
        self.registry.retitle("edit.undo", _("&Undo {edit}").format(edit=undo) if undo else _("&Undo"))
        self.registry.retitle("edit.redo", _("&Redo {edit}").format(edit=redo) if redo else _("&Redo"))
        self.refresh_actions()

    def _there(self) -> Needs:
        """What there is for actions to act on."""
        desk = self.desk
        facts = {
            Needs.WRITABLE: self.project.store.writable and self.live.busy_with is None,
            Needs.DOCUMENTS: self._pages.currentWidget() is self.pane,
            Needs.DOCUMENT: desk.document is not None,
            Needs.CHOSEN: self.documents.list.currentIndex().isValid(),
            Needs.SPAN: desk.span is not None,
            Needs.TARGET: desk.target() is not None,
            Needs.PASSAGE: desk.passage is not None,
            Needs.PASSAGES: desk.has_passages,
            Needs.CODES: bool(self.live.book.by_id),
            Needs.CODE: self.codebook.code_id is not None,
            Needs.FILTERED: desk.filter.is_on,
            Needs.FOCUS: desk.focus.is_on or not desk.focus.others_shown,
            Needs.UNDO: self._undoable.undo is not None,
            Needs.REDO: self._undoable.redo is not None,
            Needs.IMPORTED: self.importing.last is not None,
            Needs.TABLE: self.tables.has_table,
            Needs.ROWS: self.tables.has_rows,
            Needs.MEMOS: self.memos.are_there,
            Needs.MEMO: self.memos.is_open,
        }
        there = Needs.NOTHING
        for need, is_met in facts.items():
            if is_met:
                there |= need
        return there

    def _show_coder(self, name: str) -> None:
        self.status.coder.setText(name)

    def _on_written(self) -> None:
        self.live.busy_with = None
        self.refresh_actions()

    def _on_bottom(self) -> None:
        self.registry["view.bottom"].setChecked(bool(self.bottom.shown))
        self.refresh_actions()

    def _remedy(self) -> QAction | None:
        return self.registry["project.save_copy"] if self.is_stranded() else None

    # Coming and going

    def _restore(self) -> None:
        known = settings.load()
        self.viewing.show_preferences()
        self.pane.view.whole_words = known.whole_words
        self.registry["select.whole_words"].setChecked(known.whole_words)
        self._show_coder(self.live.coder)
        state = self.desk.state
        if not self.restoreGeometry(QByteArray.fromBase64(state.geometry.encode())):
            self.resize(SIZE.boundedTo(self.screen().availableSize() * SHARE_OF_SCREEN))
        self.columns.setSizes(state.columns or COLUMNS)
        self._left.setSizes(state.left or LEFT)
        self._middle.setSizes(state.middle or MIDDLE)
        if state.stripes:
            self.pane.set_stripes_width(state.stripes)
        if state.bottom in self.bottom.names:
            self.bottom.show_panel(state.bottom, focus=False)
        self.desk.focus.restore(state)
        self.registry[f"code.sort_{self.codebook.model.order.value}"].setChecked(True)
        self._reopen(state)

    def _reopen(self, state: WindowState) -> None:
        """Show the document that was read last, where it was read; the first one in a study that is new here."""
        with self.live.read() as session:
            rows = documents.rows(session)
        found = next((row for row in rows if row.name == state.document), rows[0] if rows else None)
        if found is None:
            return
        self.desk.open_document(found.id)
        if found.name == state.document and 0 < state.position < found.length:
            self.pane.view.select(Span(state.position, state.position))
            self.pane.view.reveal(Span(state.position, state.position + 1), flash=False)

    def _keep_state(self) -> None:
        """Note what the window finds again, beside what its panels have noted."""
        state = self.desk.state
        state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        state.columns = self.columns.sizes()
        state.left = self._left.sizes()
        state.middle = self._middle.sizes() if self.bottom.shown else state.middle
        state.bottom = self.bottom.shown
        state.stripes = self.pane.stripes_width
        state.document = self.desk.document.name if self.desk.document is not None else ""
        state.position = self.pane.view.place()
        self.desk.focus.keep(state)
        window_state.remember(self.project.path, state)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = dropped_paths(event)
        for path in [path for path in paths if path.suffix == PROJECT_SUFFIX]:
            windows.open_path(path)
        self.importing.bring([path for path in paths if path.suffix != PROJECT_SUFFIX])

    def closeEvent(self, event: QCloseEvent) -> None:
        for editor in self.findChildren(CorrectionWindow):
            if not editor.close():  # it asks what shall become of what was typed
                event.ignore()
                return
        if self.live.is_open:
            tasks.stop_all(self)
            self.importing.leave()
            self.live.busy_with = None
            self.write_down()
            self._keep_state()
            self.live.close()
        super().closeEvent(event)
