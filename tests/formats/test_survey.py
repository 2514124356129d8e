"""A table of answers gives a document for each, with what else is known of who answered, from CSV, XLSX and ODS."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from otsannot.errors import OtsannotError
from otsannot.formats import ods_sheets
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.reading import Reading, SurveyColumns
from otsannot.formats.survey import guessed_columns, read
from otsannot.formats.workbook import MOST_ROWS
from otsannot.model.new_text import NewText

ODS = Path(__file__).parents[1] / "reference" / "formats" / "answers.ods"
ALPHABET, ENERGY = "What does the common alphabet mean to you?", "And energy?"
ROWS = [
    ["respondent", "age", "member", "answered", ALPHABET, ENERGY],
    [
        "R-01",
        "34",
        "yes",
        "2024-09-11",
        "A bridge between 𐱅𐰇𐰼𐰰 and us.\nTwo lines 🤔.",
        "Pipelines and the sun.",
    ],
    ["R-02", "51.5", "no", "2024-09-12", "", "They promised, said she, that 1+1=3."],
    ["R-03", "", "yes", "2024-09-12", "Bizim üçün ortaq əlifba körpüdür.", ""],
    ["R-04", "20", "no", "2024-09-13", "", ""],
]


def as_csv(folder: Path) -> Path:
    path = folder / "answers.csv"
    lines = (";".join(f'"{cell}"' for cell in row) for row in ROWS)
    path.write_text("\r\n".join(lines), encoding="utf-16")
    return path


def as_xlsx(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "answers.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            for column, said in enumerate(row):
                sheet.write_string(number, column, said)
    return folder / "answers.xlsx"


def as_ods(_folder: Path) -> Path:
    """What LibreOffice wrote."""
    return ODS


def answers(path: Path, columns: SurveyColumns | None = None) -> list[NewText]:
    return list(read(path, Reading(columns=columns)))


@pytest.mark.parametrize("made", [as_csv, as_xlsx, as_ods])
def test_each_answer_becomes_a_document_of_its_case(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(tmp_path)
    found = answers(path)
    assert [(text.name, text.text, text.case) for text in found] == [
        (f"R-01 – {ALPHABET}", ROWS[1][4], "R-01"),
        (f"R-01 – {ENERGY}", ROWS[1][5], "R-01"),
        (f"R-02 – {ENERGY}", ROWS[2][5], "R-02"),
        (f"R-03 – {ALPHABET}", ROWS[3][4], "R-03"),
    ]
    assert found[0].case_facts == {"age": "34", "member": "yes", "answered": "2024-09-11"}
    assert found[3].case_facts == {"member": "yes", "answered": "2024-09-12"}
    assert [text.facts for text in found[:2]] == [{"question": ALPHABET}, {"question": ENERGY}]
    assert [text.told for text in found] == [("1 row without an answer was left out.",), (), (), ()]


def test_the_user_says_which_columns_are_meant(tmp_path: Path) -> None:
    found = answers(as_csv(tmp_path), SurveyColumns((5,), name=3))
    assert [(text.name, text.text, text.case, text.facts) for text in found] == [
        ("2024-09-11", ROWS[1][5], "", {"respondent": "R-01", "age": "34", "member": "yes", ALPHABET: one_line(1)}),
        ("2024-09-12", ROWS[2][5], "", {"respondent": "R-02", "age": "51.5", "member": "no"}),
    ]
    assert found[0].told == ("2 rows without an answer were left out.",)


def one_line(row: int) -> str:
    return " ".join(ROWS[row][4].split())


def test_rows_without_names_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "says.tsv"
    path.write_text("state\tsays\nAzerbaijan\tWe all of us agree.\nAzerbaijan\tWe do not agree.\n", encoding="utf-8")
    assert guessed_columns(read_attribute_table(path)) == SurveyColumns((1,))
    assert [(text.name, text.facts["state"]) for text in answers(path)] == [
        ("says 1", "Azerbaijan"),
        ("says 2", "Azerbaijan"),
    ]


def test_a_table_without_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("document,year\nŞuşa,2022\n", encoding="utf-8")
    with pytest.raises(OtsannotError) as caught:
        answers(path)
    assert str(caught.value) == "facts.csv has no column that looks like texts. Say which one holds them."


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(rows: str, manifest: str = "", **others: str) -> bytes:
    """A spreadsheet whose one sheet has the rows given as XML."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f"<office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def cells(data: bytes) -> list[tuple[int, list[str]]]:
    [rows] = ods_sheets.read_sheets(data, "a.ods")
    return [(row.line, list(row.cells)) for row in rows]


def cell(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


def row(content: str, more: str = "") -> str:
    return f"<table:table-row {more}>{content}</table:table-row>"


def test_cells_of_a_spreadsheet_are_read_as_they_show() -> None:
    mixed = cell('a<text:s text:c="3"/>b<text:line-break/>c<text:tab/><text:span>d<text:a>e</text:a></text:span>f')
    note = "<office:annotation><text:p>no</text:p></office:annotation><text:p>x</text:p><text:p>y</text:p>"
    merged = cell("over two", 'table:number-rows-spanned="2"')
    rows = [
        row(
            mixed + f'<table:table-cell table:number-columns-repeated="2"/><table:table-cell>{note}</table:table-cell>'
        ),
        row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="3"'),
        row(merged + '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'),
        row(
            "<table:covered-table-cell/>"
            '<table:table-cell office:value-type="float" office:value="-3.0"/>'
            '<table:table-cell office:value-type="date" office:date-value="2024-01-02T00:00:00"/>'
        ),
        row(cell("again"), 'table:number-rows-repeated="2"'),
    ]
    assert cells(ods("".join(rows))) == [
        (1, ["a   b\nc\tdef", "", "", "x\ny"]),
        (5, ["over two", "yes"]),
        (6, ["over two", "-3", "2024-01-02"]),
        (7, ["again"]),
        (8, ["again"]),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (ods(row(cell("x"), f'table:number-rows-repeated="{MOST_ROWS + 1}"')), "has more than 100,000 rows or 1"),
        (ods(row(cell("x", 'table:number-columns-repeated="1001"'))), "has more than 100,000 rows or 1,000 columns."),
        (ods("", '<manifest:encryption-data xmlns:manifest="m"/>'), "is protected by a password. Save it without one."),
        (b"", "is no spreadsheet, or is damaged. Save it again as .ods or as CSV."),
        (ods(row(cell("x")))[:300], "is no spreadsheet, or is damaged. Save it again as .ods or as CSV."),
        (b"%PDF-1.7", "is a PDF, not a spreadsheet (.ods)."),
    ],
)  # fmt: skip
def test_a_forged_or_broken_spreadsheet_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(OtsannotError) as caught:
        cells(data)
    assert str(caught.value).startswith(f"a.ods {sentence}")
