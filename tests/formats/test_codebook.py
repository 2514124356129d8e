"""A codebook table is read row by row, or refused with the line that is wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.errors import OtsannotError
from otsannot.formats.codebook import parse_codebook, read_codebook
from otsannot.model.code_tree import CodeDraft
from otsannot.model.nouns import DEFINITION_FIELDS


@pytest.fixture
def samples(shared: Path) -> Path:
    return shared / "samples" / "codebooks"


NOTHING = dict.fromkeys(DEFINITION_FIELDS, "")


def draft(*path: str, colour: str | None = None, **definitions: str) -> CodeDraft:
    return CodeDraft(path, colour, NOTHING | definitions)


def refusal(text: str) -> str:
    with pytest.raises(OtsannotError) as caught:
        parse_codebook(text, "codes.csv")
    return str(caught.value)


def test_the_columns_of_an_export_are_read_in_any_order() -> None:
    text = (
        "memo,code_id,code_path,code,parent_path,level,colour,brief_definition,full_definition,when_to_use,"
        "when_not_to_use,example,annotations,documents\n"
        'note,7,Security > Defence,Defence,Security,2,#3366CC,brief,full,use,"do, not","two\nlines",12,3\n'
    )
    definitions = ("brief", "full", "use", "do, not", "two\nlines", "note")
    assert parse_codebook(text, "x") == [
        CodeDraft(("Security", "Defence"), "#3366cc", dict(zip(DEFINITION_FIELDS, definitions, strict=True)))
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_the_delimiter_is_recognised(delimiter: str, quote: str) -> None:
    rows = [["code", "colour", "memo"], ["Energy", "#00ff00", "one, two; three"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL).writerows(rows)
    assert parse_codebook(out.getvalue().replace("\r\n", "\n"), "x") == [
        draft("Energy", colour="#00ff00", memo="one, two; three")
    ]


def test_a_line_that_names_the_delimiter_for_excel_is_no_row() -> None:
    assert parse_codebook("sep=;\ncode;memo\nEnergy;x\n", "x") == [draft("Energy", memo="x")]
    assert refusal("sep=;\ncode;colour\nEnergy;x\n") == "codes.csv, line 3: x is no colour. Write it like #3366cc."


@pytest.mark.parametrize(
    "header",
    ["Code,Brief definition", " CODE ,brief-definition", "Name,Description", "TAG,description", "Path,description"],
)
def test_headers_are_read_as_people_write_them(header: str) -> None:
    assert parse_codebook(f"{header}\nEnergy,oil\n", "x") == [draft("Energy", brief_definition="oil")]


def test_a_parent_stands_before_its_code() -> None:
    text = "code,parent_path\nDefence,\nDrills,Security > Defence\n"
    assert parse_codebook(text, "x") == [draft("Defence"), draft("Security", "Defence", "Drills")]


def test_a_row_without_code_path_uses_its_parent_and_code() -> None:
    assert parse_codebook("code_path,code,parent\nA > B,,\n,C,A\n", "x") == [draft("A", "B"), draft("A", "C")]


def test_wholly_empty_rows_and_missing_cells_are_nothing() -> None:
    assert parse_codebook("\n,,\ncode,colour,memo\n,,\nA\n\n B ,,,,\n", "x") == [draft("A"), draft("B")]


def test_a_codebook_may_hold_no_codes() -> None:
    assert parse_codebook("code,memo\n", "x") == []


def test_the_same_row_twice_is_one_code() -> None:
    assert parse_codebook("code,memo\nA,x\nA,x\n", "x") == [draft("A", memo="x")]


def test_the_same_name_may_stand_under_two_parents() -> None:
    assert parse_codebook("code_path\nA > C\nB > C\n", "x") == [draft("A", "C"), draft("B", "C")]


def test_a_definition_may_be_very_long() -> None:
    assert parse_codebook(f"code,memo\nA,{'x' * 200_000}\n", "x") == [draft("A", memo="x" * 200_000)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("code,memo\nA,x\n,y\n", "codes.csv, line 3: the code has no name."),
        ("code_path\nA > \n", "codes.csv, line 2: the code has no name."),
        (
            'code,memo\nA,"two\nlines"\nB,x,y\n',
            "codes.csv, line 4: there are 3 cells under 2 columns. Put cells that hold the separator in quotes.",
        ),
        ("code,colour\nA,blue\n", "codes.csv, line 2: blue is no colour. Write it like #3366cc."),
        ("code,memo\nA,x\nB,\nA,y\n", "codes.csv, line 4: A stands in line 2 too, with other content."),
        ("code\nA > B\n", "codes.csv, line 2: the name A > B holds “ > ”. Put it in a column named code_path."),
        ('code\n"A\nB"\n', "codes.csv, line 2: the name of the code holds a line break."),
        ("code\nA\u2028B\n", "codes.csv, line 2: the name of the code holds a line break."),
        (f"code\n{'A' * 501}\n", "codes.csv, line 2: the name of the code is longer than 500 characters."),
        ("code,code_path\nB,A > C\n", "codes.csv, line 2: code and code_path name different codes."),
        ("parent,code_path\nB,A > C\n", "codes.csv, line 2: parent_path and code_path name different parents."),
        ("name,tag\nA,B\n", "codes.csv has two columns for code: name and tag. Rename or remove one."),
        ("title,memo\nA,B\n", "codes.csv has no column named code or code_path. Its columns are: title, memo."),
        (",\n", "codes.csv has no column named code or code_path. Its columns are: ."),
        ('code,memo\nA,"x\n', "codes.csv is not a well-formed CSV file: unexpected end of data."),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_line(rows: str, sentence: str) -> None:
    assert refusal(rows) == sentence


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n\u2028\u2029"), min_size=1, max_size=9
)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=9)


@given(st.dictionaries(names.map(str.strip).filter(lambda name: name and " > " not in name), cells))
def test_names_and_definitions_come_back_as_they_were_written(book: dict[str, str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("code", "memo"), *book.items()])
    text = out.getvalue().replace("\r\n", "\n")
    assert parse_codebook(text, "x") == [draft(name, memo=memo) for name, memo in book.items()]


def test_a_file_is_read_in_its_own_encoding_or_the_one_chosen(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes("kod;açıklama\r\nIşık;güç\r\n".replace("kod", "code").replace("açıklama", "memo").encode("cp1254"))
    assert read_codebook(path) == [draft("Işık", memo="güç")]
    assert read_codebook(path, "cp1251") == [draft("Iюэk", memo="gьз")]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("basic_name_description.csv", [draft("interesting"), draft("people", brief_definition="Named persons")]),
        ("cp1254.csv", [draft("ışık", brief_definition="güneş ışığı İstanbul")]),
        ("emoji_utf8.csv", [draft("emoji 🤔", brief_definition="x")]),
        ("empty_rows.csv", [draft("interesting"), draft("people")]),
        ("path_no_description.csv", [draft("interesting"), draft("people")]),
        ("semicolon_excel_tr.csv", [draft("ışık", brief_definition="güneş")]),
        ("utf16_bom.csv", [draft("əlifba", brief_definition="x")]),
    ],
)
def test_the_codebooks_that_people_have_are_read(samples: Path, name: str, codes: list[CodeDraft]) -> None:
    assert read_codebook(samples / name) == codes


def test_a_long_codebook_is_read_whole(samples: Path) -> None:
    path = samples / "az_utf8_long.csv"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    expected = [draft(name, brief_definition=text) for name, text in (line.split(",", 1) for line in lines)]
    assert read_codebook(path) == expected


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("duplicates.csv", "{}, line 3: people stands in line 2 too, with other content."),
        ("no_tag_column.csv", "{} has no column named code or code_path. Its columns are: col1, col2, col3."),
    ],
)
def test_the_codebooks_that_are_wrong_are_refused(samples: Path, name: str, sentence: str) -> None:
    with pytest.raises(OtsannotError) as caught:
        read_codebook(samples / name)
    assert str(caught.value) == sentence.format(samples / name)


def test_a_path_without_end_is_refused() -> None:
    assert refusal("code_path\n" + " > ".join("a" * 10_000)) == (
        "codes.csv, line 2: the code stands deeper than 100 levels."
    )
