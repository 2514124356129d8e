"""Which module reads and writes the whole study of which program; each is loaded when such a file is met.

A module has `limits()`, sentences on what its program does not know, and one or both of `read_study` and `write_study`
as `StudyModule` describes them. A format whose suffix does not tell it, such as a database, has `recognises` too.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.i18n import _
from otsannot.model.study import Loss, Study
from otsannot.progress import SILENT, Progress


class StudyOptions(NamedTuple):
    """What the user said about a study's file beside where it lies.

    `encoding` replaces a guess. `project` names the one that is meant where a file holds several. `dots` makes a tree
    of codes whose names have dots, where the program writes its tree so. `utf16` writes positions in UTF-16 units, as
    NVivo counts, where there is a choice.
    """

    encoding: str | None = None
    project: str = ""
    dots: bool = True
    utf16: bool = False


PLAIN = StudyOptions()


class StudyFormat(NamedTuple):
    """How the study of a program is recognised, and the module of this package that knows it.

    `suffixes` are those of its files; with `is_probed` the module is asked about each such file. `sign` is a file that
    a folder of this kind holds, `holds` how the names of some files in it end; the first format with a sign writes
    every folder.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    is_probed: bool = False
    sign: str = ""
    holds: str = ""
    reads: bool = True
    writes: bool = True


FORMATS: tuple[StudyFormat, ...] = (
    StudyFormat("REFI-QDA", "refi", (".qdpx",)),
    StudyFormat("plain text", "plain_project", sign="otsannot.json"),
    StudyFormat("TEI", "tei_standoff", (".xml",), reads=False),
    StudyFormat("Web Annotation", "web_annotation", (".jsonld",), reads=False),
    StudyFormat("JSON Lines", "json_lines", (".jsonl",), reads=False),
    StudyFormat("QualCoder", "qualcoder", (".qda",), is_probed=True, sign="data.qda", writes=False),
    StudyFormat("brat", "brat", (".ann",), holds=".ann", writes=False),
    StudyFormat("CoNLL", "conll", (".conll", ".conllu", ".iob", ".bio"), writes=False),
    StudyFormat("WebAnno TSV", "webanno", (".tsv",), is_probed=True, writes=False),
    StudyFormat("Taguette", "taguette", (".sqlite3", ".sqlite", ".db"), is_probed=True, writes=False),
)


class StudyModule(Protocol):
    """What the module of a format has."""

    def limits(self) -> list[str]:
        """Sentences on what the program does not know or not as we do; none when everything comes through."""

    def recognises(self, path: Path) -> bool:
        """Whether a file with one of the suffixes is a study of the program. Raises nothing."""

    def read_study(self, path: Path, options: StudyOptions = PLAIN) -> Study:
        """The study, whose documents are read as they are asked for. Raises OtsannotError naming the file."""

    def write_study(
        self, study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN
    ) -> list[Loss]:
        """Write a study, whole or not at all; gives what the file could not hold. Raises OtsannotError.

        The documents are read once and `progress` advances by one for each of them.
        """


def module_of(known: StudyFormat) -> StudyModule:
    """The module of a format, loaded."""
    return cast(StudyModule, import_module(f"otsannot.formats.{known.module}"))


def format_of(path: Path) -> StudyFormat | None:
    """The format in which a file or folder holds a study; None when in none that is known."""
    readable = [known for known in FORMATS if known.reads]
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir may raise
        return next((known for known in readable if _is_folder_of(path, known)), None)
    suffix = path.suffix.lower()
    likely = (known for known in readable if suffix in known.suffixes)
    return next((known for known in likely if not known.is_probed or module_of(known).recognises(path)), None)


def _is_folder_of(path: Path, known: StudyFormat) -> bool:
    if known.sign:
        return os.path.isfile(path / known.sign)  # noqa: PTH113 - Path.is_file may raise
    try:
        return bool(known.holds) and any(name.endswith(known.holds) for name in os.listdir(path))  # noqa: PTH208
    except OSError:
        return False


def writer_of(out: str | os.PathLike[str]) -> StudyFormat:
    """The format in which a study is written under a name; a name without a suffix, or with `/`, is of a folder.

    Raises OtsannotError for a suffix that no format has.
    """
    given = os.fspath(out)
    suffix = Path(given).suffix.lower()
    writable = [known for known in FORMATS if known.writes]
    if given.endswith(("/", os.sep)) or not suffix or os.path.isdir(given):  # noqa: PTH112
        return next(known for known in writable if known.sign)
    found = next((known for known in writable if suffix in known.suffixes), None)
    if found is None:
        raise OtsannotError(
            _(
                "{name} cannot be written: the name must end in / for a folder of plain text, or in one of {known}."
            ).format(name=shown(Path(given)), known=", ".join(study_suffixes()))
        )
    return found


def study_suffixes() -> list[str]:
    """The suffixes of the files in which whole studies are written."""
    return [".otsannot", *dict.fromkeys(suffix for known in FORMATS if known.writes for suffix in known.suffixes)]
