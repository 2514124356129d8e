"""What the program remembers about its user between starts, in one JSON file."""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

RECENT_PROJECTS = 12


@dataclass
class Settings:
    """The user's choices; `save` writes them down."""

    coder: str = ""
    theme: str = "system"
    font_family: str = ""
    font_size: int = 13
    recent: list[str] = field(default_factory=list)
    window: dict[str, str] = field(default_factory=dict)

    def remember_project(self, project: Path) -> None:
        """Put a project at the top of the recent ones."""
        name = str(project.resolve())
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT_PROJECTS]

    def save(self) -> None:
        """Write the settings in one step, so that a crash leaves the old ones or the new ones."""
        target = _file()
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(target)


def _file() -> Path:
    folder = os.environ.get("OTSANNOT_CONFIG") or platformdirs.user_config_dir("otsannot", appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """Read the settings; a file that is missing or damaged gives the first start's."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    blank = asdict(Settings())
    known = {f.name for f in fields(Settings)}
    return Settings(**{k: v for k, v in stored.items() if k in known and isinstance(v, type(blank[k]))})


def user_name() -> str:
    """The coder's name when none is given: the one remembered, or the login name."""
    return load().coder or getpass.getuser()
