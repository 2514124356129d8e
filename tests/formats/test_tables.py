"""A table that is written can be read back cell for cell; one that cannot be written leaves the old file."""

from __future__ import annotations

import csv
import errno
import importlib
import math
import os
import re
import sys
import tracemalloc
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from support import as_anybody

from otsannot.errors import CancelledError, OtsannotError
from otsannot.formats.ods_sheets import read_sheets
from otsannot.formats.tables import TABLE_SUFFIXES, write_table
from otsannot.model.report import Cell, Report
from otsannot.progress import Progress

HARD_CELLS = (
    "=1+1",
    "+7 701",
    "@name",
    'she said "yes"',
    "a,b;c\td",
    "one\ntwo",
    " blank at both ends ",
    "\n",
    "<b>&amp;</b>",
    "𐱅𐰇𐰼𐰰 🤔 e\u0301 İı",
    "\u2028 \u2029 \x85 \xa0 \ufeff \f \v",
    "007",
    "1e5",
    "2024-01-01",
    "TRUE",
    "https://example.org",
)
ESCAPED_CELLS = (
    "<r>passage</r>",
    "one\rtwo",
    "one\r\ntwo",
    "_x000D_",
    "_x0041_x0042_",
    "_x0041\x01",
    "nul \0",
    "\x1f_x1F00_\x1f",
    "\ufffe\uffff",
    "__x005F_",
)

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
texts = st.text(st.characters(exclude_categories=["Cs"]))


NO_PYARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed: otsannot[parquet]")
TABLES = [pytest.param(suffix, marks=NO_PYARROW) if suffix == ".parquet" else suffix for suffix in TABLE_SUFFIXES]


