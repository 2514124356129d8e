"""Backups are whole, dated, few, made once a day, and the way back to one loses nothing."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote

import pytest
from support import CODER, add_text, dump, in_mount

import otsannot
from otsannot.errors import CancelledError, OtsannotError
from otsannot.model.nouns import Annotation
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import Store, backups, check
from otsannot.store.coders import ensure_coder


def date_back(backup: Path, days: float) -> Path:
    """Make a backup one of some days ago."""
    made = datetime.now() - timedelta(days=days)
    return backup.rename(backup.with_name(f"study {made:%Y-%m-%d %H%M}.otsannot"))


def names(store: Store) -> list[str]:
    return sorted(file.name for file in backups.folder_of(store.path).iterdir())


def test_a_backup_is_the_whole_study_with_its_history(project: Project) -> None:
    made = project.back_up()
    assert made.parent == project.path.parent / "study backups"
    with otsannot.open(made) as copy:
        assert dump(copy.store) == dump(project.store)
        assert copy.history() == project.history()
        assert check.faults(copy.store) == []
    [told] = project.backups()
    assert (told.path, told.size, told.documents, told.passages, told.codings) == (made, made.stat().st_size, 1, 0, 0)
    assert datetime.now() - told.made < timedelta(minutes=2)


def test_a_backup_can_be_seen_by_nobody_who_cannot_see_the_study(project: Project) -> None:
    project.path.chmod(0o640)
    assert project.back_up().stat().st_mode & 0o777 == 0o440


def test_the_first_backup_is_due_when_something_was_edited(tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "study.otsannot", coder=CODER) as project:
        assert not backups.is_due(project.store)
        assert backups.back_up_if_due(project.store) is None
        assert not backups.folder_of(project.path).exists()
        add_text(project.store, "one", "One.")
        assert backups.is_due(project.store)


@pytest.mark.parametrize(("days", "is_due"), [(0.9, False), (1.1, True), (-0.1, True)])
def test_the_next_one_is_due_after_a_day_and_when_the_clock_was_set_back(
    store: Store, days: float, is_due: bool
) -> None:
    date_back(backups.back_up(store), days)
    add_text(store, "two", "Two.")
    assert backups.is_due(store) is is_due
    assert (backups.back_up_if_due(store) is not None) is is_due


def test_none_is_due_while_nothing_new_was_edited(store: Store) -> None:
    date_back(backups.back_up(store), 40)
    assert not backups.is_due(store)
    add_text(store, "two", "Two.")
    assert backups.is_due(store)


def test_the_last_ten_are_kept_and_what_is_not_ours_is_left_alone(store: Store) -> None:
    folder = backups.folder_of(store.path)
    for day in range(14, 0, -1):
        date_back(backups.back_up(store, keep=99), day)
    (folder / "study 2001-01-01 0000.otsannot").write_bytes(b"half a backup")
    (folder / "study 2001-13-41 9999.otsannot").write_bytes(b"no date")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    newest = backups.back_up(store)
    found = backups.found(store)
    assert found[0].path == newest
    assert [(datetime.now() - backup.made).days for backup in found] == list(range(10))
    assert len(names(store)) == 13


def test_a_backup_somebody_works_in_is_never_removed(store: Store) -> None:
    used = date_back(backups.back_up(store), 30)
    used.chmod(0o600)
    with otsannot.open(used) as work:
        add_text(work.store, "mine", "Mine.")
    backups.back_up(store, keep=1)
    assert used.exists()


def test_the_backups_of_another_study_of_the_name_do_not_count(store: Store, tmp_path: Path) -> None:
    old = date_back(backups.back_up(store), 3)
    store.close()
    store.path.unlink()
    with otsannot.new(tmp_path / "study.otsannot", coder=CODER) as other:
        add_text(other.store, "one", "One.")
        assert other.backups() == []
        assert backups.is_due(other.store)
        other.back_up(keep=1)
        assert old.exists()


def test_two_windows_make_no_two_backups(store: Store) -> None:
    other = Store.open(store.path)
    assert backups.back_up_if_due(store) is not None
    assert backups.back_up_if_due(other) is None
    other.close()


def test_while_another_window_makes_one_none_is_made(store: Store) -> None:
    folder = backups.folder_of(store.path)
    folder.mkdir()
    lock = os.open(folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert backups.back_up_if_due(store) is None
    with pytest.raises(OtsannotError, match="being made from another window"):
        backups.back_up(store)
    os.close(lock)
    assert backups.back_up_if_due(store) is not None


def test_two_of_one_minute_have_two_names(store: Store) -> None:
    made = {backups.back_up(store) for _again in range(3)}
    assert len(made) == 3
    assert [backup.path for backup in backups.found(store)] == sorted(made, key=lambda path: path.stem, reverse=True)


def test_a_backup_that_is_stopped_leaves_nothing(store: Store) -> None:
    class Stopping(Progress):
        def advance(self, steps: int = 1) -> None:
            raise CancelledError

    with store.edit("Many", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        places = ({"document_id": 1, "coder_id": coder, "start": n % 9, "end": 10} for n in range(20_000))
        edit.add_many(Annotation, places)
    with pytest.raises(CancelledError):
        backups.back_up(store, progress=Stopping())
    assert names(store) == []
    backups.back_up(store)


def test_what_a_killed_process_left_does_not_count_and_goes_after_a_day(store: Store) -> None:
    folder = backups.folder_of(store.path)
    folder.mkdir()
    old, young = folder / ".otsannot-1.new", folder / ".otsannot-2.new"
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert backups.found(store) == []
    made = backups.back_up(store)
    assert names(store) == sorted([young.name, made.name])


def test_a_study_with_the_longest_name_has_backups(tmp_path: Path) -> None:
    with otsannot.new(tmp_path / f"{'ş' * 118}.otsannot", coder=CODER) as project:
        made = project.back_up()
        assert [backup.path for backup in project.backups()] == [made]


def test_a_place_that_takes_no_backup_is_told_in_one_sentence(store: Store) -> None:
    folder = backups.folder_of(store.path)
    folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OtsannotError) as caught:
        backups.back_up(store)
    assert str(caught.value) == (
        f"The study is saved, but no backup could be made in {folder}. Check that there is room and you may write."
    )


FULL = """
import secrets
import sys
from pathlib import Path
from otsannot.errors import OtsannotError
from otsannot.store import Store, backups, check, codes
store = Store.create(Path(sys.argv[1]) / "study.otsannot", "full", "Ada")
with store.edit("Create", "Ada") as edit:
    for number in range(90):
        codes.create_code(edit, f"Code {number}", definition={"memo": secrets.token_hex(9_000)})
