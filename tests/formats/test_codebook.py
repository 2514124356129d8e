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
from otsannot.formats.codebook_table import LARGEST_CODEBOOK
from otsannot.model.code_tree import CodeDraft
from otsannot.model.nouns import DEFINITION_FIELDS


@pytest.fixture
def samples(shared: Path) -> Path:
    return shared / "samples" / "codebooks"


NOTHING = dict.fromkeys(DEFINITION_FIELDS, "")


def draft(*path: str, colour: str | None = None, **definitions: str) -> CodeDraft:
    return CodeDraft(path, colour, NOTHING | definitions)


def codes(text: str) -> list[CodeDraft]:
    """The codes of a text in which nothing is wrong."""
    found = parse_codebook(text, "codes.csv")
    assert found.problems == []
    return found.drafts


def problems(text: str) -> list[str]:
    return parse_codebook(text, "codes.csv").problems


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
    assert codes(text) == [
        CodeDraft(("Security", "Defence"), "#3366cc", dict(zip(DEFINITION_FIELDS, definitions, strict=True)))
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_the_delimiter_is_recognised(delimiter: str, quote: str) -> None:
    rows = [["code", "colour", "memo"], ["Energy", "#00ff00", "one, two; three"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL).writerows(rows)
    assert codes(out.getvalue().replace("\r\n", "\n")) == [draft("Energy", colour="#00ff00", memo="one, two; three")]


def test_a_line_that_names_the_delimiter_for_excel_is_no_row() -> None:
    assert codes("sep=;\ncode;memo\nEnergy;x\n") == [draft("Energy", memo="x")]
    assert problems("sep=;\ncode;colour\nEnergy;x\n") == [
        "codes.csv, line 3: x is no colour, and was left out. Write it like #3366cc."
    ]


@pytest.mark.parametrize(
    "header",
    ["Code,Brief definition", " CODE ,brief-definition", "Name,Description", "TAG,description", "Path,description"],
)
def test_headers_are_read_as_people_write_them(header: str) -> None:
    assert codes(f"{header}\nEnergy,oil\n") == [draft("Energy", brief_definition="oil")]


def test_a_parent_stands_before_its_code() -> None:
    text = "code,parent_path\nDefence,\nDrills,Security > Defence\n"
    assert codes(text) == [draft("Defence"), draft("Security", "Defence", "Drills")]


def test_a_row_without_code_path_uses_its_parent_and_code() -> None:
    assert codes("code_path,code,parent\nA > B,,\n,C,A\n") == [draft("A", "B"), draft("A", "C")]


def test_wholly_empty_rows_and_missing_cells_are_nothing() -> None:
    assert codes("\n,,\ncode,colour,memo\n,,\nA\n\n B ,,,,\n") == [draft("A"), draft("B")]


def test_a_codebook_may_hold_no_codes() -> None:
    assert codes("code,memo\n") == []


def test_the_same_row_twice_is_one_code() -> None:
    assert codes("code,memo\nA,x\nA,x\n") == [draft("A", memo="x")]


def test_the_same_name_may_stand_under_two_parents() -> None:
    assert codes("code_path\nA > C\nB > C\n") == [draft("A", "C"), draft("B", "C")]


def test_a_definition_may_be_very_long() -> None:
    assert codes(f"code,memo\nA,{'x' * 200_000}\n") == [draft("A", memo="x" * 200_000)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("code,memo\nA,x\n,y\n", "codes.csv, line 3: the code has no name."),
        ("code_path\nA > \n", "codes.csv, line 2: the code has no name."),
        (
            'code,memo\nA,"two\nlines"\nB,x,y\n',
            "codes.csv, line 4: there are 3 cells under 2 columns. Put cells that hold the separator in quotes.",
        ),
        ("code,memo\nA,x\nB,\nA,y\n", "codes.csv, line 4: A stands in line 2 too, with other content."),
        ("code,parent\nA,A\n", "codes.csv, line 2: the code stands under itself: A > A."),
        ("code,parent\nA,\nB,A\nB,C\nD,B\n", "codes.csv, line 5: several codes are called B. Write the whole path."),
        ('code\n"A\nB"\n', "codes.csv, line 2: the name of the code holds a line break."),
        ("code\nA\u2028B\n", "codes.csv, line 2: the name of the code holds a line break."),
        (f"code\n{'A' * 501}\n", "codes.csv, line 2: the name of the code is longer than 500 characters."),
        ("code,code_path\nB,A > C\n", "codes.csv, line 2: code and code_path name different codes."),
        ("parent,code_path\nB,A > C\n", "codes.csv, line 2: parent_path and code_path name different parents."),
    ],
)
def test_a_row_that_is_wrong_stays_out_and_is_named_with_its_line(rows: str, sentence: str) -> None:
    assert problems(rows) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,tag\nA,B\n", "codes.csv has two columns for code: name and tag. Rename or remove one."),
        ("title,memo\nA,B\n", "codes.csv has no column named code or code_path. Its columns are: title, memo."),
        (",\n", "codes.csv has no column named code or code_path. Its columns are: ."),
        ('code,memo\nA,"x\n', "codes.csv is not a well-formed CSV file: unexpected end of data."),
    ],
)
def test_a_file_that_is_wrong_is_refused(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


def test_a_cell_that_is_wrong_is_left_out_and_its_row_comes_in() -> None:
    found = parse_codebook("code,colour,folder\nA,blue,\nB,,perhaps\n", "codes.csv")
    assert found[:3] == (
        [draft("A"), draft("B")],
        [
            "codes.csv, line 2: blue is no colour, and was left out. Write it like #3366cc.",
            "codes.csv, line 3: the column folder says yes or no, and not perhaps; this was left out.",
        ],
        [],
    )


def test_ids_and_folders_are_read() -> None:
    guid = "72db8132-b82b-44a4-9ef9-762c296f2419"
    rows = f"code,code_id,folder\nA,{guid.upper()},yes\nB,17,no\nC,,\n"
    assert codes(rows) == [
        draft("A")._replace(guid=guid, is_folder=True),
        draft("B")._replace(is_folder=False),
        draft("C"),
    ]


def test_columns_that_nobody_knows_are_named() -> None:
    found = parse_codebook("Name,Description,Files,References,level,documents\nA,x,3,9,1,2\n", "x")
    assert found[:3] == ([draft("A", brief_definition="x")], [], ["Files", "References"])


def test_a_title_may_stand_above_the_columns() -> None:
    assert codes("Codebook\n\nNationbuilding 2024,,\nName,Description\nA,x\n") == [draft("A", brief_definition="x")]


def test_a_parent_may_be_the_bare_name_of_a_code_with_a_row_of_its_own() -> None:
    rows = "code,parent\nDrills,Defence\nDefence,Security\nSecurity,\nGas,Energy > Fuels\nSecurity,Energy\n"
    assert [draft.path for draft in codes(rows)] == [
        ("Security", "Defence", "Drills"),
        ("Security", "Defence"),
        ("Security",),
        ("Energy", "Fuels", "Gas"),
        ("Energy", "Security"),
    ]


def test_codes_that_stand_under_one_another_in_a_circle_stay_out() -> None:
    found = parse_codebook("code,parent\nA,B\nB,C\nC,A\nD,A\nE,\n", "x")
    assert found.drafts == [draft("E")]
    assert found.problems == [
        "x, line 2: the code stands under itself: A > C > B > A.",
        "x, line 3: the code stands under itself: B > A > C > B.",
        "x, line 4: the code stands under itself: C > B > A > C.",
        "x, line 5: the code stands under itself: A > C > B > A.",
    ]


@pytest.mark.parametrize(
    ("program", "text", "expected"),
    [
        ("Taguette", "tag,description,number of highlights\na.b,x,3\n", draft("a.b", brief_definition="x")),
        ("NVivo", "Name,Description,Files,References\nA,x,1,2\n", draft("A", brief_definition="x")),
        ("NVivo's lists", "Name,Hierarchical Name\nB,Codes\\\\A\\\\B\n", draft("A", "B")),
        ("ATLAS.ti", "Code;Comment;Code Group 1\nTheme: A;x;G\n", draft("Theme", "A", brief_definition="x")),
        ("ATLAS.ti in German", "Kode;Kommentar;Codegruppe 1\nA: B;x;\n", draft("A", "B", brief_definition="x")),
        ("MAXQDA", "Code\tMemo\nA > B\tx\n", draft("A", "B", memo="x")),
        ("MAXQDA's overview", "Parent code,Code,Memo\nA > B,C,x\n", draft("A", "B", "C", memo="x")),
        ("QualCoder", "Codename,Category,Memo\nB,A,x\n", draft("A", "B", memo="x")),
        ("Turkish", "KOD ADI;AÇIKLAMA;Üst kod\nB;x;A\n", draft("A", "B", brief_definition="x")),
        ("Russian", "Код,Описание,Категория,Пример\nB,x,A,y\n", draft("A", "B", brief_definition="x", example="y")),
    ],
)  # fmt: skip
def test_the_columns_of_other_programs_are_read(program: str, text: str, expected: CodeDraft) -> None:
    assert codes(text) == [expected], program


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n\u2028\u2029"), min_size=1, max_size=9
)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=9)


