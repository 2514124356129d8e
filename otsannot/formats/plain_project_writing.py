"""Writes a project as a folder of plain text: one thing a line, always in the same order."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sized
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from otsannot.formats import plain_project_layout as layout
from otsannot.formats.file_names import FileNames, safe_suffix
from otsannot.formats.files import shown
from otsannot.formats.folders import replacing_folder
from otsannot.formats.plain_project_layout import line
from otsannot.formats.plain_project_strangers import is_replaceable, strangers
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.memos import heading_of
from otsannot.model.structure import Structure
from otsannot.model.study import FileOpener, Loss, Study, StudyCode, StudyDocument, StudyPassage
from otsannot.progress import SILENT, Progress, stretch


def write_study(study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN) -> list[Loss]:
    """Write a study to a folder, whole or not at all.

    A folder that is there is replaced only when it is such a project or holds nothing of its own; files in it that are
    none of the project's stay. Raises OtsannotError otherwise, and when it cannot be written.
    """
    documents = study.documents
    count = len(documents) if isinstance(documents, Sized) else 0
    label = _("Writing {name}").format(name=shown(Path(out.name)))
    placed = replacing_folder(out, layout.FILES, layout.FOLDERS, is_replaceable, strangers)
    with stretch(progress, label, count), placed as fresh:
        _Writing(fresh, study).write(progress)
    return list(study.losses)


class _Writing:
    """A folder while it is filled."""

    def __init__(self, folder: Path, study: Study) -> None:
        self.folder = folder
        self.study = study
        self.coders = {coder.guid: coder.name for coder in study.coders}
        self.text_names = FileNames()
        self.original_names = FileNames()
        self.annotation_names = FileNames()
        self.coder_files = {
            coder.guid: f"{layout.ANNOTATIONS}/{self.annotation_names.take(coder.name, '.jsonl')}"
            for coder in study.coders
        }

    def write(self, progress: Progress) -> None:
        study = self.study
        with ExitStack() as files:
            index = files.enter_context(self._open(layout.DOCUMENTS))
            values = files.enter_context(self._open(layout.VALUES))
            annotations: dict[str, BinaryIO] = {}
            for document in study.documents:
                index.write(line(self._document(document)))
                self._values(values, "document", document.guid, document.values)
                for passage in document.passages:
                    if passage.coder not in annotations:
                        file = self._open(self._annotations_of(passage.coder))
                        annotations[passage.coder] = files.enter_context(file)
                    annotations[passage.coder].write(line(_passage(document, passage)))
                progress.advance()
            for case in study.cases:
                self._values(values, "case", case.guid, case.values)
        # What follows the documents: a study is complete only when they have been read.
        self._lines(layout.CODERS, ({"id": c.guid, "name": c.name, "created": c.created} for c in study.coders))
        self._codebook(study.codes)
        self._lines(
            layout.ATTRIBUTES,
            (
                {"id": one.guid, "subject": one.subject, "name": one.name, "kind": one.kind, "choices": one.choices}
                for one in study.attributes
            ),
        )
        self._lines(layout.GROUPS, ({"id": one.guid, "name": one.name} for one in study.groups))
        self._lines(layout.CASES, ({"id": one.guid, "name": one.name, "created": one.created} for one in study.cases))
        members = [{"group": one.guid, "document": guid} for one in study.groups for guid in one.documents]
        members += [{"case": one.guid, "document": guid} for one in study.cases for guid in one.documents]
        self._lines(layout.MEMBERS, members)
        self._memos()
        self._attachments()
        manifest = {
            "format": layout.FORMAT,
            "version": layout.VERSION,
            "title": study.title,
            "guid": study.guid,
            "created": study.created,
        }
        self._put(layout.MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")

    def _document(self, document: StudyDocument) -> dict[str, Any]:
        """Write the text of a document and what is beside it; gives its line of the index."""
        name = self.text_names.take(document.name, ".txt")
        self._put(f"{layout.TEXTS}/{name}", document.text.encode("utf-8"))
        structure = original = ""
        if document.parts:
            structure = f"{layout.STRUCTURE}/{name.removesuffix('.txt')}.jsonl"
            parts = (json.dumps(part, ensure_ascii=False) + "\n" for part in Structure(document.parts).parts)
            self._put(structure, "".join(parts).encode("utf-8"))
        if document.original is not None:
            kept = self.original_names.take(document.name, safe_suffix(document.source))
            original = f"{layout.ORIGINALS}/{kept}"
            self._copy(original, document.original)
        return {
            "id": document.guid,
            "name": document.name,
            "text": f"{layout.TEXTS}/{name}",
            "language": document.language,
            "source": document.source,
            "encoding": document.encoding,
            "created": document.created,
            "structure": structure,
            "original": original,
        }

    def _values(self, values: BinaryIO, subject: str, guid: str, stated: Any) -> None:
        for attribute, value in stated.items():
            values.write(line({subject: guid, "attribute": attribute, "value": value}))

    def _annotations_of(self, coder: str) -> str:
        """The file of a coder; one whom the study does not name has one of the GUID."""
        if coder not in self.coder_files:
            self.coder_files[coder] = f"{layout.ANNOTATIONS}/{self.annotation_names.take(coder, '.jsonl')}"
        return self.coder_files[coder]

    def _codebook(self, codes: Iterable[StudyCode]) -> None:
        table = io.StringIO(newline="")
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(layout.CODE_COLUMNS)
        for code in codes:
            folder = "yes" if code.is_folder else ""
            definitions = (getattr(code, column) for column in layout.CODE_COLUMNS[6:])
            digit = "" if code.digit is None else code.digit
            writer.writerow([code.guid, code.parent or "", code.name, code.colour, folder, digit, *definitions])
        self._put(layout.CODEBOOK, table.getvalue().encode("utf-8-sig"))

    def _memos(self) -> None:
        names = FileNames()
        for memo in self.study.memos:
            said = (memo.guid, memo.coder, memo.title, memo.about, memo.subject, memo.created, memo.modified)
            fields = "".join(
                f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
                for name, value in zip(layout.MEMO_FIELDS, said, strict=True)
                if value
            )
            name = names.take(f"{memo.created[:10]} {heading_of(memo.title, memo.text)[:80]}", ".md")
            content = f"{layout.FENCE}{fields}{layout.FENCE}\n{memo.text}\n"
            self._put(f"{layout.MEMOS}/{name}", content.encode("utf-8"))

    def _attachments(self) -> None:
        names = FileNames()
        lines = []
        for one in self.study.attachments:
            fields = one._asdict() | {"id": one.guid, "file": ""}
            if one.file is not None:
                suffix = safe_suffix(one.name)
                fields["file"] = f"{layout.ATTACHED}/{names.take(one.name.removesuffix(suffix), suffix)}"
                self._copy(fields["file"], one.file)
            order = ("id", "name", "media_type", "place", "about", "created", "file")
            lines.append({name: fields[name] for name in order})
        self._lines(layout.ATTACHMENTS, lines)

    def _lines(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        self._put(name, b"".join(map(line, rows)))

    def _put(self, name: str, content: bytes) -> None:
        with self._open(name) as file:
            file.write(content)

    def _copy(self, name: str, opener: FileOpener) -> None:
        with opener() as source, self._open(name) as file:
            shutil.copyfileobj(source, file)

    def _open(self, name: str) -> BinaryIO:
        path = self.folder / name
        if "/" in name:
            path.parent.mkdir(exist_ok=True)
        return path.open("xb")


def _passage(document: StudyDocument, passage: StudyPassage) -> dict[str, Any]:
    codes = [
        {
            name: value
            for name, value in (
                ("id", coding.guid),
                ("code", coding.code),
                ("coder", coding.coder if coding.coder != passage.coder else ""),
                ("weight", coding.weight),
                ("created", coding.created),
            )
            if value not in ("", None)
        }
        for coding in passage.codings
    ]
    return {
        "document": document.guid,
        "start": passage.start,
        "end": passage.end,
        "id": passage.guid,
        "coder": passage.coder,
        "codes": codes,
        "words": document.text[passage.start : passage.end],
        "comment": passage.comment,
        "created": passage.created,
        "modified": passage.modified,
    }
