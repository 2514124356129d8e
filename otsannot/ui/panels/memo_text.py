"""The text of a memo as it is typed: Markdown, with links that complete themselves and can be followed."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QToolTip

from otsannot.i18n import _
from otsannot.model.links import Link, link_at, written
from otsannot.ui.choosing.link_popup import LinkPopup
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.link_choices import Choice
from otsannot.ui.offsets import Offsets
from otsannot.ui.panels.memo_syntax import MemoSyntax
from otsannot.ui.panels.parts import ENTER, NoteField, shortcut_text
from otsannot.ui.panels.two_way_layout import TwoWayLayout

LINES = 4
"""How many lines the field asks for; it takes all the room there is."""

_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)

_BEGUN = re.compile(r"\[\[([^\[\]\n]*)$")
_CLOSED = re.compile(r"\[\[([^\[\]\n]+)\]\]$")


class MemoText(NoteField):
    """What is typed is exactly what `note` gives back; `[[` offers what can be linked to."""

    link_wanted = Signal(object)
    """A link shall be followed: its Target."""

    def __init__(self, popup: LinkPopup) -> None:
        super().__init__(_("Memo"), lines=(LINES, LINES))
        self.setObjectName("memoText")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines_of_text = TwoWayLayout(self.document())
        self._lines_of_text.documentSizeChanged.connect(self._fit)
        self.document().setDocumentLayout(self._lines_of_text)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.syntax = MemoSyntax(self.document())
        self._popup = popup
        self._declined: tuple[int, int] | None = None
        popup.chosen.connect(self._insert)
        popup.list.selectionModel().currentChanged.connect(self._describe)
        self.textChanged.connect(self._offer)
        self.cursorPositionChanged.connect(self._offer)

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before it becomes a key.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            return (self._popup.isVisible() and self._popup.take_key(event)) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup.isVisible() and self._popup.take_key(event):
            return
        if self._popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            self._decline()
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._follow():
            return
        else:
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if event.text() == "]":
                self._close()
            elif event.key() in _SIDEWAYS:  # either may go on in the text, as its letters run
                self._step_over(forwards=self.textCursor().position() > before)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        leads = ctrl and self._link_under(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self._link_under(event.pos())
            told = _("Go to {name} (Ctrl+click, {keys})")
            tip = "" if link is None else told.format(name=link.label, keys=shortcut_text("Ctrl+Return"))
            QToolTip.showText(event.globalPos(), wording.tooltip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            link = self._link_under(event.position().toPoint())
            if link is not None:
                self.link_wanted.emit(link.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lines_of_text.width = float(self.viewport().width())
        super().resizeEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._popup.withdraw()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "syntax"):
            self.syntax.rehighlight()

    def _position(self) -> int:
        return Offsets(self.note()).from_qt(self.textCursor().position())

    def _link_under(self, point: QPoint) -> Link | None:
        """The link at a place of the viewport, in pixels."""
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).adjusted(-20, 0, 20, 0).contains(point):
            return None
        return link_at(self.note(), Offsets(self.note()).from_qt(cursor.position()))

    def _describe(self, index: QModelIndex) -> None:
        """Let a screen reader say what Enter would link to, while the focus stays here."""
        self.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else "")

    def _follow(self) -> bool:
        """Go where the link at the cursor leads, if there is one."""
        link = link_at(self.note(), self._position())
        if link is not None:
            self.link_wanted.emit(link.target)
        return link is not None

    def _offer(self) -> None:
        """Offer what can be linked to while the words after `[[` are typed."""
        if self.isReadOnly() or not self.hasFocus():
            self._popup.withdraw()
            return
        begun = _BEGUN.search(self._before())
        if begun is not None and self._place_of(begun) != self._declined:
            self._popup.offer(begun[1], self._cursor_on_screen())
        else:
            self._declined = self._declined if begun is not None else None
            self._popup.withdraw()

    def _step_over(self, *, forwards: bool) -> None:
        """Let the cursor pass in one step what a link leads to, which is there to be carried along."""
        cursor, text = self.textCursor(), self.textCursor().block().text()
        offsets = Offsets(text)
        at = offsets.from_qt(cursor.positionInBlock())
        link = link_at(text, at)
        if link is None or not link.end_of_label < at < link.end:
            return
        # A selection grows or shrinks by as much.
        is_selecting = cursor.hasSelection()
        mode = QTextCursor.MoveMode.KeepAnchor if is_selecting else QTextCursor.MoveMode.MoveAnchor
        place = link.end if forwards else link.end_of_label
        cursor.setPosition(cursor.block().position() + offsets.to_qt(place), mode)
        self.setTextCursor(cursor)

    def _before(self) -> str:
        """What stands before the cursor in its paragraph."""
        cursor = self.textCursor()
        text = cursor.block().text()
        return text[: Offsets(text).from_qt(cursor.positionInBlock())]

    def _place_of(self, begun: re.Match[str]) -> tuple[int, int]:
        return self.textCursor().blockNumber(), begun.start()

    def _close(self) -> None:
        """Make a link of a full name in double brackets, once its last bracket is typed."""
        closed = _CLOSED.search(self._before())
        exact = None if closed is None else self._popup.model.exact(closed[1])
        if closed is not None and exact is not None:
            self._replace(closed[0], exact)

    def _decline(self) -> None:
        """Leave the brackets that are there as they are."""
        begun = _BEGUN.search(self._before())
        self._declined = None if begun is None else self._place_of(begun)
        self._popup.withdraw()

    def _insert(self, choice: Choice) -> None:
        begun = _BEGUN.search(self._before())
        if begun is not None:
            self._replace(begun[0], choice)

    def _replace(self, typed: str, choice: Choice) -> None:
        """Put a link in the place of what stands before the cursor, as one step that can be taken back."""
        self._popup.withdraw()
        cursor = self.textCursor()
        units = len(typed.encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(written(choice.label, choice.target))
        self.setTextCursor(cursor)

    def _cursor_on_screen(self) -> QRect:
        rect = self.cursorRect()
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
