"""A table from Excel or R states facts about documents by their names, and says what it could not state."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import add_text, dump, lines_run

import otsannot
from otsannot.__main__ import main
from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import pasted_cells
from otsannot.project import Project
from otsannot.store import attributes
from otsannot.store.fact_import import FactProblem
from otsannot.ui.panels.table_parts import tab_separated

TABLE = """document,year,date,published,outlet,note
Şuşa,2023,2023-10-21,yes,APA,first
easy.txt,2024,2024,no,AA,"two
lines"
HARD,2024,,yes,APA,third
nobody,2020,2020,no,AA,x
easy,1999,2020,no,AA,again
third,1e2,2021-05,no,AA,fourth
"""


@pytest.fixture
def study(project: Project) -> Project:
    for name in ("Şuşa", "easy", "third", "left out"):
        add_text(project.store, name, f"Text of {name}.")
    return project


def table(folder: Path, text: str, name: str = "facts.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def kinds(project: Project, of: str = "document") -> dict[str, str]:
    with project.read() as session:
        return {row.name: row.kind for row in attributes.rows(session, of)}


def test_a_table_states_facts_in_one_edit_and_reports_the_rest(study: Project, tmp_path: Path) -> None:
    report = study.import_attributes(table(tmp_path, TABLE))
    assert report.owners == ["Şuşa", "easy.txt", "HARD", "third"]
    assert report.absent == ["left out"]
    assert report.problems == [
        FactProblem(6, "", "There is no document “nobody”."),
        FactProblem(7, "", "“easy” stands in line 3 too; that one counts."),
    ]
    assert kinds(study) == {
        "year": "number", "date": "date", "published": "yes_no", "outlet": "choice", "note": "text",
    }  # fmt: skip
    facts = {row["document"]: [row[f"attribute:{name}"] for name in kinds(study)] for row in study.documents()}
    assert facts["third"] == ["100", "2021-05", "no", "AA", "fourth"]
    assert facts["easy"] == ["2024", "2024", "no", "AA", "two\nlines"]
    assert facts["left out"] == ["", "", "", "", ""]
    assert study.check() == []
    study.undo()
    assert kinds(study) == {}


def test_importing_twice_changes_nothing(study: Project, tmp_path: Path) -> None:
    path = table(tmp_path, TABLE)
    study.import_attributes(path)
    before, edits = dump(study.store), study.info().edits
    assert study.import_attributes(path).stated == 0
    assert (dump(study.store), study.info().edits) == (before, edits)


def test_what_does_not_fit_a_known_kind_is_reported_with_its_line(study: Project, tmp_path: Path) -> None:
    study.add_attribute("outlet", "choice", ["APA"])
    study.add_attribute("year", "number")
    report = study.import_attributes(table(tmp_path, "name;Year;outlet\neasy;3,5;apa\nthird;soon;AA\n"))
    assert report.problems == [
        FactProblem(3, "Year", "“soon” is not a number. Write it like 12 or 3.5."),
        FactProblem(3, "outlet", "“AA” is none of the choices: APA."),
    ]
    facts = {row["document"]: (row["attribute:outlet"], row["attribute:year"]) for row in study.documents()}
    assert facts["easy"] == ("APA", "3.5")
    assert facts["third"] == ("", "")


def test_columns_without_or_of_one_title_are_reported(study: Project, tmp_path: Path) -> None:
    report = study.import_attributes(table(tmp_path, "name,a,a,,empty\neasy,1,2,3,\n"))
    assert report.problems == [
        FactProblem(0, "a", "There are two columns of this title; the first one counts."),
        FactProblem(0, "4", "The column has no title."),
    ]
    assert kinds(study) == {"a": "number"}


def test_a_workbook_gives_its_dates_and_numbers(study: Project, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["document", "when", "share"], ["easy", date(2024, 10, 21), 0.25], ["third", date(2023, 1, 2), 3]):
        sheet.append(row)
    book.save(tmp_path / "facts.xlsx")
    assert study.import_attributes(tmp_path / "facts.xlsx").problems == []
    facts = {row["document"]: (row["attribute:when"], row["attribute:share"]) for row in study.documents()}
    assert facts["easy"] == ("2024-10-21", "0.25")
    assert kinds(study) == {"when": "date", "share": "number"}


@pytest.mark.parametrize("kind", ["documents", "cases"])
def test_our_own_export_comes_back_and_changes_nothing(study: Project, tmp_path: Path, kind: str) -> None:
    study.import_attributes(table(tmp_path, TABLE))
    study.add_case("Türkiye", ["easy", "third"], {"members": "5"})
    study.export(kind, tmp_path / "out.csv")
    before = dump(study.store)
    report = study.import_attributes(tmp_path / "out.csv", of="case" if kind == "cases" else "document")
    assert (report.problems, report.stated) == ([], 0)
    assert dump(study.store) == before


def test_cases_are_made_with_their_documents(study: Project, tmp_path: Path) -> None:
    text = 'case,members,documents\nTürkiye,5,"easy\nnone"\nKazakhstan,7,\n'
    report = study.import_attributes(table(tmp_path, text), of="case")
    assert report.created == ["Türkiye", "Kazakhstan"]
    assert report.problems == [FactProblem(2, "documents", "There is no document “none”.")]
    assert [(row["case"], row["documents"], row["attribute:members"]) for row in study.cases()] == [
        ("Kazakhstan", "", "7"),
        ("Türkiye", "easy", "5"),
    ]


def test_twice_the_cases_take_twice_the_work(tmp_path: Path) -> None:
    def cost(cases: int) -> int:
        rows = "".join(f"case {number},{number}\n" for number in range(cases))
        path = table(tmp_path, f"case,members\n{rows}")
        with otsannot.new(tmp_path / f"{cases}.otsannot", coder="Ada") as project:
            return lines_run(lambda: project.import_attributes(path, of="case"))

    assert cost(400) < 2.2 * cost(200)


def test_a_table_about_nothing_here_is_refused(study: Project, tmp_path: Path) -> None:
    before = dump(study.store)
    with pytest.raises(OtsannotError, match="no row is about a document of this study"):
        study.import_attributes(table(tmp_path, "x,y\na,b\n"))
    with pytest.raises(OtsannotError, match="holds no table"):
        study.import_attributes(table(tmp_path, "alone\n"))
    assert dump(study.store) == before


def test_the_command_line_imports_attributes(
    study: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, TABLE)
    study.close()
    assert main(["attributes", str(study.path), str(path)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "year: number"
    assert err.splitlines() == [
        "otsannot: facts.csv, line 6: There is no document “nobody”.",
        "otsannot: facts.csv, line 7: “easy” stands in line 3 too; that one counts.",
    ]


@given(st.lists(st.lists(st.text(st.sampled_from('a"\t\n ğ𐰴')), min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_is_copied_is_pasted_back_equal(rows: list[list[str]]) -> None:
    assert pasted_cells(tab_separated(rows)) == rows


def test_a_quote_that_ends_nowhere_is_a_character() -> None:
    assert pasted_cells('5" gun\tx\n"open\ty\r\n"a\nb"\t"c ""d"""\n') == [
        ['5" gun', "x"],
        ['"open', "y"],
        ["a\nb", 'c "d"'],
    ]


def test_a_table_of_a_web_page_is_pasted_cell_by_cell() -> None:
    html = "<p>x</p><table><tr><th>name<th>year</tr><tr><td><b>Ada</b> L.</td><td>1<br>2</td></tr></table>"
    assert pasted_cells("nameyear", html) == [["name", "year"], ["Ada L.", "1\n2"]]
