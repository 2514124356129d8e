"""A table of annotations, ours or another program's, comes back on the same words, and says what it could not place."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import add_text, dump

import otsannot
from otsannot.errors import OtsannotError
from otsannot.formats.annotation_list import is_annotation_list
from otsannot.model.study import Loss
from otsannot.project import Project

TEXT = "𐱅𐰇𐰼𐰰 energy and defence.\nEnergy, energy\nand the alphabet 👩‍🏫.\n"


@pytest.fixture
def study(project: Project) -> Project:
    add_text(project.store, "Şuşa", TEXT)
    add_text(project.store, "Bakı", "Gas and energy.")
    return project


def table(folder: Path, content: str, name: str = "coded.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def coded(project: Project) -> list[tuple[str, str, str, str, object, str]]:
    """What each row of the export says."""
    rows = project.annotations()
    return [(r["document"], r["text"], r["code_path"], r["coder"], r["weight"], r["comment"]) for r in rows]


def test_our_own_export_comes_back_into_the_bare_texts(sample: Project, tmp_path: Path) -> None:
    wanted = coded(sample)
    texts = {name: sample.document_text(name) for name in sample.document_names()}
    for file in ("all.csv", "all.xlsx"):
        sample.export("annotations", tmp_path / file)
        assert not sample.import_annotations(tmp_path / file).brings
    guids = {row["annotation_id"] for row in sample.annotations()}
    with otsannot.new(tmp_path / "bare.otsannot", coder="somebody") as bare:
        for name, text in texts.items():
            add_text(bare.store, name, text)
        empty = dump(bare.store)
        report = bare.import_annotations(tmp_path / "all.csv")
        assert report.losses == []
        assert coded(bare) == wanted
        assert {row["annotation_id"] for row in bare.annotations()} == guids
        full = dump(bare.store)
        bare.undo()
        assert dump(bare.store) == empty
        bare.redo()
        assert dump(bare.store) == full


def test_words_lead_where_numbers_are_missing_or_do_not_fit(study: Project, tmp_path: Path) -> None:
    rows = """document,start,end,text,code_path,coder,weight,comment
Şuşa,5,11,energy,Economy > Energy,Murat,40,First
Şuşa,6,12,energy,Economy > Energy,Murat,,
Şuşa.txt,900,907,defence,Security,,,
Şuşa,,,alphabet,Energy,,,By one name
Şuşa,,,energy,Energy,,,
Şuşa,,,Energy. energy and the,Energy,,,
Şuşa,,,"Energy,   energy and the alphabet",Energy,,,Other blanks
Şuşa,,,,Energy,,,
nobody,0,1,a,Energy,,,
,0,1,a,Energy,,,
"""
    report = study.import_annotations(table(tmp_path, rows))
    assert coded(study) == [
        ("Şuşa", "energy", "Economy > Energy", "Murat", 40, "First"),
        ("Şuşa", "defence", "Security", study.coder, None, ""),
        ("Şuşa", "Energy, energy\nand the alphabet", "Energy", study.coder, None, "Other blanks"),
        ("Şuşa", "alphabet", "Energy", study.coder, None, "By one name"),
    ]
    assert report.losses == [
        Loss("row", "line 11", "It names no document."),
        Loss("row", "line 10, Energy, “a”", "There is no document “nobody” here."),
        Loss("row", "line 6, Energy, “energy”", "Its words stand there 2 times."),
        Loss("row", "line 7, Energy, “Energy. energy and the”", "Its words are not in “Şuşa”."),
        Loss("row", "line 9, Energy", "Its place is not in the text, and it has no words to look for."),
    ]
    assert report.told == ["4 passages were found by their words."]


def test_a_code_of_one_name_is_the_one_in_the_codebook(study: Project, tmp_path: Path) -> None:
    study.codes.create("Economy > Energy")
    study.import_annotations(table(tmp_path, "document\ttag\tcontent\nBakı\tEnergy\tenergy\n", "taguette.tsv"))
    assert [row[2] for row in coded(study)] == ["Economy > Energy"]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('ID;Document;Quotation Content;Codes;Created by\n1:1;Bakı;Gas;Fuel\n2:1;Bakı;energy;"Fuel;Power";Ayşe\n', 3),
        (
            "Document group\tDocument name\tCode\tBeginning\tEnd\tWeight score\tSegment\n\tBakı\tFuel\t1\t1\t70\tGas\n",
            1,
        ),
        ("File,Coder,Coded,Id,Codename,Coded_Memo,Category\nBakı,Aygün,Gas,1,Fuel,Why,Cat\n", 1),
        ("id,document,tag,content\n1,Bakı,Fuel,Gas\n", 1),
    ],
    ids=["atlas.ti", "maxqda", "qualcoder", "taguette"],
)
def test_the_lists_of_other_programs_are_known(study: Project, tmp_path: Path, content: str, wanted: int) -> None:
    report = study.import_annotations(table(tmp_path, content))
    assert report.losses == []
    assert len(coded(study)) == wanted
    assert coded(study)[0][1:3] == ("Gas", "Fuel")


def test_what_is_tried_leaves_nothing_and_what_differs_is_asked(study: Project, tmp_path: Path) -> None:
    path = table(tmp_path, "document,start,end,text,code,comment\nBakı,0,3,Gas,Fuel,Mine\n")
    before = dump(study.store)
    assert study.import_annotations(path, dry_run=True).tallies["coding"].new == 1
    assert dump(study.store) == before
    study.import_annotations(path)
    path.write_text(path.read_text("utf-8").replace("Mine", "Yours"), encoding="utf-8")
    assert [(d.here, d.there, d.taken) for d in study.import_annotations(path).differences] == [
        ("Mine", "Yours", False)
    ]
    study.import_annotations(path, update=True)
    assert coded(study)[0][5] == "Yours"


def test_a_table_without_such_columns_is_refused(study: Project, tmp_path: Path) -> None:
    with pytest.raises(OtsannotError) as caught:
        study.import_annotations(table(tmp_path, "document,year\nBakı,2020\n"))
    assert str(caught.value) == (
        "coded.csv is no table of annotations: it needs a column of documents, one of codes, and the words or the "
        "places of passages. Its columns are: document, year."
    )
    assert not is_annotation_list(["document", "code"])
    assert is_annotation_list(["Document", "START", "End", "code_path"])
