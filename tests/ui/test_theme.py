"""The light and the dark theme."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QColor, QFont, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QListView, QSplitter, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from otsannot.model.colours import PALETTE, contrast, for_dark, tint
from otsannot.ui import theme
from otsannot.ui.document.tints import Tints
from otsannot.ui.theme import BLACK_ON_WHITE, DARK, LIGHT, LOOKS, WHITE_ON_BLACK, Look

ALL = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


def window_colour(app: QApplication) -> str:
    return app.palette().color(QPalette.ColorRole.Window).name()


def test_a_theme_can_be_chosen(app: QApplication) -> None:
    theme.apply(app, "dark")
    assert (theme.is_dark(), theme.look(), window_colour(app)) == (True, DARK, DARK.window)
    theme.apply(app, "light")
    assert (theme.is_dark(), theme.look(), window_colour(app)) == (False, LIGHT, LIGHT.window)


def test_the_system_theme_is_followed_while_it_runs(app: QApplication) -> None:
    theme.apply(app, "system")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark()
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark()


def test_a_chosen_theme_stays_when_the_system_changes(app: QApplication) -> None:
    theme.apply(app, "light")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark()


def test_widgets_are_told_of_a_new_theme(app: QApplication, qtbot: QtBot) -> None:
    class Listener(QWidget):
        heard: list[str]

        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.PaletteChange:
                self.heard.append(theme.look().name)
            super().changeEvent(event)

    listener = Listener()
    listener.heard = []
    qtbot.addWidget(listener)
    listener.show()
    theme.apply(app, "dark")
    assert listener.heard[-1:] == ["dark"]


@ALL
def test_text_is_readable_on_everything_it_stands_on(look: Look) -> None:
    for background in (look.page, look.window, look.raised, look.hover, look.pressed, look.selection, look.marked):
        assert contrast(look.text, background) >= max(5.5, look.text_contrast)
    for background, text in product(
        (look.page, look.window, look.raised, look.selection), (look.quiet, look.accent, look.warning, look.error)
    ):
        assert contrast(text, background) >= look.text_contrast
    assert contrast(look.on_accent, look.accent) >= look.text_contrast


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_text_is_readable_over_stacked_tints(look: Look, layers: int) -> None:
    shown = [for_dark(colour) if look is DARK else colour for colour in PALETTE]
    behind = {look.page}
    for _layer in range(layers):
        behind = {tint(colour, below, look.tint) for below in behind for colour in shown}
    assert min(contrast(look.text, colour) for colour in behind) >= 4.5


@ALL
def test_codes_and_what_lies_on_them_can_be_told_from_the_page(app: QApplication, look: Look) -> None:
    theme.apply(app, look.name)
    tints = Tints(app.palette())
    for colour in [*PALETTE, "#ffffff", "#000000", "#ffff00", "#808080"]:
        assert contrast(tints.line(colour).name(), look.page) >= look.sign_contrast
        under = tints.under_text(colour)
        stacked = tint(under.name(), look.page, 1 - (1 - under.alphaF()) ** 3)
        assert contrast(look.text, stacked) >= look.text_contrast


@pytest.mark.parametrize("look", [BLACK_ON_WHITE, WHITE_ON_BLACK], ids=lambda look: look.name)
def test_high_contrast_draws_borders_in_the_colour_of_text(app: QApplication, look: Look) -> None:
    theme.apply(app, look.name)
    assert (look.outline, look.hairline) == (look.text, look.text)
    assert contrast(look.text, look.page) == pytest.approx(21)
    for colour in PALETTE:
        assert contrast(theme.code_colour(colour).name(), look.page) >= 4.5
    assert contrast(look.disabled, look.window) >= 4.5
    assert "3px solid" in app.styleSheet()
    theme.apply(app, "light")
    assert "3px solid" not in app.styleSheet()


def test_a_code_has_its_own_colour_in_each_theme(app: QApplication) -> None:
    assert theme.code_colour("#9b7bc1").name() == "#9b7bc1"
    assert theme.code_tint("#9b7bc1").name() == "#9b7bc1"
    assert theme.code_tint("#9b7bc1").alphaF() == pytest.approx(LIGHT.tint, abs=0.001)
    theme.apply(app, "dark")
    assert theme.code_colour("#9b7bc1").name() == for_dark("#9b7bc1")
    assert theme.code_tint("#9b7bc1").alphaF() == pytest.approx(DARK.tint, abs=0.001)


def test_rows_are_28_pixels_high(app: QApplication, qtbot: QtBot) -> None:
    items = QStandardItemModel()
    items.appendRow([QStandardItem("Security"), QStandardItem("12")])
    views = QListView(), QTreeView(), QTableView()
    for view in views:
        qtbot.addWidget(view)
        view.setModel(items)
        view.show()
    listing, tree, table = views
    theme.prepare_table(table)
    first = items.index(0, 0)
    assert [listing.sizeHintForIndex(first).height(), tree.rowHeight(first), table.rowHeight(0)] == [28, 28, 28]


def test_rows_are_opaque_so_that_lists_can_pop_up(app: QApplication, qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel(["Security"], view))
    view.resize(200, 200)
    view.show()
    assert view.grab().toImage().pixelColor(100, 150) == QColor(LIGHT.window)


def test_one_hairline_parts_a_splitter(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    splitter = QSplitter(window)
    splitter.addWidget(QLabel("left"))
    splitter.addWidget(QLabel("right"))
    splitter.resize(200, 40)
    window.show()
    assert splitter.handleWidth() == 1
    assert splitter.grab().toImage().pixelColor(splitter.handle(1).geometry().center()) == QColor(LIGHT.hairline)


def test_headings_are_known_by_their_weight(app: QApplication, qtbot: QtBot) -> None:
    label = theme.heading(QLabel("Documents"))
    qtbot.addWidget(label)
    assert label.font().weight() == QFont.Weight.DemiBold
    assert label.font().pointSize() == app.font().pointSize()


def test_quiet_text_follows_the_theme(app: QApplication, qtbot: QtBot) -> None:
    label = theme.quiet(QLabel("paragraph 4"))
    qtbot.addWidget(label)
    label.show()
    theme.apply(app, "dark")
    assert label.palette().color(label.foregroundRole()).name() == DARK.quiet


def test_tabular_figures_leave_the_rest_of_a_font_alone(app: QApplication) -> None:
    figures = theme.tabular(app.font())
    assert (figures.family(), figures.pointSize()) == (app.font().family(), app.font().pointSize())
    assert [tag.toString() for tag in figures.featureTags()] == [b"tnum"]
