"""The actions of one window as Qt knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from otsannot import settings
from otsannot.ui.actions.action import Action, Needs, plain
from otsannot.ui.actions.keys import Keys, all_keys
from otsannot.ui.actions.reasons import reason
from otsannot.ui.actions.registry import registry
from otsannot.ui.icons import icon
from otsannot.ui.preferences import preferences


class Actions(QObject):
    """The actions of one window. Each is a QAction whose objectName is its name."""

    def __init__(self, window: QMainWindow, text: QWidget, verbs: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._specs = {spec.name: spec for spec in registry()}
        self._actions = {spec.name: _made(spec, window, verbs[spec.name]) for spec in registry()}
        self._needing = [(self._actions[spec.name], spec.needs.value) for spec in registry() if spec.needs]
        self._text = text
        self._there = ~Needs.NOTHING  # a new QAction is enabled
        self._in_text: dict[str, list[QShortcut]] = {}
        self._keys: dict[str, Keys] = {}
        self._tips: dict[str, list[tuple[QWidget, str]]] = {}
        groups = {spec.group: QActionGroup(window) for spec in registry() if spec.group}
        for spec in registry():
            if spec.group:
                groups[spec.group].addAction(self._actions[spec.name])
        self.rebind()
        preferences().changed.connect(self._on_preferences)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def enable(self, there: Needs) -> None:
        """Enable what can act now, and nothing else."""
        changed, self._there = there ^ self._there, there
        if not changed:
            return
        for action, needs in self._needing:
            if needs & changed.value:
                action.setEnabled(not needs & ~there.value)

    def why_not(self, name: str) -> str:
        """What an action lacks to act now; empty when it can."""
        return reason(self._specs[name].needs & ~self._there)

    def keys(self, name: str) -> Keys:
        """The keys of an action."""
        return self._keys[name]

    def retitle(self, name: str, text: str) -> None:
        """Say more exactly what an action would do; `&` marks the access key, `&&` is an ampersand."""
        self._actions[name].setText(text)
        self._actions[name].setToolTip(_tip(text, self._keys[name]))

    def keep_tip(self, button: QWidget, name: str, tip: str) -> None:
        """Let the tooltip of a button beside the menus name the keys of an action, also when they change."""
        self._tips.setdefault(name, []).append((button, tip))
        button.setToolTip(_tip(tip, self._keys[name]))

    def rebind(self) -> None:
        """Give every action the keys the user wants for it."""
        wanted = all_keys(settings.load())
        for name, keys in wanted.items():
            if self._keys.get(name) != keys:
                self._bind(name, keys)

    def _bind(self, name: str, keys: Keys) -> None:
        action = self._actions[name]
        for old in self._in_text.pop(name, []):
            old.setEnabled(False)
            old.deleteLater()
        self._text.removeAction(action)
        in_text = Qt.ShortcutContext.WidgetShortcut
        if keys.anywhere or not keys.in_text:
            action.setShortcuts([QKeySequence(keys.anywhere)] if keys.anywhere else [])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._in_text[name] = [QShortcut(QKeySequence(key), self._text) for key in keys.in_text]
            for shortcut in self._in_text[name]:
                shortcut.setContext(in_text)  # the constructor takes no heed of it
                shortcut.activated.connect(action.trigger)
        else:
            # The menu shows what stands with the action itself.
            action.setShortcuts([QKeySequence(key) for key in keys.in_text])
            action.setShortcutContext(in_text)
            self._text.addAction(action)
        self._keys[name] = keys
        action.setToolTip(_tip(action.text(), keys))
        for button, tip in self._tips.get(name, ()):
            button.setToolTip(_tip(tip, keys))

    def _on_preferences(self, names: frozenset[str]) -> None:
        if names & {"shortcuts", "text_keys"}:
            self.rebind()


def _made(spec: Action, window: QMainWindow, verb: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setCheckable(bool(spec.group) or spec.toggle)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.triggered.connect(lambda _checked=False: verb())
    return action


def _tip(text: str, keys: Keys) -> str:
    name = plain(text).removesuffix("…")
    return f"{name} ({', '.join(keys.shown)})" if keys.shown else name
