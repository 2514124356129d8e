"""A popup with a line over the codes that answer it: what the quick-code box and the choice of a code are made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from otsannot.i18n import _
from otsannot.model.nouns import Code
from otsannot.store import Change
from otsannot.ui import theme
from otsannot.ui.item_models.code_list import CodeListModel
from otsannot.ui.item_models.delegates import CodeChoiceDelegate
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import ENTER, hairline, panel_layout, plain_label

WIDTH = 400
ROWS = 8


class CodeBox(QFrame):
    """The keys of the line steer the list; what is accepted, ticked and said of a row is for subclasses to say."""

    hint_lines = 3
    """So much room there is for what is said of a row, whether it is taken up or not: nothing jumps."""

    def __init__(self, live: LiveProject, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._live = live
        self.model = CodeListModel(self)
        self.line = _Line()
        self.list = QListView()
        self.hint = plain_label(quiet=True)
        self._column = panel_layout(self)
        self._build()
        self.line.textEdited.connect(self.search)
        self.line.moved.connect(self._move)
        self.line.ticked.connect(self.tick)
        self.line.accepted.connect(self.accept)
        self.list.clicked.connect(self.accept_clicked)
        self.list.selectionModel().currentChanged.connect(self.show_hint)
        live.changed.connect(self._on_changed)
        live.code_index_complete.connect(self._on_more_found)
        live.prepare_search()

    def open_at(self, rect: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room beneath."""
        self.line.clear()
        self.model.untick_all()
        self.refresh()
        self.adjustSize()
        screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
        self.move(_beside(rect, self.size().width(), self.size().height(), screen.availableGeometry()))
        self.show()
        self.line.setFocus()

    def find_codes(self) -> None:
        """Show what answers the line."""
        raise NotImplementedError

    def accept(self) -> None:
        """Do what Enter asks for."""
        raise NotImplementedError

    def hint_text(self) -> str:
        """What is said of the row that is highlighted."""
        raise NotImplementedError

    def tick(self) -> None:
        """Hear of the keys that tick a row; nothing is ticked where one is chosen."""

    def accept_clicked(self) -> None:
        """Do what a click asks for."""
        self.accept()

    def search(self) -> None:
        """Hear that other letters stand in the line."""
        self.refresh()

    def refresh(self) -> None:
        """Show what answers the line, the best highlighted."""
        self.find_codes()
        self.list.setCurrentIndex(self.model.index(0))
        if not self.model.rowCount():  # or else the list has told of another row
            self.show_hint()

    def show_hint(self) -> None:
        """Say something of the row that is highlighted, to readers of the screen too."""
        index = self.list.currentIndex()
        if index.isValid():
            self.line.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self.hint.setText(self.hint_text())

    def _build(self) -> None:
        column: QVBoxLayout = self._column
        column.setContentsMargins(1, 1, 1, 1)
        self.setFixedWidth(WIDTH)
        self.line.setFrame(False)
        self.line.setStyleSheet("QLineEdit { border: none; border-radius: 0; padding: 6px 12px; }")
        self.list.setModel(self.model)
        self.list.setItemDelegate(CodeChoiceDelegate(self.model, self.list))
        self.list.setAccessibleName(_("Codes"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(ROWS * theme.ROW_HEIGHT)
        side = theme.MARGIN - theme.UNIT
        self.hint.setContentsMargins(side, theme.GAP, side, theme.GAP)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setFixedHeight(self.hint_lines * self.hint.fontMetrics().lineSpacing() + 2 * theme.GAP)
        for widget in (self.line, hairline(), self.list, hairline(), self.hint):
            column.addWidget(widget)

    def _move(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        place = max(0, min(last, self.list.currentIndex().row() + rows))
        self.list.setCurrentIndex(self.model.index(place))

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change.touches(Code):
            self.refresh()

    def _on_more_found(self) -> None:
        """Definitions may answer now that were not searched before; what is highlighted stays."""
        if self.isVisible() and self.line.text().strip():
            row = self.list.currentIndex().row()
            self.find_codes()
            self.list.setCurrentIndex(self.model.index(max(row, 0)))
            self.show_hint()


class _Line(QLineEdit):
    """The line of the box, whose keys steer the list beneath it."""

    moved = Signal(int)
    ticked = Signal()
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Code, or a new name"))
        self.setAccessibleName(_("Code"))

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before it becomes a key.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.ticked.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in ENTER:
            (self.ticked if ctrl else self.accepted).emit()
        elif event.key() == Qt.Key.Key_Space and not self.text().strip():
            self.ticked.emit()
        else:
            super().keyPressEvent(event)


def _beside(rect: QRect, width: int, height: int, screen: QRect) -> QPoint:
    """Where a box of this size lies under a rectangle, or over it, inside the screen."""
    y = rect.bottom() + theme.UNIT
    if y + height > screen.bottom():
        y = max(screen.top(), rect.top() - theme.UNIT - height)
    x = max(screen.left(), min(rect.left(), screen.right() - width))
    return QPoint(x, y)
