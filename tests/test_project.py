"""The API: import, code, read, undo and export, as a script does it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from support import CODER, HARD_TEXT, dump

import otsannot
from otsannot.analysis.listings import ANNOTATION_COLUMNS, CODEBOOK_COLUMNS
from otsannot.errors import CancelledError, OtsannotError
from otsannot.exporting import EXPORTS
from otsannot.progress import Progress
from otsannot.project import Project

SCRIPTS = (
    "Latin abc",
    "ğışİ",
    "әңғү",
    "𐱅𐰇𐰼𐰜",
    "👩‍👩‍👧‍👦🇹🇷",
    "e\u0301a\u0308\u0323",
    "عربي עברית",
    "\r\n",
    "\r",
    "\n",
    "\t\u00a0\u2028",
)
"""Pieces of text in every script that positions must get right."""


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_text(rows: list[dict[str, object]]) -> list[dict[str, str]]:
    return [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


@given(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=12).map("x".join), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_coded_is_what_is_stored_and_exported(
    tmp_path_factory: pytest.TempPathFactory, written: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("positions")
    (folder / "text.txt").write_bytes(f"start {written}".encode())
    text = f"start {written}".replace("\r\n", "\n").replace("\r", "\n")
    with otsannot.new(folder / "study.otsannot", coder=CODER) as project:
        project.import_files([folder / "text.txt"])
        assert project.document_text("text") == text
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        guid = project.apply_code("text", start, end, "Code")
        for suffix in (".csv", ".xlsx"):
            project.export("annotations", folder / f"out{suffix}")
        (row,) = project.annotations()
    (exported,) = read_csv(folder / "out.csv")
    sheet = openpyxl.load_workbook(folder / "out.xlsx").worksheets[0]
    header, cells = sheet.iter_rows(values_only=True)
    in_sheet = dict(zip(header, cells, strict=True))
    assert (row["annotation_id"], row["start"], row["end"], row["text"]) == (guid, start, end, text[start:end])
    assert (exported["start"], exported["end"], exported["text"]) == (str(start), str(end), text[start:end])
    assert (in_sheet["start"], in_sheet["end"], unescape(str(in_sheet["text"]))) == (start, end, text[start:end])
    assert row["paragraph"] == text.count("\n", 0, start) + 1


def test_the_main_job_in_a_script(tmp_path: Path) -> None:
    (tmp_path / "speeches").mkdir()
    (tmp_path / "speeches" / "Aliyev 2022.txt").write_text("Our army is strong. Energy flows.", encoding="utf-8")
    with otsannot.new(tmp_path / "study.otsannot", coder="coder-1") as project:
        report = project.import_files([tmp_path / "speeches"])
        assert [(text.document, text.encoding, text.characters) for text in report.documents] == [
            ("Aliyev 2022", "utf-8", 33)
        ]
        assert report.problems == []
        project.apply_code("Aliyev 2022", 4, 8, "Security > Defence")
        project.apply_code("Aliyev", 4, 8, "Energy", comment="an army needs oil")
        project.apply_code("Aliyev 2022", 20, 26, "Energy")
        rows = project.annotations()
        assert [(r["start"], r["end"], r["text"], r["code_path"], r["comment"]) for r in rows] == [
            (4, 8, "army", "Energy", "an army needs oil"),
            (4, 8, "army", "Security > Defence", "an army needs oil"),
            (20, 26, "Energy", "Energy", ""),
        ]
        assert rows[0]["annotation_id"] == rows[1]["annotation_id"] != rows[2]["annotation_id"]
        assert project.info()[3:] == (1, 1, 0, 0, 33, 1, 3, 2, 3, 5, 1)
        project.undo()
        assert len(project.annotations()) == 2
        project.redo()
        assert project.annotations() == rows
        assert project.check() == []
    with otsannot.open(tmp_path / "study.otsannot") as again:
        assert again.annotations() == rows
        assert again.document_names() == ["Aliyev 2022"]


def test_the_columns_are_those_of_the_design(sample: Project) -> None:
    assert list(sample.annotations()[0]) == [
        "annotation_id", "document", "start", "end", "text", "code", "code_path", "coder", "weight", "comment",
        "paragraph", "created", "modified", "page", "speaker", "time", "heading", "attribute:title", "attribute:kind",
        "attribute:date", "attribute:source", "attribute:speaker", "attribute:state",
    ]  # fmt: skip
    assert list(sample.codebook()[0]) == [
        "code_id", "code", "code_path", "parent_path", "level", "colour", "brief_definition", "full_definition",
        "when_to_use", "when_not_to_use", "example", "memo", "annotations", "documents", "folder",
    ]  # fmt: skip
    assert (len(ANNOTATION_COLUMNS), len(CODEBOOK_COLUMNS)) == (17, 15)


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_export_read_back_is_what_the_project_holds(sample: Project, tmp_path: Path, kind: str) -> None:
    held = getattr(sample, kind)()
    for suffix in (".csv", ".xlsx"):
        written = sample.export(kind, tmp_path / f"{kind}{suffix}")
        assert (written.path, written.rows) == (tmp_path / f"{kind}{suffix}", len(held))
    assert read_csv(tmp_path / f"{kind}.csv") == as_text(held)
    frame = pandas.read_csv(tmp_path / f"{kind}.csv", dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == as_text(held)
    sheet = pandas.read_excel(tmp_path / f"{kind}.xlsx", dtype=str, keep_default_na=False, engine="openpyxl")
    assert [{name: unescape(cell) for name, cell in row.items()} for row in sheet.to_dict("records")] == as_text(held)
    assert pandas.DataFrame(held).shape == (len(held), len(held[0]))


def test_rows_are_ordered_by_document_place_code_and_coder(sample: Project) -> None:
    keys = [(r["document"], r["start"], r["end"], r["code_path"], r["coder"]) for r in sample.annotations()]
    assert keys == sorted(keys)


def test_a_passage_without_code_is_exported_with_an_empty_code(project: Project) -> None:
    project.annotate("hard", 5, 11, [], comment="no code yet")
    (row,) = project.annotations()
    assert (row["text"], row["code"], row["code_path"], row["coder"], row["comment"]) == (
        HARD_TEXT[5:11], "", "", CODER, "no code yet",
    )  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_codebook_export_comes_back_in_as_the_same_codebook(sample: Project, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"book{suffix}"
    sample.export("codebook", out)
    with otsannot.new(tmp_path / "other.otsannot") as other:
        assert len(other.import_codebook(out).new) == 55
        again = other.import_codebook(out)
        assert (again.new, again.filled, again.changed, len(again.equal)) == ([], [], [], 55)
        uses = ("annotations", "documents")
        assert _without(other.codebook(), uses) == _without(sample.codebook(), uses)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_codebook_is_written_to_be_read(sample: Project, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"book{suffix}"
    assert sample.export("codebook", out)[:2] == (out, 55)
    bare = out.read_bytes()
    assert sample.export("codebook", out, examples=True)[:2] == (out, 55)
    assert len(out.read_bytes()) > len(bare)


def test_the_appendix_shows_the_tree_its_counts_and_passages(sample: Project, tmp_path: Path) -> None:
    sample.export("codebook", tmp_path / "book.md", examples=True)
    text = (tmp_path / "book.md").read_text(encoding="utf-8")
    assert text.startswith(
        f"# Codebook: {sample.info().title}\n\n{date.today().isoformat()} · 55 codes · 429 annotations"
    )
    assert "\n- Security (5 annotations in 3 documents)\n  - Defence (6 annotations in 3 documents)\n" in text
    assert "\n### Defence\n\nSecurity \\> Defence · 6 annotations in 3 documents · " in text
    section = text[text.index("\n### Defence\n") :]
    quoted = [line[2:].rstrip("\\") for line in section[: section.index("\n#### ")].splitlines() if line[:2] == "> "]
    texts = {row["text"] for row in sample.annotations() if row["code_path"] == "Security > Defence"}
    assert len(quoted) == 6
    assert {line.replace("\\", "") for line in quoted[::2]} <= texts


def _without(rows: list[dict[str, object]], names: tuple[str, ...]) -> list[dict[str, object]]:
    return [{name: cell for name, cell in row.items() if name not in names} for row in rows]


def test_a_bad_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    files = {
        "good.txt": "Güvenlik".encode(),
        "turkish.txt": "İstanbul'da güvenlik ve savunma sanayii üzerine bir konuşma yapıldı.".encode("cp1254"),
        "empty.txt": b"",
        "binary.txt": bytes(range(256)),
        "same.md": "Güvenlik".encode(),
        "picture.png": b"\x89PNG\r\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "nothing").mkdir()
    paths = [tmp_path / name for name in (*files, "nothing", "missing.txt")]
    with otsannot.new(tmp_path / "study.otsannot") as project:
        report = project.import_files(paths)
        assert [(text.document, text.encoding) for text in report.documents] == [
            ("good", "utf-8"),
            ("turkish", "cp1254"),
        ]
        assert project.document_names() == ["good", "turkish"]
        assert project.document_text("turkish").startswith("İstanbul'da güvenlik")
    told = {problem.path.name: problem.sentence for problem in report.problems}
    assert set(told) == {"empty.txt", "binary.txt", "same.md", "picture.png", "nothing", "missing.txt"}
    assert len(set(told.values())) == 6
    assert all(name in sentence for name, sentence in told.items())
    assert "“good”" in told["same.md"]
    assert report.summary() == "2 documents came in. 6 files did not."


def test_a_second_document_of_a_name_gets_a_number(tmp_path: Path) -> None:
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Speech.txt").write_text(f"text {folder}", encoding="utf-8")
    with otsannot.new(tmp_path / "study.otsannot") as project:
        project.import_files([tmp_path / "a", tmp_path / "b", tmp_path / "c"])
        assert project.document_names() == ["Speech", "Speech (2)", "Speech (3)"]
        assert project.document_text("Speech (2)") == "text b"


def test_a_cancelled_import_leaves_nothing(project: Project, tmp_path: Path) -> None:
    class Impatient(Progress):
        steps = 0

        def advance(self, steps: int = 1) -> None:
            self.steps += steps
            if self.steps == 3:
                raise CancelledError

    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"text {number}", encoding="utf-8")
    before = dump(project.store)
    with pytest.raises(CancelledError):
        project.import_files([tmp_path], progress=Impatient())
    assert dump(project.store) == before


@pytest.mark.parametrize(
    ("document", "code", "sentence"),
    [
        ("Nobody", "Defence", "There is no document “Nobody”."),
        ("Sp", "Defence", "“Sp” may be any of “Speech A”, “Speech B”. Write the whole name."),
        ("", "Defence", "There is no document “”."),
        (
            "Speech A",
            "Defence",
            "“Defence” may be any of “Security > Defence”, “Sport > Defence”. Write the whole path.",
        ),
        ("Speech A", "", "A code needs a name."),
        ("Speech A", "a\nb", "The name of a code holds no line break and no “ > ”: 'a\\nb'."),
    ],
)
def test_a_name_that_fits_none_or_several_is_refused(
    project: Project, tmp_path: Path, document: str, code: str, sentence: str
) -> None:
    for name in ("Speech A", "Speech B"):
        (tmp_path / f"{name}.txt").write_text(f"text of {name}", encoding="utf-8")
    project.import_files([tmp_path / "Speech A.txt", tmp_path / "Speech B.txt"])
    project.apply_code("Speech A", 0, 4, "Security > Defence")
    project.apply_code("Speech A", 0, 4, "Sport > Defence")
    with pytest.raises(OtsannotError) as caught:
        project.apply_code(document, 0, 4, code)
    assert str(caught.value) == sentence


def test_an_unknown_export_or_suffix_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match="There is no export “tea”"):
        project.export("tea", tmp_path / "tea.csv")
    with pytest.raises(OtsannotError, match=r"must end in one of \.csv, \.xlsx, \.ods, \.parquet\.$"):
        project.export("annotations", tmp_path / "out.docx")
    with pytest.raises(
        OtsannotError, match=r"must end in one of \.csv, \.xlsx, \.ods, \.parquet, \.docx, \.html, \.md, \.qdc\.$"
    ):
        project.export("codebook", tmp_path / "book.pdf")
    with pytest.raises(OtsannotError, match=r"Examples go into a codebook that ends in one of \.docx, \.html, \.md\."):
        project.export("codebook", tmp_path / "book.csv", examples=True)
    assert not (tmp_path / "book.pdf").exists()


def test_positions_may_come_from_a_data_frame(project: Project) -> None:
    project.apply_code("hard", 5, 11, "Reader")
    frame = pandas.DataFrame(project.annotations())
    project.apply_code("hard", frame["start"].iloc[0], frame["end"].iloc[0], "Again")
    assert [(row["start"], row["end"], row["code"]) for row in project.annotations()] == [
        (5, 11, "Again"),
        (5, 11, "Reader"),
    ]


@pytest.mark.parametrize("coder", ["", " ", "x" * 501, "\udcff"])
def test_a_coder_that_cannot_be_is_refused_at_once(project: Project, tmp_path: Path, coder: str) -> None:
    for work in (
        lambda: otsannot.new(tmp_path / "other.otsannot", coder),
        lambda: otsannot.open(project.path, coder),
        lambda: project.apply_code("hard", 0, 4, "Reader", coder=coder),
    ):
        with pytest.raises(OtsannotError):
            work()
    assert not (tmp_path / "other.otsannot").exists()


def test_a_coder_is_called_the_same_in_the_history_and_in_the_table(project: Project) -> None:
    project.apply_code("hard", 0, 4, "Reader", coder=" Grace \n Hopper ")
    assert (project.history()[-1]["coder"], project.annotations()[0]["coder"]) == ("Grace Hopper", "Grace Hopper")


def test_a_script_says_what_language_a_document_is_in(project: Project) -> None:
    project.set_language("hard", "otk")
    assert [row["language"] for row in project.documents()] == ["otk"]


def test_memos_are_written_read_and_exported_as_a_journal(project: Project, tmp_path: Path) -> None:
    project.apply_code("hard", 0, 4, "Security > Defence")
    guid = project.write_memo("Why *now*?\n", title="On force", about_code="Defence")
    project.write_memo("Begun. 🌍", coder="Grace")
    project.write_memo("Short.", about_document="hard")
    rows = project.memos()
    assert [(r["about"], r["subject"], r["title"], r["text"], r["coder"]) for r in rows] == [
        ("code", "Security > Defence", "On force", "Why *now*?\n", CODER),
        ("project", "", "", "Begun. 🌍", "Grace"),
        ("document", "hard", "", "Short.", CODER),
    ]
    assert rows[0]["memo_id"] == guid
    assert project.export("memos", tmp_path / "journal.md").rows == 3
    written = (tmp_path / "journal.md").read_text(encoding="utf-8")
    assert [line for line in written.splitlines() if line.startswith("#")][2:] == ["### On force"]
    with pytest.raises(OtsannotError, match="about one thing"):
        project.write_memo("", about_document="hard", about_code="Defence")
    with pytest.raises(OtsannotError, match=r"must end in one of \.csv"):
        project.export("documents", tmp_path / "journal.md")
