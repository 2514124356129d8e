"""Projects of plain text: a damaged folder comes in as far as it can be read, and leaves a sound project."""

from __future__ import annotations

import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

import otsannot
from otsannot.errors import OtsannotError
from otsannot.sample import create_sample


def samples() -> dict[str, bytes]:
    """The sample study, packed, so that one file of it is damaged at a time."""
    packed = BytesIO()
    with TemporaryDirectory() as place:
        with create_sample(Path(place, "sample.otsannot")) as project:
            project.export("project", Path(place, "project"))
        folder = Path(place, "project")
        with ZipFile(packed, "w") as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(folder).as_posix())
    return {"project.zip": packed.getvalue()}


def check(path: Path) -> None:
    """Import a folder twice; a fault of the project that comes of it is one of ours."""
    with TemporaryDirectory() as place:
        folder = Path(place, "project")
        try:
            with ZipFile(path) as archive:
                archive.extractall(folder)
        except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error):
            return  # the archive is only how the folder came here
        with otsannot.new(Path(place, "new.otsannot"), "fuzz") as project, suppress(OtsannotError):
            report = project.import_study(folder)
            assert report.losses or report.brings or not report
            assert not project.import_study(folder).brings
            assert [fault for fault in project.check() if "does not fit" not in fault] == []
