"""A study comes into a project that has something already: what is taken, what stays, what is named as lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letters_study import (
    ADA,
    CODED,
    CODING,
    GRACE,
    GRAIN,
    LETTER,
    STATE,
    STUDY,
    THEN,
    TRADE,
    YEAR,
    guid,
    merge,
    passages,
    reasons,
    with_codes,
    with_text,
)
from studies import plain
from support import dump

from otsannot.errors import CancelledError
from otsannot.model.study import (
    Study,
    StudyCase,
    StudyCode,
    StudyCoding,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)
from otsannot.model.study_report import FieldDifference
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store.study_import import merge_study
from otsannot.store.study_reading import read_study


def test_a_later_copy_brings_what_is_new_and_fills_in_what_is_empty(new: Project) -> None:
    merge(new, STUDY)
    customs = StudyCode(guid(12), "Customs", TRADE.guid, "#778899", created=THEN)
    coded = CODED._replace(comment="Why?", codings=(CODING, StudyCoding(guid(51), customs.guid, GRACE.guid, 40, THEN)))
    other = StudyPassage(guid(41), GRACE.guid, 20, 23, "New.", THEN, THEN)
    later = replace(
        STUDY,
        codes=[TRADE._replace(memo="On trade."), GRAIN, customs],
        documents=[
            replace(LETTER, passages=(coded, other)),
            replace(LETTER, guid=guid(31), name="b", text="b", parts=(), passages=()),
        ],
    )
    report = merge(new, later)
    assert (report.losses, report.differences) == ([], [])
    assert {
        kind: (tally.new, tally.changed) for kind, tally in report.tallies.items() if tally.new or tally.changed
    } == {
        "code": (1, 1),
        "document": (1, 0),
        "passage": (1, 1),
        "coding": (1, 0),
        "value": (1, 0),
    }
    with new.read() as session:
        found = plain(read_study(session))
    expected = plain(later)
    for study in (found, expected):  # the passage that was changed says when
        study["documents"] = [
            (*row[:9], [p._replace(modified="") for p in row[9]], row[10]) for row in study["documents"]
        ]
    assert found == expected


@pytest.mark.parametrize("update", [False, True])
def test_what_differs_stays_and_is_told_or_is_taken_where_that_is_asked_for(new: Project, update: bool) -> None:
    merge(new, with_text(LETTER.text, CODED._replace(comment="Ours", codings=(CODING._replace(weight=1),))))
    theirs = replace(
        with_text(LETTER.text, CODED._replace(start=0, comment="Theirs", codings=(CODING._replace(weight=2),))),
        coders=[ADA._replace(name="Ada L."), GRACE],
        codes=[TRADE, GRAIN._replace(name="Wheat", parent=None, colour="#000000", digit=4, brief_definition="Bread.")],
        attributes=[YEAR._replace(kind="text"), STATE],
        cases=[STUDY.cases[0]._replace(values={STATE.guid: "B"})],
        memos=[STUDY.memos[0]._replace(text="Other.", about="", subject="")],
    )
    report = merge(new, theirs, update=update)
    told = {(one.kind, one.field): (one.here, one.there) for one in report.differences}
    assert told == {
        ("coder", "name"): ("Ada", "Ada L."),
        ("code", "name"): ("Grain", "Wheat"),
        ("code", "place"): ("Trade > Grain", "Wheat"),
        ("code", "colour"): ("#445566", "#000000"),
        ("code", "digit"): ("3", "4"),
        ("code", "brief_definition"): ("What is eaten.", "Bread."),
        ("attribute", "kind"): ("number", "text"),
        ("passage", "place"): ("4-9", "0-9"),
        ("passage", "comment"): ("Ours", "Theirs"),
        ("coding", "weight"): ("1", "2"),
        ("value", "value"): ("A", "B"),
        ("memo", "text"): (f"See [Grain](otsannot:code/{GRAIN.guid}).", "Other."),
    }
    assert {one.taken for one in report.differences} == {update}
    (row,) = new.annotations()
    expected = ("Wheat", 0, "Theirs", 2, "Ada L.") if update else ("Trade > Grain", 4, "Ours", 1, "Ada")
    assert (row["code_path"], row["start"], row["comment"], row["weight"], row["coder"]) == expected


def test_nothing_is_removed_because_a_study_does_not_have_it(new: Project) -> None:
    merge(new, STUDY)
    before = dump(new.store)
    merge(new, Study("Letters", guid(99), THEN, documents=[replace(LETTER, passages=(), values={})]), update=True)
    assert dump(new.store) == before


def test_what_has_no_known_guid_is_found_by_name_path_or_text(new: Project) -> None:
    merge(new, STUDY)
    coded = CODED._replace(guid=guid(140), coder=guid(101))
    other = Study(
        "Other", guid(199), THEN,
        coders=[ADA._replace(guid=guid(101))],
        codes=[TRADE._replace(guid=guid(110)), GRAIN._replace(guid=guid(111), parent=guid(110))],
        attributes=[YEAR._replace(guid=guid(120))],
        documents=[
            replace(LETTER, guid=guid(130), name="the same", values={guid(120): "1924"}, passages=(
                coded._replace(codings=(StudyCoding(guid(150), guid(111), "", None, THEN),)),
            )),
        ],
        groups=[StudyGroup(guid(160), "Press", (guid(130),))],
        cases=[StudyCase(guid(170), "Türkiye", (guid(130),))],
        memos=[StudyMemo(guid(180), guid(101), "", f"[x](otsannot:annotation/{guid(140)})", created=THEN)],
    )  # fmt: skip
    report = merge(new, other)
    assert {kind for kind, tally in report.tallies.items() if tally.new} == {"memo"}
    assert report.losses == []
    assert report.differences == [FieldDifference("document", "letter", "name", "letter", "the same", False)]
    memo = next(row for row in new.memos() if row["memo_id"] == guid(180))
    assert memo["text"] == f"[x](otsannot:annotation/{CODED.guid})", "links lead to what is here"


def test_passages_are_put_on_their_words_where_the_text_here_is_another_one(new: Project) -> None:
    merge(new, STUDY)
    other = StudyPassage(guid(41), ADA.guid, 0, 3, "", THEN, THEN)  # "Six"
    lost = StudyPassage(guid(42), ADA.guid, 30, 35, "A thought", THEN, THEN, (StudyCoding(guid(52), TRADE.guid),))
    text = "Six. One grain of wheat.\nTwo. Three."
    theirs = with_text(text, CODED._replace(start=9, end=14), other, lost)
    report = merge(new, theirs)
    assert [(one.field, one.taken) for one in report.differences] == [("text", False)]
    assert new.document_text("letter") == LETTER.text
    assert [row[:2] for row in passages(new)] == [(4, 9)]
    assert reasons(report) == [
        ("passage", "Its words are not in the text here."),
        ("passage", "Its words are not in the text here. With it went Trade. Its comment was: A thought"),
    ]


def test_a_text_that_differs_corrects_the_one_here_where_that_is_asked_for(new: Project) -> None:
    gone = StudyPassage(guid(41), GRACE.guid, 20, 23, "", THEN, THEN, (StudyCoding(guid(51), TRADE.guid),))
    merge(new, with_text(LETTER.text, CODED, gone))
    text = "Ah. One grain of wheat.\n"
    report = merge(new, with_text(text, CODED._replace(start=8, end=13)), update=True)
    assert new.document_text("letter") == text
    assert passages(new) == [(8, 13, "Grain", "Ada")]
    assert reasons(report) == [
        ("passage", "“Two” is no longer in the text; the passage of Grace with Trade went."),
    ]


def test_a_study_that_is_stopped_leaves_nothing(new: Project) -> None:
    class Stopping(Progress):
        def advance(self, steps: int = 1) -> None:
            raise CancelledError

    before = dump(new.store)
    with pytest.raises(CancelledError), new.edit("Import") as edit:
        merge_study(edit, STUDY, progress=Stopping())
    assert dump(new.store) == before
    assert new.store.undoable() == (None, None)


def test_a_project_that_holds_something_keeps_its_title(new: Project) -> None:
    merge(new, STUDY)
    assert (new.info().title, new.info().guid, new.info().created) == ("Letters", guid(99), THEN)
    merge(new, Study("Other", guid(98), "2020-01-01T00:00:00Z"), update=True)
    assert (new.info().title, new.info().guid, new.info().created) == ("Letters", guid(99), THEN)


def test_the_losses_of_a_format_and_what_it_told_are_in_the_report(new: Project) -> None:
    from otsannot.model.study import Loss

    loss = Loss("picture", "map.png", "Selections in pictures are not known here.")
    report = merge(new, replace(STUDY, losses=[loss], told=["Read as version 1."]))
    assert (report.losses, report.told) == ([loss], ["Read as version 1."])
    lines = list(report.lines())
    assert lines[0].startswith("New: 2 coders, 2 codes, 2 attributes, 1 document, 1 passage, 1 coding, 1 group, 1 case")
    assert lines[-1] == "picture “map.png”: Selections in pictures are not known here."
    rows = report.listing().records()
    assert {"what": "loss", "kind": "picture", "name": "map.png", "why": loss.reason}.items() <= rows[-2].items()


def test_each_sentence_of_a_report_is_one_line(new: Project) -> None:
    merge(new, with_text(LETTER.text, CODED._replace(comment="Ours\nand more")))
    lost = CODED._replace(guid=guid(41), start=500, end=510, comment="Two\nlines")
    report = merge(new, with_text(LETTER.text, CODED._replace(comment="Theirs\nand more"), lost))
    lines = list(report.lines())
    assert all("\n" not in line for line in lines)
    assert lines[-1] == (
        "Passage “letter 4-9”, Comment: “Ours and more” stays, and the other study says “Theirs and more”"
    )
    assert "Its comment was: Two lines" in lines[-2]


def test_a_code_does_not_move_to_where_another_one_has_its_name(new: Project) -> None:
    merge(new, with_codes(TRADE, GRAIN, StudyCode(guid(12), "Grain", colour="#778899")))
    theirs = with_codes(TRADE, GRAIN, StudyCode(guid(12), "Grain", TRADE.guid, "#778899"))
    report = merge(new, theirs, update=True)
    assert [row["code_path"] for row in new.codebook()] == ["Trade", "Trade > Grain", "Grain"]
    assert reasons(report) == [("code", "There is another code “Grain” in its place.")]
