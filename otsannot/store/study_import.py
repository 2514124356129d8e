"""A whole study comes into a project: the same again changes nothing, a later copy brings what is new."""

from __future__ import annotations

from collections.abc import Sized

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.i18n import _
from otsannot.model.nouns import ProjectInfo
from otsannot.model.study import Study
from otsannot.model.study_report import StudyReport
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store.edit import Edit
from otsannot.store.rows import raw
from otsannot.store.schema import noun_tables
from otsannot.store.study_codes import merge_coders, merge_codes
from otsannot.store.study_documents import merge_documents
from otsannot.store.study_facts import (
    merge_attachments,
    merge_attributes,
    merge_cases,
    merge_groups,
    merge_memos,
)
from otsannot.store.study_mending import derived_guid, is_guid, key_of, mended_name, mended_time
from otsannot.store.study_merging import Merging


def merge_study(edit: Edit, study: Study, *, update: bool = False, progress: Progress = SILENT) -> StudyReport:
    """Bring a study in and tell what came; everything keeps its GUID, and what has a known one is not made again.

    What is empty here is filled. Where something differs, ours stays and is told, or with `update` theirs is taken.
    Nothing is removed: what the study no longer has stays. A project without content becomes the study itself, with its
    title and GUID.
    """
    report = StudyReport(study.title)
    merging = Merging(edit, update, report)
    if _is_empty(edit.session):
        _become(edit, study, report)
    documents = study.documents
    count = len(documents) if isinstance(documents, Sized) else 0
    with stretch(progress, _("Importing the study"), count):
        merge_coders(merging, study.coders)
        merge_codes(merging, study.codes)
        merge_attributes(merging, study.attributes)
        merge_documents(merging, documents, progress)
        merge_groups(merging, study.groups)
        merge_cases(merging, study.cases)
        merge_memos(merging, study.memos)
        merge_attachments(merging, study.attachments)
    report.losses[:0] = study.losses
    report.told += study.told
    return report


def _is_empty(session: Session) -> bool:
    tables = (table for table, noun in noun_tables().items() if noun is not ProjectInfo)
    return not any(next(raw(session, f"SELECT EXISTS (SELECT 1 FROM {table})"))[0] for table in tables)


def _become(edit: Edit, study: Study, report: StudyReport) -> None:
    """Let an empty project be the study that comes into it."""
    info = edit.session.scalars(select(ProjectInfo)).one()
    guid = key_of(study.guid)
    values = {
        "title": mended_name("project", study.title, report.losses) if study.title.strip() else None,
        "guid": guid if is_guid(guid) else derived_guid("project", guid) if guid else None,
        "created": mended_time(study.created, "project", study.title, report.losses),
    }
    edit.set(info, **{column: value for column, value in values.items() if value is not None})
