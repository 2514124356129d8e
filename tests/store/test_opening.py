"""A project that cannot be opened or written says so in one sentence, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shlex import quote

import pytest
from support import AS_ROOT, CODER, add_text, dump, in_mount, run_script

from otsannot.errors import OtsannotError
from otsannot.store import Store, check, codes, documents
from otsannot.store.schema import VERSION, upgrade
from otsannot.store.upgrades import UPGRADES


def refusal(path: Path) -> str:
    """The sentence with which a path is refused."""
    with pytest.raises(OtsannotError) as caught:
        Store.open(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence.replace(str(path), "IT")


def edit_sql(path: Path, statements: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.commit()
    connection.close()


@pytest.fixture
def closed(store: Store) -> Path:
    """A project that nobody has open."""
    store.close()
    return store.path


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.otsannot") == "There is no project IT."


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(84), bytes(5000)])
def test_a_file_that_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.otsannot"
    path.write_bytes(content)
    assert refusal(path) == "IT is not an otsannot project."
    assert path.read_bytes() == content


def test_a_folder_and_a_database_of_another_program_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "IT is not an otsannot project."
    edit_sql(tmp_path / "other.db", "CREATE TABLE annotation (id INTEGER)")
    assert refusal(tmp_path / "other.db") == "IT is not an otsannot project."


def test_a_newer_project_is_refused_and_left_alone(closed: Path) -> None:
    edit_sql(closed, f"PRAGMA user_version = {VERSION + 1}")
    before = closed.read_bytes()
    assert refusal(closed) == "IT was made by a newer otsannot. Install the newest version to open it."
    assert closed.read_bytes() == before


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_a_truncated_project_is_refused(closed: Path, kept: float) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: int(len(content) * kept)])
    assert refusal(closed) == "IT is damaged. Open the last backup or copy of it."


def test_a_project_with_overwritten_pages_is_refused(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[:8192] + bytes(8192) + content[16384:])
    assert refusal(closed) == "IT is damaged. Open the last backup or copy of it."


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE TRIGGER t AFTER INSERT ON code BEGIN DELETE FROM annotation; END",
        "CREATE VIEW v AS SELECT * FROM code",
        "DROP TABLE coding",
    ],
)
def test_a_project_that_was_tampered_with_is_refused(closed: Path, hostile: str) -> None:
    edit_sql(closed, hostile)
    assert refusal(closed) == "IT is damaged. Open the last backup or copy of it."


def test_a_project_is_never_made_over_another_file(closed: Path, tmp_path: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(OtsannotError, match="exists already"):
        Store.create(closed, "again", CODER)
    assert closed.read_bytes() == before
    with pytest.raises(OtsannotError, match="There is no folder"):
        Store.create(tmp_path / "no" / "study.otsannot", "lost", CODER)


def test_making_a_project_leaves_nothing_but_the_project(tmp_path: Path) -> None:
    path = tmp_path / "new.otsannot"
    Store.create(path, "new", CODER).close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["new.otsannot"]


def test_a_deleted_project_says_so_and_can_be_saved_elsewhere(store: Store, tmp_path: Path) -> None:
    before = dump(store)
    store.path.unlink()
    with pytest.raises(OtsannotError, match="was moved or deleted"), store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")
    copy = tmp_path / "copy.otsannot"
    store.save_copy(copy)
    saved = Store.open(copy)
    assert dump(saved) == before
    assert check.faults(saved) == []
    saved.close()


def test_another_file_in_its_place_is_not_written(store: Store, closed_copy: Path) -> None:
    shutil.move(closed_copy, store.path)
    with pytest.raises(OtsannotError, match="was moved or deleted"), store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")


@pytest.fixture
def closed_copy(store: Store, tmp_path: Path) -> Path:
    copy = tmp_path / "twin.otsannot"
    store.save_copy(copy)
    return copy


def test_a_log_that_another_program_took_away_is_noticed_before_the_next_edit(store: Store) -> None:
    Path(f"{store.path}-wal").unlink()
    with pytest.raises(OtsannotError, match="was moved or deleted"), store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")


def test_a_copy_is_never_saved_over_a_file(store: Store, closed_copy: Path) -> None:
    with pytest.raises(OtsannotError, match="exists already"):
        store.save_copy(closed_copy)


def test_a_writer_that_does_not_let_go_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("otsannot.store.opening.SECONDS_TO_WAIT", 0.1)
    impatient = Store.open(store.path)
    with store.edit("Slow", CODER) as slow:
        codes.create_code(slow, "Defence")
        with pytest.raises(OtsannotError, match="Another program is writing"), impatient.edit("Fast", CODER):
            pass
    assert dump(impatient)["code"] == dump(store)["code"]
    impatient.close()


READ_ONLY = """
import sys
from pathlib import Path
from otsannot.errors import OtsannotError
from otsannot.store import Store, codes, documents
store = Store.open(Path(sys.argv[1]))
with store.read() as session:
    print([row.name for row in documents.rows(session)])
try:
    with store.edit("Create", "Ada") as edit:
        codes.create_code(edit, "Defence")
except OtsannotError as error:
    print(error)
