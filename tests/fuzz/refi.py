"""Projects and codebooks of REFI-QDA: one of ours with everything in it, and one as other programs write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from otsannot.formats.codebook import read_codebook
from otsannot.formats.refi import read_study, write_study
from otsannot.model.structure import Part
from otsannot.model.study import (
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)

_TEXT = "Birlik 😀 ve dostluk.\r\n𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 was here.\n"
_NOW = "2026-01-02T03:04:05Z"
_XML = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="study" origin="NVivo">
<Users><User guid="{u}" name="ann"/></Users>
<CodeBook><Codes><Code guid="{c}" name="joy" isCodable="true" color="#fc0"><Code guid="{d}" name="mirth"/></Code>
</Codes></CodeBook>
<Variables><Variable guid="{v}" name="Cases:Age" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="{c}" name="Ann">
<VariableValue><VariableRef targetGUID="{v}"/><IntegerValue>3</IntegerValue></VariableValue>
<SourceRef targetGUID="{s}"/><SelectionRef targetGUID="{p}"/></Case></Cases>
<Sources><TextSource guid="{s}" name="a.docx" plainTextPath="internal://a.txt">
<PlainTextSelection guid="{p}" name="" startPosition="7" endPosition="9">
<Coding guid="{k}" creatingUser="{u}"><CodeRef targetGUID="{c}"/><NoteRef targetGUID="{n}"/></Coding>
</PlainTextSelection></TextSource>
<AudioSource guid="{a}" path="relative:///x.mp3"><Transcript guid="{t}"><PlainTextContent>one two</PlainTextContent>
<SyncPoint guid="{y}" timeStamp="0" position="0"/><SyncPoint guid="{z}" timeStamp="900" position="3"/>
<TranscriptSelection guid="{q}" fromSyncPoint="{y}" toSyncPoint="{z}"/></Transcript></AudioSource></Sources>
<Notes><Note guid="{n}"><PlainTextContent>why</PlainTextContent></Note></Notes>
<Links><Link guid="{l}" originGUID="{c}" targetGUID="{d}"/></Links>
<Sets><Set guid="{e}" name="set"><MemberSource targetGUID="{s}"/><MemberCode targetGUID="{c}"/></Set></Sets>
</Project>"""


def samples() -> dict[str, bytes]:
    """Files by name."""
    guids = {
        name: f"{number:08X}-0000-4000-8000-000000000000" for number, name in enumerate("ucdvspknatyzqle", start=1)
    }
    xml = _XML.format(**guids)
    book = xml.partition("<CodeBook>")[2].partition("</CodeBook>")[0]
    return {
        "ours.qdpx": _ours(),
        "theirs.qdpx": _packed({"project.qde": xml.encode(), "Sources/a.txt": _TEXT.encode("utf-8-sig")}),
        "theirs.qdc": f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{book}</CodeBook>'.encode(),
    }


def check(path: Path) -> None:
    """Read a file to its end. Raises AssertionError when something in it does not hold what it says."""
    if path.suffix == ".qdc":
        for draft in read_codebook(path).drafts:
            assert all(draft.path)
        return
    study = read_study(path)
    coders, codes = {coder.guid for coder in study.coders}, {code.guid for code in study.codes}
    for document in study.documents:
        for passage in document.passages:
            assert 0 <= passage.start < passage.end <= len(document.text), passage
            assert passage.coder in coders
            assert all(coding.code in codes and coding.coder in coders for coding in passage.codings)
        if document.original is not None:
            with document.original() as file:
                file.read()
    for attachment in study.attachments:
        if attachment.about:
            etree.fromstring(attachment.about)
        if attachment.file is not None:
            with attachment.file() as file:
                file.read()
    assert {memo.coder for memo in study.memos} <= coders
    assert all(loss.reason for loss in study.losses)


def _ours() -> bytes:
    guid = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(20)]
    coding = StudyCoding(guid[3], guid[2], guid[1], 50, _NOW)
    passage = StudyPassage(guid[4], guid[1], 0, 8, "why", _NOW, _NOW, (coding,))
    study = Study(
        "study",
        guid[0],
        _NOW,
        [StudyCoder(guid[1], "Ada", _NOW)],
        [StudyCode(guid[2], "joy", colour="#ff0000", digit=1, brief_definition="b", memo="m", created=_NOW)],
        [StudyAttribute(guid[5], "kind", "document", "choice", ("a", "b"))],
        [
            StudyDocument(
                guid[6], "text", _TEXT.replace("\r", ""), "tr", "x.txt", "utf-8", _NOW,
                (Part(0, 8, "heading", "1"),), {guid[5]: "a"}, (passage,), lambda: io.BytesIO(b"<html>"),
            )
        ],
        [StudyGroup(guid[7], "group", (guid[6],))],
        [StudyCase(guid[8], "Ankara", (guid[6],), {}, _NOW)],
        [StudyMemo(guid[9], guid[1], "memo", "text", "case", guid[8], _NOW, _NOW)],
        [StudyAttachment(guid[10], "picture", "image/png", "", "", _NOW, lambda: io.BytesIO(b"PNG"))],
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        write_study(study, Path(folder, "ours.qdpx"))
        return Path(folder, "ours.qdpx").read_bytes()


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return packed.getvalue()
