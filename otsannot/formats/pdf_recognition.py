"""Lets ocrmypdf, where it is installed, recognise the words of a scanned PDF, in a folder that is gone afterwards."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.i18n import _

LONGEST = 1800
"""Seconds that the recognition of one file may take."""

_PROGRAM = "ocrmypdf"
_LANGUAGES = ("tur", "aze", "aze_cyrl", "kaz", "kir", "uzb", "uzb_cyrl", "tat", "uig", "eng", "rus", "deu", "fra")


def is_installed() -> bool:
    """Whether the program that recognises words is there."""
    return shutil.which(_PROGRAM) is not None


def recognised(path: Path, folder: Path, name: str) -> Path:
    """A copy of a PDF, in a folder, with the words of its pictures; `name` is what errors call the file.

    Raises OtsannotError when the program is not there, fails or takes too long.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise OtsannotError(
            _("ocrmypdf is not installed. Install it to recognise the words of {name}.").format(name=name)
        )
    out = folder / "recognised.pdf"
    languages = _languages()
    command = [
        program,
        "--skip-text",
        "--quiet",
        *(["-l", "+".join(languages)] if languages else []),
        str(path),
        str(out),
    ]
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise OtsannotError(
            _("Recognising the words of {name} took too long and was stopped.").format(name=name)
        ) from None
    if done.returncode or not out.exists():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OtsannotError(
            _("ocrmypdf could not recognise the words of {name}: {reason}").format(
                name=name, reason=said[-1] if said else done.returncode
            )
        )
    return out


def _languages() -> list[str]:
    """The languages of this field whose data are installed; the program knows English without being told."""
    program = shutil.which("tesseract")
    if program is None:
        return []
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=60, check=False).stdout
    except subprocess.TimeoutExpired:
        return []
    installed = set(listed.decode("utf-8", "replace").split())
    return [language for language in _LANGUAGES if language in installed]
