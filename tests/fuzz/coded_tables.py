"""Tables of annotations and of answers, brought into a project with a text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import otsannot
from otsannot.errors import OtsannotError

_TEXT = "Energy and 𐱅𐰇𐰼𐰰 👩‍🏫.\n"
_ANNOTATIONS = """document,start,end,text,code_path,coder,weight,comment
Speech,0,6,Energy,A > B,Ayşe,40,x
Speech,,,𐱅𐰇𐰼𐰰,C,,,
"""
_ANSWERS = "who;age;What is it?;Why?\nR1;34;A bridge between us all.;Because letters join.\nR2;;;Nobody can say that.\n"
_ODS = Path(__file__).parents[1] / "reference" / "formats" / "answers.ods"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {
        "coded.csv": _ANNOTATIONS.encode("utf-8-sig"),
        "coded.tsv": _ANNOTATIONS.replace(",", "\t").encode("utf-16"),
        "answers.csv": _ANSWERS.encode(),
        "answers.ods": _ODS.read_bytes(),
    }


def check(path: Path) -> None:
    """Bring a table in, and look that the project is sound. Raises AssertionError when it is not."""
    with TemporaryDirectory() as folder, otsannot.new(Path(folder, "new.otsannot"), coder="Ada") as project:
        Path(folder, "Speech.txt").write_text(_TEXT, encoding="utf-8")
        project.import_files([Path(folder, "Speech.txt")])
        report = project.import_files([path])
        assert project.check() == []
        if report.problems and not report.documents:
            raise OtsannotError(report.problems[0].sentence)
