"""Which keys trigger an action: those we chose, or those the user put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QKeySequence

from otsannot import settings
from otsannot.settings import Settings
from otsannot.ui.actions.action import Action
from otsannot.ui.actions.registry import registry

_NOT_TYPED = re.compile(r".*(?:Ctrl|Alt|Meta)\+.+|(?:Shift\+)?F\d+")
_NATIVE = QKeySequence.SequenceFormat.NativeText


class Keys(NamedTuple):
    """In Qt's portable form: the keys that act anywhere in the window, and single ones that act while the text has
    the focus and are letters elsewhere.
    """

    anywhere: str = ""
    in_text: tuple[str, ...] = ()

    @property
    def shown(self) -> list[str]:
        """How the keys are written for people, those for everywhere first."""
        return [QKeySequence(key).toString(_NATIVE) for key in (self.anywhere, *self.in_text) if key]


def keys_of(spec: Action, known: Settings) -> Keys:
    """The keys of an action as the user wants them.

    What the user gave to another action is not ours to give, also where a later version of the program would.
    """
    given = {*known.shortcuts.values(), *(key for keys in known.text_keys.values() for key in keys.split())}
    anywhere = known.shortcuts.get(spec.name, "" if spec.shortcut in given else spec.shortcut)
    in_text = known.text_keys.get(spec.name)
    if in_text is None:
        return Keys(anywhere, tuple(key for key in spec.keys if key not in given))
    return Keys(anywhere, tuple(in_text.split()))


def shortest_of(name: str) -> str:
    """The shortest keys of an action as the user has them, written for people; empty when it has none."""
    return min(all_keys(settings.load())[name].shown, key=len, default="")


def all_keys(known: Settings) -> dict[str, Keys]:
    """The keys of every action, by its name."""
    return {spec.name: keys_of(spec, known) for spec in registry()}


def is_single(key: str) -> bool:
    """Whether a key in Qt's portable form types something, or moves, where there is something to type in."""
    return _NOT_TYPED.fullmatch(key) is None


def taken_by(name: str, keys: Iterable[str], known: Settings) -> tuple[str, Action] | None:
    """The first of these keys that another action than the named one has, and that action."""
    others = [(spec, keys_of(spec, known)) for spec in registry() if spec.name != name]
    for key in filter(None, keys):
        for spec, held in others:
            if QKeySequence(key) in [QKeySequence(other) for other in (held.anywhere, *held.in_text) if other]:
                return key, spec
    return None


def with_key(name: str, key: str, known: Settings) -> Keys:
    """An action's keys with another one: a single key takes the place of its single keys, others of the one for all."""
    held = all_keys(known)[name]
    return held._replace(in_text=(key,)) if is_single(key) else held._replace(anywhere=key)


def changed(name: str, keys: Keys, known: Settings) -> Mapping[str, Mapping[str, str]]:
    """The settings `shortcuts` and `text_keys` with other keys of an action; what is as we chose it is not kept."""
    spec = next(spec for spec in registry() if spec.name == name)
    shortcuts = {other: kept for other, kept in known.shortcuts.items() if other != name}
    text_keys = {other: kept for other, kept in known.text_keys.items() if other != name}
    if keys.anywhere != spec.shortcut:
        shortcuts[name] = keys.anywhere
    if keys.in_text != spec.keys:
        text_keys[name] = " ".join(keys.in_text)
    return {"shortcuts": shortcuts, "text_keys": text_keys}
