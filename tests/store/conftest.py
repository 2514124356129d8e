"""An empty project, for the tests of what comes into one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import CODER

import otsannot
from otsannot.project import Project


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Project]:
    """An empty project, which is sound in the end."""
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        yield project
        assert project.check() == []
