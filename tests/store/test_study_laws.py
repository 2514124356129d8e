"""What holds for every study: it comes in whole, the same again changes nothing, and undo leaves nothing of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import plain, studies, wild_studies
from support import CODER, dump

import otsannot
from otsannot.model.study import Study
from otsannot.store import check
from otsannot.store.study_import import merge_study
from otsannot.store.study_reading import read_study


@given(studies())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_study_comes_in_whole_once_and_is_taken_back_whole(study: Study) -> None:
    with (
        TemporaryDirectory() as folder,
        otsannot.new(Path(folder) / "new.otsannot", CODER) as project,
    ):
        before = dump(project.store)
        with project.edit("Import") as edit:
            report = merge_study(edit, study)
        assert report.differences == []
        assert {loss.kind for loss in report.losses} <= {"value"}, "values that do not fit their kind are named"
        with project.read() as session:
            assert plain(read_study(session)) == plain(study)
        after = dump(project.store)
        for update in (False, True):
            with project.edit("Import again") as edit:
                again = merge_study(edit, study, update=update)
            assert not again.brings
            assert again.differences == []
            assert project.store.undoable().undo == "Import"
        assert [fault for fault in check.faults(project.store) if "does not fit" not in fault] == []
        project.undo()
        assert dump(project.store) == before
        project.redo()
        assert dump(project.store) == after


@given(st.lists(st.tuples(wild_studies(), st.booleans()), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_study_holds_the_project_is_sound_and_the_same_again_changes_nothing(
    several: list[tuple[Study, bool]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        otsannot.new(Path(folder) / "new.otsannot", CODER) as project,
    ):
        states = [dump(project.store)]
        for study, update in several:
            # With `update` a second look may find what the first one moved: a text, or a name that has become free.
            for _look in range(3 if update else 2):
                with project.edit("Import") as edit:
                    report = merge_study(edit, study, update=update)
                if dump(project.store) != states[-1]:
                    states.append(dump(project.store))
                list(report.lines())
                report.listing().records()
            assert not report.brings
        assert [fault for fault in check.faults(project.store) if "does not fit" not in fault] == []
        while project.store.undoable().undo is not None:
            assert dump(project.store) == states.pop()
            project.undo()
        assert [dump(project.store)] == states
