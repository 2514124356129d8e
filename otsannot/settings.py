"""What the program remembers about its user between starts, in one JSON file."""

from __future__ import annotations

import getpass
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import platformdirs

RECENT_PROJECTS = 12


@dataclass
class Settings:
    """The user's choices; `save` writes them down."""

    coder: str = ""
    theme: str = "system"
    font_family: str = ""
    font_size: int = 13
    line_spacing: float = 1.5
    column_characters: int = 80
    interface_scale: int = 100
    backups: bool = True
    backups_kept: int = 10
    keep_originals: bool = True
    whole_words: bool = True
    uncoded_words: int = 20
    shortcuts: dict[str, str] = field(default_factory=dict)
    text_keys: dict[str, str] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    window: dict[str, str] = field(default_factory=dict)

    def remember_project(self, project: Path) -> None:
        """Put a project at the top of the recent ones."""
        name = str(project.resolve())
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT_PROJECTS]

    def save(self) -> None:
        """Write the settings in one step, so that a crash leaves the old ones or the new ones.

        Where they cannot be written, nothing happens: no work depends on what is remembered.
        """
        with suppress(OSError, RuntimeError):
            target = _file()
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(f".{uuid4().hex}.new")
            try:
                fresh.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)


def _file() -> Path:
    """Where the settings lie. Raises RuntimeError for a user without a home."""
    folder = os.environ.get("OTSANNOT_CONFIG") or platformdirs.user_config_dir("otsannot", appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """Read the settings; a file that is missing or damaged gives the first start's."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):  # the last for a user without a home, and for brackets without end
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    blank = asdict(Settings())
    return Settings(**{name: value for name, value in stored.items() if name in blank and _fits(value, blank[name])})


def _fits(value: Any, blank: Any) -> bool:
    """Whether a value is of the type of the one it replaces; all that lists and objects hold is text."""
    if type(value) is not type(blank):
        return False
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(isinstance(one, str) for one in held)


def user_name() -> str:
    """The coder's name when none is given: the one remembered, or the login name."""
    remembered = load().coder.strip()
    if remembered:
        return remembered
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user whom the system has no name for, as in a container
        return "coder"
