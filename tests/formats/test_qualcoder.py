"""A project of QualCoder comes in as a study, each coding on the words that were stored beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from foreign_databases import QUALCODER, write_database

from otsannot.errors import OtsannotError
from otsannot.formats.qualcoder import read_study, recognises
from otsannot.model.structure import Part
from otsannot.model.study import Loss, Study, StudyAttachment, StudyDocument


def project(folder: Path, *more: str) -> Path:
    path = folder / "study.qda"
    (path / "images").mkdir(parents=True)
    (path / "images" / "map.png").write_bytes(b"picture")
    write_database(path / "data.qda", QUALCODER + ";".join(more))
    return path


def coded(*rows: tuple[object, ...]) -> str:
    """SQL that codes passages: code, words, begin, end, coder, memo, important."""
    values = (
        f"({number}, {row[0]}, 1, '{row[1]}', {row[2]}, {row[3]}, '{row[4]}', '2026-01-0{number} 00:00:00', "
        f"'{row[5]}', {row[6]})"
        for number, row in enumerate(rows, 3)
    )
    return f"INSERT INTO code_text VALUES {', '.join(values)}"


def content(attachment: StudyAttachment) -> bytes | None:
    if attachment.file is None:
        return None
    with attachment.file() as file:
        return file.read()


def read(path: Path) -> tuple[Study, list[StudyDocument]]:
    study = read_study(path)
    return study, list(study.documents)


def said(study: Study, text: StudyDocument) -> list[tuple[str, str, list[tuple[str, int | None]], str]]:
    """Each passage: words, coder, codes with weights, comment."""
    codes = {code.guid: code.name for code in study.codes}
    coders = {coder.guid: coder.name for coder in study.coders}
    return [
        (
            text.text[passage.start : passage.end],
            coders[passage.coder],
            [(codes[coding.code], coding.weight) for coding in passage.codings],
            passage.comment,
        )
        for passage in text.passages
    ]


def test_every_coding_of_a_real_project_is_on_its_words(shared: Path) -> None:
    path = shared / "samples" / "qualcoder" / "turkic_study.qda"
    assert (recognises(path), recognises(path / "data.qda")) == (True, True)
    study, documents = read(path)
    connection = sqlite3.connect(f"{(path / 'data.qda').as_uri()}?mode=ro&immutable=1", uri=True)
    rows = """
        SELECT source.name, seltext, code_text.owner, code_name.name FROM code_text
        JOIN source ON source.id = fid JOIN code_name ON code_name.cid = code_text.cid"""
    wanted = [
        (name, words.replace("\u2029", "\n"), owner, code) for name, words, owner, code in connection.execute(rows)
    ]
    connection.close()
    found = [
        (text.name, words, coder, code)
        for text in documents
        for words, coder, codes, _comment in said(study, text)
        for code, _weight in codes
    ]
    assert sorted(found) == sorted(wanted)
    assert ("Middle Corridor", "Aygün", [], "Check map: Baku-Tbilisi-Kars") in said(study, documents[0])
    assert [text.text[part.start : part.start + 13] for text in documents for part in text.parts] == [
        "Gülnarə xanım",
        "İbrahim bəy: ",
    ]
    assert study.losses == []
    parents = {code.guid: code.name for code in study.codes}
    assert {code.name: parents.get(code.parent or "") for code in study.codes if code.parent} == {
        "Siyasət & diplomasiya": "İlişkiler",
        "Birlik": "İlişkiler",
        "Kurumlar": "Siyasət & diplomasiya",
        "Ticaret": "Siyasət & diplomasiya",
        "Güvenlik": "Siyasət & diplomasiya",
        "Təşkilat": "Kurumlar",
        "Gümrük": "Ticaret",
        "Dil 😀 yazı": "Kültür",
    }


def test_each_way_to_count_leads_to_the_words(tmp_path: Path) -> None:
    rows = (
        (1, "𐱅𐰇𐰼𐰰", 6, 14, "Murat", "By mouse", "NULL"),
        (2, "𐱅𐰇𐰼𐰰", 6, 14, "Murat", "And again", 1),
        (2, "söz 👩", 11, 16, "Aygün", "", 0),
        (1, "Ben: söz.", 20, 29, "Aygün", "As written", "NULL"),
        (1, "Anna", 500, 504, "Aygün", "", "NULL"),
        (1, "söz", 500, 503, "Aygün", "", "NULL"),
        (9, "Anna", 0, 4, "Aygün", "", "NULL"),
    )
    study, [text] = read(project(tmp_path, coded(*rows)))
    assert text.text == "Anna: 𐱅𐰇𐰼𐰰 söz 👩.\nBen: söz.\n"
    assert said(study, text) == [
        ("𐱅𐰇𐰼𐰰", "Murat", [("Words", None), ("Letters", 100)], "By mouse\nAnd again"),
        ("söz 👩", "Aygün", [("Letters", None)], ""),
        ("Ben: söz.", "Aygün", [("Words", None)], "As written"),
        ("Anna", "Aygün", [("Words", None)], ""),
    ]
    nowhere = "these words are not where it says, and nowhere else"
    assert study.losses[-2:] == [
        Loss("coding with Words", "talk.txt: söz", nowhere),
        Loss("coding", "talk.txt: Anna", "its code is missing"),
    ]
    assert study.told == [
        "1 passage was counted in characters and not in UTF-16 units, as its words show.",
        "1 passage was found by its words alone.",
        "1 coding that is marked as important has the weight 100.",
    ]
    assert (text.passages[0].created, text.passages[0].modified) == ("2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z")


def test_all_else_comes_through_or_is_named(tmp_path: Path) -> None:
    study, [text] = read(project(tmp_path, "INSERT INTO annotation VALUES (1, 1, 0, 4, 'Who?', 'Murat', '')"))
    assert said(study, text) == [("Anna", "Murat", [], "Who?")]
    assert (study.title, study.created) == ("study", "2026-01-02T03:04:05Z")
    assert [coder.name for coder in study.coders] == ["Aygün", "Murat"]
    assert [(code.name, code.is_folder, code.colour, code.memo) for code in study.codes] == [
        ("Themes", True, "", "All"),
        ("Words", False, "#ff0000", ""),
        ("Letters", False, "#00ff00", "Of old"),
    ]
    assert [code.parent for code in study.codes] == [None, study.codes[0].guid, study.codes[1].guid]
    assert text.parts == (Part(18, 27, "speaker", "Ben"),)
    names = {attribute.guid: (attribute.name, attribute.subject, attribute.kind) for attribute in study.attributes}
    assert sorted(names.values()) == [("age", "case", "number"), ("place", "document", "text")]
    assert {names[guid][0]: value for guid, value in text.values.items()} == {"place": "Bakı"}
    assert [
        (case.name, len(case.documents), {names[guid][0]: value for guid, value in case.values.items()})
        for case in study.cases
    ] == [("Ben", 1, {"age": "34"}), ("Both", 1, {})]
    assert [(memo.title, memo.text, memo.about) for memo in study.memos] == [
        ("Memo of the project", "On the project", ""),
        ("Day 1", "We began.", ""),
        ("", "Second", "case"),
        ("", "On the talk", "document"),
        ("age", "In years", ""),
    ]
    files = [(file.name, file.media_type, file.place, content(file)) for file in study.attachments]
    assert files == [
        ("map.png", "image/png", "", b"picture"),
        ("far.mp3", "audio/mpeg", "/media/far.mp3", None),
        ("out.png", "image/png", "", None),
    ]
    kept = "it is kept, and not shown: it has no text"
    assert study.losses == [
        Loss("file", "map.png", kept),
        Loss("file", "far.mp3", kept),
        Loss("file", "out.png", kept),
        Loss("coded part of a picture", "Words – map.png", "only passages of texts can be coded"),
        Loss("graph", "Web", "there is nothing like it here"),
        Loss("attribute", "mood: good", "only documents and cases have attributes"),
    ]


def test_categories_that_go_round_in_circles_come_in_at_the_top(tmp_path: Path) -> None:
    circle = "INSERT INTO code_cat VALUES (5, 'A', '', '', '', 6), (6, 'B', '', '', '', 5), (7, 'C', '', '', '', 99)"
    study, _documents = read(project(tmp_path, circle))
    assert {code.name: code.parent for code in study.codes if code.name in "ABC"} == {"A": None, "B": None, "C": None}


def test_ten_thousand_nested_codes_come_in(tmp_path: Path) -> None:
    nested = ", ".join(f"({n}, 'c{n}', '', NULL, '', '', '', {n - 1})" for n in range(3, 10_003))
    study, _documents = read(project(tmp_path, f"INSERT INTO code_name VALUES {nested}"))
    assert len(study.codes) == 10_003


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "is not a project of QualCoder."), (b"SQLite format 3\0" + bytes(500), "is damaged, and cannot be read")],
)
def test_what_is_none_of_its_projects_is_refused(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / "data.qda").write_bytes(content)
    assert not recognises(tmp_path)
    with pytest.raises(OtsannotError) as caught:
        read_study(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert sentence in str(caught.value)
