"""A workbook is read as its cells show, and one that is damaged or forged is refused in a sentence."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from otsannot.errors import OtsannotError
from otsannot.formats import workbook
from otsannot.formats.codebook import read_codebook
from otsannot.formats.codebook_table import LARGEST_CODEBOOK, Row
from otsannot.formats.tables import write_table
from otsannot.model.report import Report

SHEET = "xl/worksheets/sheet1.xml"


def saved(*rows: tuple[object, ...], merged: str = "") -> bytes:
    """A workbook as other programs write it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def shared(*texts: str) -> bytes:
    """A workbook whose texts lie in a table of their own, as Excel writes it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column(0, 0, texts)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The same workbook with another part in one place."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def sheet(rows: str) -> bytes:
    """A workbook whose one sheet has the rows given as XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    return replaced(saved(("code",)), SHEET, xml.encode())


def read(data: bytes) -> list[Row]:
    [rows] = workbook.read_sheets(data, "book.xlsx")
    return rows


def refusal(data: bytes) -> str:
    with pytest.raises(OtsannotError) as caught:
        workbook.read_sheets(data, "book.xlsx")
    return str(caught.value)


def test_cells_are_read_as_they_show() -> None:
    row = ("Energy", 2024, 1.5, 3.0, True, datetime(2024, 5, 6), date(2024, 5, 7), datetime(2024, 5, 6, 7, 8), " x\ny ")
    assert read(saved(("code",), row)) == [
        Row(1, ["code"]),
        Row(2, ["Energy", "2024", "1.5", "3", "yes", "2024-05-06", "2024-05-07", "2024-05-06T07:08:00", " x\ny "]),
    ]


def test_rows_keep_their_numbers_and_the_claimed_size_of_a_sheet_counts_for_nothing() -> None:
    cell = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    rows = f'<row r="2">{cell.format(2, "code")}</row><row r="90">{cell.format(90, "Energy")}</row>'
    rows += '<row r="999999999999"><c r="A999999999999"/></row>'
    assert read(sheet(rows)) == [Row(2, ["code"]), Row(90, ["Energy"])]


def test_a_cell_merged_over_rows_says_so_in_each() -> None:
    rows = [("parent", "code"), ("Security", "Defence"), (None, "Cyber"), (None, "Border"), ("Energy", "Gas")]
    assert [row.cells for row in read(saved(*rows, merged="A2:A4"))] == [
        ["parent", "code"],
        ["Security", "Defence"],
        ["Security", "Cyber"],
        ["Security", "Border"],
        ["Energy", "Gas"],
    ]


def test_a_title_merged_over_columns_is_no_column(tmp_path: Path) -> None:
    rows = [("Codebook", None, None), ("Name", "Description", "Memo"), ("Energy", "x", "y")]
    (tmp_path / "book.xlsx").write_bytes(saved(*rows, merged="A1:C1"))
    [draft] = read_codebook(tmp_path / "book.xlsx").drafts
    assert (draft.path, draft.definitions["brief_definition"], draft.definitions["memo"]) == (("Energy",), "x", "y")


def test_the_sheet_with_the_columns_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    book.create_sheet("Codes").append(["Name", "Description"])
    book["Codes"].append(["Energy", "x"])
    book.save(tmp_path / "book.xlsx")
    assert [draft.path for draft in read_codebook(tmp_path / "book.xlsx").drafts] == [("Energy",)]


def test_a_formula_counts_for_its_result_and_one_without_is_told(tmp_path: Path) -> None:
    cell = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    rows = (
        f'<row r="1">{cell.format("A1", "code")}{cell.format("B1", "memo")}</row>'
        '<row r="2"><c r="A2" t="str"><f>"En"&amp;"ergy"</f><v>Energy</v></c></row>'
        f'<row r="3">{cell.format("A3", "Gas")}<c r="B3"><f>A2</f></c></row>'
        f'<row r="4">{cell.format("A4", "Oil")}<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        f'<row r="5">{cell.format("A5", "=1+1")}</row>'
    )
    path = tmp_path / "book.xlsx"
    path.write_bytes(sheet(rows))
    found = read_codebook(path)
    assert [draft.path for draft in found.drafts] == [("Energy",), ("=1+1",)]
    assert found.problems == [
        f"{path}, row 3: cell B3 holds a formula without a result. Open the file in Excel or LibreOffice and save it.",
        f"{path}, row 4: cell B4 holds an error, #DIV/0!.",
    ]


