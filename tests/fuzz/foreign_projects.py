"""Projects of Taguette, QualCoder, CoNLL and WebAnno, each brought into a new project."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import otsannot
from otsannot.errors import OtsannotError
from otsannot.formats.studies import format_of
from tests.foreign_databases import QUALCODER, TAGUETTE, write_database

_TAGGED = "INSERT INTO highlights VALUES (1, 7, 0, 16); INSERT INTO highlight_tags VALUES (1, 3)"
_CODED = "INSERT INTO code_text VALUES (1, 1, 1, 'Anna', 0, 4, 'Murat', '2026-01-02 03:04:05', 'x', 1)"
_CONLL = "Baku NNP B-LOC\nand CC O\nNew NNP B-LOC\nYork NNP I-LOC\n\n𐱅𐰇𐰼𐰰 NNP S-ORG\n"
_WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Theme|value

#Text=👩‍🏫 Bakı və Ankara.
1-1\t0-5\t👩‍🏫\t_\t
1-2\t6-10\tBakı\tenergy[1]|defence\\|x\t
1-3\t11-20\tvə Ankara\tenergy[1]\t
"""


def samples() -> dict[str, bytes]:
    """Files by name."""
    with TemporaryDirectory() as folder:
        taguette = write_database(Path(folder, "a"), TAGUETTE, _TAGGED).read_bytes()
        qualcoder = write_database(Path(folder, "b"), QUALCODER, _CODED).read_bytes()
    return {
        "a.sqlite3": taguette,
        "a.qda": qualcoder,
        "a.conll": _CONLL.encode(),
        "a.tsv": _WEBANNO.encode(),
    }


def check(path: Path) -> None:
    """Bring a file in, and look that the project is sound. Raises AssertionError when it is not."""
    if format_of(path) is None:
        raise OtsannotError(f"{path.name} is not known any more")
    with TemporaryDirectory() as folder, otsannot.new(Path(folder, "new.otsannot"), coder="Ada") as project:
        project.import_study(path)
        assert project.check() == []
