"""A project is written valid and comes back equal, the same each time, and what others do not see is told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from qualcoder_rewriting import rewritten
from refi_files import faults, quotes, read_all
from studies import opener, plain, studies
from support import CODER, HARD_TEXT

import otsannot
from otsannot.formats.refi import write_study
from otsannot.formats.studies import StudyOptions
from otsannot.model.links import Target, written
from otsannot.model.structure import Part
from otsannot.model.study import (
    Loss,
    Study,
    StudyAttachment,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyMemo,
    StudyPassage,
)
from otsannot.project import Project

ADA, TEXT, JOY, GRIEF, PASSAGE, MEMO, CASE, CODING = (f"{n:08x}-0000-4000-8000-000000000000" for n in range(1, 9))
NOW = "2026-01-02T03:04:05Z"
SPACE = {"q": "urn:QDA-XML:project:1.0"}
UTF16 = StudyOptions(utf16=True)


def a_study(**others: object) -> Study:
    """A study of one text with one passage."""
    codes = [StudyCode(JOY, "joy", colour="#ff0000"), StudyCode(GRIEF, "grief", JOY, "#00ff00")]
    passage = StudyPassage(PASSAGE, ADA, 12, 20, "why", NOW, NOW, (StudyCoding(CODING, JOY, ADA, 80, NOW),))
    document = StudyDocument(TEXT, "hard", HARD_TEXT, "tr", "hard.txt", "utf-8", NOW, passages=(passage,))
    study = Study("study", CASE, NOW, [StudyCoder(ADA, "Ada", NOW)], codes, documents=[document])
    return replace(study, **others)  # type: ignore[arg-type]


def xml_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as zipped:
        return etree.fromstring(zipped.read("project.qde"))


@given(studies())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_study_is_written_valid_comes_back_equal_and_is_the_same_file_again(study: Study) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder, "study.qdpx")
        write_study(study, out)
        assert faults(out) == {}
        before = out.read_bytes()
        write_study(study, out)
        assert out.read_bytes() == before
        for options in (StudyOptions(), UTF16):
            write_study(study, out, options=options)
            back, documents = read_all(out)
            assert plain(replace(back, documents=documents)) == plain(study)
            assert back.losses == []


def test_the_sample_study_goes_out_and_comes_in_whole(sample: Project, tmp_path: Path) -> None:
    sample.export("project", tmp_path / "out.qdpx")
    assert faults(tmp_path / "out.qdpx") == {}
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        report = project.import_study(tmp_path / "out.qdpx")
        assert (report.losses, report.differences) == ([], [])
        assert project.annotations() == sample.annotations()
        assert project.codebook() == sample.codebook()
        assert sorted(map(str, project.memos())) == sorted(map(str, sample.memos()))
        assert not project.import_study(tmp_path / "out.qdpx", update=True).brings
        assert project.check() == []


def test_what_is_written_is_what_other_programs_read(tmp_path: Path) -> None:
    out = tmp_path / "out.qdpx"
    losses = write_study(a_study(), out)
    root = xml_of(out)
    [selection] = root.iterfind(".//q:PlainTextSelection", SPACE)
    assert selection.get("name") == HARD_TEXT[12:20]
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("12", "20")
    assert (selection.get("guid"), selection.get("creatingUser")) == (PASSAGE.upper(), ADA.upper())
    assert selection.findtext("q:Description", None, SPACE) == "why\n\nWeight of joy: 80"
    assert root.findtext(".//q:TextSource/q:Description", None, SPACE) == "Language: tr\nSource: hard.txt"
    with zipfile.ZipFile(out) as zipped:
        assert zipped.read(f"sources/{TEXT.upper()}.txt") == HARD_TEXT.encode()
    told = "Weights of codings, which other programs show in words, under the comment of the passage: 1."
    assert losses == [Loss("study", "", told)]


def test_nvivo_gets_positions_in_utf_16(tmp_path: Path) -> None:
    write_study(a_study(), tmp_path / "out.qdpx", options=UTF16)
    [selection] = xml_of(tmp_path / "out.qdpx").iterfind(".//q:PlainTextSelection", SPACE)
    wide = HARD_TEXT.encode("utf-16-le")
    start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    assert wide[2 * start : 2 * end].decode("utf-16-le") == HARD_TEXT[12:20]


def test_what_another_program_edited_counts_and_the_rest_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out.qdpx"
    write_study(a_study(), out)
    _edited(out, b"why\n\nWeight of joy: 80", b"because\n\nWeight of joy: 30")
    _edited(out, b"Language: tr\n", b"Language: az\n")
    _study, [document] = read_all(out)
    [passage] = document.passages
    assert (passage.comment, passage.codings[0].weight, document.language) == ("because", 30, "az")


def _edited(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    assert old in files["project.qde"]
    files["project.qde"] = files["project.qde"].replace(old, new)
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)


def test_originals_of_word_and_pdf_are_beside_their_texts_and_others_for_us_alone(tmp_path: Path) -> None:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as zipped:
        zipped.writestr("word/document.xml", "<a/>")
    files = [word.getvalue(), b"%PDF-1.7 ...", b"<html>"]
    documents = [
        StudyDocument(f"{n:08x}-0000-4000-8000-00000000000a", f"text {n}", f"text {n}", original=opener(content))
        for n, content in enumerate(files)
    ]
    losses = write_study(Study("s", documents=documents), tmp_path / "out.qdpx")
    root = xml_of(tmp_path / "out.qdpx")
    assert [source.get("richTextPath", "")[-5:] for source in root.iterfind(".//q:TextSource", SPACE)] == [".docx", ""]
    assert [source.get("path", "")[-4:] for source in root.iterfind(".//q:PDFSource", SPACE)] == [".pdf"]
    assert faults(tmp_path / "out.qdpx") == {}
    _study, back = read_all(tmp_path / "out.qdpx")
    assert [document.original().read() for document in back if document.original] == files
    told = "Original files that are neither Word nor PDF, which only otsannot sees: 1."
    assert losses == [Loss("study", "", told)]


def test_attachments_go_out_as_what_they_are(tmp_path: Path) -> None:
    kinds = {"image/png": "PictureSource", "audio/mpeg": "AudioSource", "video/mp4": "VideoSource", "text/csv": ""}
    attachments = [
        StudyAttachment(f"{n:08x}-0000-4000-8000-00000000000b", f"file {n}", kind, "", "", NOW, opener(b"bytes"))
        for n, kind in enumerate(kinds)
    ]
    losses = write_study(Study("s", attachments=attachments), tmp_path / "out.qdpx")
    sources = [etree.QName(source).localname for source in xml_of(tmp_path / "out.qdpx").iterfind("q:Sources/*", SPACE)]
    assert sources == [name for name in kinds.values() if name]
    assert [(loss.kind, loss.name) for loss in losses] == [("attachment", "file 3")]
    study, [] = read_all(tmp_path / "out.qdpx")
    assert plain(study)["attachments"] == plain(Study("s", attachments=attachments))["attachments"]


def test_memos_are_notes_and_their_links_are_links(tmp_path: Path) -> None:
    text = f"See {written('joy', Target('code', JOY))} and {written('it', Target('annotation', PASSAGE))}."
    memos = [StudyMemo(MEMO, ADA, "on the case", text, "case", CASE, NOW, NOW)]
    study = a_study(memos=memos, cases=[StudyCase(CASE, "Ankara", (TEXT,))])
    write_study(study, tmp_path / "out.qdpx")
    root = xml_of(tmp_path / "out.qdpx")
    ends = [(link.get("originGUID"), link.get("targetGUID")) for link in root.iterfind(".//q:Link", SPACE)]
    note = root.find(".//q:Note", SPACE)
    assert note is not None
    assert ends == [(note.get("guid"), guid.upper()) for guid in (CASE, JOY, PASSAGE)]
    assert root.findtext(".//q:Case/q:Description", None, SPACE) == text
    back, documents = read_all(tmp_path / "out.qdpx")
    assert plain(replace(back, documents=documents)) == plain(study)


def test_one_guid_for_a_case_and_a_code_becomes_two(tmp_path: Path) -> None:
    study = a_study(cases=[StudyCase(JOY, "Ankara", (TEXT,))])
    write_study(study, tmp_path / "out.qdpx")
    assert faults(tmp_path / "out.qdpx") == {}


def test_what_qualcoder_keeps_comes_back(tmp_path: Path) -> None:
    codes = [
        StudyCode(JOY, "joy", None, "#ff0000", brief_definition="gladness", when_to_use="When glad.", memo="Mine."),
        StudyCode(GRIEF, "grief", JOY, "#00ff00"),
    ]
    study = a_study(codes=codes, cases=[StudyCase(CASE, "Ankara", (TEXT,))])
    write_study(study, tmp_path / "out.qdpx")
    back, [document] = read_all(rewritten(tmp_path / "out.qdpx", tmp_path / "again.qdpx"))
    kept = ("name", "colour", "brief_definition", "when_to_use", "memo")
    assert [[getattr(code, key) for key in kept] for code in back.codes] == [
        [getattr(code, key) for key in kept] for code in codes
    ]
    assert back.codes[1].parent == back.codes[0].guid
    assert (document.text, document.language, quotes(document)) == (HARD_TEXT, "tr", [HARD_TEXT[12:20]])
    [passage] = document.passages
    assert (passage.comment, passage.codings[0].weight) == ("why", 80)
    assert [coder.name for coder in back.coders] == ["Ada"]
    assert [(case.name, case.documents) for case in back.cases] == [("Ankara", (document.guid,))]
    assert back.losses == []


def test_parts_of_a_text_are_dropped_when_another_program_changed_it(tmp_path: Path) -> None:
    document = StudyDocument(TEXT, "t", "A heading\nA text", parts=(Part(0, 9, "heading", "1"),))
    write_study(Study("s", documents=[document]), tmp_path / "out.qdpx")
    with zipfile.ZipFile(tmp_path / "out.qdpx") as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    with zipfile.ZipFile(tmp_path / "out.qdpx", "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, b"Another text" if name.endswith(".txt") else content)
    _study, [back] = read_all(tmp_path / "out.qdpx")
    assert (back.text, back.parts) == ("Another text", ())


def test_a_source_of_any_size_is_copied_piece_by_piece(tmp_path: Path) -> None:
    class Zeros(io.RawIOBase):
        """Fifty megabytes that count how much is asked for at once."""

        largest, left = 0, 50_000_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            count = min(len(buffer), self.left)
            Zeros.largest, self.left = max(Zeros.largest, len(buffer)), self.left - count
            buffer[:count] = bytes(count)
            return count

    attachment = StudyAttachment(TEXT, "film", "video/mp4", file=partial(io.BufferedReader, Zeros()))  # type: ignore[arg-type]
    write_study(Study("s", attachments=[attachment]), tmp_path / "out.qdpx")
    assert Zeros.largest <= 1 << 20
    study, [] = read_all(tmp_path / "out.qdpx")
    assert plain(study)["attachments"][0][-1] == bytes(50_000_000) + b"."


def test_an_export_that_fails_leaves_what_stood_there(tmp_path: Path) -> None:
    def documents() -> object:
        yield StudyDocument(TEXT, "t", "text")
        raise RuntimeError

    out = tmp_path / "out.qdpx"
    out.write_bytes(b"before")
    with pytest.raises(RuntimeError):
        write_study(Study("s", documents=documents()), out)  # type: ignore[arg-type]
    assert out.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [out]
