"""Reads a project of QualCoder: its folder `NAME.qda` with the database `data.qda`, of version 3 or 4."""

from __future__ import annotations

from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.foreign_database import foreign_database, is_database, moment
from otsannot.formats.qualcoder.rows import Rows
from otsannot.formats.qualcoder.study import Reading
from otsannot.formats.qualcoder.texts import Documents
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.study import Study


def recognises(path: Path) -> bool:
    """Whether a path is a folder of QualCoder, or the database in it."""
    try:
        with foreign_database(_file(path)) as database:
            return {"project", "source", "code_name", "code_text", "code_cat"} <= database.tables
    except OtsannotError:
        return False


def limits() -> list[str]:
    """Nothing: no folder of QualCoder's is written; it reads REFI-QDA."""
    return []


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The project. Raises OtsannotError naming the file when it is damaged or none of QualCoder's."""
    file = _file(path)
    with foreign_database(file) as database:
        rows = Rows(database, file.parent)
        title = shown(Path(file.resolve().parent.name)).removesuffix(".qda") or "QualCoder"
        study = Study(title, rows.guid("project"), moment(rows.project, "date"))
        Reading(rows).fill(study)
    study.documents = Documents(file, study)
    return study


def _file(path: Path) -> Path:
    file = path / "data.qda" if path.is_dir() else path
    if not is_database(file):
        raise OtsannotError(_("{name} is not a project of QualCoder.").format(name=shown(path)))
    return file
