"""The actions on how things look: text size, theme, which document is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from otsannot import settings
from otsannot.settings import Settings
from otsannot.ui import theme

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

THEMES = ("system", "light", "dark")
STRIPES_STEP = 4 * theme.GAP


class ViewCommands:
    """Changes what one window shows."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._view = window.pane.view
        self._view.zoomed.connect(self._on_zoomed)

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
            **{f"view.theme_{name}": partial(self.choose_theme, name) for name in THEMES},
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
        """Put on another theme and remember it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)
        known = settings.load()
        known.theme = name
        known.save()

    def _on_zoomed(self, size: int) -> None:
        known = settings.load()
        known.font_size = size
        known.save()
        self._window.status.show_size(size)
