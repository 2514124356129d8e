"""Puts a codebook into the words of an appendix, whatever file it is then written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from otsannot.i18n import _, ngettext
from otsannot.model.appendix import Appendix, Entry, Labelled, Quote
from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.model.field_names import definition_captions
from otsannot.store.codes import Definition, Use


class Study(NamedTuple):
    """What the head of the appendix says of the study; `annotations` and `documents` count all of it."""

    title: str
    annotations: int
    documents: int
    day: date


def codebook_appendix(
    study: Study,
    book: CodeTree,
    definitions: Mapping[int, tuple[str, Definition]],
    uses: Mapping[int, Use],
    quotes: Mapping[int, Sequence[Quote]],
) -> Appendix:
    """The appendix of a codebook; `quotes` are the passages to show under each code."""
    captions = definition_captions().values()
    levels: dict[int | None, int] = {None: 0}
    entries = []
    for row in book.walk():
        levels[row.id] = levels[row.parent_id] + 1
        said = zip(captions, definitions[row.id][1], strict=True)
        fields = [Labelled(caption, text) for caption, text in said if text.strip()]
        counts = _counts(row, uses.get(row.id, Use(0, 0, 0)))
        path = book.path(row.id)
        entries.append(Entry(row.name, path, levels[row.id], row.colour, counts, fields, quotes.get(row.id, ())))
    return Appendix(_("Codebook: {title}").format(title=study.title), _facts(study, book), entries)


def _facts(study: Study, book: CodeTree) -> str:
    folders = sum(row.is_folder for row in book.by_id.values())
    said = [study.day.isoformat(), ngettext("{count} code", "{count} codes", len(book.by_id) - folders)]
    if folders:
        said.append(ngettext("{count} folder", "{count} folders", folders))
    said.append(ngettext("{count} annotation", "{count} annotations", study.annotations))
    said.append(ngettext("{count} document", "{count} documents", study.documents))
    return " · ".join(said)


def _counts(row: CodeRow, use: Use) -> str:
    if row.is_folder:
        return _("Folder")
    if not use.annotations:
        return _("not used")
    annotations = ngettext("{count} annotation", "{count} annotations", use.annotations)
    documents = ngettext("{count} document", "{count} documents", use.documents)
    return _("{annotations} in {documents}").format(annotations=annotations, documents=documents)
