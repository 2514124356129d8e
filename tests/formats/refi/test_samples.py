"""Projects as real programs write them come in whole, and broken ones as far as they are sound."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from refi_files import SOURCE, faults, project_file, quotes, read_all
from studies import plain

from otsannot.errors import OtsannotError
from otsannot.formats.refi import write_study
from otsannot.formats.studies import StudyOptions

DIALECTS = {
    "1_standard": ("code points, as the standard says", "recorded quotations that fit so: 5 of 5"),
    "2_nvivo-windows": ("UTF-16 units, as NVivo counts, CRLF as two characters", "as is usual for"),
    "4_crlf-as-one": (
        "code points, as the standard says, CRLF as one character",
        "recorded quotations that fit so: 9 of 9",
    ),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_says_the_same_and_the_report_names_how_it_counts(shared: Path, dialect: str) -> None:
    samples = shared / "samples" / "refi"
    expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))
    study, documents = read_all(samples / f"five-ways_{dialect}.qdpx")
    coders = {coder.guid: coder.name for coder in study.coders}
    codes = {code.guid: code.name for code in study.codes}
    segments = [
        {
            "source": document.name,
            "start": passage.start,
            "end": passage.end,
            "text": document.text[passage.start : passage.end],
            "codes": sorted(codes[coding.code] for coding in passage.codings),
            "user": coders[passage.coder],
            "comment": passage.comment,
        }
        for document in documents
        for passage in document.passages
    ]
    assert {document.name: document.text for document in documents} == expected["texts"]
    assert sorted(segments, key=_place) == sorted(expected["segments"], key=_place)
    assert sorted(codes.values()) == expected["codes"]
    assert [code.name for code in study.codes if code.is_folder] == expected["not_codable"]
    assert study.losses == []
    [told] = [sentence for sentence in study.told if "anna" in sentence]
    assert all(part in told for part in DIALECTS[dialect])


def test_of_a_file_with_everything_each_thing_comes_or_is_named(shared: Path) -> None:
    study, documents = read_all(shared / "samples" / "refi" / "everything.qdpx")
    assert [(document.name, quotes(document)) for document in documents] == [
        ("Anna", ["really", documents[0].text]),
        ("inline text", ["inside the XML"]),
        ("doc", ["portable"]),
        ("John.m4a", ["two "]),
    ]
    assert [part.value for part in documents[3].parts] == ["00:00:00.000", "00:00:01.500", "00:00:02.500"]
    assert [(one.name, one.kind, one.subject) for one in study.attributes] == [
        ("a Text", "text", "document"),
        ("a Text", "text", "case"),
        ("a Boolean", "yes_no", "case"),
        ("a Integer", "number", "case"),
        ("a Float", "number", "case"),
        ("a Date", "date", "case"),
        ("a DateTime", "text", "case"),
    ]
    assert [*study.cases[0].values.values()] == ["Rome", "yes", "42", "3.14", "2026-01-02", "2026-01-02T03:04:05Z"]
    comment = "comment on the selection\n\nnote sel\nmemo on a selection\n\nnote coding\nwhy this coding"
    assert documents[0].passages[0].comment.startswith(comment)
    titles = {memo.title for memo in study.memos}
    assert titles >= {"note doc", "note code", "note project", "Links", "Set a set", "Codes of this case"}
    assert [(one.name, one.media_type, bool(one.file)) for one in study.attachments] == [
        ("pic.png", "image/png", True),
        ("doc", "application/pdf", False),
        ("John.m4a", "audio/mp4", False),
        ("Group.mp4", "video/mp4", False),
    ]
    assert [(loss.kind, loss.name) for loss in study.losses] == [
        ("graph", "a map"),
        ("passage", "pic.png: PictureSelection"),
        ("passage", "doc: area"),
        ("passage", "John.m4a: 00:01.5"),
        ("passage", "Group.mp4: none"),
    ]


@pytest.mark.parametrize(
    "name",
    ["everything", "five-ways_2_nvivo-windows", "five-ways_4_crlf-as-one", "generated_qualcoder-3.9dev"],
)
def test_what_came_from_elsewhere_goes_out_valid_and_comes_back_equal(shared: Path, tmp_path: Path, name: str) -> None:
    study, documents = read_all(shared / "samples" / "refi" / f"{name}.qdpx")
    for options in (StudyOptions(), StudyOptions(utf16=True)):
        write_study(replace(study, documents=documents), tmp_path / "out.qdpx", options=options)
        if not options.utf16:
            assert faults(tmp_path / "out.qdpx") == {}
        again, texts = read_all(tmp_path / "out.qdpx")
        before, after = plain(replace(study, documents=documents)), plain(replace(again, documents=texts))
        assert {**after, "study": before["study"]} == before


def test_what_qualcoder_gets_wrong_is_put_right(shared: Path) -> None:
    study, documents = read_all(shared / "samples" / "refi" / "generated_qualcoder-3.9dev.qdpx")
    [anna, rich] = documents
    assert [case.documents for case in study.cases] == [(anna.guid,)], "found by the copy of the text in the archive"
    annotation = anna.passages[-1]
    assert (annotation.start, annotation.end, annotation.comment) == (0, 11, "an annotation")
    assert quotes(rich) == ["family emoji\nend"]
    assert {coder.name for coder in study.coders} == {"ann", "bob", "Unknown coder"}
    assert [code.name for code in study.codes if code.is_folder] == ["Feelings", "Inner"]


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_text_that_lies_in_its_file_alone_is_read_by_the_reader_of_such_files(
    shared: Path, tmp_path: Path, suffix: str
) -> None:
    content = (shared / "samples" / "convert" / f"base.{suffix}").read_bytes()
    source = {
        "pdf": f'<PDFSource guid="{SOURCE}" name="base.pdf" path="internal://base.pdf"/>',
        "docx": f'<TextSource guid="{SOURCE}" name="base.docx" richTextPath="internal://base.docx"/>',
    }
    path = project_file(
        tmp_path / "a.qdpx", f"<Sources>{source[suffix]}</Sources>", {f"sources/base.{suffix}": content}
    )
    study, [document] = read_all(path)
    assert document.name == "base"
    assert len(document.text.splitlines()) > 3
    assert "“base”: its text was read from the file beside it." in study.told
    assert document.original is not None
    with document.original() as original:
        assert original.read() == content


def test_a_pdf_that_cannot_be_read_is_named_and_kept(tmp_path: Path) -> None:
    inside = f'<Sources><PDFSource guid="{SOURCE}" name="a.pdf" path="internal://a.pdf"/></Sources>'
    study, [document] = read_all(project_file(tmp_path / "a.qdpx", inside, {"sources/a.pdf": b"%PDF-1.4 and no more"}))
    assert (document.text, [(loss.kind, loss.name) for loss in study.losses]) == ("", [("document", "a")])
    assert "sources/a.pdf" in study.losses[0].reason
    assert document.original is not None


BROKEN: dict[str, tuple[str, str]] = {
    "guid-dup": ("code", "another code has its GUID, and it got a new one"),
    "ref_code": ("coding", "the code 5eed42aa-e2f6-5ec0-9e27-8f100fe025a7 of one of its codings is not in the project"),
    "zip_slip": ("file", "its name leads out of the archive, and it was left alone"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_broken_file_the_fault_is_named_and_the_rest_comes_in(shared: Path, name: str) -> None:
    study, documents = read_all(shared / "samples" / "refi" / f"broken_{name}.qdpx")
    assert len(documents) == 4
    assert BROKEN[name] in [(loss.kind, loss.reason) for loss in study.losses]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ref_user", "Users who made something and are not listed (1): they became “Unknown coder”."),
        ("text_latin1", "“Anna”: it is not UTF-8 and was read as cp1254."),
        ("offset_past-end", "Passages that did not lie where their words stand, and were put there (1): “really”."),
        ("schema_order", "Notes on passages, which became their comments (2): “note coding”, “note sel”."),
    ],
)
def test_a_broken_file_that_can_be_read_says_how(shared: Path, name: str, told: str) -> None:
    study, documents = read_all(shared / "samples" / "refi" / f"broken_{name}.qdpx")
    assert len(documents) == 4
    assert told in study.told


@pytest.mark.parametrize(
    ("name", "told"),
    [("xml_entity-bomb", "defines a document type"), ("zip_truncated", "is no project archive (.qdpx), or is damaged")],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(shared: Path, name: str, told: str) -> None:
    with pytest.raises(OtsannotError, match=name) as caught:
        read_all(shared / "samples" / "refi" / f"broken_{name}.qdpx")
    assert told in str(caught.value)


def _place(segment: dict[str, Any]) -> tuple[str, int, int]:
    return segment["source"], segment["start"], segment["end"]


def test_the_areas_of_a_pdf_are_as_old_as_the_pdf(shared: Path) -> None:
    study, _documents = read_all(shared / "samples" / "refi" / "everything.qdpx")
    assert {attachment.created for attachment in study.attachments} == {"2026-01-02T03:04:05Z"}
