"""What files hold comes in whole, in one edit, and whatever becomes of one file the others come in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from support import CODER, child_processes, dump

from otsannot.errors import CancelledError, OtsannotError
from otsannot.formats import READERS
from otsannot.formats.workers import LIMITS
from otsannot.importing import Wishes, import_paths
from otsannot.model.structure import Part
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import attributes, documents, layers
from otsannot.store.rows import raw


@pytest.fixture(autouse=True)
def other_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, ".bad", "readers.misbehaving")


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_all_that_a_file_says_is_kept(project: Project, tmp_path: Path) -> None:
    report = project.import_files([written(tmp_path / "talk.bad", "everything")])
    (came,) = report.documents
    assert (came.document, came.language, came.parts, came.told) == (
        "talk",
        "en",
        (("heading", 1), ("speaker", 2)),
        ("One picture was left out.",),
    )
    row = next(row for row in project.documents() if row["document"] == "talk")
    assert (row["attribute:date"], row["attribute:words"], row["attribute:title"]) == ("2024-10-21", "8", "talk")
    assert (row["groups"], row["cases"]) == ("Interviews", "Anna's office")
    with project.read() as session:
        kinds = {found.name: found.kind for found in attributes.rows(session)}
    assert kinds == {"date": "date", "words": "number", "title": "text"}
    (case,) = project.cases()
    assert (case["attribute:state"], case["attribute:seats"]) == ("Türkiye", "12")
    found = [(r["start"], r["end"], r["text"], r["coder"], r["comment"]) for r in project.annotations()]
    assert found == [
        (14, 16, "We", "Ayla", "who?\n\nboth sides"),
        (27, 42, "Ben: So did we.", CODER, "this line"),
    ]
    with project.read() as session:
        number = documents.find_document(session, "talk").id
        assert layers.structure(session, number).parts[0] == Part(0, 7, "heading", "1")
    assert project.check() == []


def test_a_batch_is_one_edit_that_can_be_taken_back_and_done_again(project: Project, tmp_path: Path) -> None:
    before = dump(project.store)
    paths = [written(tmp_path / f"{n}.bad", "everything" if n == 1 else f"text {n}") for n in range(3)]
    project.import_files([*paths, written(tmp_path / "plain.txt", "plain")])
    after = dump(project.store)
    assert [text for text in project.document_names() if text != "hard"] == ["0 1", "1", "2 1", "plain"]
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after


def test_comments_in_the_margin_can_be_left_out(project: Project, tmp_path: Path) -> None:
    project.import_files([written(tmp_path / "talk.bad", "everything")], remarks=False)
    assert list(project.annotations()) == []


def test_a_fact_that_does_not_fit_its_attribute_is_told(project: Project, tmp_path: Path) -> None:
    project.add_attribute("title", "number")
    (came,) = project.import_files([written(tmp_path / "talk.bad", "everything")]).documents
    assert came.told[1:] == ("The attribute “title” was not stated: “talk” is not a number. Write it like 12 or 3.5.",)


def test_one_bad_file_stops_no_other(project: Project, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{word}.bad", word) for word in ("hang", "crash", "refuse", "good", "fill memory")]
    wishes = Wishes(limits=LIMITS._replace(seconds=2))
    report = import_paths(project.store, CODER, [*paths, written(tmp_path / "last.txt", "plain")], wishes)
    assert [text.document for text in report.documents] == ["good 1", "last"]
    assert [problem.path.stem for problem in report.problems] == ["hang", "crash", "refuse", "fill memory"]
    assert report.summary() == "2 documents came in. 4 files did not."
    assert all(str(problem.path) in problem.sentence for problem in report.problems)


def test_a_file_that_asks_for_a_password_is_marked_and_opened_with_it(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.bad", "locked")
    (problem,) = project.import_files([path]).problems
    assert problem.locked
    assert [text.document for text in project.import_files([path], password="key").documents] == ["a 1"]


def test_an_import_that_is_stopped_half_way_leaves_nothing(project: Project, tmp_path: Path) -> None:
    class Stopping(Progress):
        done = 0

        def advance(self, steps: int = 1) -> None:
            self.done += steps
            if self.done == 3:
                raise CancelledError

    before, processes = dump(project.store), child_processes()
    paths = [written(tmp_path / f"{n}.bad", f"text {n}") for n in range(9)]
    with pytest.raises(CancelledError):
        project.import_files(paths, progress=Stopping())
    assert dump(project.store) == before
    assert child_processes() == processes


def test_a_dry_run_tells_all_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    before = dump(project.store)
    report = project.import_files([written(tmp_path / "talk.bad", "everything")], dry_run=True)
    assert report.documents[0].beginning == "A title\nAnna: We agreed. 👍\nBen: So did we."
    assert dump(project.store) == before


def test_the_language_of_a_text_is_found(project: Project, tmp_path: Path) -> None:
    turkish = "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar."
    paths = [
        written(tmp_path / "a.txt", turkish),
        written(tmp_path / "b.bad", turkish + "!"),
        written(tmp_path / "c.txt", "?"),
    ]
    report = project.import_files(paths)
    assert [text.language for text in report.documents] == ["tr", "tr", ""]


# The original files


@pytest.mark.parametrize("name", ["a.txt", "windows.txt", "marked.txt", "turkish.txt", "talk.bad"])
def test_the_original_comes_back_byte_for_byte(project: Project, tmp_path: Path, name: str) -> None:
    texts = {
        "a.txt": "Plain 👍\n𐱅𐰇𐰼𐰜".encode(),
        "windows.txt": b"one\r\ntwo\r\n",
        "marked.txt": "one".encode("utf-8-sig"),
        "turkish.txt": "Şuşa'da ışık: çağrı, gönül, üğüm.".encode("cp1254"),
        "talk.bad": b"words",
    }
    (tmp_path / name).write_bytes(texts[name])
    (came,) = project.import_files([tmp_path / name]).documents
    project.save_original(came.document, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == texts[name]
    assert project.info().originals == 1
    assert project.check() == []


def test_a_plain_text_is_kept_once_and_its_original_outlives_a_correction(project: Project, tmp_path: Path) -> None:
    project.import_files([written(tmp_path / "a.txt", "one two")])
    with project.read() as session:
        assert next(raw(session, "SELECT count(*) FROM original_piece")) == (0,)
    project.correct_text("a", "one 2")
    project.save_original("a", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"one two"


def test_who_keeps_no_originals_is_told_so(project: Project, tmp_path: Path) -> None:
    project.import_files([written(tmp_path / "a.txt", "one"), written(tmp_path / "b.bad", "two")], originals=False)
    assert project.info().originals == 0
    with pytest.raises(OtsannotError, match=r"The file that “a” came from was not kept\."):
        project.save_original("a", tmp_path / "out")


def test_a_file_of_many_texts_is_kept_once(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "many.bad", "one", "two", "three")
    project.import_files([path])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with project.read() as session:
        hashes = [row.original_sha256 for row in documents.rows(session) if row.name.startswith("many")]
    assert hashes == [digest] * 3


def test_a_damaged_original_is_named_by_check(project: Project, tmp_path: Path) -> None:
    project.import_files([written(tmp_path / "b.bad", "two")])
    with project.store._write() as session:  # as a faulty disk would
        session.connection().exec_driver_sql("UPDATE original_piece SET data = x'00'")
        session.commit()
    assert project.check() == ["The original file of “b 1” is not the one that was kept."]


# The same again, and changed


def test_a_file_that_is_known_is_not_read_again(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.bad", "one")
    project.import_files([path])
    before = dump(project.store)
    path.rename(tmp_path / "b.bad")
    (problem,) = project.import_files([tmp_path / "b.bad"]).problems
    assert problem.sentence == f"{tmp_path / 'b.bad'} is the file that “a 1” came from, so it was not imported again."
    assert dump(project.store) == before


def test_a_file_is_known_when_its_document_was_corrected(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "one tow")
    project.import_files([path])
    project.correct_text("a", "one two")
    report = project.import_files([path], update=True)
    assert (report.documents, report.changed) == ([], [])
    assert [problem.sentence for problem in report.problems] == [
        f"{path} is the file that “a” came from, so it was not imported again."
    ]
    assert project.document_text("a") == "one two"


def test_a_file_that_has_changed_is_offered_as_a_correction(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "We agreed on an alphabet of 34 leters.")
    project.import_files([path])
    project.apply_code("a", 16, 24, "Alphabet")
    before = dump(project.store)
    written(path, "Today we agreed on an alphabet of 34 letters.")
    report = project.import_files([path])
    assert report.summary() == "Nothing new came in. 1 document has changed in its file."
    (changed,) = report.changed
    assert changed.sentence() == (
        "“a” has changed in its file since it came in. Corrected from it, 1 annotation moves."
    )
    assert dump(project.store) == before

    report = project.import_files([path], update=True)
    assert report.summary() == "1 correction came in."
    assert report.changed[0].sentence() == "“a” was corrected from its file: 1 annotation moves."
    (row,) = project.annotations()
    assert (row["start"], row["end"], row["text"]) == (22, 30, "alphabet")
    project.save_original("a", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == path.read_bytes()
    after = dump(project.store)
    project.undo()
    assert dump(project.store) == before
    project.redo()
    assert dump(project.store) == after


def test_a_correction_that_takes_words_from_annotations_waits_for_a_word(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "One alphabet. Two corridors.")
    project.import_files([path])
    project.apply_code("a", 4, 12, "Alphabet")
    written(path, "Two corridors.")
    report = project.import_files([path], update=True)
    assert [(changed.corrected, len(changed.outcome.lost)) for changed in report.changed] == [(False, 1)]
    assert project.document_text("a") == "One alphabet. Two corridors."
    report = project.import_files([path], update=True, remove_lost=True)
    assert [changed.corrected for changed in report.changed] == [True]
    assert project.document_text("a") == "Two corridors."


def test_a_changed_file_of_many_texts_corrects_each_by_its_name(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "many.bad", "one", "two")
    project.import_files([path])
    written(path, "one", "two more", "three")
    report = project.import_files([path], update=True)
    assert [(changed.document, changed.corrected) for changed in report.changed] == [("many 2", True)]
    assert [text.document for text in report.documents] == ["many 3"]
    assert project.document_text("many 2") == "two more"


def test_a_file_that_goes_meanwhile_is_named(project: Project, tmp_path: Path) -> None:
    class Removing(Progress):
        def advance(self, steps: int = 1) -> None:
            (tmp_path / "b.txt").unlink(missing_ok=True)

    paths = [written(tmp_path / "a.txt", "one"), written(tmp_path / "b.txt", "two")]
    report = project.import_files(paths, progress=Removing())
    assert [text.document for text in report.documents] == ["a"]
    assert [problem.sentence for problem in report.problems] == [f"{tmp_path / 'b.txt'} does not exist."]
