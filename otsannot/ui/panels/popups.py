"""Small boxes that open under what was pressed: a list to choose from, a line to type in, two days."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QDateEdit, QFrame, QLineEdit, QListView, QStyleOptionViewItem, QWidget

from otsannot.i18n import _
from otsannot.text.matching import ranked
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models.delegates import SWATCH, RowDelegate, swatch_rect
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import ENTER, hairline, panel_layout, plain_label

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

WIDTH = 320
ROWS = 8
SHOWN_AT_MOST = 200
FIRST_DAY = QDate(1970, 1, 1)


class Choice(NamedTuple):
    """One thing to choose: `above` says where it stands, `colour` is that of a code."""

    key: Hashable
    text: str
    above: str = ""
    colour: str = ""


class Popup(QFrame):
    """A box that Esc and a click elsewhere close."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)

    def open_at(self, place: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room beneath."""
        self.adjustSize()
        screen = (QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()).availableGeometry()
        under = place.bottom() + theme.UNIT
        over = max(screen.top(), place.top() - theme.UNIT - self.height())
        x = max(screen.left(), min(place.left(), screen.right() - self.width()))
        self.move(QPoint(x, under if under + self.height() <= screen.bottom() else over))
        self.show()

    def open_under(self, widget: QWidget) -> None:
        """Open under a widget."""
        self.open_at(QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class ChoiceBox(Popup):
    """A few letters narrow the list. Enter takes one and closes, Tab or a click ticks and goes on."""

    chosen = Signal(object)
    """A frozenset of keys, at every tick."""

    def __init__(self, parent: QWidget, title: str, choices: Sequence[Choice], ticked: Iterable[Hashable] = ()) -> None:
        super().__init__(parent, title)
        self.setObjectName("choiceBox")
        self.model = _ChoiceModel(choices, set(ticked), self)
        self.line = _SteeringLine(title)
        self.list = QListView()
        self.list.setAccessibleName(title)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ChoiceDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(max(2, min(ROWS, len(choices))) * theme.ROW_HEIGHT)
        box = panel_layout(self)
        box.setContentsMargins(1, 1, 1, 1)
        hint = plain_label(_("Enter takes one, Tab ticks several."), quiet=True)
        hint.setContentsMargins(theme.MARGIN - theme.UNIT, theme.UNIT, theme.MARGIN - theme.UNIT, theme.UNIT)
        for widget in (self.line, hairline(), self.list, hairline(), hint):
            box.addWidget(widget)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._find)
        self.line.moved.connect(self._move)
        self.line.ticked.connect(self._tick)
        self.line.accepted.connect(self._accept)
        self.list.clicked.connect(self._tick)
        self._find("")

    def open_at(self, place: QRect) -> None:
        super().open_at(place)
        self.line.setFocus()

    def _find(self, query: str) -> None:
        self.model.find(query)
        self._go_to(0)

    def _move(self, rows: int) -> None:
        self._go_to(max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + rows)))

    def _go_to(self, place: int) -> None:
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        self.line.setAccessibleDescription(str(index.data(Role.AccessibleTextRole)) if index.isValid() else "")

    def _tick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.toggle(index)
            self.line.selectAll()
            self.chosen.emit(frozenset(self.model.ticked))

    def _accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            key = self.model.choice(index).key
            self.close()
            self.chosen.emit(frozenset({key}))


class LineBox(Popup):
    """One line to type in. `typed` is what stands in it, at every key; `accepted` when Enter is pressed."""

    typed = Signal(str)
    accepted = Signal(str)

    def __init__(self, parent: QWidget, title: str, text: str = "", hint: str = "") -> None:
        super().__init__(parent, title)
        self.line = QLineEdit(text)
        self.line.setAccessibleName(title)
        self.line.setClearButtonEnabled(True)
        box = column(self, margin=theme.MARGIN - theme.UNIT)
        box.addWidget(plain_label(title))
        box.addWidget(self.line)
        if hint:
            box.addWidget(plain_label(hint, quiet=True))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.typed)
        self.line.returnPressed.connect(self._accept)

    def open_at(self, place: QRect) -> None:
        super().open_at(place)
        self.line.setFocus()
        self.line.selectAll()

    def _accept(self) -> None:
        text = self.line.text()
        self.close()
        self.accepted.emit(text)


class DaysBox(Popup):
    """The first and the last day of a time, either of which may be open."""

    chosen = Signal(object, object)
    """The two as QDate, or None."""

    def __init__(self, parent: QWidget, title: str, since: QDate | None, until: QDate | None) -> None:
        super().__init__(parent, title)
        self.since, self.until = _day(_("From"), since), _day(_("To"), until)
        box = column(self, margin=theme.MARGIN - theme.UNIT)
        box.addWidget(plain_label(title))
        days = row()
        for field in (self.since, self.until):
            field.dateChanged.connect(self._tell)
            days.addWidget(field, 1)
        box.addLayout(days)
        self.setFocusProxy(self.since)

    def open_at(self, place: QRect) -> None:
        super().open_at(place)
        self.since.setFocus()

    def _tell(self) -> None:
        days = [None if field.date() == FIRST_DAY else field.date() for field in (self.since, self.until)]
        self.chosen.emit(*days)


def _day(name: str, day: QDate | None) -> QDateEdit:
    """A field for a day; the earliest one stands for none."""
    field = QDateEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setMinimumDate(FIRST_DAY)
    field.setSpecialValueText(_("{name} any day").format(name=name))
    field.setCalendarPopup(True)
    field.setDate(FIRST_DAY if day is None else day)
    return field


class _ChoiceModel(QAbstractListModel):
    """What answers the letters that were typed; ticks stay while these change."""

    def __init__(self, choices: Sequence[Choice], ticked: set[Hashable], parent: QWidget) -> None:
        super().__init__(parent)
        self._all = choices
        self._shown: Sequence[Choice] = []
        self.ticked = ticked

    def choice(self, index: Index) -> Choice:
        """What stands in a row."""
        return self._shown[index.row()]

    def find(self, query: str) -> None:
        """Show what answers a query, best first."""
        self.beginResetModel()
        found = ranked(query, self._all, _words) if query.strip() else self._all
        self._shown = found[:SHOWN_AT_MOST]
        self.endResetModel()

    def toggle(self, index: Index) -> None:
        """Tick, or take the tick away."""
        self.ticked ^= {self.choice(index).key}
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        choice = self.choice(index)
        if role == Role.DisplayRole:
            return choice.text
        if role == Role.AccessibleTextRole:
            state = _("ticked") if choice.key in self.ticked else ""
            return ", ".join(part for part in (choice.text, choice.above, state) if part)
        return None


def _words(choice: Choice) -> str:
    return f"{choice.text} {choice.above}" if choice.above else choice.text


class _ChoiceDelegate(RowDelegate):
    """Tick, colour, name, and where it stands."""

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _ChoiceModel)
        choice = model.choice(index)
        palette: QPalette = option.palette
        if choice.key in model.ticked:
            icon("check").paint(painter, QRect(rect.left(), rect.top(), theme.ICON_SMALL, rect.height()))
        rect = rect.adjusted(theme.ICON_SMALL + theme.UNIT, 0, 0, 0)
        if choice.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.code_colour(choice.colour))
            painter.drawRoundedRect(swatch_rect(rect.left(), rect), 3, 3)
            rect = rect.adjusted(SWATCH + theme.GAP, 0, 0, 0)
        metrics = painter.fontMetrics()
        for text, role in ((choice.text, QPalette.ColorRole.Text), (choice.above, QPalette.ColorRole.PlaceholderText)):
            painter.setPen(palette.color(role))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            rect = rect.adjusted(metrics.horizontalAdvance(shown) + theme.GAP, 0, 0, 0)


class _SteeringLine(QLineEdit):
    """A line whose keys steer the list beneath it."""

    moved = Signal(int)
    ticked = Signal()
    accepted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setPlaceholderText(title)
        self.setAccessibleName(title)
        self.setFrame(False)
        self.setStyleSheet("QLineEdit { border: none; border-radius: 0; padding: 6px 12px; }")

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before it becomes a key.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.ticked.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)
