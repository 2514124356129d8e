"""The palette of code colours, to choose one from with the mouse or the arrow keys, and a line for any other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from otsannot.i18n import _
from otsannot.model.colours import PALETTE, is_colour, to_oklch
from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.panels.parts import ENTER, panel_layout, plain_label

COLUMNS = 6
CELL = 32
SWATCH = 20
DEGREES_APART = 15
GREY = 0.02
"""Below this chroma no hue is seen."""


class ColourPicker(Popup):
    """A popup with one swatch for each colour of the palette; it closes when a colour is chosen."""

    chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__(parent, _("Colour"))
        self.setObjectName("colourPicker")
        self.list = _Swatches(current)
        self.line = QLineEdit(current)
        self._sample = QLabel()
        self.name = plain_label(quiet=True)
        self._build()
        self.setFixedWidth(self.sizeHint().width())
        # A list that is given the focus would make its first colour the current one.
        self.setFocusProxy(self.line if self.list.currentItem() is None else self.list)
        self.list.picked.connect(self._choose)
        self.list.currentItemChanged.connect(self._show_current)
        self.line.textEdited.connect(self._show_typed)
        self.line.returnPressed.connect(self._choose_typed)
        self._show(current)

    def _build(self) -> None:
        self.line.setAccessibleName(_("Another colour, such as #3366cc"))
        self.line.setToolTip(_("Another colour, such as #3366cc; Enter takes it"))
        self.line.setMaxLength(len("#rrggbb"))
        column = panel_layout(self)
        column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.GAP)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.list)
        own = QHBoxLayout()
        own.setContentsMargins(theme.UNIT, 0, theme.UNIT, 0)
        own.setSpacing(theme.GAP)
        own.addWidget(self._sample)
        own.addWidget(self.line, 1)
        column.addLayout(own)
        self.name.setContentsMargins(theme.UNIT, 0, theme.UNIT, 0)
        column.addWidget(self.name)

    def _show(self, colour: str) -> None:
        """Show a colour as the one that Enter would take, by its name too."""
        self._sample.setPixmap(_swatch(colour).pixmap(QSize(SWATCH, SWATCH)))
        self.name.setText(colour_name(colour))

    def _show_current(self) -> None:
        colour = self.list.colour()
        if colour is not None:
            self.line.setText(colour)
            self._show(colour)

    def _show_typed(self) -> None:
        colour = self._typed()
        if colour is None:
            self.name.setText(_("Write a colour like #3366cc."))
        else:
            self._show(colour)

    def _typed(self) -> str | None:
        """The colour that stands in the line, if it is one; the # need not be written."""
        colour = "#" + self.line.text().strip().lower().removeprefix("#")
        return colour if is_colour(colour) else None

    def _choose_typed(self) -> None:
        self._take(self._typed())

    def _choose(self) -> None:
        self._take(self.list.colour())

    def _take(self, colour: str | None) -> None:
        if colour is not None:
            self.close()
            self.chosen.emit(colour)


class _Swatches(QListWidget):
    picked = Signal()

    def __init__(self, current: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Colours"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(SWATCH, SWATCH))
        self.setGridSize(QSize(CELL, CELL))
        self.setFixedSize(COLUMNS * CELL + theme.GAP, -(-len(PALETTE) // COLUMNS) * CELL)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for colour in sorted(PALETTE, key=_hue):
            item = QListWidgetItem(_swatch(colour), "")
            item.setData(Qt.ItemDataRole.UserRole, colour)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, colour_name(colour))
            item.setSizeHint(QSize(CELL - 2, CELL - 2))
            item.setToolTip(colour_name(colour))
            self.addItem(item)
            if colour == current:
                self.setCurrentItem(item)
        self.itemClicked.connect(lambda item: self.picked.emit())

    def colour(self) -> str | None:
        """The colour that the keys stand on; None while that is none of the palette."""
        item = self.currentItem()
        return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.picked.emit()
        else:
            super().keyPressEvent(event)


def colour_name(colour: str) -> str:
    """What the hue of a colour is called, or that it is a grey."""
    names = (
        _("Pink"), _("Rose"), _("Red"), _("Vermilion"), _("Orange"), _("Amber"), _("Gold"), _("Olive"),
        _("Moss"), _("Leaf green"), _("Green"), _("Emerald"), _("Teal"), _("Turquoise"), _("Cyan"), _("Sky blue"),
        _("Azure"), _("Blue"), _("Cobalt"), _("Indigo"), _("Violet"), _("Purple"), _("Orchid"), _("Magenta"),
    )  # fmt: skip
    if to_oklch(colour)[1] < GREY:
        return _("Grey")
    return names[round(_hue(colour) / DEGREES_APART) % len(names)]


def _hue(colour: str) -> float:
    return to_oklch(colour)[2]


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(2 * SWATCH, 2 * SWATCH)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.code_colour(colour))
    painter.drawRoundedRect(QRectF(0, 0, SWATCH, SWATCH), 4, 4)
    painter.end()
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # or Qt would tint the swatch of the current colour
        icon.addPixmap(pixmap, mode)
    return icon
