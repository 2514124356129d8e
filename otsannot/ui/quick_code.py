"""The quick-code box: a few letters and Enter give the selection a code."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import split_path
from otsannot.model.nouns import Code
from otsannot.store import Change
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.code_list import CodeListModel
from otsannot.ui.item_models.delegates import CodeChoiceDelegate
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import ENTER, hairline, panel_layout, plain_label

WIDTH = 400
ROWS = 8
HINT_LINES = 3


class QuickCode(QFrame):
    """A popup under the selection: Enter applies, Tab or Ctrl+Enter ticks several, Esc leaves all as it was."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("quickCode")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(_("Code the selection"))
        self._live = live
        self._desk = desk
        self._searched = False
        self.model = CodeListModel(self)
        self.line = _Line()
        self.list = QListView()
        self.hint = plain_label(quiet=True)
        self._build()
        self.line.textEdited.connect(self._search)
        self.line.moved.connect(self._move)
        self.line.ticked.connect(self._tick)
        self.line.accepted.connect(self._accept)
        self.list.clicked.connect(self._accept_clicked)
        self.list.selectionModel().currentChanged.connect(self._show_hint)
        live.changed.connect(self._on_changed)

    def open_at(self, rect: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room beneath."""
        if self._desk.target() is None:
            self._desk.said.emit(_("Select a passage first."))
            return
        self.line.clear()
        self.model.untick_all()
        self._find()
        self._searched = False
        self.adjustSize()
        screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
        self.move(_beside(rect, self.size().width(), self.size().height(), screen.availableGeometry()))
        self.show()
        self.line.setFocus()

    def _build(self) -> None:
        column = panel_layout(self)
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
        self.hint.setFixedHeight(HINT_LINES * self.hint.fontMetrics().lineSpacing() + 2 * theme.GAP)
        for widget in (self.line, hairline(), self.list, hairline(), self.hint):
            column.addWidget(widget)

    def _search(self) -> None:
        self._searched = True
        self._find()

    def _find(self) -> None:
        self.model.find(self.line.text(), self._live.book, self._desk.pen.recent_codes)
        self.list.setCurrentIndex(self.model.index(0))
        self._show_hint()

    def _move(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        place = max(0, min(last, self.list.currentIndex().row() + rows))
        self.list.setCurrentIndex(self.model.index(place))

    def _tick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.toggle(index)
            self._searched = False
            self.line.selectAll()
            self._show_hint()

    def _accept_clicked(self) -> None:
        """A click wants the row it hits, like a search for it."""
        self._searched = True
        self._accept()

    def _accept(self) -> None:
        codes, path = self._wanted()
        if codes or path:
            self.close()
        if path:
            self._desk.pen.apply_path(path, codes)
        elif codes:
            self._desk.pen.apply_codes(codes)

    def _wanted(self) -> tuple[list[int], list[str]]:
        """The known codes that Enter applies, and the path of the one it makes.

        Those are what is ticked, and what is highlighted if nothing is, or if it was searched for since.
        """
        index, codes = self.list.currentIndex(), self.model.ticked
        if not index.isValid() or (codes and not self._searched):
            return codes, []
        code = self.model.choice(index).code
        if code is None:
            return codes, split_path(self.line.text())
        return list(dict.fromkeys([*codes, code.id])), []

    def _show_hint(self) -> None:
        index = self.list.currentIndex()
        text = ""
        if index.isValid():
            self.line.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
            code = self.model.choice(index).code
            text = _("A new code; “ > ” puts it under another.") if code is None else code.brief_definition
        if self.model.ticked:
            codes, path = self._wanted()
            count = len(codes) + bool(path)
            text = ngettext("Enter applies {count} code.", "Enter applies {count} codes.", count) + " " + text
        self.hint.setText(text)

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change.touches(Code):
            self._find()


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
