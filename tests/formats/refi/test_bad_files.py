"""A file that is damaged, forged or absurd gives a sentence or a report, in bounded time and memory, no more."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from refi_files import CODE, coded_text, project_file, quotes, read_all, selection
from support import dump

from otsannot.errors import OtsannotError
from otsannot.project import Project

TEXT = {"sources/a.txt": b"One day we met."}
GOOD = coded_text(selection(0, 7, "One day"))
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


def refusal(path: Path) -> str:
    with pytest.raises(OtsannotError) as caught:
        read_all(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no project archive (.qdpx), or is damaged"),
        (b"PK\x03\x04 and no more", "is no project archive (.qdpx), or is damaged"),
        (b"SQLite format 3\0", "is no project archive (.qdpx), or is damaged"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.qdpx"
    path.write_bytes(content)
    assert told in refusal(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "does not exist, or is no file" in refusal(tmp_path / "a.qdpx")
    (tmp_path / "folder.qdpx").mkdir()
    assert "does not exist, or is no file" in refusal(tmp_path / "folder.qdpx")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "holds no project: there is no project.qde in it"),
        ({"sources/a.txt": b"x"}, "holds no project: there is no project.qde in it"),
        ({"a.qde": b"<a/>", "b.qde": b"<a/>"}, "holds several projects: a.qde, b.qde"),
        ({"project.qde": b""}, "is damaged: there is nothing in it"),
        ({"project.qde": b"<Project"}, "is damaged"),
        ({"project.qde": b"<Project>&nothing;</Project>"}, "is damaged"),
        ({"project.qde": b"<Other/>"}, "holds no project, but Other"),
        ({"project.qde": b"\xff\xfe\xff\xff"}, "is damaged"),
        ({"project.qde": b'<?xml version="1.0" encoding="klingon"?><Project/>'}, "is damaged"),
        ({"project.qde": DOCTYPE.encode() + b"<Project name='&a;'>&b;</Project>"}, "defines a document type"),
        ({"project.qde": (DOCTYPE + "<Project/>").encode("utf-16")}, "defines a document type"),
    ],
)
def test_an_archive_without_one_sound_project_is_refused(tmp_path: Path, files: dict[str, bytes], told: str) -> None:
    assert told in refusal(archive(tmp_path / "a.qdpx", files))


@pytest.mark.parametrize("nested", [300, 10_000])
def test_codes_nested_without_end_are_refused_or_come_in_flat(tmp_path: Path, nested: int) -> None:
    opened = "".join(f'<Code guid="{number}" name="n" isCodable="true">' for number in range(nested))
    path = project_file(tmp_path / "a.qdpx", f"<CodeBook><Codes>{opened}{'</Code>' * nested}</Codes></CodeBook>")
    if nested > 2000:
        assert "is damaged" in refusal(path)
    else:
        study, [] = read_all(path)
        assert len(study.codes) == nested


@pytest.mark.parametrize("size", [0, 64_000_000])
def test_a_bomb_is_not_unpacked(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("otsannot.formats.refi.xml.SMALL", size)
    spaces = b" " * 30_000_000
    bomb = archive(tmp_path / "a.qdpx", {"project.qde": b"<Project>" + spaces + b"</Project>"})
    assert "unpacks to far more than a file does" in refusal(bomb)
    path = project_file(tmp_path / "b.qdpx", GOOD, {"sources/a.txt": spaces})
    study, [document] = read_all(path)
    assert document.text == ""
    assert "unpacks to far more than a file does" in study.losses[0].reason


def test_an_entry_that_claims_to_be_huge_or_smaller_than_it_is_is_not_trusted(tmp_path: Path) -> None:
    path = project_file(tmp_path / "a.qdpx", GOOD, TEXT)
    data = path.read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        size = zipped.getinfo("project.qde").file_size.to_bytes(4, "little")
    path.write_bytes(data.replace(size, (2**32 - 2).to_bytes(4, "little")))
    assert "is too large" in refusal(path)
    path.write_bytes(data.replace(size, (9).to_bytes(4, "little")))
    assert "is damaged" in refusal(path)


def test_an_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = project_file(tmp_path / "a.qdpx", GOOD, {**TEXT, "nameless": b""})
    path.write_bytes(path.read_bytes().replace(b"nameless", bytes(8)))
    _study, [document] = read_all(path)
    assert quotes(document) == ["One day"]


def test_a_damaged_picture_is_one_sentence_and_nothing_comes_in(project: Project, tmp_path: Path) -> None:
    picture = '<Sources><PictureSource guid="a" name="a.png" path="internal://a.png"/></Sources>'
    path = project_file(tmp_path / "a.qdpx", picture, {"sources/a.png": bytes(range(256)) * 4})
    data = path.read_bytes()
    at = data.index(b"sources/a.png") + 40
    path.write_bytes(data[:at] + b"\xff" + data[at + 1 :])
    before = dump(project.store)
    with pytest.raises(OtsannotError, match=r"sources/a\.png in .*a\.qdpx is damaged"):
        project.import_study(path)
    assert dump(project.store) == before


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = project_file(tmp_path / "a.qdpx", GOOD, TEXT)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    assert "is encrypted" in refusal(path)


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "C:/a.txt", "..\\..\\a.txt", "sources/../../a.txt"])
def test_nothing_leaves_the_archive(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = project_file(inner / "a.qdpx", GOOD, {name: b"One day we met."})
    study, [document] = read_all(path)
    assert document.text == ""
    assert [loss.kind for loss in study.losses][:1] == ["file"]
    assert [*tmp_path.rglob("*.txt")] == []


def test_a_link_in_the_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("sources/a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = project_file(tmp_path / "a.qdpx", GOOD)
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")
    study, [document] = read_all(path)
    assert document.text == ""
    assert study.losses[0].name == "sources/a.txt"


def test_backslashes_divide_folders(tmp_path: Path) -> None:
    _study, [document] = read_all(project_file(tmp_path / "a.qdpx", GOOD, {"Sources\\a.txt": TEXT["sources/a.txt"]}))
    assert quotes(document) == ["One day"]


def test_codes_users_and_notes_that_refer_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    links = f'<Link guid="a" originGUID="a" targetGUID="a"/><Link guid="b" originGUID="{CODE}" targetGUID="a"/>'
    note = '<Note guid="a" creatingUser="a"><PlainTextContent>x</PlainTextContent><NoteRef targetGUID="a"/></Note>'
    inside = f"{GOOD}<Notes>{note}</Notes><Links>{links}</Links>"
    study, [document] = read_all(project_file(tmp_path / "a.qdpx", inside, TEXT))
    assert (quotes(document), len(study.memos)) == (["One day"], 2)


def test_numbers_and_dates_that_are_none_are_left_out(tmp_path: Path) -> None:
    odd = selection(0, 7, number=2).replace('startPosition="0"', 'startPosition="zero" creationDateTime="soon"')
    study, [document] = read_all(project_file(tmp_path / "a.qdpx", coded_text(odd), TEXT))
    assert document.passages == ()
    assert [loss.name for loss in study.losses] == ["a zero–7"]


@pytest.mark.parametrize(
    "content", [b"{", b"[" * 100_000, b'{"version": 1, "codes": [], "study": 3}', b'{"version": 9}']
)
def test_what_lies_beside_our_projects_is_not_trusted(tmp_path: Path, content: bytes) -> None:
    guid = "33333333-0000-4000-8000-000000000001"
    files = {**TEXT, "otsannot/study.json": b'{"version": 1, "study": {}}', f"otsannot/{guid}.json": content}
    _study, [document] = read_all(project_file(tmp_path / "a.qdpx", GOOD, files, origin="otsannot"))
    assert quotes(document) == ["One day"]
    files["otsannot/study.json"] = content
    _study, [document] = read_all(project_file(tmp_path / "a.qdpx", GOOD, files, origin="otsannot"))
    assert quotes(document) == ["One day"]


def test_a_codebook_may_be_no_bomb_either(tmp_path: Path) -> None:
    from otsannot.formats.codebook import read_codebook

    path = tmp_path / "a.qdc"
    path.write_text(DOCTYPE.replace("Project", "CodeBook") + "<CodeBook/>", encoding="utf-8")
    with pytest.raises(OtsannotError, match=r"a\.qdc defines a document type"):
        read_codebook(path)
