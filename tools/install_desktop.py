"""Puts otsannot into the desktop's menu and gives its studies their icon, for a program that runs from a clone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"


def install(prefix: Path) -> list[Path]:
    """Copy the entry, the file type and the icons to `prefix`/share; returns what was written."""
    share = prefix.expanduser().absolute() / "share"
    entry = share / "applications/otsannot.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(_entry(), encoding="utf-8")
    copies = {RESOURCES / "desktop/otsannot-mime.xml": share / "mime/packages/otsannot-mime.xml"}
    for icon in (RESOURCES / "icons").glob("otsannot*.*"):
        copies[icon] = share / "icons/hicolor" / _icon_folder(icon) / f"otsannot{icon.suffix}"
    for source, target in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (share / "icons/hicolor").touch()  # desktops look for new icons when the folder's time has changed
    for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if shutil.which(tool):
            subprocess.run([tool, str(share / folder)], check=True)
    return [entry, *copies.values()]


def _entry() -> str:
    """The desktop entry with the clone's own program in it, since the clone's is not on the PATH."""
    program = str(ROOT / ".venv/bin/otsannot").replace("%", "%%")
    quoted = "".join(f"\\{character}" if character in '\\"`$' else character for character in program)
    quoted = quoted.replace("\\", "\\\\")  # first the quoting of the Exec key, then that of every value
    text = (RESOURCES / "desktop/otsannot.desktop").read_text(encoding="utf-8")
    return text.replace("\nExec=otsannot ", f'\nExec="{quoted}" ')


def _icon_folder(icon: Path) -> str:
    """The folder of the icon theme for a file named `otsannot.svg` or `otsannot-256.png`."""
    if icon.suffix == ".svg":
        return "scalable/apps"
    pixels = icon.stem.rpartition("-")[2]
    return f"{pixels}x{pixels}/apps"


if __name__ == "__main__":
    for path in install(Path(sys.argv[1])):
        print(path)