"""


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_read_only_project_can_be_read(closed: Path, folder_too: bool) -> None:
    before = closed.read_bytes()
    locked = closed.parent if folder_too else closed
    if AS_ROOT:
        place = quote(str(locked))
        told = in_mount(f"mount --bind {place} {place} && mount -o remount,ro,bind {place}", READ_ONLY, closed)
    else:
        mode = locked.stat().st_mode
        locked.chmod(mode & ~0o222)
        told = run_script([sys.executable, "-", str(closed)], READ_ONLY)
        locked.chmod(mode)
    assert told == (
        f"['hard']\n{closed} is read-only, so nothing can be changed. Save a copy in another folder and work there.\n"
    )
    assert closed.read_bytes() == before


FULL = """
import sys
from pathlib import Path
from otsannot.errors import OtsannotError
from otsannot.store import Store, check, codes
store = Store.create(Path(sys.argv[1]) / "study.otsannot", "full", "Ada")
done = 0
try:
    while True:
        with store.edit("Create", "Ada") as edit:
            codes.create_code(edit, f"Code {done}", definition={"memo": "m" * 9000})
        done += 1
except OtsannotError as error:
    print(error)
with store.read() as session:
    print(len(codes.tree(session).by_id) == done > 9, check.faults(store))
"""


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    told = in_mount(f"mount -t tmpfs -o size=1500k tmpfs {quote(str(tmp_path))}", FULL, tmp_path)
    path = tmp_path / "study.otsannot"
    assert told == (
        f"The disk with {path} is full. Nothing of the last edit was written; free some space and try again.\nTrue []\n"
    )


COUNTS = {
    1: {"project": 1, "coder": 2, "document": 2, "attribute": 2, "attribute_value": 3, "code": 4}
    | {"annotation": 5, "coding": 7},
    2: {"project": 1, "coder": 2, "document": 2, "document_group": 1, "group_member": 2, "study_case": 1}
    | {"case_member": 1, "attribute": 3, "attribute_value": 3, "code": 4, "annotation": 2, "coding": 2, "memo": 2},
}
"""How many rows the kept project of each older schema has in each table that is not empty."""


def kept(version: int, folder: Path) -> Path:
    """A copy of the project file of an older schema."""
    stored = Path(__file__).parents[1] / "reference" / f"schema-{version}.otsannot"
    return Path(shutil.copy(stored, folder / "old.otsannot"))


@pytest.mark.parametrize("version", UPGRADES)
def test_a_project_of_an_older_schema_opens(tmp_path: Path, version: int) -> None:
    store = Store.open(kept(version, tmp_path))
    assert check.faults(store) == []
    assert {table: len(rows) for table, rows in dump(store).items() if rows} == COUNTS[version]
    before = dump(store)
    undone = 0
    while store.undo():
        undone += 1
    assert undone > 5
    for _step in range(undone):
        store.redo()
    assert (dump(store), check.faults(store)) == (before, [])
    store.close()


@pytest.mark.parametrize("version", UPGRADES)
def test_an_upgraded_project_has_the_tables_of_a_new_one(store: Store, tmp_path: Path, version: int) -> None:
    copy = kept(version, tmp_path)
    Store.open(copy).close()
    assert shape(copy) == shape(store.path)


def shape(path: Path) -> dict[str, object]:
    """The tables of a file with their columns, what these point at, and what finds or forbids them."""
    connection = sqlite3.connect(path)

    def told(pragma: str, name: str) -> list[tuple[object, ...]]:
        return connection.execute(f"PRAGMA {pragma}('{name}')").fetchall()

    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        table: (
            told("table_info", table),
            sorted(row[2:] for row in told("foreign_key_list", table)),
            sorted(tuple(part[2] for part in told("index_info", str(row[1]))) for row in told("index_list", table)),
        )
        for table in tables
    }
    connection.close()
    return dict(found)


def test_an_upgrade_does_all_steps_or_none() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps = {
        0: lambda c: c.execute("CREATE TABLE first (id)"),
        1: lambda c: c.execute("CREATE TABLE second (id)"),
        2: lambda c: c.execute("CREATE TABLE first (id)"),
    }
    with pytest.raises(sqlite3.OperationalError):
        upgrade(connection, steps, 3)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    upgrade(connection, steps, 2)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("first",), ("second",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


def test_an_older_project_is_backed_up_before_it_is_upgraded(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_sql(closed, "ALTER TABLE code DROP COLUMN memo; PRAGMA user_version = 0")
    add_memo = dict.fromkeys(UPGRADES, lambda _c: None) | {
        0: lambda c: c.execute("ALTER TABLE code ADD COLUMN memo VARCHAR NOT NULL DEFAULT ''")
    }
    monkeypatch.setattr("otsannot.store.opening.UPGRADES", add_memo)
    store = Store.open(closed)
    with store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence")
    store.close()
    backup = closed.with_name("study.version-0.otsannot")
    connection = sqlite3.connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT name FROM document").fetchall() == [("hard",)]
    connection.close()


def test_the_store_can_be_used_from_several_threads(store: Store) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: add_text(store, f"text {number}", f"text {number}"), range(40)))
    with store.read() as session:
        assert len(documents.rows(session)) == 41
    assert check.faults(store) == []
