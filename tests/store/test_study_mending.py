"""What no project can hold comes in mended, and is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letters_study import (
    ADA,
    CODED,
    CODING,
    GRAIN,
    LETTER,
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
from support import HARD_TEXT

from otsannot.model.code_tree import DEEPEST
from otsannot.model.structure import Part
from otsannot.model.study import (
    Study,
    StudyAttribute,
    StudyCode,
    StudyCoding,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)
from otsannot.project import Project
from otsannot.store.study_reading import read_study


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