try:
    print(backups.back_up_if_due(store))
except OtsannotError as error:
    print(error)
print(list(backups.folder_of(store.path).iterdir()), backups.found(store), check.faults(store))
"""


def test_a_full_disk_makes_no_backup_and_loses_nothing(tmp_path: Path) -> None:
    told = in_mount(f"mount -t tmpfs -o size=3m tmpfs {quote(str(tmp_path))}", FULL, tmp_path)
    assert told == (
        f"The study is saved, but no backup could be made in {tmp_path / 'study backups'}. "
        "Check that there is room and you may write.\n[] [] []\n"
    )


def test_restoring_goes_back_and_keeps_what_was_there(project: Project) -> None:
    before = dump(project.store)
    backup = date_back(project.back_up(), 2)
    project.apply_code("hard", 0, 4, "Defence")
    after = dump(project.store)
    kept = project.restore(backup)
    assert dump(project.store) == before
    assert project.check() == []
    assert [told.path for told in project.backups()] == [kept, backup]
    assert [told.codings for told in project.backups()] == [1, 0]
    project.apply_code("hard", 5, 11, "Energy")
    project.undo()
    project.restore(kept)
    assert dump(project.store) == after
    project.undo()
    assert project.info().codings == 0


def test_restoring_the_oldest_does_not_remove_it(project: Project) -> None:
    oldest = date_back(project.back_up(), 20)
    for day in range(9, 0, -1):
        date_back(project.back_up(), day)
    project.restore(oldest)
    assert oldest.exists()
    assert len(project.backups()) == 11


def test_a_study_that_is_open_elsewhere_is_not_restored(project: Project) -> None:
    backup = date_back(project.back_up(), 2)
    project.apply_code("hard", 0, 4, "Defence")
    before = dump(project.store)
    with otsannot.open(project.path) as other:
        with pytest.raises(OtsannotError, match="is open in another window or program"):
            project.restore(backup)
        assert dump(project.store) == dump(other.store) == before
    project.restore(backup)
    assert project.info().codings == 0


def test_only_a_sound_backup_of_this_study_is_restored(project: Project, tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "other.otsannot", coder=CODER) as other:
        foreign = other.back_up()
    broken = project.back_up()
    broken.chmod(0o600)
    broken.write_bytes(broken.read_bytes()[:9000])
    before = dump(project.store)
    for path in (foreign, broken, tmp_path / "none.otsannot"):
        with pytest.raises(OtsannotError) as caught:
            project.restore(path)
        assert str(caught.value) == f"{path} is no backup of this study, or is damaged. Choose another."
    assert dump(project.store) == before


def test_a_backup_is_put_beside_the_study_to_be_worked_in(project: Project) -> None:
    backup = project.back_up()
    stamp = backup.stem.removeprefix("study ")
    first, second = (backups.restore_beside(project.path, backup) for _again in range(2))
    assert [first.name, second.name] == [f"study restored {stamp}.otsannot", f"study restored {stamp} (2).otsannot"]
    with otsannot.open(first) as copy:
        copy.apply_code("hard", 0, 4, "Defence")
        assert copy.info().codings == 1
    assert project.info().codings == 0
