"""Reads damaged files until the time is up: `python -m tests.fuzz [NAME...] [--seconds N]`, a minute for each name.

A reader may give texts that hold what they say, or refuse in an OtsannotError. Whatever else it does is a fault: it is
made as small as hypothesis can, printed, and its file is kept in `build/fuzz`.
"""

from __future__ import annotations

import argparse
import faulthandler
import pkgutil
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from hypothesis import HealthCheck, Phase, given, settings

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.model.structure import PART_KINDS, hash_of
from tests import fuzz
from tests.fuzz.mutating import Damaged, damaged

KEPT = Path(__file__).resolve().parents[2] / "build" / "fuzz"
LONGEST = 30
"""How many seconds one of these small files may take."""
AT_ONCE = 100


def main() -> int:
    """Fuzz each name for its time; exit code 1 when a fault was found."""
    known = [module.name for module in pkgutil.iter_modules(fuzz.__path__)]
    names = [name for name in known if name not in ("__main__", "mutating")]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(names)}; all when none is named")
    parser.add_argument("--seconds", type=float, default=60, help="for each name")
    options = parser.parse_args()
    faults = 0
    for name in options.names or names:
        module = import_module(f"tests.fuzz.{name}")
        fault = _fuzz(name, module.samples(), getattr(module, "check", _check_texts), options.seconds)
        faults += fault is not None
    return 1 if faults else 0


def _fuzz(name: str, samples: Mapping[str, bytes], check: Callable[[Path], None], seconds: float) -> str | None:
    """The first fault of a reader, or None when the time was up."""
    tried: list[Damaged] = []
    counted, fault, until = 0, None, monotonic() + seconds
    with TemporaryDirectory(prefix="otsannot-") as folder:

        @settings(
            max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(damaged(samples))
        def read(file: Damaged) -> None:
            tried.append(file)
            _check(Path(folder), check, *file)

        while fault is None and monotonic() < until:
            try:
                read()
            except Exception as error:  # noqa: BLE001 - whatever a reader raises is what is looked for
                fault = f"{type(error).__name__}: {error}; the file is {_kept(*tried[-1])}"
            counted += len(tried)
            tried.clear()
    sys.stdout.write(f"{name}: {counted:,} files, {fault or 'no fault'}\n")
    return fault


def _check(folder: Path, check: Callable[[Path], None], name: str, data: bytes) -> None:
    """Read one file. Raises AssertionError when something in it does not hold what it says."""
    path = folder / name
    path.write_bytes(data)
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    try:
        check(path)
    except OtsannotError as refusal:
        if name not in str(refusal):
            raise AssertionError(f"the sentence does not name the file: {refusal}") from None
    finally:
        faulthandler.cancel_dump_traceback_later()


def _check_texts(path: Path) -> None:
    for text in read_texts(path):
        assert text.name
        assert text.text.strip()
        assert "\r" not in text.text
        assert text.sha256 == hash_of(text.text)
        for part in text.parts:
            assert part.kind in PART_KINDS, part
            assert 0 <= part.start <= part.end <= len(text.text), part
        for remark in text.remarks:
            assert 0 <= remark.start <= remark.end <= len(text.text), remark


def _kept(name: str, data: bytes) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / name
    kept.write_bytes(data)
    return kept


if __name__ == "__main__":
    sys.exit(main())
