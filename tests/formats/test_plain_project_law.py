"""A project written as a folder of plain text opens again as the same study, and is written the same each time."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from studies import plain, studies

from otsannot.formats.plain_project import read_study, write_study
from otsannot.model.study import Study


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(studies())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_folder_of_plain_text_opens_as_the_same_study(study: Study) -> None:
    with TemporaryDirectory() as place:
        out = Path(place, "project")
        assert write_study(study, out) == []
        first = files(out)
        again = read_study(out)
        assert plain(again) == plain(study)
        assert again.losses == []
        write_study(study, out)
        assert files(out) == first
        assert [path.name for path in Path(place).iterdir()] == ["project"]
