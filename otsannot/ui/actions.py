"""Every action of the window: its name, text, keys and icon, and what must be there for it to act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Flag, auto
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from otsannot.i18n import _
from otsannot.ui.icons import icon

DIGITS = range(1, 10)


class Needs(Flag):
    """What an action needs; what is missing disables it."""

    NOTHING = 0
    WRITABLE = auto()
    DOCUMENTS = auto()
    DOCUMENT = auto()
    CHOSEN = auto()
    SPAN = auto()
    TARGET = auto()
    PASSAGE = auto()
    PASSAGES = auto()
    CODES = auto()
    CODE = auto()
    UNDO = auto()
    REDO = auto()
    IMPORTED = auto()


class Action(NamedTuple):
    """`shortcut` acts anywhere in the window; `keys`, mostly single ones, act while the text has the focus."""

    name: str
    text: str
    shortcut: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    choice: bool = False

    @property
    def plain_text(self) -> str:
        """The text without the mark of its access key."""
        return _plain(self.text)

    @property
    def shortcuts(self) -> list[str]:
        """How the keys are written for people, the one for everywhere first."""
        native = QKeySequence.SequenceFormat.NativeText
        return [QKeySequence(key).toString(native) for key in (self.shortcut, *self.keys) if key]


def registry() -> list[Action]:
    """All actions, those of the daily work first."""
    return [*_coding(), *_editing(), *_viewing(), *_study()]


def _study() -> list[Action]:
    documents, writable = Needs.DOCUMENTS, Needs.WRITABLE
    return [
        Action("project.new", _("&New study…"), "Ctrl+N", icon="new-study"),
        Action("project.open", _("&Open study…"), "Ctrl+O", icon="open-study"),
        Action("project.sample", _("Open the OTS &sample study"), icon="sample"),
        Action("project.save_copy", _("Save a &copy…"), "Ctrl+Shift+S", icon="save-copy"),
        Action("project.close", _("Close st&udy"), "Ctrl+W"),
        Action("project.quit", _("&Quit"), "Ctrl+Q"),
        Action("documents.import", _("&Import texts…"), "Ctrl+Shift+I", icon="import", needs=writable),
        Action("documents.import_folder", _("Import a &folder…"), icon="folder", needs=writable),
        Action("documents.show_import", _("Show the &last import"), needs=Needs.IMPORTED),
        Action("codebook.import", _("Import a code&book…"), icon="codebook", needs=writable),
        Action("export.annotations", _("Export &annotations…"), "Ctrl+E", icon="export"),
        Action("export.codebook", _("Export &codebook…"), needs=Needs.CODES),
        Action("export.documents", _("Export &documents…"), needs=documents),
        Action("export.history", _("Export &history…")),
    ]


def _editing() -> list[Action]:
    writable = Needs.WRITABLE
    return [
        Action("edit.undo", _("&Undo"), "Ctrl+Z", icon="undo", needs=writable | Needs.UNDO),
        Action("edit.redo", _("&Redo"), "Ctrl+Shift+Z", icon="redo", needs=writable | Needs.REDO),
        Action("edit.copy", _("&Copy"), "Ctrl+C", icon="copy", needs=Needs.SPAN),
        Action("edit.select_all", _("Select &all"), "Ctrl+A", needs=Needs.DOCUMENT),
        Action("documents.rename", _("Re&name document"), needs=writable | Needs.CHOSEN),
        Action("documents.remove", _("Re&move document"), icon="delete", needs=writable | Needs.CHOSEN),
        Action("coder.change", _("Change c&oder…"), icon="coder"),
    ]


def _coding() -> list[Action]:
    target, passage = Needs.WRITABLE | Needs.TARGET, Needs.WRITABLE | Needs.PASSAGE
    span, code = Needs.WRITABLE | Needs.SPAN, Needs.WRITABLE | Needs.CODE
    return [
        Action("code.apply", _("&Apply a code…"), "Ctrl+Return", ("Return", "Enter"), icon="code", needs=target),
        *(
            Action(f"code.apply_digit_{n}", _("Apply the code of digit &{n}").format(n=n), "", (str(n),), needs=target)
            for n in DIGITS
        ),
        Action("code.repeat", _("Apply the last codes a&gain"), "Ctrl+.", (".",), needs=target),
        Action("code.in_vivo", _("Code in &vivo"), "Ctrl+I", icon="quote", needs=span),
        Action("annotation.highlight", _("&Highlight"), "Ctrl+H", ("H",), icon="highlight", needs=span),
        Action("annotation.comment", _("&Comment"), "Ctrl+M", ("C",), icon="comment", needs=target),
        Action("annotation.remove", _("&Remove passage"), "Ctrl+Delete", ("Delete",), icon="remove", needs=passage),
        Action("annotation.next", _("&Next passage"), "Alt+Down", icon="next", needs=Needs.PASSAGES),
        Action("annotation.previous", _("&Previous passage"), "Alt+Up", icon="previous", needs=Needs.PASSAGES),
        Action("code.new", _("New c&ode"), "Ctrl+Shift+N", icon="add", needs=Needs.WRITABLE),
        Action("code.rename", _("R&ename code"), needs=code),
        Action("code.colour", _("Co&lour of the code…"), needs=code),
        Action("code.remove", _("Re&move code"), icon="delete", needs=code),
        *(
            Action(f"code.digit_{n}", _("Bind the code to digit &{n}").format(n=n), f"Ctrl+{n}", needs=code)
            for n in DIGITS
        ),
    ]


def _viewing() -> list[Action]:
    documents = Needs.DOCUMENTS
    return [
        Action("view.next_document", _("&Next document"), "Ctrl+PgDown", needs=documents),
        Action("view.previous_document", _("&Previous document"), "Ctrl+PgUp", needs=documents),
        Action("view.zoom_in", _("&Larger text"), "Ctrl++", icon="zoom-in"),
        Action("view.zoom_out", _("&Smaller text"), "Ctrl+-", icon="zoom-out"),
        Action("view.zoom_reset", _("&Usual text size"), "Ctrl+0"),
        Action("view.theme_system", _("Theme of the s&ystem"), choice=True),
        Action("view.theme_light", _("L&ight theme"), choice=True),
        Action("view.theme_dark", _("&Dark theme"), choice=True),
        Action("help.shortcuts", _("&Keyboard shortcuts"), "F1", icon="keyboard"),
        Action("help.about", _("&About otsannot"), icon="info"),
    ]


class Actions:
    """The actions of one window. Each is a QAction whose objectName is its name."""

    def __init__(self, window: QMainWindow, text: QWidget, verbs: Mapping[str, Callable[[], object]]) -> None:
        self._specs = {spec.name: spec for spec in registry()}
        self._actions = {spec.name: _made(spec, window, text, verbs[spec.name]) for spec in registry()}
        choices = QActionGroup(window)
        for spec in registry():
            if spec.choice:
                choices.addAction(self._actions[spec.name])

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
    action.setCheckable(spec.choice)
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


def _plain(text: str) -> str:
    return re.sub("&(.)", r"\1", text)


def _tip(text: str, shortcuts: list[str]) -> str:
    name = _plain(text).removesuffix("…")
    return f"{name} ({', '.join(shortcuts)})" if shortcuts else name
