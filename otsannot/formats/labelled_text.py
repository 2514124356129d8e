"""Texts with labelled spans, as programs for linguists have them, as a study: labels are codes, spans are passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID, uuid5

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.model.structure import hash_of
from otsannot.model.study import Loss, Study, StudyCode, StudyCoder, StudyCoding, StudyDocument, StudyPassage

_SPACE = UUID("6c4f3a52-58f2-5be2-a0f9-2f3f0d6c7b11")


class Label(NamedTuple):
    """A label on `[start, end)` of a text in code points; its parts are the path of a code."""

    span: Span
    path: tuple[str, ...]
    comment: str = ""


class LabelledText(NamedTuple):
    """A text with the labels on it."""

    name: str
    text: str
    labels: tuple[Label, ...]
    source: str = ""


def labelled_study(
    title: str, program: str, texts: Iterable[LabelledText], losses: list[Loss], told: list[str]
) -> Study:
    """The study of such texts; what one program wrote gets the same GUIDs however often it is read."""
    texts = list(texts)
    paths = dict.fromkeys(
        label.path[:depth] for text in texts for label in text.labels for depth in range(1, len(label.path) + 1)
    )
    coder = StudyCoder(_guid(program, "coder"), program)
    codes = []
    for path in sorted(paths):
        parent = _guid(program, "code", *path[:-1]) if len(path) > 1 else None
        codes.append(StudyCode(_guid(program, "code", *path), path[-1], parent))
    documents = []
    for text in texts:
        guid = _guid(program, "document", text.name, hash_of(text.text))
        passages = tuple(_passages(text, program, coder.guid, guid, losses))
        documents.append(StudyDocument(guid, text.name, text.text, source=text.source, passages=passages))
    return Study(title, coders=[coder], codes=codes, documents=documents, losses=losses, told=told)


def _passages(text: LabelledText, program: str, coder: str, home: str, losses: list[Loss]) -> Iterator[StudyPassage]:
    """One passage for each span, with all labels on it."""
    by_span: dict[Span, dict[tuple[str, ...], list[str]]] = {}
    for label in text.labels:
        if not 0 <= label.span.start < label.span.end <= len(text.text):
            reason = _("its place, {start} to {end}, is not in the text").format(
                start=label.span.start, end=label.span.end
            )
            losses.append(Loss(_("label"), f"{text.name}: {' > '.join(label.path)}", reason))
            continue
        by_span.setdefault(label.span, {}).setdefault(label.path, []).append(label.comment)
    for span, paths in by_span.items():
        guid = _guid(home, *span)
        codings = tuple(StudyCoding(_guid(guid, *path), _guid(program, "code", *path), coder) for path in paths if path)
        said = dict.fromkeys(comment for comments in paths.values() for comment in comments if comment)
        yield StudyPassage(guid, coder, span.start, span.end, "\n".join(said), codings=codings)


def _guid(*which: object) -> str:
    return str(uuid5(_SPACE, "|".join(map(str, which))))
