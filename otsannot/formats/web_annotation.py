"""Writes the annotations of a study as W3C Web Annotations in JSON-LD, one AnnotationCollection with one page.

https://www.w3.org/TR/annotation-model/. A passage has a TextPositionSelector, whose positions are code points as ours
are, and a TextQuoteSelector with the words around it; codes are bodies for tagging, the comment is one for commenting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from otsannot.formats.files import replacing
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.formats.study_paths import StudyNames
from otsannot.i18n import _
from otsannot.model.study import Loss, Study, StudyDocument, StudyPassage
from otsannot.progress import SILENT, Progress, stretch

AROUND = 32
"""How many code points before and after a passage are quoted, so that it is found in a text that was changed."""

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"weight": "urn:otsannot:weight", "prefLabel": "http://www.w3.org/2004/02/skos/core#prefLabel"},
]


def limits() -> list[str]:
    """What the file does not hold."""
    return [_("Web annotations hold the annotations, and neither whole texts nor memos, cases and groups.")]


def write_study(study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN) -> list[Loss]:
    """Write every passage, those without a code too. Raises OtsannotError when the file cannot be written."""
    names = StudyNames(study)
    head = {"@context": _CONTEXT, "id": _iri(study.guid), "type": "AnnotationCollection", "label": study.title}
    total = 0
    with stretch(progress, _("Writing annotations"), 0), replacing(out) as handle:
        opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
        handle.write(f'{opening},\n "first": {{"type": "AnnotationPage", "startIndex": 0, "items": ['.encode())
        for document in study.documents:
            for passage in document.passages:
                line = json.dumps(_annotation(document, passage, names), ensure_ascii=False)
                handle.write(f"{',' if total else ''}\n  {line}".encode())
                total += 1
            progress.advance()
        handle.write(f'\n ]}},\n "total": {total}\n}}\n'.encode())
    return []


def _annotation(document: StudyDocument, passage: StudyPassage, names: StudyNames) -> dict[str, object]:
    bodies: list[Mapping[str, object]] = []
    for coding in passage.codings:
        body: dict[str, object] = {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": names.path(coding.code),
        }
        if coding.coder not in ("", passage.coder):
            body["creator"] = _person(coding.coder, names)
        if coding.created:
            body["created"] = coding.created
        if coding.weight is not None:
            body["weight"] = coding.weight
        bodies.append(body)
    if passage.comment:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": passage.comment}
        )
    made = {"created": passage.created, "modified": passage.modified}
    return {
        "id": _iri(passage.guid),
        "type": "Annotation",
        "creator": _person(passage.coder, names),
        **{name: time for name, time in made.items() if time},
        "body": bodies,
        "target": {"source": _source(document), "selector": _selectors(document.text, passage.start, passage.end)},
    }


def _source(document: StudyDocument) -> dict[str, object]:
    source: dict[str, object] = {"id": _iri(document.guid), "type": "Text", "format": "text/plain"}
    if document.language:
        source["language"] = document.language
    return source | {"prefLabel": document.name}


def _selectors(text: str, start: int, end: int) -> list[Mapping[str, object]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quote]


def _person(coder: str, names: StudyNames) -> dict[str, object]:
    return {"id": _iri(coder), "type": "Person", "name": names.coders.get(coder, "")}


def _iri(guid: str) -> str:
    return f"urn:uuid:{guid}"
