"""A small study of letters, and how tests bring it and its likes into a project."""

from __future__ import annotations

from dataclasses import replace

from studies import opener
from support import dump

from otsannot.model.structure import Part
from otsannot.model.study import (
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)
from otsannot.model.study_report import StudyReport
from otsannot.project import Project
from otsannot.store.study_import import merge_study

THEN = "2024-05-01T10:00:00Z"


def guid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


ADA, GRACE = StudyCoder(guid(1), "Ada", THEN), StudyCoder(guid(2), "Grace", THEN)
TRADE = StudyCode(guid(10), "Trade", colour="#112233", created=THEN)
GRAIN = StudyCode(guid(11), "Grain", guid(10), "#445566", digit=3, brief_definition="What is eaten.", created=THEN)
YEAR = StudyAttribute(guid(20), "year", "document", "number")
STATE = StudyAttribute(guid(21), "state", "case", "choice", ("A", "B"))
CODING = StudyCoding(guid(50), GRAIN.guid, ADA.guid, None, THEN)
CODED = StudyPassage(guid(40), ADA.guid, 4, 9, "", THEN, THEN, (CODING,))
LETTER = StudyDocument(
    guid(30), "letter", "One grain of wheat.\nTwo.", "en", "letter.txt", "utf-8", THEN, (Part(0, 20, "heading", "1"),),
    {YEAR.guid: "1924"}, (CODED,), opener(b"scan"),
)  # fmt: skip
STUDY = Study(
    "Letters",
    guid(99),
    THEN,
    [ADA, GRACE],
    [TRADE, GRAIN],
    [YEAR, STATE],
    [LETTER],
    [StudyGroup(guid(60), "Press", (LETTER.guid,))],
    [StudyCase(guid(70), "Türkiye", (LETTER.guid,), {STATE.guid: "A"}, THEN)],
    [
        StudyMemo(
            guid(80), ADA.guid, "Note", f"See [Grain](otsannot:code/{GRAIN.guid}).", "code", TRADE.guid, THEN, THEN
        )
    ],
    [StudyAttachment(guid(90), "map.png", "image/png", "", "", THEN, opener(b"png"))],
)


def merge(project: Project, study: Study, *, update: bool = False) -> StudyReport:
    """Bring a study in; brought in again it changes nothing."""
    with project.edit("Import") as edit:
        report = merge_study(edit, study, update=update)
    before = dump(project.store)
    with project.edit("Import again") as edit:
        again = merge_study(edit, study, update=update)
    assert not again.brings
    assert dump(project.store) == before
    return report


def with_text(text: str, *passages: StudyPassage) -> Study:
    return replace(STUDY, documents=[replace(LETTER, text=text, parts=(), passages=passages)])


def with_codes(*codes: StudyCode) -> Study:
    return Study("Codes", guid(99), THEN, codes=list(codes))


def passages(project: Project) -> list[tuple[int, int, str, str]]:
    """Start, end, code and coder of every row of the annotations."""
    return [(int(str(r["start"])), int(str(r["end"])), str(r["code"]), str(r["coder"])) for r in project.annotations()]


def reasons(report: StudyReport) -> list[tuple[str, str]]:
    return [(loss.kind, loss.reason) for loss in report.losses]
