"""An archive gives what a folder would, and one that would harm is refused in a sentence."""

from __future__ import annotations

import copy
import os
import stat
import struct
import sys
import zipfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from support import dump

from otsannot.errors import OtsannotError
from otsannot.formats import files, unpacking
from otsannot.project import Project


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def sentences(project: Project, path: Path) -> list[str]:
    return [problem.sentence for problem in project.import_files([path]).problems]


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where archives are unpacked: nothing may be left there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def test_folders_of_an_archive_are_groups(project: Project, tmp_path: Path, own_temporary_folder: Path) -> None:
    members = {"a.txt": "one", "2023/Şuşa 👍.txt": "two", "2023/May/𐱅𐰇𐰼𐰜 'quoted'.md": "three"}
    report = project.import_files([packed(tmp_path / "Speeches.zip", members)])
    assert [text.document for text in report.documents] == ["𐱅𐰇𐰼𐰜 'quoted'", "Şuşa 👍", "a"]
    assert project.groups() == {
        "Speeches": ["a"],
        "Speeches/2023": ["Şuşa 👍"],
        "Speeches/2023/May": ["𐱅𐰇𐰼𐰜 'quoted'"],
    }
    sources = {row["document"]: row["source"] for row in project.documents()}
    assert sources["Şuşa 👍"] == f"{tmp_path}/Speeches.zip/2023/Şuşa 👍.txt"
    assert report.documents[1].path == tmp_path / "Speeches.zip" / "2023" / "Şuşa 👍.txt"
    assert [*own_temporary_folder.iterdir()] == []
    assert project.check() == []


def test_originals_of_an_archive_are_its_files(project: Project, tmp_path: Path) -> None:
    docx = (Path(__file__).resolve().parents[1] / "reference" / "formats" / "meeting.docx").read_bytes()
    report = project.import_files([packed(tmp_path / "a.zip", {"in/meeting.docx": docx})])
    (came,) = report.documents
    project.save_original(came.document, tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes() == docx


def test_an_archive_in_a_folder_comes_in_with_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    packed(tmp_path / "all" / "in.zip", {"x/a.txt": "one"})
    project.import_files([tmp_path / "all"])
    assert project.groups() == {"all/in/x": ["a"]}


def test_what_is_no_text_and_what_systems_add_is_passed_over(project: Project, tmp_path: Path) -> None:
    members = {"a.txt": "one", "picture.png": "x", "__MACOSX/a.txt": "x", ".hidden.txt": "x", "inner.zip": "x"}
    report = project.import_files([packed(tmp_path / "a.zip", members)])
    assert ([text.document for text in report.documents], report.problems) == (["a"], [])


def test_names_that_lead_out_are_passed_over_and_written_nowhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    evil = ["../../evil.txt", "a/../../evil.txt", "..\\evil.txt"]
    path = packed(tmp_path / "deep" / "er" / "a.zip", {**dict.fromkeys(evil, "x"), "good.txt": "good"})
    told = sentences(project, path)
    assert told == [
        f"{path} holds ../../evil.txt, whose name leads out of it; it was passed over.",
        f"{path} holds ../evil.txt, whose name leads out of it; it was passed over.",
        f"{path} holds a/../../evil.txt, whose name leads out of it; it was passed over.",
    ]
    assert list(tmp_path.rglob("*evil*")) == []
    assert "good" in project.document_names()


def test_absolute_names_become_names_in_the_archive(project: Project, tmp_path: Path) -> None:
    members = {"/etc/one.txt": "one", "C:\\texts\\two.txt": "two"}
    project.import_files([packed(tmp_path / "a.zip", members)])
    assert project.groups() == {"a/etc": ["one"], "a/texts": ["two"]}
    assert not Path("/etc/one.txt").exists()


def test_a_link_in_an_archive_is_not_followed(project: Project, tmp_path: Path) -> None:
    link = ZipInfo("passwords.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert sentences(project, path) == [f"{path} holds passwords.txt, which is a link and no file; it was passed over."]


def test_utf8_names_are_read_where_the_archive_does_not_say_so(project: Project, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"xxxxxx.txt": "one"})
    # Both names have six bytes.
    path.write_bytes(path.read_bytes().replace(b"xxxxxx", "Şuşa".encode()))
    project.import_files([path])
    assert "Şuşa" in project.document_names()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp857", "Ağrı Işık İçin"),
        ("cp857", "Düşüş"),
        ("cp857", "1. Görüşme"),
        ("cp866", "Интервью с Анной"),
        ("cp866", "Речь 2"),
        ("cp437", "Très déçu à Zürich"),
    ],
)
def test_names_are_read_in_the_old_alphabets_of_windows(
    project: Project, tmp_path: Path, encoding: str, name: str
) -> None:
    written = name.encode(encoding)
    path = packed(tmp_path / "a.zip", {"*" * len(written) + ".txt": "words"})
    path.write_bytes(path.read_bytes().replace(b"*" * len(written), written))
    [came] = project.import_files([path]).documents
    assert came.document == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no sizes of files")