@given(st.dictionaries(names.map(str.strip).filter(lambda name: name and " > " not in name), cells))
def test_names_and_definitions_come_back_as_they_were_written(book: dict[str, str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("code", "memo"), *book.items()])
    text = out.getvalue().replace("\r\n", "\n")
    assert codes(text) == [draft(name, memo=memo) for name, memo in book.items()]


def test_a_file_is_read_in_its_own_encoding_or_the_one_chosen(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes("kod;açıklama\r\nIşık;güç\r\n".replace("kod", "code").replace("açıklama", "memo").encode("cp1254"))
    assert read_codebook(path).drafts == [draft("Işık", memo="güç")]
    assert read_codebook(path, "cp1251").drafts == [draft("Iюэk", memo="gьз")]
    path.write_bytes("code,memo\nIşık,güç\n".encode("utf-8-sig"))
    assert read_codebook(path, "cp1251").drafts == [draft("Işık", memo="güç")]


@pytest.mark.parametrize(
    ("name", "expected"),
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
def test_the_codebooks_that_people_have_are_read(samples: Path, name: str, expected: list[CodeDraft]) -> None:
    assert read_codebook(samples / name).drafts == expected


def test_a_long_codebook_is_read_whole(samples: Path) -> None:
    path = samples / "az_utf8_long.csv"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    expected = [draft(name, brief_definition=text) for name, text in (line.split(",", 1) for line in lines)]
    assert read_codebook(path) == (expected, [], [], ".")


def test_the_codebooks_that_are_wrong_say_what_is_wrong(samples: Path) -> None:
    twice = samples / "duplicates.csv"
    assert read_codebook(twice)[:3] == (
        [draft("people", brief_definition="new")],
        [f"{twice}, line 3: people stands in line 2 too, with other content."],
        [],
    )
    path = samples / "no_tag_column.csv"
    with pytest.raises(OtsannotError) as caught:
        read_codebook(path)
    assert str(caught.value) == f"{path} has no column named code or code_path. Its columns are: col1, col2, col3."


def test_a_path_without_end_is_refused() -> None:
    assert problems("code_path\n" + " > ".join("a" * 10_000)) == [
        "codes.csv, line 2: the code stands deeper than 100 levels."
    ]


def test_a_ladder_of_parents_without_end_is_refused() -> None:
    rows = "".join(f"{n},{n - 1}\n" for n in range(2, 103))
    found = parse_codebook(f"code,parent\n1,\n{rows}", "codes.csv")
    assert found.problems == [f"codes.csv, line {n + 1}: the code stands deeper than 100 levels." for n in (101, 102)]
    assert len(found.drafts) == 100


def test_a_file_that_is_too_large_is_refused_before_it_is_read_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_CODEBOOK + 1)
    with pytest.raises(OtsannotError) as caught:
        read_codebook(path)
    assert str(caught.value) == f"{path} is too large for a codebook."


def paths(text: str, sign: str) -> list[str]:
    """The codes of a column of names that a sign divides."""
    found = parse_codebook(text, "codes.csv", sign)
    assert found.problems == []
    return [" > ".join(draft.path) for draft in found.drafts]


@pytest.mark.parametrize(
    ("names", "sign", "expected"),
    [
        (["Security>Defence", "Security > Borders"], ">", ["Security > Defence", "Security > Borders"]),
        (["Security: Defence", "At 10:30", "Security"], ":", ["Security > Defence", "At 10:30", "Security"]),
        (["Codes\\Security\\Defence"], "\\", ["Codes > Security > Defence"]),
        (["a.b", "U.S. policy", "e.g.", ".a"], ".", ["a > b", "U > S. policy", "e.g.", ".a"]),
        (["Security", "  Defence", "    Army", "  Borders", "Trade"], "indent",
         ["Security", "Security > Defence", "Security > Defence > Army", "Security > Borders", "Trade"]),
        (["Security", "\tDefence", "    Borders"], "indent", ["Security", "Security > Defence", "Security > Borders"]),
    ],
)  # fmt: skip
def test_names_are_divided_by_the_sign_the_user_agrees_to(names: list[str], sign: str, expected: list[str]) -> None:
    text = "\n".join(["code", *names])
    assert paths(text, sign) == expected
    assert [draft.path[-1] for draft in codes(text)] == [name.strip().split(" > ")[-1] for name in names]


@pytest.mark.parametrize(
    ("names", "sign"),
    [
        (["a.b", "a.c"], "."),
        (["a", "a: b", "a: c"], ":"),
        (["a\\b", "a\\c"], "\\"),
        (["a>b", "a>c"], ">"),
        (["a", "  b"], "indent"),
        (["a", "b"], ""),
        (["U.S. policy", "Note: this", "At 10:30"], ""),
    ],
)
def test_a_codebook_says_which_sign_its_names_look_divided_by(names: list[str], sign: str) -> None:
    text = "\n".join(["code", *names])
    assert parse_codebook(text, "codes.csv").likely == sign
    assert parse_codebook(text, "codes.csv", sign).likely == ""


def test_a_tree_that_parents_tell_asks_for_no_sign() -> None:
    assert parse_codebook("code,parent\na.b,x\na.c,x\n", "codes.csv").likely == ""


def test_a_name_that_is_divided_where_a_code_stands_is_told() -> None:
    found = parse_codebook("code,memo\na > b,one\na.b,two\n", "codes.csv", ".")
    assert found.problems == ["codes.csv, line 3: a > b stands in line 2 too, with other content."]


def test_a_sign_that_divides_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code\na;b\n", encoding="utf-8")
    with pytest.raises(OtsannotError, match=r"^Names are divided by one of > : \\ \. indent, and not by “;”\.$"):
        read_codebook(path, hierarchy=";")


def test_names_of_another_programs_codebook_are_divided_too(shared: Path) -> None:
    path = shared / "samples" / "refi" / "generated_taguette-1.5.2.qdc"
    whole, tree = read_codebook(path), read_codebook(path, hierarchy=".")
    assert [draft.path for draft in tree.drafts] == [tuple(draft.path[0].split(".")) for draft in whole.drafts]
