"""Everything a screen reader meets has a name: the whole window is walked, with every panel and dialog open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from otsannot.ui import windows
from otsannot.ui.main_window import MainWindow

USED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)
"""What people act on, or read from; labels are their own names, and frames hold nothing to say."""

Trigger = Callable[[str], None]


def nameless(root: QWidget) -> Iterator[str]:
    """The widgets under one, itself included, that a screen reader would find no name for."""
    for widget in [root, *root.findChildren(QWidget)]:
        is_unused = isinstance(widget, QAbstractButton) and widget.isHidden()  # it gets its words when it is shown
        if not isinstance(widget, USED) or is_unused or _is_inner(widget):
            continue
        reader = QAccessible.queryAccessibleInterface(widget)
        if not reader or not reader.text(QAccessible.Text.Name).strip():
            yield " in ".join(_ancestry(widget))


def _is_inner(widget: QWidget) -> bool:
    """Whether Qt made this part of another widget, which speaks for it."""
    parent = widget.parentWidget()
    near = [at for at in (widget, parent, parent and parent.parentWidget()) if at]
    is_list_of_box = isinstance(widget, QAbstractItemView) and any(isinstance(at, QComboBox) for at in near)
    is_overflow = isinstance(widget, QMenu) and isinstance(parent, QMenuBar) and not widget.title()
    is_icon_or_line = isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox)
    is_made_by_qt = any(at.objectName().startswith("qt_") or isinstance(at, QHeaderView) for at in near[:2])
    return isinstance(widget, QScrollBar) or is_list_of_box or is_overflow or is_icon_or_line or is_made_by_qt


def _ancestry(widget: QWidget) -> Iterator[str]:
    at: QWidget | None = widget
    while at is not None:
        yield f"{type(at).__name__} {at.objectName()}".strip()
        at = at.parentWidget()


def all_nameless() -> list[str]:
    """What lacks a name in all windows that are open."""
    return sorted({found for window in QApplication.topLevelWidgets() for found in nameless(window)})


def test_the_window_has_a_name_for_everything(window: MainWindow) -> None:
    window.open_document("Kocaman 2025")
    window.desk.select_passage(window.desk.passages[0].annotation_id)
    assert all_nameless() == []


def test_every_panel_under_the_text_has_a_name_for_everything(window: MainWindow) -> None:
    window.open_document("Kocaman 2025")
    for name in window.bottom.names:
        window.bottom.show_panel(name)
    assert window.bottom.names
    assert all_nameless() == []


@pytest.mark.parametrize(
    "action",
    [
        "code.apply",
        "code.colour",
        "code.merge",
        "code.split",
        "coder.change",
        "coding.move",
        "documents.correct",
        "help.about",
        "help.shortcuts",
        "project.restore",
        "view.palette",
        "view.preferences",
    ],
)
def test_what_an_action_opens_has_a_name_for_everything(
    window: MainWindow, trigger: Trigger, qtbot: QtBot, action: str
) -> None:
    window.live.set_coder("Ayla")
    window.open_document("Kocaman 2025")
    own = next(passage for passage in window.desk.passages if window.desk.is_own(passage) and passage.codes)
    window.desk.select_passage(own.annotation_id, reveal=True)
    window.codebook.tree.go_to(own.codes[0].code_id)
    before = set(QApplication.topLevelWidgets())
    trigger(action)
    qtbot.waitUntil(
        lambda: (
            any(shown.isVisible() for shown in {*QApplication.topLevelWidgets()} - before)
            or QApplication.activePopupWidget() is not None
        )
    )
    assert all_nameless() == []
    for opened in {*QApplication.topLevelWidgets()} - before:
        opened.close()


def test_the_welcome_has_a_name_for_everything(qtbot: QtBot) -> None:
    welcome: QMainWindow = windows.show_welcome()
    qtbot.addWidget(welcome)
    assert list(nameless(welcome)) == []
