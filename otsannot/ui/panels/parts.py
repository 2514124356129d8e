"""Small widgets that several panels are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.keys import keeps

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def panel_layout(panel: QWidget) -> QVBoxLayout:
    """The column a panel stacks its parts in; a list in it reaches from edge to edge."""
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def heading_row(title: QLabel, *buttons: QWidget) -> QHBoxLayout:
    """The heading of a panel, with its buttons at the right."""
    row = QHBoxLayout()
    row.setContentsMargins(theme.MARGIN - theme.UNIT, theme.GAP, theme.GAP, theme.UNIT)
    row.setSpacing(theme.UNIT)
    title.setMinimumHeight(theme.ROW_HEIGHT)
    row.addWidget(theme.heading(title), 1)
    for button in buttons:
        row.addWidget(button)
    return row


def filter_row(line: QWidget) -> QWidget:
    """The row of a panel that holds its filter line."""
    row = QWidget()
    inside = panel_layout(row)
    inside.setContentsMargins(theme.GAP, 0, theme.GAP, theme.GAP)
    inside.addWidget(line)
    return row


def tool_button(symbol: str, tip: str, action: Callable[[], None]) -> QToolButton:
    """A button with an icon, named by its tooltip."""
    button = QToolButton()
    button.setIcon(icon(symbol))
    button.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda: action())
    return button


def named_menu(name: str, parent: QWidget) -> QMenu:
    """A menu that a screen reader finds a name for; a title would do for it only in a menu bar."""
    menu = QMenu(name, parent)
    menu.setAccessibleName(name)
    return menu


def hairline() -> QFrame:
    """A line between two groups."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line


def scrolling(content: QWidget) -> QScrollArea:
    """A content that scrolls up and down when there is no room, without a frame."""
    area = _ScrollArea(content)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(theme.ROW_HEIGHT)  # Qt's own least height would not fit a small screen
    return area


def plain_label(text: str = "", *, quiet: bool = False, selectable: bool = False) -> QLabel:
    """A label for words that users wrote: never taken for markup, broken into lines as need be."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return theme.quiet(label) if quiet else label


class _ScrollArea(QScrollArea):
    """Has a scroll bar only where its content is too high for the whole width.

    Qt asks how high the content is beside the bar, which keeps a bar that the content does not need without it.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.verticalScrollBar().rangeChanged.connect(self._settle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)

    def _settle(self) -> None:
        room, content = self.contentsRect(), self._content
        fits = max(content.heightForWidth(room.width()), content.minimumSizeHint().height()) <= room.height()
        wanted = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)


class Elided(QLabel):
    """A label that is shortened where there is no room for it, instead of making the window wider."""

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * theme.GAP, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class FilterLine(QLineEdit):
    """A line that narrows a list: Down or Enter goes to the list, Esc empties the line."""

    left_downwards = Signal()

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def event(self, event: QEvent) -> bool:
        return keeps(event, self._is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down or event.key() in ENTER:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() in ENTER or (event.key() == Qt.Key.Key_Escape and bool(self.text()))


class EmptyState(QWidget):
    """What stands where a list would be: a sentence, what to do, and the buttons that do it."""

    def __init__(self, title: str, advice: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self._column.setSpacing(theme.GAP)
        self._column.addStretch(1)
        self.title = theme.heading(plain_label(title))
        self.advice = plain_label(advice, quiet=True)
        for label in (self.title, self.advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addSpacing(theme.UNIT)
        self._column.addStretch(2)

    def minimumSizeHint(self) -> QSize:
        # A page that is not shown must not make the window larger than the screen.
        return QSize(super().minimumSizeHint().width(), 2 * theme.ROW_HEIGHT)

    def add_button(self, text: str, action: Callable[[], None]) -> QPushButton:
        """Offer an action beneath the words; the first one has the focus when the page is given it."""
        button = QPushButton(text)
        button.clicked.connect(lambda: action())
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        if self.focusProxy() is None:
            self.setFocusProxy(button)
        return button


class NoteField(QPlainTextEdit):
    """A field for notes that grows with them; what is typed is exactly what `note` gives back."""

    left = Signal()
    """The focus went elsewhere, or the user is done."""
    done = Signal()
    """Ctrl+Enter or Esc was pressed; what was typed counts after both."""

    def __init__(self, name: str, lines: tuple[int, int] = (2, 9)) -> None:
        super().__init__()
        self._lines = lines
        self._is_fitting = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(6)
        self.document().clearUndoRedoStacks()  # the margin is no typing
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def note(self) -> str:
        """The text, no-break spaces included, which `toPlainText` would lose."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_note(self, text: str) -> None:
        """Show another text; the cursor stays where it was, as far as there is text."""
        if text != self.note():
            cursor = self.textCursor().position()
            self.setPlainText(text)
            moved = self.textCursor()
            moved.setPosition(min(cursor, self.document().characterCount() - 1))
            self.setTextCursor(moved)

    def sizeHint(self) -> QSize:
        height = min(max(self._needed(), self._lines[0]), self._lines[1]) * self.fontMetrics().lineSpacing()
        return QSize(200, round(height + 2 * self.document().documentMargin()) + 2 * self.frameWidth() + 2)

    def event(self, event: QEvent) -> bool:
        if keeps(event, self._is_done):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_of_window(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_done(event):
            self.left.emit()
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _needed(self) -> int:
        """How many lines the text takes; the layout of a plain text counts its height in them."""
        return round(self.document().size().height())

    def _fit(self) -> None:
        # A scroll bar that comes and goes changes the width, and so the number of lines: it must not ask for itself.
        if self._is_fitting:
            return
        self._is_fitting = True
        scrolls = self._needed() > self._lines[1]
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()
        self._is_fitting = False

    def _is_of_window(self, event: QKeyEvent) -> bool:
        """Whether it takes something back while nothing is typed that could be: then it means the last edit."""
        return event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()

    def _is_done(self, event: QKeyEvent) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return (ctrl and event.key() in ENTER) or event.key() == Qt.Key.Key_Escape


def shortcut_text(keys: str) -> str:
    """Keys as the user's system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def new_code_tip() -> str:
    """The tooltip of the buttons that begin a code."""
    return _("New code ({keys})").format(keys=shortcut_text("Ins"))
