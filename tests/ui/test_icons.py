"""The outline icons and the icon of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from otsannot import resources
from otsannot.ui import icons, theme

FOLDER = resources.path("icons")
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg") if not path.stem.startswith(("control-", "otsannot")))


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


def ink(pixmap: QPixmap) -> set[str]:
    """The colours of the pixels that are painted in full."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_of_the_family(name: str) -> None:
    drawing = ElementTree.fromstring((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    family = {
        "viewBox": "0 0 24 24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.75",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    assert drawing.attrib == family


@pytest.mark.parametrize("size", [16, 20])
@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_and_keeps_off_its_edge(name: str, size: int) -> None:
    image = icons.icon(name).pixmap(QSize(size, size), 4.0).toImage()
    last = 4 * size - 1
    edge = [(x, y) for at in range(4 * size) for x, y in ((at, 0), (at, last), (0, at), (last, at))]
    assert image.size() == QSize(4 * size, 4 * size)
    assert not any(image.pixelColor(x, y).alpha() for x, y in edge)
    assert ink(icons.icon(name).pixmap(QSize(size, size), 4.0))


def test_an_icon_is_drawn_for_the_pixels_of_its_screen() -> None:
    pixmap = icons.icon("add").pixmap(QSize(16, 16), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(32, 32), 2.0)


def test_straight_strokes_are_crisp_at_16_pixels() -> None:
    assert ink(icons.icon("remove").pixmap(QSize(16, 16), 1.0)) == {theme.LIGHT.text}


def test_an_icon_follows_the_theme_by_itself(app: QApplication) -> None:
    icon = icons.icon("document")
    assert ink(icon.pixmap(QSize(24, 24), 4.0)) == {theme.LIGHT.text}
    theme.apply(app, "dark")
    assert ink(icon.pixmap(QSize(24, 24), 4.0)) == {theme.DARK.text}


def test_an_icon_on_a_button_follows_the_theme(app: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("theme"))
    button.show()
    theme.apply(app, "dark")
    image = button.grab().toImage()
    middle = image.rect().center()
    assert image.pixelColor(middle.x() + 3, middle.y()) == QColor(theme.DARK.text)


def test_a_disabled_icon_has_the_colour_of_disabled_text() -> None:
    pixmap = icons.icon("document").pixmap(QSize(24, 24), 4.0, QIcon.Mode.Disabled)
    assert ink(pixmap) == {theme.LIGHT.disabled}


def test_warnings_and_errors_have_their_own_colours() -> None:
    assert ink(icons.icon("warning").pixmap(QSize(24, 24), 4.0)) == {theme.LIGHT.warning}
    assert ink(icons.icon("error").pixmap(QSize(24, 24), 4.0)) == {theme.LIGHT.error}


def test_an_icon_that_nobody_drew_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("nothing")


def test_a_changed_copy_leaves_the_icon_as_it_is() -> None:
    copy = QIcon(icons.icon("add"))
    copy.addPixmap(QPixmap(4, 4))
    assert ink(icons.icon("add").pixmap(QSize(16, 16), 1.0)) == {theme.LIGHT.text}


def test_the_program_has_an_icon_of_every_size() -> None:
    sizes = sorted(size.width() for size in icons.app_icon().availableSizes())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("otsannot-*.png")), ids=lambda path: path.stem)
def test_the_images_of_the_program_are_its_drawing(path: Path) -> None:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_ARGB32)
    drawn = QImage(image.size(), QImage.Format.Format_ARGB32)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(str(FOLDER / "otsannot.svg")).render(painter)
    painter.end()
    middle = image.width() // 2
    ours = [image.pixelColor(middle, y) for y in range(image.height())]
    fresh = [drawn.pixelColor(middle, y) for y in range(image.height())]
    assert all(
        abs(a.red() - b.red()) <= 24 and abs(a.green() - b.green()) <= 24 for a, b in zip(ours, fresh, strict=True)
    )
