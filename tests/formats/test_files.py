"""An export takes the place of an older export, and of nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import CODER, dump

from otsannot.errors import OtsannotError
from otsannot.formats.files import read_bytes, replacing
from otsannot.project import Project


@pytest.mark.parametrize("way", ["itself", "a link", "another project", "its log"])
def test_an_export_never_replaces_a_project(project: Project, tmp_path: Path, way: str) -> None:
    out = tmp_path / "out.csv"
    if way == "a link":
        out.symlink_to(project.path)
    elif way == "its log":
        out.symlink_to(f"{project.path}-wal")
    else:
        project.save_copy(out)
    exporting = Project.open(out, CODER) if way == "itself" else project
    before = dump(exporting.store)
    with pytest.raises(OtsannotError) as caught:
        exporting.export("annotations", out)
    exporting.close()
    assert str(caught.value) == f"{out} is a database, perhaps a project, and is not replaced. Choose another name."
    assert out.is_symlink() == way.endswith(("link", "log"))
    with Project.open(exporting.path, CODER) as again:
        assert dump(again.store) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_export_never_replaces_a_pipe(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    os.mkfifo(out)
    with pytest.raises(OtsannotError) as caught:
        project.export("annotations", out)
    assert str(caught.value) == f"{out} is a device or a pipe. Give the name of a file."
    assert out.is_fifo()


def test_a_path_with_a_nul_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a\0b.csv"
    with pytest.raises(OtsannotError, match="cannot be the name of a file"), replacing(path):
        pass
    with pytest.raises(OtsannotError, match="does not exist"):
        read_bytes(path)
    assert list(tmp_path.iterdir()) == []