def test_a_full_disk_is_not_called_a_damaged_archive(tmp_path: Path) -> None:
    import resource

    path = packed(tmp_path / "a.zip", {"a.txt": "words " * 9_000})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OtsannotError, match=r"^There is no room to unpack .*a\.zip\. Free some space"):
            unpacking.unpack(path, tmp_path / "out", lambda _way: True, lambda: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_long_names_and_names_of_devices_come_in(project: Project, tmp_path: Path) -> None:
    members = {f"{'ş' * 200}.txt": "one", 'a<b>:"|?*.txt': "two"}
    report = project.import_files([packed(tmp_path / "a.zip", members)])
    assert (len(report.documents), report.problems) == (2, [])


def test_files_that_lie_upon_one_another_are_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 10_000)
        for number in range(50):
            twin = copy.copy(archive.filelist[0])
            twin.filename = f"{number}.txt"
            archive.filelist.append(twin)
    assert sentences(project, path) == [f"{path} would fill the disk when it is unpacked, and was refused."]


def test_what_grows_beyond_measure_is_refused(project: Project, tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.zip", {"a.txt": b"\0" * 60_000_000})
    assert sentences(project, path) == [f"{path} would fill the disk when it is unpacked, and was refused."]


def test_more_than_there_is_room_for_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 1_000)
    assert unpacking.LARGEST < files.LARGEST
    path = packed(tmp_path / "a.zip", {f"{number}.txt": "x" * 300 for number in range(5)})
    assert sentences(project, path) == [f"{path} holds more than 1 GB. Split it and import the parts."]
    assert [*own_temporary_folder.iterdir()] == []


def test_a_size_that_is_a_lie_is_found_out(project: Project, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "x" * 5_000})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 5_000), struct.pack("<L", 10)))
    assert sentences(project, path) == [f"{path} is no ZIP archive, or is damaged. Pack it anew."]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind", b"PK\x05\x06" + b"\0" * 17])
def test_what_is_no_archive_is_told(project: Project, tmp_path: Path, content: bytes) -> None:
    before = dump(project.store)
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert sentences(project, path) == [f"{path} is no ZIP archive, or is damaged. Pack it anew."]
    assert dump(project.store) == before


def test_an_empty_archive_holds_no_texts(project: Project, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {})
    assert sentences(project, path) == [f"{path} holds no texts that can be read."]


def test_a_locked_archive_asks_for_its_password(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(packed(tmp_path / "a.zip", {"a.txt": "one"}).read_bytes())
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    (problem,) = project.import_files([path]).problems
    assert (problem.locked, problem.sentence) == (True, f"{path} is locked. Give its password to read it.")


def test_a_truncated_archive_leaves_nothing(project: Project, tmp_path: Path, own_temporary_folder: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": os.urandom(200).hex() for number in range(20)})
    path.write_bytes(path.read_bytes()[:-300])
    assert sentences(project, path) == [f"{path} is no ZIP archive, or is damaged. Pack it anew."]
    assert [*own_temporary_folder.iterdir()] == []


def test_zipfile_is_what_it_was(tmp_path: Path) -> None:
    """The library cuts names at a NUL; if it did not, the name would lead elsewhere."""
    path = packed(tmp_path / "a.zip", {"a.txt": "one"})
    path.write_bytes(path.read_bytes().replace(b"a.txt", b"a\0txt"))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["a"]
