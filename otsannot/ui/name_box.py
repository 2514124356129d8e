"""A popup that finds a group or a case by a few letters, or makes a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from otsannot.i18n import _
from otsannot.text.matching import ranked
from otsannot.ui import theme
from otsannot.ui.panels.parts import ENTER, hairline, panel_layout, plain_label

WIDTH = 320
ROWS = 8


class NameBox(QFrame):
    """Enter takes the name that is highlighted, a new one where it `makes` some; Esc leaves things as they are."""

    chosen = Signal(str)

    def __init__(self, prompt: str, hint: str, names: Sequence[str], parent: QWidget, *, makes: bool = True) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("nameBox")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(prompt)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(WIDTH)
        self._names = list(names)
        self._makes = makes
        self._found: list[str] = []
        self._model = QStringListModel(self)
        self.line = _Line(prompt)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName(prompt)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(ROWS * theme.ROW_HEIGHT)
        note = plain_label(hint, quiet=True)
        note.setContentsMargins(theme.MARGIN - theme.UNIT, theme.GAP, theme.MARGIN - theme.UNIT, theme.GAP)
        column = panel_layout(self)
        column.setContentsMargins(1, 1, 1, 1)
        for widget in (self.line, hairline(), self.list, hairline(), note):
            column.addWidget(widget)
        self.line.textEdited.connect(self._find)
        self.line.moved.connect(self._move)
        self.line.accepted.connect(self._accept)
        self.list.clicked.connect(self._accept)
        self._find("")

    def open_at(self, rect: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room beneath."""
        self.adjustSize()
        screen = (QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()).availableGeometry()
        y = rect.bottom() + theme.UNIT
        if y + self.height() > screen.bottom():
            y = max(screen.top(), rect.top() - theme.UNIT - self.height())
        self.move(max(screen.left(), min(rect.left(), screen.right() - self.width())), y)
        self.show()
        self.line.setFocus()

    def _find(self, text: str) -> None:
        name = " ".join(text.split())
        self._found = ranked(name, self._names, str) if name else list(self._names)
        shown = list(self._found)
        if self._makes and name and name not in self._names:
            self._found.append(name)
            shown.append(_("New: {name}").format(name=name))
        self._model.setStringList(shown)
        self.list.setCurrentIndex(self._model.index(0))
        self.line.setAccessibleDescription(shown[0] if shown else "")

    def _move(self, rows: int) -> None:
        place = self.list.currentIndex().row() + rows
        self.list.setCurrentIndex(self._model.index(max(0, min(place, len(self._found) - 1))))
        self.line.setAccessibleDescription(str(self.list.currentIndex().data()))

    def _accept(self) -> None:
        if self._found:
            name = self._found[self.list.currentIndex().row()]
            self.close()
            self.chosen.emit(name)


class _Line(QLineEdit):
    moved = Signal(int)
    accepted = Signal()

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setFrame(False)
        self.setStyleSheet("QLineEdit { border: none; border-radius: 0; padding: 6px 12px; }")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)
