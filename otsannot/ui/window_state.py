"""Where a study's window was, how it was divided, and what was being read; kept for the recent studies."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from otsannot import settings


@dataclass
class WindowState:
    """What a window finds again. It lies on the desk while the window is open: who owns a field reads it when it is
    built, and writes it when its user changes something.

    `geometry` is Qt's, in base 64; `bottom` names the panel under the text that is shown; `position` is a code point
    of the text. `sorts` holds the order of a list, and `sizes` that of a splitter, by the objectName; `stripes` is the
    width beside the text in pixels, 0 for the usual one; `closed` names the areas that show their heading alone.
    `tables` holds the columns of a table from left to right, by its objectName: the key of each and its width in
    pixels, below zero when it is hidden. `recent_choices` are those of the command palette. Codes and coders are ids,
    which may have gone meanwhile; an empty focus is everything.
    """

    geometry: str = ""
    columns: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    middle: list[int] = field(default_factory=list)
    bottom: str = ""
    document: str = ""
    position: int = 0
    sorts: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)
    tables: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    stripes: int = 0
    closed: list[str] = field(default_factory=list)
    recent_choices: list[str] = field(default_factory=list)
    recent_codes: list[int] = field(default_factory=list)
    last_codes: list[int] = field(default_factory=list)
    focus_codes: list[int] = field(default_factory=list)
    focus_coders: list[int] = field(default_factory=list)
    others_hidden: bool = False
    rest_dimmed: bool = False
    rest_hidden: bool = False


def recall(project: Path) -> WindowState:
    """The state a study's window had last; what is missing, damaged or of another version is blank."""
    blank = asdict(WindowState())
    try:
        stored = json.loads(settings.load().window.get(_key(project), "{}"))
    except ValueError:
        stored = {}
    known = stored.items() if isinstance(stored, dict) else ()
    return WindowState(**{name: kept for name, kept in known if name in blank and _fits(name, kept, blank[name])})


def remember(project: Path, state: WindowState) -> None:
    """Keep the state of a study's window, and forget those of studies that are no longer among the recent ones."""
    known = settings.load()
    known.window[_key(project)] = json.dumps(asdict(state), ensure_ascii=False)
    known.window = {name: kept for name, kept in known.window.items() if name in (*known.recent, _key(project))}
    known.save()


def _fits(name: str, kept: Any, blank: Any) -> bool:
    """Whether a value is of the kind its field holds; lists without names hold numbers."""
    if name == "sorts":
        return isinstance(kept, dict) and all(isinstance(order, str) for order in kept.values())
    if name == "sizes":
        return isinstance(kept, dict) and all(_are_numbers(sizes) for sizes in kept.values())
    if name in ("closed", "recent_choices"):
        return isinstance(kept, list) and all(isinstance(one, str) for one in kept)
    if name == "tables":
        return isinstance(kept, dict) and all(map(_are_columns, kept.values()))
    return _are_numbers(kept) if isinstance(blank, list) else type(kept) is type(blank)


def _are_numbers(kept: Any) -> bool:
    return isinstance(kept, list) and all(type(one) is int for one in kept)


def _are_columns(kept: Any) -> bool:
    pairs = kept if isinstance(kept, list) else [None]
    return all(isinstance(pair, list) and list(map(type, pair)) == [str, int] for pair in pairs)


def _key(project: Path) -> str:
    return str(project.resolve())
