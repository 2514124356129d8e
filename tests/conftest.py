"""Projects to test with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import CODER, HARD_TEXT, SHARED, add_text

import otsannot
from otsannot.project import Project
from otsannot.sample import create_sample
from otsannot.store import Store


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has settings of its own and leaves the user's alone."""
    monkeypatch.setenv("OTSANNOT_CONFIG", str(tmp_path_factory.mktemp("settings")))


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user may look into, which those of the tests are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one document, `hard`, whose text is hard on positions."""
    with otsannot.new(tmp_path / "study.otsannot", coder=CODER) as made:
        add_text(made.store, "hard", HARD_TEXT)
        yield made


@pytest.fixture
def store(project: Project) -> Store:
    """The store of that project."""
    return project.store


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, made once; copy it before you change it."""
    path = tmp_path_factory.mktemp("sample") / "sample.otsannot"
    create_sample(path).close()
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the sample study to change."""
    copy = tmp_path / "sample.otsannot"
    copy.write_bytes(sample_file.read_bytes())
    with otsannot.open(copy, coder=CODER) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with real files does not lie beside the checkout")
    return SHARED
