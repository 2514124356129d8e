"""The actions on how things look: text size, theme, which document is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from otsannot import settings
from otsannot.settings import Settings
from otsannot.ui import theme
from otsannot.ui.dialogs.preferences import COLUMNS, SPACINGS, PreferencesDialog
from otsannot.ui.dialogs.shortcuts import ShortcutsDialog
from otsannot.ui.document.text_view import LARGEST_FONT, SMALLEST_FONT
from otsannot.ui.preferences import preferences

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

N = TypeVar("N", int, float)

STRIPES_STEP = 4 * theme.GAP
SHOWN_HERE = {"font_family", "font_size", "line_spacing", "column_characters", "theme"}
"""The settings that a window shows; each window also wears what another one chose."""


class ViewCommands(QObject):
    """Changes what one window shows, and shows what the user prefers."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view = window.pane.view
        self._family: str | None = None
        self._view.zoomed.connect(lambda size: preferences().change(font_size=size))
        preferences().changed.connect(self._on_preferences)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "view.palette": lambda: self._window.palette_box.open(),
            "view.next_document": lambda: self.step_document(1),
            "view.previous_document": lambda: self.step_document(-1),
            "view.zoom_in": lambda: self._view.zoom(1),
            "view.zoom_out": lambda: self._view.zoom(-1),
            "view.zoom_reset": lambda: self._view.zoom(Settings().font_size - self._view.font().pointSize()),
            "view.stripes_wider": lambda: self._window.pane.widen_stripes(STRIPES_STEP),
            "view.stripes_narrower": lambda: self._window.pane.widen_stripes(-STRIPES_STEP),
            "view.preferences": lambda: PreferencesDialog(self._window).show(),
            "help.shortcuts": lambda: ShortcutsDialog(self._window.registry, self._window).show(),
            **{f"view.theme_{name}": partial(self.choose_theme, name) for name in theme.THEMES},
        }

    def step_document(self, direction: int) -> None:
        """Show the document after (1) or before (-1) this one, in the order of the list."""
        ids = self._window.documents.model.shown_ids()
        shown = self._window.desk.document
        if not ids:
            return
        if shown is None or shown.id not in ids:
            self._window.desk.open_document(ids[0 if direction > 0 else -1])
            return
        place = ids.index(shown.id) + direction
        if 0 <= place < len(ids):
            self._window.desk.open_document(ids[place])

    def choose_theme(self, name: str) -> None:
        """Put on another theme in all windows, and remember it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)
        preferences().change(theme=name)

    def show_preferences(self) -> None:
        """Show the text as the user likes it, and say so in menus and status bar."""
        known = settings.load()
        known.font_size = _within(known.font_size, SMALLEST_FONT, LARGEST_FONT)
        if (known.font_family, known.font_size) != (self._family, self._view.font().pointSize()):
            self._family = known.font_family
            self._view.set_font(known.font_family, known.font_size)
        self._view.set_spacing(_within(known.line_spacing, *SPACINGS))
        self._view.set_column_characters(_within(known.column_characters, *COLUMNS))
        self._window.status.show_size(known.font_size)
        chosen = known.theme if known.theme in theme.THEMES else "system"
        self._window.registry[f"view.theme_{chosen}"].setChecked(True)

    def _on_preferences(self, names: frozenset[str]) -> None:
        if names & SHOWN_HERE:
            self.show_preferences()


def _within(value: N, least: N, most: N) -> N:
    """The nearest value that can be shown; the file of settings may hold anything."""
    return min(max(value, least), most)
