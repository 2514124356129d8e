"""Reads an old Word document (.doc): by what is really in it, or by way of LibreOffice where that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from otsannot.errors import OtsannotError
from otsannot.formats import rtf, word
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.zipped import OLE, protected
from otsannot.i18n import _
from otsannot.model.new_text import NewText

LONGEST = 50
"""Seconds that LibreOffice may take for one document; fewer than a process that reads has, or it would stay behind."""

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
# A fresh profile asks nobody, runs no program that lies in the document, and follows no link out of it.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of a document, or the articles of a press export in it; many a .doc is Rich Text inside.

    Raises OtsannotError naming the file when it cannot be read, and when LibreOffice is wanted and not there.
    """
    data = read_bytes(path)
    start = data[:1000].lstrip().lower()
    if start.startswith(b"{\\rtf"):
        yield from rtf.read(path, reading)
    elif start.startswith(b"pk"):
        yield from word.read(path, reading)
    elif not data.startswith(OLE):
        raise OtsannotError(_("{name} is no Word document.").format(name=shown(path)))
    else:
        yield from _converted(data, path, reading)


def _converted(data: bytes, path: Path, reading: Reading) -> Iterator[NewText]:
    name = shown(path)
    if _is_encrypted(data):
        raise OtsannotError(protected(name))
    program = _libreoffice()
    if program is None:
        told = _(
            "{name} is an old Word document. Save it as .docx in Word, or install LibreOffice, and import it again."
        )
        raise OtsannotError(told.format(name=name))
    with TemporaryDirectory(prefix="otsannot-", ignore_cleanup_errors=True) as folder:
        old, new, profile = Path(folder, "document.doc"), Path(folder, "document.docx"), Path(folder, "profile")
        old.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
        _run([program, *options, "--convert-to", "docx", "--outdir", folder, os.fspath(old)], name)
        if not new.exists():
            told = _("LibreOffice cannot read {name}. Save it as .docx where it was written, and import that.")
            raise OtsannotError(told.format(name=name))
        yield from _renamed(word.read(new, reading), path, name)


def _is_encrypted(data: bytes) -> bool:
    """Whether the head of the stream of words says so (MS-DOC, FibBase, Word 97 and later)."""
    at = next((at for at in range(512, len(data), 512) if data.startswith(b"\xec\xa5", at)), len(data))
    return bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x100)


def _renamed(texts: Iterator[NewText], path: Path, name: str) -> Iterator[NewText]:
    """Texts of a copy as those of the file it was made of."""
    try:
        for text in texts:
            own = document_name(path) if text.name == "document" else text.name
            yield text._replace(name=own, source=name, original=None)
    except OtsannotError as error:
        raise OtsannotError(_("{name} holds no text that can be read.").format(name=name)) from error


def _libreoffice() -> str | None:
    """Where the program is that converts, or None."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def _run(command: list[str], name: str) -> None:
    """Run a program for its time at most, and end it with all that it has started."""
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=null, stdout=null, stderr=null, start_new_session=True) as running:
        try:
            running.wait(LONGEST)
        except subprocess.TimeoutExpired:
            told = _("LibreOffice took too long for {name}. Save it as .docx where it was written, and import that.")
            raise OtsannotError(told.format(name=name)) from None
        finally:
            if running.poll() is None:
                if sys.platform == "win32":
                    running.kill()
                else:
                    os.killpg(running.pid, signal.SIGKILL)
