"""Measures each work in a process of its own, prints a table and writes it as JSON."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks import data, works

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Build the data that is missing, measure, and say what was seen; exit code 1 when a reach was not met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"any of {', '.join(works.WORKS)}; all when none is named"
    )
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "benchmarks", help="where the data is kept")
    parser.add_argument("--json", type=Path, default=ROOT / "bench.json", help="where the figures are written")
    parser.add_argument("--work", choices=works.WORKS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        sys.stdout.write(json.dumps(works.WORKS[options.work](options.data)))
        return 0
    data.build(options.data)
    compileall.compile_dir(ROOT / "otsannot", quiet=1)  # as an installed program is
    figures = {name: _measured(name, options.data) for name in options.names or works.WORKS}
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    options.json.write_text(json.dumps({"machine": machine, "figures": figures}, indent=1) + "\n", encoding="utf-8")
    return 0 if _print(figures) else 1


def _measured(name: str, folder: Path) -> list[dict[str, Any]]:
    sys.stderr.write(f"{name} ...\n")
    shutil.rmtree(folder / "settings", ignore_errors=True)  # or a window opens with the panels of the run before
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OTSANNOT_CONFIG": str(folder / "settings")}
    command = [sys.executable, "-m", "tests.benchmarks", "--work", name, "--data", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _print(figures: dict[str, list[dict[str, Any]]]) -> bool:
    """A line for each figure; true when all are within reach."""
    line = "{:<52} {:>12} {:>12} {:>9} {:>10}  {}\n"
    sys.stdout.write(line.format("figure", "measured", "floor", "ratio", "reach", ""))
    met = True
    for figure in (figure for found in figures.values() for figure in found):
        ratio = figure["value"] / figure["floor"] if figure["floor"] else None
        within = (ratio if ratio is not None else figure["value"]) <= figure["reach"]
        met = met and within
        unit = figure["unit"]
        sys.stdout.write(
            line.format(
                figure["what"],
                f"{figure['value']:,.1f} {unit}",
                f"{figure['floor']:,.1f} {unit}" if figure["floor"] else "",
                f"{ratio:.2f}" if ratio is not None else "",
                f"{figure['reach']:g} x" if ratio is not None else f"{figure['reach']:g} {unit}",
                "" if within else "NOT MET",
            )
        )
    return met


if __name__ == "__main__":
    sys.exit(main())
