"""The actions of one window as Qt knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from otsannot.ui.actions.action import Action, Needs, plain
from otsannot.ui.actions.registry import registry
from otsannot.ui.icons import icon


class Actions:
    """The actions of one window. Each is a QAction whose objectName is its name."""

    def __init__(self, window: QMainWindow, text: QWidget, verbs: Mapping[str, Callable[[], object]]) -> None:
        self._specs = {spec.name: spec for spec in registry()}
        self._actions = {spec.name: _made(spec, window, text, verbs[spec.name]) for spec in registry()}
        groups = {spec.group: QActionGroup(window) for spec in registry() if spec.group}
        for spec in registry():
            if spec.group:
                groups[spec.group].addAction(self._actions[spec.name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def enable(self, there: Needs) -> None:
        """Enable what can act now, and nothing else."""
        for name, spec in self._specs.items():
            self._actions[name].setEnabled(not spec.needs & ~there)

    def retitle(self, name: str, text: str) -> None:
        """Say more exactly what an action would do; `&` marks the access key, `&&` is an ampersand."""
        self._actions[name].setText(text)
        self._actions[name].setToolTip(_tip(text, self._specs[name].shortcuts))


def _made(spec: Action, window: QMainWindow, text: QWidget, verb: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setCheckable(bool(spec.group) or spec.toggle)
    action.setToolTip(_tip(spec.text, spec.shortcuts))
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.triggered.connect(lambda _checked=False: verb())
    if spec.shortcut:
        action.setShortcut(QKeySequence(spec.shortcut))
        for key in spec.keys:
            QShortcut(QKeySequence(key), text, action.trigger, context=Qt.ShortcutContext.WidgetShortcut)
    elif spec.keys:
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        text.addAction(action)
    return action


def _tip(text: str, shortcuts: list[str]) -> str:
    name = plain(text).removesuffix("…")
    return f"{name} ({', '.join(shortcuts)})" if shortcuts else name
