"""Preferences count at once, in every window, and nothing has to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import otsannot
from otsannot import settings
from otsannot.project import Project
from otsannot.settings import Settings
from otsannot.ui import theme
from otsannot.ui.dialogs.preferences import PreferencesDialog
from otsannot.ui.document.text_view import COLUMN_CHARACTERS
from otsannot.ui.main_window import MainWindow
from otsannot.ui.preferences import preferences

Trigger = Callable[[str], None]


@pytest.fixture
def dialog(window: MainWindow, trigger: Trigger, qapp: QApplication) -> PreferencesDialog:
    theme.apply(qapp, "light")
    trigger("view.preferences")
    found = window.findChild(PreferencesDialog)
    assert isinstance(found, PreferencesDialog)
    assert not found.isModal()
    return found


def type_in(field: QLineEdit | QAbstractSpinBox, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_size_spacing_and_width_are_seen_on_the_text_at_once(window: MainWindow, dialog: PreferencesDialog) -> None:
    view = window.pane.view
    place = view.screen_lines()[0].start
    type_in(dialog.size_of_text, "16")
    height = QFontMetricsF(view.font()).height()
    type_in(dialog.spacing, "2")
    type_in(dialog.characters, "50")
    assert view.font().pointSize() == 16
    assert view.layout_of_text.pitch == pytest.approx(2 * height, rel=0.02)
    assert max(line.end - line.start for line in view.screen_lines()) < 70
    lines = view.screen_lines()
    assert lines[1].baseline - lines[0].baseline >= view.layout_of_text.pitch - 1
    assert lines[0].start == place
    known = settings.load()
    assert (known.font_size, known.line_spacing, known.column_characters) == (16, 2.0, 50)
    assert window.status.zoom.text() == "16 pt"


def test_what_is_zoomed_elsewhere_is_shown_in_the_dialog(window: MainWindow, dialog: PreferencesDialog) -> None:
    window.registry["view.zoom_in"].trigger()
    assert dialog.size_of_text.value() == 14


def test_the_theme_and_its_check_mark_reach_every_window(
    window: MainWindow, dialog: PreferencesDialog, tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    other = open_window(otsannot.new(tmp_path / "other.otsannot"))
    dialog.theme.setCurrentIndex(dialog.theme.findData("contrast_dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    window.registry["view.zoom_in"].trigger()
    assert theme.look() is theme.WHITE_ON_BLACK
    for shown in (window, other):
        checked = [name for name in theme.THEMES if shown.registry[f"view.theme_{name}"].isChecked()]
        assert checked == ["contrast_dark"]
        assert shown.pane.view.font().pointSize() == 14
        assert shown.status.zoom.text() == "14 pt"
    other.registry["view.theme_light"].trigger()
    assert window.registry["view.theme_light"].isChecked()
    assert dialog.theme.currentData() == "light"


def test_the_coder_is_changed_when_the_name_is_complete(window: MainWindow, dialog: PreferencesDialog) -> None:
    dialog.coder.selectAll()
    QTest.keyClicks(dialog.coder, "Ayla  Kaya")
    assert window.live.coder == "Ada"
    QTest.keyClick(dialog.coder, Qt.Key.Key_Return)
    assert (window.live.coder, settings.load().coder) == ("Ayla Kaya", "Ayla Kaya")
    assert dialog.isVisible()
    type_in(dialog.coder, " ")
    assert (window.live.coder, dialog.coder.text()) == ("Ayla Kaya", "Ayla Kaya")


def test_backups_and_stretches_are_kept(dialog: PreferencesDialog) -> None:
    type_in(dialog.words, "35")
    type_in(dialog.kept, "4")
    dialog.backups.click()
    known = settings.load()
    assert (known.uncoded_words, known.backups_kept, known.backups) == (35, 4, False)
    assert not dialog.kept.isEnabled()


def test_everything_goes_back_to_the_defaults_but_the_name_and_the_keys(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    preferences().change(coder="Ada", shortcuts={"view.palette": "Ctrl+P"})
    for field in (dialog.size_of_text, dialog.characters, dialog.words):
        type_in(field, "45")
    window.registry["view.theme_dark"].trigger()
    [reset] = [button for button in dialog.findChildren(QPushButton) if button.text() == "&Reset to defaults"]
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    known, blank = settings.load(), Settings()
    assert (known.font_size, known.column_characters) == (blank.font_size, COLUMN_CHARACTERS)
    assert (known.uncoded_words, known.theme) == (blank.uncoded_words, "system")
    assert (known.coder, known.shortcuts) == ("Ada", {"view.palette": "Ctrl+P"})
    assert (dialog.size_of_text.value(), dialog.characters.value()) == (blank.font_size, COLUMN_CHARACTERS)


def test_values_that_cannot_be_shown_are_brought_into_range(
    tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    Settings(font_size=-3, line_spacing=0.0, column_characters=10**9).save()
    view = open_window(otsannot.new(tmp_path / "odd.otsannot")).pane.view
    assert (view.font().pointSize(), view.layout_of_text.spacing) == (6, 1.0)


def test_every_field_has_a_name(dialog: PreferencesDialog) -> None:
    fields = (
        dialog.family, dialog.size_of_text, dialog.spacing, dialog.characters, dialog.theme, dialog.scale,
        dialog.coder, dialog.words, dialog.kept,
    )  # fmt: skip
    assert [field.accessibleName() for field in fields] == [
        "Font", "Size", "Line spacing", "Column width", "Theme", "Size of the interface", "You code as",
        "Uncoded stretches from", "Keep the last",
    ]  # fmt: skip
