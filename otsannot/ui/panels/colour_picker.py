"""The palette of code colours, to choose one from with the mouse or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QWidget

from otsannot.i18n import _
from otsannot.model.colours import PALETTE, to_oklch
from otsannot.ui import theme
from otsannot.ui.panels.parts import ENTER, panel_layout

COLUMNS = 6
CELL = 32
SWATCH = 20
DEGREES_APART = 15


class ColourPicker(QFrame):
    """A popup with one swatch for each colour of the palette; it closes when one is chosen."""

    chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = _Swatches()
        self.list.setFixedSize(COLUMNS * CELL + theme.GAP, -(-len(PALETTE) // COLUMNS) * CELL)
        for colour in sorted(PALETTE, key=_hue):
            item = QListWidgetItem(_swatch(colour), "")
            item.setData(Qt.ItemDataRole.UserRole, colour)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, colour_name(colour))
            item.setSizeHint(QSize(CELL - 2, CELL - 2))
            item.setToolTip(colour_name(colour))
            self.list.addItem(item)
            if colour == current:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        column = panel_layout(self)
        column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        column.addWidget(self.list)
        self.list.picked.connect(self._choose)

    def open_at(self, corner: QPoint) -> None:
        """Show the palette at a place on the screen."""
        self.adjustSize()
        self.move(corner)
        self.show()
        self.list.setFocus()

    def _choose(self) -> None:
        colour = str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))
        self.close()
        self.chosen.emit(colour)


class _Swatches(QListWidget):
    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Colours"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(SWATCH, SWATCH))
        self.setGridSize(QSize(CELL, CELL))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.picked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.picked.emit()
        else:
            super().keyPressEvent(event)


def colour_name(colour: str) -> str:
    """What the hue of a colour is called."""
    names = (
        _("Pink"), _("Rose"), _("Red"), _("Vermilion"), _("Orange"), _("Amber"), _("Gold"), _("Olive"),
        _("Moss"), _("Leaf green"), _("Green"), _("Emerald"), _("Teal"), _("Turquoise"), _("Cyan"), _("Sky blue"),
        _("Azure"), _("Blue"), _("Cobalt"), _("Indigo"), _("Violet"), _("Purple"), _("Orchid"), _("Magenta"),
    )  # fmt: skip
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
