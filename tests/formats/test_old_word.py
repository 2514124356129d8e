"""Old Word documents come in by what is in them, by way of LibreOffice, or with a sentence on what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from office_files import MEETING_PARTS, MEETING_TEXT, REFERENCE, only_text, parts_of, refusal, remarks_of

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_libreoffice
def test_an_old_document_comes_in_by_way_of_libreoffice() -> None:
    text = only_text(REFERENCE / "meeting.doc")
    assert text.text == MEETING_TEXT
    assert parts_of(text) == MEETING_PARTS
    assert [words for words, _author, _text, _created in remarks_of(text)] == ["ortaq yazı"]
    assert (text.name, text.source) == ("meeting", str(REFERENCE / "meeting.doc"))


@needs_libreoffice
def test_what_libreoffice_cannot_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes((REFERENCE / "meeting.doc").read_bytes()[:600])
    assert refusal(tmp_path / "a.doc") in (
        "LibreOffice cannot read a.doc. Save it as .docx where it was written, and import that.",
        "a.doc holds no text that can be read.",
    )


@pytest.mark.parametrize("name", ["meeting.rtf", "meeting.docx"])
def test_what_is_another_format_inside_is_read_as_that(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.doc").write_bytes((REFERENCE / name).read_bytes())
    assert only_text(tmp_path / "a.doc").text == MEETING_TEXT


def test_without_libreoffice_a_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes((REFERENCE / "meeting.doc").read_bytes())
    assert refusal(tmp_path / "a.doc") == (
        "a.doc is an old Word document. Save it as .docx in Word, or install LibreOffice, and import it again."
    )


def test_what_is_no_document_or_locked_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"words")
    old = bytearray((REFERENCE / "meeting.doc").read_bytes())
    old[old.index(b"\xec\xa5") + 11] |= 1
    (tmp_path / "b.doc").write_bytes(old)
    assert [refusal(path) for path in sorted(tmp_path.iterdir())] == [
        "a.doc is no Word document.",
        "b.doc is protected by a password. Save it without one where it was written, and import that.",
    ]