def report(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("text",)) -> Report:
    return Report("Annotations", columns, rows)


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def read_xlsx(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 1
    return list(book.worksheets[0].iter_rows(values_only=True))


def refusal(what: Report, path: Path) -> str:
    with pytest.raises(OtsannotError) as caught:
        write_table(what, path)
    return str(caught.value)


@given(st.lists(st.tuples(texts, texts)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_gives_back_every_cell(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "out.csv"
    assert write_table(report(*rows, columns=("a", "b")), path) == len(rows)
    assert read_csv(path) == [["a", "b"], *map(list, rows)]


def test_csv_is_rfc_4180_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    rows: tuple[tuple[Cell, ...], ...] = (('a"b', 3, 0.5, None), ("c\rd\n", -1, 1e300, ""))
    write_table(report(*rows, columns=("text", "start", "share", "none")), path)
    assert path.read_bytes() == b'\xef\xbb\xbftext,start,share,none\r\n"a""b",3,0.5,\r\n"c\rd\n",-1,1e+300,\r\n'


@pytest.mark.parametrize("cell", [*HARD_CELLS, *ESCAPED_CELLS])
def test_csv_keeps_hard_cells(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.csv"
    write_table(report((cell,)), path)
    assert read_csv(path) == [["text"], [cell]]


@pytest.mark.parametrize("cell", HARD_CELLS)
def test_xlsx_keeps_hard_cells_as_text(tmp_path: Path, cell: str) -> None:
    if set(cell) & {"\f", "\v"}:
        cell = cell.replace("\f", "").replace("\v", "")
    path = tmp_path / "out.xlsx"
    write_table(report((cell,)), path)
    assert read_xlsx(path) == [("text",), (cell,)]
    assert openpyxl.load_workbook(path).worksheets[0]["A2"].data_type == "s"


@pytest.mark.parametrize("cell", ESCAPED_CELLS)
def test_xlsx_escapes_what_xml_cannot_hold_as_the_standard_says(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.xlsx"
    write_table(report((cell,)), path)
    ((_header,), (found,)) = read_xlsx(path)
    # Excel undoes the escapes by itself; openpyxl leaves that to its reader.
    assert unescape(found) == cell


@given(st.lists(st.tuples(texts.filter(bool), texts.filter(bool)), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_xlsx_gives_back_every_cell(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "out.xlsx"
    write_table(report(*rows, columns=("a", "b")), path)
    assert [tuple(map(unescape, map(str, row))) for row in read_xlsx(path)] == [("a", "b"), *rows]


@given(st.text(st.sampled_from("_x0041FD\x01"), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_xlsx_escapes_are_never_mistaken(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.xlsx"
    write_table(report((cell,)), path)
    assert unescape(read_xlsx(path)[1][0]) == cell


def test_xlsx_numbers_are_numbers_unless_excel_would_round_them(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    cells: tuple[Cell, ...] = (12, -3, 0, 0.25, None, "", 2**53, 2**53 + 1, math.nan, math.inf, 1e300, True)
    write_table(report(cells, columns=tuple("abcdefghijkl")), path)
    assert read_xlsx(path)[1] == (12, -3, 0, 0.25, None, None, 2**53, "9007199254740993", "nan", "inf", 1e300, 1)


def test_both_formats_are_read_by_pandas(tmp_path: Path) -> None:
    rows = [("𐱅𐰇𐰼𐰰", 0, "one\ntwo"), ("🤔", 4, "=1+1")]
    for suffix, read in ((".csv", pandas.read_csv), (".xlsx", pandas.read_excel)):
        path = tmp_path / f"out{suffix}"
        write_table(report(*rows, columns=("text", "start", "comment")), path)
        assert list(read(path).itertuples(index=False, name=None)) == rows


def test_xlsx_has_a_bold_frozen_header_and_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    columns = tuple(f"column {number}" for number in range(1, 801))
    write_table(Report("History: 2024/25 [all] of a very long title 🤔", columns, [columns]), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == (
        "History  2024 25  all  of a ver",
        "A2",
        True,
        False,
    )
    assert (sheet["ADT1"].value, sheet.max_column) == ("column 800", 800)


@pytest.mark.parametrize(
    ("title", "name"), [("History", "History_"), ("", "Table"), ("'a' & <b>", "a' & <b>"), ("[]", "Table")]
)
def test_xlsx_sheets_have_names_that_excel_takes(tmp_path: Path, title: str, name: str) -> None:
    path = tmp_path / "out.xlsx"
    write_table(Report(title, ["text"], []), path)
    assert openpyxl.load_workbook(path).sheetnames == [name]


def test_xlsx_of_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        write_table(report(("a",)), path)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("cell", ["x" * 32_768, "🤔" * 16_384])
def test_xlsx_refuses_a_cell_that_excel_would_cut(tmp_path: Path, cell: str) -> None:
    sentence = "Row 3 holds a text that is too long for a cell in Excel. Write a CSV file instead."
    assert refusal(report(("short",), (cell,)), tmp_path / "out.xlsx") == sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cell", ["x" * 32_767, "🤔" * 16_383])
def test_xlsx_takes_the_longest_cell_that_excel_takes(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.xlsx"
    write_table(report((cell,)), path)
    assert read_xlsx(path)[1] == (cell,)


def test_xlsx_refuses_more_rows_than_a_sheet_has(tmp_path: Path) -> None:
    endless = Report("Long", ["n"], ((None,) for _row in range(1_048_576)))
    sentence = "An Excel sheet ends at row 1,048,576, and the table goes on. Write a CSV file instead."
    assert refusal(endless, tmp_path / "out.xlsx") == sentence
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.dbf"
    assert (
        refusal(report(), path) == f"{path} cannot be written: the name must end in one of .csv, .xlsx, .ods, .parquet."
    )


@pytest.mark.parametrize("suffix", TABLES)
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, suffix: str) -> None:
    nowhere = tmp_path / "nowhere" / f"out{suffix}"
    assert refusal(report(), nowhere) == f"The folder {nowhere.parent} does not exist. Create it first."
    folder = tmp_path / f"folder{suffix}"
    folder.mkdir()
    assert refusal(report(), folder) == f"{folder} is a folder. Give the name of a file."


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise on Windows")
@pytest.mark.parametrize("mode", [0, 0o500])
def test_a_folder_that_may_not_be_written_is_refused(public_folder: Path, mode: int) -> None:
    folder = public_folder / "closed"
    folder.mkdir(mode=mode)
    path = folder / "out.csv"
    with as_anybody():
        sentence = refusal(report(), path)
    folder.chmod(0o700)
    assert sentence == f"{path} may not be written. Choose another folder or another name."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such folder")
def test_a_folder_that_takes_no_files_is_refused() -> None:
    path = Path("/proc/out.csv")
    assert refusal(report(), path).startswith(("The folder /proc does not exist", f"{path} may not be written"))


@pytest.mark.parametrize("suffix", TABLES)
def test_a_full_disk_is_said_in_words_and_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    resource = pytest.importorskip("resource", reason="only Unix limits the size of files")
    signal = pytest.importorskip("signal")
    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        rows = ((os.urandom(500).hex(),) for _row in range(2_000))
        sentence = refusal(Report("Long", ["n"], rows), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert sentence == f"{path} cannot be written: {os.strerror(errno.EFBIG)}."
    assert [(entry, entry.read_bytes()) for entry in tmp_path.iterdir()] == [(path, b"old")]


class Stopping(Progress):
    def __init__(self, after: int) -> None:
        self.heard: list[tuple[str, int]] = []
        self.after = after

    def start(self, label: str, total: int) -> None:
        self.heard.append((label, total))

    def advance(self, steps: int = 1) -> None:
        self.heard.append(("advance", steps))
        if len(self.heard) > self.after:
            raise CancelledError

    def finish(self) -> None:
        self.heard.append(("finish", 0))


@pytest.mark.parametrize("suffix", TABLES)
def test_work_that_is_cancelled_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"old")
    progress = Stopping(after=2)
    with pytest.raises(CancelledError):
        write_table(Report("Long", ["n"], ((n,) for n in range(100_000))), path, progress)
    assert progress.heard == [(f"Writing out{suffix}", 0), ("advance", 1000), ("advance", 1000), ("finish", 0)]
    assert [(entry, entry.read_bytes()) for entry in tmp_path.iterdir()] == [(path, b"old")]


@pytest.mark.parametrize("suffix", TABLES)
def test_rows_that_fail_halfway_leave_the_old_file(tmp_path: Path, suffix: str) -> None:
    def failing() -> Iterator[tuple[Cell, ...]]:
        yield ("a",)
        raise OtsannotError("The project was closed.")

    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"old")
    assert refusal(Report("Half", ["n"], failing()), path) == "The project was closed."
    assert [(entry, entry.read_bytes()) for entry in tmp_path.iterdir()] == [(path, b"old")]


@pytest.mark.parametrize("suffix", TABLES)
def test_an_old_file_is_replaced_and_a_link_is_followed(tmp_path: Path, suffix: str) -> None:
    real, link = tmp_path / f"real{suffix}", tmp_path / f"link{suffix}"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_table(report(("new",)), link)
    assert link.is_symlink()
    assert real.read_bytes() != b"old"


def read_ods(path: Path) -> list[list[str]]:
    [rows] = read_sheets(path.read_bytes(), path.name)
    return [row.cells for row in rows]


def test_ods_gives_back_every_text_and_number(tmp_path: Path) -> None:
    path = tmp_path / "out.ods"
    rows = [(cell, number) for number, cell in enumerate(HARD_CELLS)]
    write_table(report(*rows, columns=("text", "number")), path)
    wanted = [[NO_XML.sub("\ufffd", cell), str(number)] for number, cell in enumerate(HARD_CELLS)]
    assert read_ods(path) == [["text", "number"], *wanted]


@given(st.lists(st.tuples(texts.filter(bool), st.integers() | st.floats(allow_nan=False)), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_from_ods(tmp_path: Path, rows: list[tuple[str, float]]) -> None:
    path = tmp_path / "out.ods"
    write_table(report(*((text, number, "end") for text, number in rows), columns=("a", "b", "c")), path)
    found = read_ods(path)[1:]
    assert [row[0] for row in found] == [NO_XML.sub("\ufffd", text) for text, _number in rows]
    assert [float(row[1]) for row in found] == [float(str(number)) for _text, number in rows]


def test_ods_numbers_are_numbers_and_texts_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "out.ods"
    write_table(report(("007", 7, 0.5, 2**60, None), columns=("a", "b", "c", "d", "e")), path)
    with ZipFile(path) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        cells = re.findall(r'office:value-type="(\w+)"', archive.read("content.xml").decode())
    assert cells[5:] == ["string", "float", "float", "string"]


@NO_PYARROW
def test_parquet_has_a_type_for_each_column(tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    rows = [("𐱅𐰇𐰼𐰰", 1, 0.5, None, "x", None), ("\0 \r\n", 2, 3, None, 7, 4), ("", 3, 1, None, None, None)]
    write_table(report(*rows, columns=("text", "int", "float", "none", "mixed", "weight")), path)
    table = importlib.import_module("pyarrow.parquet").read_table(path)
    assert {field.name: str(field.type) for field in table.schema} == {
        "text": "string", "int": "int64", "float": "double", "none": "string", "mixed": "string", "weight": "int64",
    }  # fmt: skip
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("𐱅𐰇𐰼𐰰", 1, 0.5, None, "x", None),
        ("\0 \r\n", 2, 3.0, None, "7", 4),
        ("", 3, 1.0, None, None, None),
    ]


def test_without_pyarrow_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    sentence = "Parquet needs a library that is not installed. Run: python -m pip install “otsannot[parquet]”"
    assert refusal(report(("a",)), tmp_path / "out.parquet") == sentence
    assert list(tmp_path.iterdir()) == []


def test_xlsx_parts_are_well_formed_and_not_larger_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_table(report(("a",)), path)
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {info.extract_version for info in archive.infolist()} == {20}


@pytest.mark.parametrize("suffix", TABLES)
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, suffix: str) -> None:
    rows = ((f"passage {number}" * 10, number) for number in range(30_000))
    tracemalloc.start()
    write_table(Report("Long", ["text", "start"], rows), tmp_path / f"out{suffix}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
