"""A study comes into a project that has something already: what is taken, what stays, and what is named as lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from studies import opener, plain
from support import CODER, HARD_TEXT, dump

import otsannot
from otsannot.errors import CancelledError
from otsannot.model.code_tree import DEEPEST
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
from otsannot.model.study_report import FieldDifference, StudyReport
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store.study_import import merge_study
from otsannot.store.study_reading import read_study

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


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Project]:
    """An empty project, which is sound in the end."""
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        yield project
        assert project.check() == []


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


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [(-3, 4, (0, 4)), (70, 10**9, (70, len(HARD_TEXT))), (14, 15, (12, 19)), (30, 31, (30, 32)), (0, 4, (0, 4))],
)
def test_positions_are_put_on_whole_letters_inside_the_text(
    new: Project, start: int, end: int, place: tuple[int, int]
) -> None:
    report = merge(new, with_text(HARD_TEXT, CODED._replace(start=start, end=end)))
    assert [row[:2] for row in passages(new)] == [place]
    assert len(report.losses) == (place != (start, end))


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7, 5), (10**6, 10**6 + 5), (-9, -2)])
def test_a_passage_without_words_is_named_as_lost(new: Project, start: int, end: int) -> None:
    report = merge(new, with_text(HARD_TEXT, CODED._replace(start=start, end=end)))
    assert passages(new) == []
    assert [loss.kind for loss in report.losses] == ["passage"]
    assert "With it went Grain." in report.losses[0].reason


def test_what_was_written_with_carriage_returns_keeps_its_passages(new: Project) -> None:
    text = "One\r\ngrain\rof\r\nwheat."
    spans = [(0, 3), (5, 10), (11, 13), (15, 20)]
    made = [StudyPassage(guid(40 + n), ADA.guid, *span, "a\r\nb", THEN, THEN) for n, span in enumerate(spans)]
    merge(new, with_text(text, *made))
    assert [(row["text"], row["comment"]) for row in new.annotations()] == [
        (word, "a\nb") for word in ("One", "grain", "of", "wheat")
    ]


def test_guids_that_are_given_twice_or_are_none_are_replaced_the_same_way_each_time(new: Project) -> None:
    twin = replace(LETTER, name="twin", text="Another text with words.", passages=(CODED,), parts=())
    codes = [TRADE, GRAIN, StudyCode(TRADE.guid, "Trade too"), StudyCode("{ABCDEF}", "Odd", TRADE.guid)]
    report = merge(
        new, replace(STUDY, codes=codes, documents=[LETTER, twin, replace(twin, guid="7", name="odd", text="x.")])
    )
    assert new.document_names() == ["letter", "odd", "twin"]
    assert {row["code_path"] for row in new.codebook()} == {"Trade", "Trade > Grain", "Trade too", "Trade > Odd"}
    assert ("document", f"Its id {LETTER.guid} was given twice; it got another one.") in reasons(report)
    assert ("code", "Its id {ABCDEF} is no GUID; it got one.") in reasons(report)
    assert len({row["annotation_id"] for row in new.annotations()}) == 2


def test_braces_and_capitals_make_no_other_guid(new: Project) -> None:
    merge(new, STUDY)
    loud = replace(
        STUDY,
        codes=[TRADE._replace(guid="{" + TRADE.guid.upper() + "}"), GRAIN._replace(parent=TRADE.guid.upper())],
        documents=[replace(LETTER, guid=LETTER.guid.upper())],
    )
    report = merge(new, loud)
    assert not report.brings
    assert report.losses == []


def test_what_points_at_nothing_is_named_and_the_rest_comes(new: Project) -> None:
    coding = StudyCoding(guid(51), "nowhere", "", None, THEN)
    study = Study(
        "", "", "",
        codes=[GRAIN],
        documents=[replace(LETTER, values={"nowhere": "x"}, passages=(CODED._replace(codings=(CODING, coding)),))],
        groups=[StudyGroup(guid(60), "Press", ("nowhere",))],
        memos=[StudyMemo(guid(80), "nobody", "Note", "", "case", "nowhere", THEN, THEN)],
    )  # fmt: skip
    report = merge(new, study)
    assert sorted(reasons(report)) == [
        ("code", "The code above it is not in the study; it was put at the top."),
        ("coding", "Its code is not in the codebook of the study."),
        ("coding", "Its coder is not in the study; it is now of Ada."),
        ("group", "It lists a document that is not in the study: nowhere."),
        ("memo", "It was about a case that is not in the study; it is about the project now."),
        ("memo", "Its coder is not in the study; it is now of Ada."),
        ("passage", "Its coder is not in the study; it is now of Ada."),
        ("value", "“x” is of an attribute that the study does not have."),
    ]
    assert passages(new) == [(4, 9, "Grain", "Ada")]


def test_codes_that_stand_under_themselves_come_to_the_top(new: Project) -> None:
    one, two, three = (StudyCode(guid(n), f"code {n}", guid(n % 3 + 1)) for n in (1, 2, 3))
    alone = StudyCode(guid(4), "alone", guid(4))
    report = merge(new, with_codes(one, two, three, alone))
    assert [row["code_path"] for row in new.codebook()] == [
        "code 1",
        "code 1 > code 3",
        "code 1 > code 3 > code 2",
        "alone",
    ]
    assert [loss.name for loss in report.losses] == ["code 1", "alone"]


def test_ten_thousand_codes_one_under_the_other_come_in_as_deep_as_a_codebook_goes(new: Project) -> None:
    codes = [StudyCode(guid(n), f"code {n}", guid(n - 1) if n > 1 else None) for n in range(1, 10_001)]
    report = merge(new, with_codes(*codes))
    rows = new.codebook()
    assert len(rows) == 10_000
    assert max(int(str(row["level"])) for row in rows) == DEEPEST
    assert len(report.losses) == 10_000 - DEEPEST


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\nb\u2028c", "a b c"),
        ("Trade > Grain", "Trade › Grain"),
        ("> a", "› a"),
        ("x" * 501, "x" * 499 + "…"),
        ("y" * 498 + "e\u0301e\u0301", "y" * 498 + "…"),
        ("", "Without a name"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_names_that_no_code_can_have_are_mended_and_told(new: Project, given: str, kept: str) -> None:
    report = merge(new, with_codes(StudyCode(guid(1), given)))
    assert [row["code"] for row in new.codebook()] == [kept]
    assert len(report.losses) == 1


def test_names_that_are_taken_get_numbers(new: Project) -> None:
    codes = [StudyCode(guid(n), "Trade") for n in (1, 2, 3)]
    texts = [replace(LETTER, guid=guid(n), text=f"Text {n}.", parts=(), passages=()) for n in (31, 32)]
    report = merge(new, Study("", "", "", codes=codes, attributes=[YEAR], documents=texts))
    assert [row["code"] for row in new.codebook()] == ["Trade", "Trade (2)", "Trade (3)"]
    assert new.document_names() == ["letter", "letter (2)"]
    assert [loss.name for loss in report.losses] == ["Trade (2)", "Trade (3)", "letter (2)"]


def test_codes_without_a_colour_get_one_of_the_palette(new: Project) -> None:
    codes = [StudyCode(guid(1), "a"), StudyCode(guid(2), "b", colour="blue"), StudyCode(guid(3), "c", guid(1))]
    report = merge(new, with_codes(*codes))
    assert [row["colour"] for row in new.codebook()] == ["#9b7bc1", "#9b7bc1", "#36a182"]
    assert reasons(report) == [("code", "Its colour 'blue' is none.")]


def test_what_is_of_no_known_kind_becomes_text_and_is_told(new: Project) -> None:
    odd = StudyAttribute(guid(20), "mood", "document", "colour")
    parts = (Part(0, 3, "stain", ""), Part(0, 10**6, "page", "1"), Part(0, 3, "heading", "1"))
    report = merge(new, replace(STUDY, attributes=[odd], cases=[], documents=[replace(LETTER, parts=parts, values={})]))
    assert [loss.kind for loss in report.losses] == ["attribute", "document", "document"]
    with new.read() as session:
        study = read_study(session)
        assert [one.kind for one in study.attributes] == ["text"]
        assert next(iter(study.documents)).parts == (Part(0, 3, "heading", "1"),)


def test_a_folder_that_is_applied_is_a_code(new: Project) -> None:
    study = replace(STUDY, codes=[TRADE, GRAIN._replace(is_folder=True, digit=None)])
    report = merge(new, study)
    assert passages(new) == [(4, 9, "Grain", "Ada")]
    assert reasons(report) == [("code", "It is applied to passages, and so is no folder.")]


def test_two_passages_of_one_coder_on_the_same_words_become_one(new: Project) -> None:
    twin = CODED._replace(guid=guid(41), comment="Twin", codings=(StudyCoding(guid(51), TRADE.guid, "", 5, THEN),))
    report = merge(new, with_text(LETTER.text, CODED, twin))
    assert sorted((row["code"], row["comment"]) for row in new.annotations()) == [("Grain", "Twin"), ("Trade", "Twin")]
    assert [loss.kind for loss in report.losses] == ["passage"]


def test_weights_digits_and_times_that_are_none_are_left_out_and_told(new: Project) -> None:
    coding = CODING._replace(weight=700, created="yesterday")
    codes = [
        TRADE._replace(digit=12, created="2024-05-01T12:00:00.123+02:00"),
        GRAIN,
        StudyCode(guid(12), "c", digit=3),
    ]
    report = merge(new, replace(with_text(LETTER.text, CODED._replace(codings=(coding,))), codes=codes))
    assert [(row["weight"], row["code"]) for row in new.annotations()] == [(None, "Grain")]
    assert sorted(kind for kind, _reason in reasons(report)) == ["code", "code", "coding", "coding"]
    with new.read() as session:
        assert next(iter(read_study(session).codes)).created == THEN


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
