"""The OTS sample study: our own texts, the OTS codebook, and what two coders made of them and wrote about it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from otsannot import resources
from otsannot.formats.plain_text import document_name, read_text_file
from otsannot.i18n import _
from otsannot.model import links
from otsannot.model.code_tree import CodeTree
from otsannot.model.links import Target
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import (
    Edit,
    attributes,
    batches,
    cases,
    coders,
    codes,
    documents,
    groups,
    link_targets,
    memos,
    opening,
    passages,
)

MANIFEST_OWN = ("document", "file", "language")
"""Columns of the manifest that are no attributes."""

GROUPS = {"briefing": _("Briefings"), "essay": _("Essays")}
"""The group that documents of each kind are in."""

KINDS = {"kind": "choice", "date": "date"}
"""The attributes of the sample study that are no plain texts."""

_LINK = re.compile(r"\[\[(code|document|passage) ([^\]]+)\]\]")

DIGITS = (
    "Defence", "Energy", "Alphabet and language", "Middle Corridor", "Zangezur Corridor", "Summits and declarations",
    "Brotherhood and family", "Unity and solidarity", "Global power centre",
)  # fmt: skip
"""The codes that the keys 1 to 9 apply in the sample study."""


def create_sample(path: Path, coder: str | None = None) -> Project:
    """Make a project that holds the sample study, whole or not at all, and open it.

    Raises OtsannotError when the file exists or cannot be written.
    """
    opening.check_place(path)
    fresh = opening.unfinished(path)
    try:
        with Project.new(fresh, coder, title=document_name(path)) as project:
            _fill(project, resources.corpus())
        opening.put_in_place(fresh, path)
    finally:
        opening.discard(fresh)
    return Project.open(path, coder)


def _fill(project: Project, corpus: Path) -> None:
    project.import_codebook(resources.path("codebooks/ots.csv"))
    with project.edit(_("Import the sample texts")) as edit:
        for row in _table(corpus / "manifest.csv"):
            _import(edit, corpus, row)
        for name, kind in KINDS.items():
            attributes.set_kind(edit, attributes.find_attribute(edit.session, name).id, kind)
    for codings in sorted((corpus / "codings").glob("*.csv")):
        with project.edit(_("Code the sample study"), codings.stem) as edit:
            _code(edit, list(_table(codings)), codings.stem)
    for coder, notes in groupby(sorted(_table(corpus / "memos.csv"), key=_coder_of), key=_coder_of):
        with project.edit(_("Write memos"), coder) as edit:
            for row in notes:
                _write_memo(edit, row)
    with project.edit(_("Bind digits")) as edit:
        book = codes.tree(edit.session)
        for digit, name in enumerate(DIGITS, 1):
            codes.bind_digit(edit, codes.find_code(book, name).id, digit)
    project.store.seal()


def _import(edit: Edit, corpus: Path, row: Mapping[str, str]) -> None:
    """Keep a text of the corpus with what the manifest says of it; its source is its place in the corpus."""
    read = read_text_file(corpus / row["file"])
    new = read._replace(source=f"corpus/{row['file']}", language=row["language"])
    (name,) = documents.add_documents(edit, [new])
    document_id = documents.find_document(edit.session, name).id
    for state in filter(None, row["state"].split("; ")):
        cases.add_to_case(edit, cases.ensure_case(edit, state), [document_id])
    groups.add_to_group(edit, groups.ensure_group(edit, GROUPS[row["kind"]]), [document_id])
    facts = {name: value for name, value in row.items() if name not in MANIFEST_OWN and value}
    attributes.state_facts(edit, document_id, facts)


def _code(edit: Edit, rows: list[dict[str, str]], coder: str) -> None:
    """Write one coder's passages; rows of one passage stand together."""
    coder_id = coders.ensure_coder(edit, coder)
    book = codes.tree(edit.session)
    known = {row.name: row.id for row in documents.rows(edit.session)}
    for (document, start, end), group in groupby(rows, key=lambda row: (row["document"], row["start"], row["end"])):
        span = Span(int(start), int(end))
        for row in group:
            code_ids = [codes.find_code(book, row["code_path"]).id] if row["code_path"] else []
            annotation_id = passages.apply_codes(edit, known[document], span, code_ids, coder_id)
            passages.comment(edit, annotation_id, row["comment"])
            if row["weight"]:
                codings = passages.codings_of(edit.session, annotation_id, code_ids[0])
                batches.weigh(edit, codings, int(row["weight"]))


def _write_memo(edit: Edit, row: Mapping[str, str]) -> None:
    """Write one memo; `[[code NAME]]`, `[[document NAME]]` and `[[passage DOCUMENT START-END]]` in it become links."""
    book = codes.tree(edit.session)

    def linked(found: re.Match[str]) -> str:
        target = _target(edit, book, found[1], found[2])
        return links.written(link_targets.labels(edit.session, [target], book)[target], target)

    subject = PROJECT
    if row["about"] == "code":
        subject = Subject("code", codes.find_code(book, row["subject"]).id)
    elif row["about"] == "document":
        subject = Subject("document", documents.find_document(edit.session, row["subject"]).id)
    coder_id = coders.ensure_coder(edit, row["coder"])
    memos.add_memo(edit, coder_id, _LINK.sub(linked, row["text"]), title=row["title"], subject=subject)


def _target(edit: Edit, book: CodeTree, noun: str, name: str) -> Target:
    if noun == "code":
        found = link_targets.target(edit.session, noun, codes.find_code(book, name).id)
    elif noun == "document":
        found = link_targets.target(edit.session, noun, documents.find_document(edit.session, name).id)
    else:
        document, span = name.rsplit(" ", 1)
        start, end = map(int, span.split("-"))
        document_id = documents.find_document(edit.session, document).id
        made = passages.passages(edit.session, document_id, book)
        annotation_id = next(passage.annotation_id for passage in made if passage.span == Span(start, end))
        found = link_targets.target(edit.session, "annotation", annotation_id)
    assert found is not None
    return found


def _coder_of(row: Mapping[str, str]) -> str:
    return row["coder"]


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
