"""The outline icons, drawn in the text colour of the theme that is on, and the icon of the program."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from otsannot import resources
from otsannot.ui import theme

_APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


@cache
def icon(name: str) -> QIcon:
    """The icon drawn in `resources/icons/NAME.svg`; it follows the theme by itself. Raises OSError for a wrong name."""
    engine = _OutlineEngine(name, resources.path(f"icons/{name}.svg").read_text(encoding="utf-8"))
    _engines.append(engine)
    return QIcon(engine)


@cache
def app_icon() -> QIcon:
    """The icon of the program at every size a system asks for."""
    program = QIcon()
    for size in _APP_ICON_SIZES:
        program.addFile(str(resources.path(f"icons/otsannot-{size}.png")), QSize(size, size))
    return program


def swatch_icon(colour: str, side: int = 8) -> QIcon:
    """The colour of a code (`#rrggbb`) as the theme draws it, as a square of so many pixels, eight in a menu."""
    inset = (theme.ICON_SMALL - side) / 2
    picture = QPixmap(theme.ICON_SMALL, theme.ICON_SMALL)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.code_colour(colour))
        painter.drawRoundedRect(QRectF(inset, inset, side, side), side / 4, side / 4)
    return QIcon(picture)


class _OutlineEngine(QIconEngine):
    """Draws one icon afresh for each size, screen and colour; Qt asks at every paint, so drawings are kept."""

    def __init__(self, name: str, source: str) -> None:
        super().__init__()
        self._name = name
        self._source = source
        self._drawn: dict[tuple[int, int, float, str], QPixmap] = {}

    def clone(self) -> QIconEngine:
        copy = _OutlineEngine(self._name, self._source)
        _engines.append(copy)
        return copy

    def key(self) -> str:
        return "otsannot outline"

    def iconName(self) -> str:
        return self._name

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The drawing `size` logical pixels large for a screen with `scale` device pixels to one of them."""
        colour = self._colour(mode, state)
        key = (size.width(), size.height(), scale, colour)
        if key not in self._drawn:
            self._drawn[key] = self._draw(size, scale, colour)
        return self._drawn[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    def _draw(self, size: QSize, scale: float, colour: str) -> QPixmap:
        pixmap = QPixmap(size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        side = min(pixmap.width(), pixmap.height())
        square = QRect(QPoint(), QSize(side, side))
        square.moveCenter(pixmap.rect().center())
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(self._source.replace("currentColor", colour).encode())).render(painter, QRectF(square))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            palette = QGuiApplication.palette()
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
        looks = theme.look()
        if self._name == "warning":
            return looks.warning
        if self._name == "error":
            return looks.error
        return looks.text


# Qt holds an engine without owning its Python half, which therefore has to be kept alive here.
_engines: list[_OutlineEngine] = []
