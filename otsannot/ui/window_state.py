"""Where a study's window was, how it was divided, and what was being read; kept for the recent studies."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from otsannot import settings


@dataclass
class WindowState:
    """`geometry` is Qt's, in base 64; `bottom` names the panel under the text; `position` is the caret's code point."""

    geometry: str = ""
    columns: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    middle: list[int] = field(default_factory=list)
    bottom: str = ""
    document: str = ""
    position: int = 0


def recall(project: Path) -> WindowState:
    """The state a study's window had last; what is missing, damaged or of another version is blank."""
    blank = asdict(WindowState())
    try:
        stored = json.loads(settings.load().window.get(_key(project), "{}"))
    except ValueError:
        stored = {}
    known = stored.items() if isinstance(stored, dict) else ()
    return WindowState(**{name: kept for name, kept in known if name in blank and isinstance(kept, type(blank[name]))})


def remember(project: Path, state: WindowState) -> None:
    """Keep the state of a study's window, and forget those of studies that are no longer among the recent ones."""
    known = settings.load()
    known.window[_key(project)] = json.dumps(asdict(state), ensure_ascii=False)
    known.window = {name: kept for name, kept in known.window.items() if name in (*known.recent, _key(project))}
    known.save()


def _key(project: Path) -> str:
    return str(project.resolve())
