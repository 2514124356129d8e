"""What is remembered helps where it can, and never stands in the way of work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from otsannot import settings
from otsannot.settings import RECENT_PROJECTS, Settings


@pytest.fixture
def file() -> Path:
    """Where the settings of this test lie."""
    return Path(os.environ["OTSANNOT_CONFIG"]) / "settings.json"


def test_what_is_saved_is_loaded(file: Path) -> None:
    chosen = Settings(coder="Ayşe 𐱅", theme="dark", font_size=17, recent=["/ü/a\udcff.otsannot"], window={"a": "b"})
    chosen.save()
    assert settings.load() == chosen
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


def test_settings_that_cannot_be_written_stop_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("OTSANNOT_CONFIG", str(file))
    Settings(coder="Ada").save()
    assert settings.load() == Settings()


def test_settings_that_cannot_be_put_in_place_leave_nothing_behind(file: Path) -> None:
    file.mkdir()
    Settings(coder="Ada").save()
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "[" * 100_000, '"\udcff"', '{"recent": 1, "coder": null}'])
def test_damaged_settings_are_those_of_the_first_start(file: Path, content: str) -> None:
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert settings.load() == Settings()


def test_a_value_of_the_wrong_kind_does_not_spoil_the_others(file: Path) -> None:
    file.write_text(
        '{"coder": "Ada", "font_size": true, "recent": [1], "window": {"a": 1}, "new": 1}', encoding="utf-8"
    )
    assert settings.load() == Settings(coder="Ada")


def test_the_newest_projects_are_remembered_once(tmp_path: Path) -> None:
    known = Settings()
    for number in (*range(20), 15):
        known.remember_project(tmp_path / f"{number}.otsannot")
    names = [Path(name).stem for name in known.recent]
    assert names == ["15", "19", "18", "17", "16", "14", "13", "12", "11", "10", "9", "8"]
    assert len(names) == RECENT_PROJECTS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows every user by name")
def test_a_user_without_name_and_home_can_code(tmp_path: Path) -> None:
    script = "import os; os.setuid(54321) if os.geteuid() == 0 else None; print(settings.user_name())"
    command = [sys.executable, "-c", f"import json, pwd, platformdirs; from otsannot import settings; {script}"]
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == ("coder" if os.geteuid() == 0 else settings.user_name())
