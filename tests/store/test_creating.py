"""A project or a copy stands complete in its place, or not at all, whatever it is called."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import CODER, as_anybody, dump

from otsannot.errors import OtsannotError
from otsannot.project import Project
from otsannot.sample import create_sample
from otsannot.store import Store, check, codes, info, opening


@pytest.mark.parametrize("title", ["", " ", "x" * 501, "\udcff"])
def test_a_study_that_cannot_be_begun_leaves_no_file(tmp_path: Path, title: str) -> None:
    with pytest.raises(OtsannotError):
        Project.new(tmp_path / "study.otsannot", CODER, title=title)
    assert list(tmp_path.iterdir()) == []


def test_a_title_stands_on_one_line(tmp_path: Path) -> None:
    with Project.new(tmp_path / "line\nbreak.otsannot", CODER) as project:
        assert project.info().title == "line break"
    with create_sample(tmp_path / "new\nsample.otsannot", CODER) as sample:
        assert sample.info().title == "new sample"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["line\nbreak.otsannot", "new\nsample.otsannot"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("n" * 248, "IT is too long a name for a study. Choose a shorter one."),
        ("a\0b", "IT cannot be the name of a file. Choose another name."),
        ("dangling", "IT exists already. Choose another name, or open it."),
        ("missing/study", "There is no folder {}/missing. Make it first, or choose another."),
    ],
)
def test_a_place_that_cannot_be_is_refused(store: Store, tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = sorted(path.name for path in tmp_path.iterdir())
    path = tmp_path / name
    for make in (lambda: Store.create(path, "a", CODER), lambda: store.save_copy(path), lambda: create_sample(path)):
        with pytest.raises(OtsannotError) as caught:
            make()
        assert str(caught.value).replace(str(path), "IT") == sentence.format(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_folder_that_may_not_be_written_is_named(store: Store, public_folder: Path) -> None:
    public_folder.chmod(0o555)
    with as_anybody(), pytest.raises(OtsannotError) as caught:
        opening.put_in_place(store.path, public_folder / "copy.otsannot")
    assert str(caught.value).startswith(f"{public_folder / 'copy.otsannot'} cannot be written: ")


def test_of_two_who_make_one_study_the_first_wins(tmp_path: Path) -> None:
    path = tmp_path / "study.otsannot"

    def make(number: int) -> str:
        try:
            Store.create(path, f"study {number}", CODER).close()
        except OtsannotError as error:
            return str(error)
        return f"study {number}"

    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(make, range(8)))
    (made,) = [line for line in said if line.startswith("study")]
    assert set(said) - {made} == {f"{path} exists already. Choose another name, or open it."}
    with Project.open(path, CODER) as project:
        assert project.info().title == made
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_its_study_is_damaged(store: Store) -> None:
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("DELETE FROM project")
    connection.commit()
    connection.close()
    with pytest.raises(OtsannotError, match="is damaged"):
        Store.open(store.path)


def test_a_study_stays_the_same_when_the_folder_one_works_in_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        Store.create(tmp_path / folder / "study.otsannot", folder, CODER).close()
    monkeypatch.chdir(tmp_path / "one")
    store = Store.open(Path("study.otsannot"))
    monkeypatch.chdir(tmp_path / "two")
    with store.read() as first, store.read() as second:  # the second needs a connection that is not open yet
        titles = [info.info(session).title for session in (first, second)]
    assert titles == ["one", "one"]
    with store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")
    store.close()


def test_a_copy_is_named_like_any_file(store: Store, tmp_path: Path) -> None:
    for name in ("file:study?mode=memory", "Şuşa 𐱅 %41 #.otsannot", "n" * 247):
        store.save_copy(tmp_path / name)
        copy = Store.open(tmp_path / name)
        assert dump(copy) == dump(store)
        assert check.faults(copy) == []
        copy.close()


def test_a_disk_without_hard_links_replaces_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", no_links)
    for name in ("there", "fresh", "another"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    with pytest.raises(OtsannotError, match="exists already"):
        opening.put_in_place(tmp_path / "fresh", tmp_path / "there")
    opening.put_in_place(tmp_path / "another", tmp_path / "free")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "there": "there", "fresh": "fresh", "free": "another",
    }  # fmt: skip
