"""Takes every picture anew: `python -m tools.pictures FOLDER [SCENE ...]`; without scenes, all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

LOOKS = ("light", "dark")
LARGE = {"high-contrast": "2"}
"""Scenes that are taken at another scale, each in a process of its own: Qt reads it once, at its start."""


def take(folder: Path, wanted: list[str]) -> None:
    """Write pictures into a folder, named after scene and look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["OTSANNOT_CONFIG"] = scratch
        from tools.pictures.scenes import SCENES
        from tools.pictures.stage import Stage

        stage = Stage(Path(scratch))
        for name in wanted or SCENES:
            if name in LARGE and "QT_SCALE_FACTOR" not in os.environ:
                again = [sys.executable, "-m", "tools.pictures", str(folder), name]
                root = Path(__file__).parents[2]
                subprocess.run(again, check=True, cwd=root, env=os.environ | {"QT_SCALE_FACTOR": LARGE[name]})
                continue
            for look in LOOKS:
                stage.dress(look)
                picture = SCENES[name](stage)
                target = folder / f"{name}-{look}.png"
                picture.save(str(target))
                sys.stdout.write(f"{target}\n")
                stage.clear()


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    place.mkdir(parents=True, exist_ok=True)
    take(place, sys.argv[2:])
