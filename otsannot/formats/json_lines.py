"""Writes the annotations of a study as JSON Lines: one JSON object a line for each passage, with its codes.

https://jsonlines.org; positions are Unicode code points, half-open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from otsannot.formats.files import replacing
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.formats.study_paths import StudyNames
from otsannot.i18n import _
from otsannot.model.structure import Structure
from otsannot.model.study import Loss, Study, StudyDocument, StudyPassage
from otsannot.progress import SILENT, Progress, stretch

# Programs that split text by whatever Unicode calls the end of a line would cut a passage that holds one.
_OTHER_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"}


def limits() -> list[str]:
    """What the file does not hold."""
    return [_("JSON Lines hold the annotations, and neither whole texts nor memos, cases and groups.")]


def write_study(study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN) -> list[Loss]:
    """Write every passage, those without a code too. Raises OtsannotError when the file cannot be written."""
    names = StudyNames(study)
    with stretch(progress, _("Writing annotations"), 0), replacing(out) as handle:
        for document in study.documents:
            structure = Structure(document.parts)
            facts = {names.attributes[guid].name: value for guid, value in document.values.items()}
            for passage in document.passages:
                line = _annotation(document, passage, structure, facts, names)
                handle.write(f"{json.dumps(line, ensure_ascii=False).translate(_OTHER_LINE_ENDS)}\n".encode())
            progress.advance()
    return []


def _annotation(
    document: StudyDocument, passage: StudyPassage, structure: Structure, facts: Mapping[str, str], names: StudyNames
) -> dict[str, object]:
    codes = [
        {
            "coding_id": coding.guid,
            "code_id": coding.code,
            "code": names.codes[coding.code].name,
            "code_path": names.path(coding.code),
            "coder": names.coder_of(coding.coder, passage),
            "weight": coding.weight,
            "created": coding.created,
        }
        for coding in passage.codings
    ]
    return {
        "annotation_id": passage.guid,
        "document_id": document.guid,
        "document": document.name,
        "start": passage.start,
        "end": passage.end,
        "text": document.text[passage.start : passage.end],
        "codes": codes,
        "coder": names.coders.get(passage.coder, ""),
        "comment": passage.comment,
        "created": passage.created,
        "modified": passage.modified,
        **{kind: part.value for kind in ("page", "speaker", "time") if (part := structure.at(passage.start, kind))},
        "attributes": dict(facts),
    }
