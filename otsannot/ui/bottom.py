"""The area under the text: tables and notes, one at a time, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.layouts import row
from otsannot.ui.panels.parts import hairline, panel_layout, tool_button


class BottomArea(QWidget):
    """Tabs over a stack of panels. What is asked for by `show_panel` gets the focus."""

    shown_changed = Signal()
    """Another panel is shown, or none."""
    larger_changed = Signal(bool)
    """The area wants the whole middle of the window, or leaves the text its place again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomArea")
        self._names: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Under the text"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._pages = QStackedWidget()
        self.close_button = tool_button("close", _("Close"), self.hide_panel)
        self._is_larger = False
        self.larger_button = tool_button("larger", _("Larger, and back"), self.toggle_larger)
        self.larger_button.setCheckable(True)
        head = row()
        head.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        head.addWidget(self._tabs, 1)
        head.addWidget(self.larger_button)
        head.addWidget(self.close_button)
        column = panel_layout(self)
        column.addWidget(hairline())
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self._tabs.currentChanged.connect(self._on_tab)
        self.hide()

    @property
    def shown(self) -> str:
        """The name of the panel that is shown; empty when the area is closed."""
        return self._names[self._tabs.currentIndex()] if not self.isHidden() else ""

    @property
    def names(self) -> list[str]:
        """The panels there are, from left to right."""
        return list(self._names)

    def add_panel(self, name: str, title: str, make: Callable[[], QWidget]) -> None:
        """Give the area a further panel; it is made when it is first shown."""
        self._makers[name] = make
        self._names.append(name)
        self._tabs.addTab(title)

    def panel(self, name: str) -> QWidget:
        """A panel, made now if it was not yet."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
            self._pages.addWidget(self._made[name])
        return self._made[name]

    def show_panel(self, name: str, *, focus: bool = True) -> None:
        """Open the area with a panel, and go there."""
        self._tabs.setCurrentIndex(self._names.index(name))
        self._pages.setCurrentWidget(self.panel(name))
        self.show()
        if focus:
            self.panel(name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown_changed.emit()

    def hide_panel(self) -> None:
        """Close the area; its panels keep what they show."""
        self.set_larger(False)
        self.hide()
        self.shown_changed.emit()

    def toggle(self) -> None:
        """Open the area with what it showed last, or close it."""
        if self.isHidden():
            self.show_panel(self._names[self._tabs.currentIndex()])
        else:
            self.hide_panel()

    def set_larger(self, larger: bool) -> None:
        """Take the whole middle of the window, or leave the text its place again."""
        self.larger_button.setChecked(larger)
        if larger != self._is_larger:
            self._is_larger = larger
            self.larger_changed.emit(larger)

    def toggle_larger(self) -> None:
        """Take the whole middle of the window, or give the text its place back."""
        if self.isHidden():
            self.toggle()
        self.set_larger(not self._is_larger)

    def _on_tab(self, place: int) -> None:
        if not self.isHidden():
            self.show_panel(self._names[place], focus=False)