cells = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(deadline=None)
@given(st.lists(cells, min_size=1, max_size=4))
def test_what_we_write_is_read_to_the_character(tmp_path_factory: pytest.TempPathFactory, row: list[str]) -> None:
    out = tmp_path_factory.mktemp("xlsx") / "out.xlsx"
    write_table(Report("Codes", [f"c{n}" for n in range(len(row))], [row]), out)
    assert read(out.read_bytes())[1] == Row(2, row)


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "a\rb", "<r>x</r>", "_x000D_", "\x07", "𐱅𐰇𐰼𐰜 👩‍👩‍👧‍👦"])
def test_what_looks_like_an_escape_is_read_to_the_character(tmp_path: Path, text: str) -> None:
    write_table(Report("Codes", ["code"], [[text]]), tmp_path / "out.xlsx")
    assert read((tmp_path / "out.xlsx").read_bytes())[1].cells == [text]


DAMAGED = "book.xlsx is no Excel workbook, or is damaged. Save it again as .xlsx or as CSV."
GOOD = saved(("code", "memo"), ("Energy", "x"))


def some_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", DAMAGED),
        (b"code,memo\nA,x\n", DAMAGED),
        (GOOD[:200], DAMAGED),
        (GOOD[: len(GOOD) // 2], DAMAGED),
        (some_zip(), DAMAGED),
        (replaced(GOOD, SHEET, b"<worksheet><sheetData><row>"), DAMAGED),
        (replaced(GOOD, "xl/workbook.xml", b"no XML"), DAMAGED),
        (replaced(GOOD, SHEET, b'<?xml version="1.0" encoding="none"?><worksheet/>'), DAMAGED),
        (replaced(shared("code"), "xl/sharedStrings.xml", b"<sst/>"), DAMAGED),
        (b"%PDF-1.7", "book.xlsx is a PDF, not an Excel workbook (.xlsx)."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "book.xlsx is an old Microsoft Office document, not an Excel workbook (.xlsx).",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


def test_the_texts_of_excel_are_read_to_the_character() -> None:
    texts = ["code", "a\x07b", "two\nlines", "_x0041_", " blanks ", "𐱅𐰇𐰼𐰜"]
    assert [row.cells for row in read(shared(*texts))] == [[text] for text in texts]


def test_a_workbook_of_charts_alone_is_refused() -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet().add_chart(BarChart())
    book.remove(book.active)
    out = BytesIO()
    book.save(out)
    assert refusal(out.getvalue()) == "book.xlsx has no sheet of cells."


def test_a_sheet_that_grows_when_unpacked_is_not_unpacked() -> None:
    assert refusal(replaced(GOOD, SHEET, b" " * LARGEST_CODEBOOK)) == (
        "book.xlsx is too large once it is unpacked. Save its table alone."
    )


def test_a_sheet_of_any_size_is_refused_at_once() -> None:
    sentence = "book.xlsx has more than 100,000 rows or 1,000 columns. Save what is needed alone."
    assert refusal(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>' * 1_000)) == sentence
    assert refusal(sheet('<row r="100001"><c r="A100001"><v>1</v></c></row>')) == sentence


def test_entities_that_grow_without_end_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<c r="A1" t="inlineStr"><is><t>&m;</t></is></c>'
    xml = bomb + b']><worksheet xmlns="%s"><sheetData><row r="1">%s</row></sheetData></worksheet>' % (space, cell)
    assert refusal(replaced(GOOD, SHEET, xml)) == DAMAGED
