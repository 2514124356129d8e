"""Studies made up for tests, with everything in them that a study may hold, and how two of them are compared."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from hypothesis import strategies as st
from support import HARD_TEXT

from otsannot.model.nouns import DEFINITION_FIELDS, KINDS, LINE_BREAKS
from otsannot.model.structure import PART_KINDS, Part, Structure
from otsannot.model.study import (
    FileOpener,
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)
from otsannot.text.graphemes import snap

# Every Unicode that UTF-8 can hold; carriage returns end lines elsewhere and are no part of any text here.
_LETTERS = st.characters(codec="utf-8", exclude_characters="\r")
_WORDS = st.text(_LETTERS, max_size=40)
_NAMES = st.text(st.characters(codec="utf-8", exclude_characters=LINE_BREAKS), min_size=1, max_size=30).map(
    lambda name: " ".join(name.split()).replace(" >", ">").strip("> ") or "x"
)
_PIECES = st.one_of(
    st.sampled_from([HARD_TEXT, "\n", "Birlik.\n", "𐱅𐰇𐰼𐰜", "e\u0301", "\t", "\u2028", "\x1c,\"'"]), _WORDS
)
_TEXTS = st.lists(_PIECES, max_size=6).map("".join)
_TIMES = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z")
_COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
_FILES = st.none() | st.binary(max_size=300)


class _Guids:
    """Counts GUIDs up, so that a failing study is easy to read."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> str:
        self.number += 1
        return f"{self.number:08x}-0000-4000-8000-{self.number:012x}"


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A whole study as a project may hold it."""
    guid = _Guids()
    coders = [StudyCoder(guid(), name, draw(_TIMES)) for name in draw(_sets(_NAMES, least=1, most=3))]
    codes = draw(_codebooks(guid))
    attributes = [
        StudyAttribute(guid(), name, subject, "text")
        for subject in ("document", "case")
        for name in draw(_sets(_NAMES))
    ]
    attributes += [
        StudyAttribute(guid(), "year ?", "document", "number"),
        StudyAttribute(guid(), "kind ?", "case", "choice", ("speech", "talk")),
    ]
    names = draw(_sets(_NAMES, most=4))
    documents = [draw(_documents(guid, name, coders, codes, attributes)) for name in names]
    held = [document.guid for document in documents]
    some = st.lists(st.sampled_from(held), unique=True) if held else st.just([])
    groups = [StudyGroup(guid(), name, tuple(draw(some))) for name in draw(_sets(_NAMES))]
    cases = [
        StudyCase(guid(), name, tuple(draw(some)), draw(_values(attributes, "case")), draw(_TIMES))
        for name in draw(_sets(_NAMES))
    ]
    subjects = [("", ""), *(("document", one) for one in held), *(("code", code.guid) for code in codes)]
    subjects += [("case", case.guid) for case in cases]
    memos = [
        StudyMemo(guid(), draw(st.sampled_from(coders)).guid, title, draw(_TEXTS), *subject, draw(_TIMES), draw(_TIMES))
        for subject in draw(st.lists(st.sampled_from(subjects), max_size=5))
        for title in [draw(_NAMES | st.just(""))]
    ]
    attachments = [
        StudyAttachment(guid(), name, "image/png", draw(_WORDS), draw(_TEXTS), draw(_TIMES), opener(draw(_FILES)))
        for name in draw(_sets(_NAMES))
    ]
    return Study(
        draw(_NAMES),
        guid(),
        draw(_TIMES),
        coders,
        codes,
        attributes,
        documents,
        groups,
        cases,
        memos,
        attachments,
    )


def _sets(names: st.SearchStrategy[str], least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(names, min_size=least, max_size=most, unique=True)


@st.composite
def _codebooks(draw: st.DrawFn, guid: _Guids) -> list[StudyCode]:
    codes: list[StudyCode] = []
    digits = draw(st.permutations(range(1, 10)))
    for name in draw(_sets(_NAMES, least=1)):
        codes.append(draw(_codes(guid(), name, None, None)))
        for child in draw(_sets(_NAMES)):
            parent = codes[-1] if draw(st.booleans()) else next(c for c in reversed(codes) if c.parent is None)
            if not any(code.parent == parent.guid and code.name == child for code in codes):
                codes.append(draw(_codes(guid(), child, parent.guid, digits.pop() if digits else None)))
    return list(_walked(codes))


def _walked(codes: list[StudyCode]) -> Iterator[StudyCode]:
    """Codes in the order of a codebook: each before those under it, and these before its next sibling."""
    waiting = [code for code in reversed(codes) if code.parent is None]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [under for under in reversed(codes) if under.parent == code.guid]


@st.composite
def _codes(draw: st.DrawFn, guid: str, name: str, parent: str | None, digit: int | None) -> StudyCode:
    is_folder = draw(st.booleans()) and digit is None
    fields = {field: draw(_TEXTS) for field in draw(st.sets(st.sampled_from(DEFINITION_FIELDS)))}
    return StudyCode(
        guid, name, parent, draw(_COLOURS), is_folder, None if is_folder else digit, created=draw(_TIMES), **fields
    )


@st.composite
def _documents(
    draw: st.DrawFn,
    guid: _Guids,
    name: str,
    coders: list[StudyCoder],
    codes: list[StudyCode],
    attributes: list[StudyAttribute],
) -> StudyDocument:
    text = draw(_TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    applied = [code.guid for code in codes if not code.is_folder]
    people = [coder.guid for coder in coders]
    passages: dict[tuple[int, int, str], StudyPassage] = {}
    for one, other in spans:
        start, end = snap(text, min(one, other), max(one, other))
        coder = draw(st.sampled_from(people))
        if start < end:
            keys = st.tuples(st.sampled_from(applied or [""]), st.sampled_from(people))
            weights = st.none() | st.integers(0, 100)
            codings = tuple(
                StudyCoding(guid(), code, by, draw(weights), draw(_TIMES))
                for code, by in draw(st.lists(keys, unique=True, max_size=3 if applied else 0))
            )
            times = draw(_TIMES), draw(_TIMES)
            passages[start, end, coder] = StudyPassage(guid(), coder, start, end, draw(_TEXTS), *times, codings)
    parts = tuple(
        Part(min(one, other), max(one, other), draw(st.sampled_from(PART_KINDS)), draw(_WORDS))
        for one, other in draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
    )
    return StudyDocument(
        guid(),
        name,
        text,
        draw(st.sampled_from(["", "en", "tr"])),
        draw(_WORDS),
        "utf-8",
        draw(_TIMES),
        parts,
        draw(_values(attributes, "document")),
        tuple(passages.values()),
        opener(draw(_FILES)),
    )


@st.composite
def _values(draw: st.DrawFn, attributes: list[StudyAttribute], subject: str) -> dict[str, str]:
    """Values, some of which do not fit their kind: such ones are kept as they are."""
    some = {
        "text": _TEXTS.filter(bool),
        "number": st.sampled_from(["2024", "-3.5", "twelve"]),
        "choice": st.sampled_from(["speech", "other"]),
    }
    chosen = [one for one in attributes if one.subject == subject and draw(st.booleans())]
    return {attribute.guid: draw(some[attribute.kind]) for attribute in chosen}


def opener(content: bytes | None) -> FileOpener | None:
    """Opens bytes as a file."""
    return None if content is None else partial(io.BytesIO, content)


def plain(study: Study) -> dict[str, Any]:
    """All that a study says, in one order and with files as bytes: equal for equal studies."""
    return {
        "study": (study.title, study.guid, study.created),
        "coders": sorted(study.coders),
        "codes": study.codes,
        "attributes": sorted(study.attributes, key=lambda one: ("document", "case").index(one.subject)),
        "documents": sorted(map(_plain_document, study.documents)),
        "groups": sorted(one._replace(documents=tuple(sorted(one.documents))) for one in study.groups),
        "cases": sorted(
            (one.guid, one.name, sorted(one.documents), sorted(one.values.items()), one.created) for one in study.cases
        ),
        "memos": sorted(study.memos),
        "attachments": sorted((*one[:-1], _content(one.file) or b"-") for one in study.attachments),
    }


def _plain_document(document: StudyDocument) -> tuple[Any, ...]:
    original = _content(document.original)
    if original == _content(partial(io.BytesIO, document.text.encode())):
        original = None  # a file that is its text does not come back beside it
    passages = sorted(one._replace(codings=tuple(sorted(one.codings))) for one in document.passages)
    return (
        *(document.guid, document.name, document.text, document.language, document.source, document.encoding),
        *(document.created, Structure(document.parts).parts, sorted(document.values.items()), passages),
        original or b"-",
    )


def _content(file: FileOpener | None) -> bytes | None:
    if file is None:
        return None
    with file() as opened:
        return opened.read() + b"."


def with_documents(study: Study, *documents: StudyDocument) -> Study:
    """The study with other documents."""
    return replace(study, documents=list(documents))


_WILD_GUIDS = st.sampled_from(
    [
        "",
        "1",
        "{X}",
        *(f"0000000{n}-0000-4000-8000-000000000000" for n in range(5)),
        "0000000A-0000-4000-8000-000000000000",
    ]
)
_WILD_NAMES = (
    st.sampled_from(["", " ", "a", "a", "A", "a (2)", "b > c", "> ", "d\ne", "f" * 501, "\ud800", "g\0h"]) | _WORDS
)
_WILD_TEXTS = st.sampled_from(["", "a", "One.\nTwo.", "One.\r\nTwo.\r", HARD_TEXT, HARD_TEXT + "!", "x\ud800"])
_WILD_TIMES = st.sampled_from(
    ["", "2024-01-01T00:00:00Z", "2024-01-01", "0001-01-01T00:00:00+05:00", "soon", "9999-12-31T23:59:59-01:00"]
)
_WILD_NUMBERS = st.none() | st.integers(-5, 150)
_WILD_SPANS = st.tuples(st.integers(-5, 160), st.integers(-5, 160))


def _many(items: st.SearchStrategy[Any], most: int = 5) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=most)


def wild_studies() -> st.SearchStrategy[Study]:
    """Studies as no project can hold them: ids twice, nothing where something is pointed at, circles, odd names."""
    codings = st.builds(StudyCoding, _WILD_GUIDS, _WILD_GUIDS, _WILD_GUIDS, _WILD_NUMBERS, _WILD_TIMES)
    passages = st.builds(
        lambda guid, coder, span, comment, times, codings: StudyPassage(guid, coder, *span, comment, *times, codings),
        *(_WILD_GUIDS, _WILD_GUIDS, _WILD_SPANS, _WILD_TEXTS, st.tuples(_WILD_TIMES, _WILD_TIMES)),
        _many(codings, 3).map(tuple),
    )
    parts = st.builds(
        lambda span, kind, value: Part(*span, kind, value), _WILD_SPANS, st.sampled_from(["heading", "x"]), _WILD_NAMES
    )
    values = st.dictionaries(_WILD_GUIDS, _WILD_NAMES, max_size=3)
    documents = st.builds(
        StudyDocument,
        *(_WILD_GUIDS, _WILD_NAMES, _WILD_TEXTS, _WILD_NAMES, _WILD_NAMES, _WILD_NAMES, _WILD_TIMES),
        *(_many(parts).map(tuple), values, _many(passages).map(tuple), _FILES.map(opener)),
    )
    subjects = st.sampled_from(["", "document", "code", "case", "coder"])
    codes = st.builds(
        StudyCode,
        *(_WILD_GUIDS, _WILD_NAMES, st.none() | _WILD_GUIDS, st.sampled_from(["", "#ABCDEF", "#123456", "red"])),
        *(st.booleans(), _WILD_NUMBERS, _WILD_TEXTS),
        created=_WILD_TIMES,
    )
    kinds = st.sampled_from([*KINDS, "colour"])
    attributes = st.builds(StudyAttribute, _WILD_GUIDS, _WILD_NAMES, subjects, kinds, _many(_WILD_NAMES).map(tuple))
    members = _many(_WILD_GUIDS).map(tuple)
    return st.builds(
        Study,
        *(_WILD_NAMES, _WILD_GUIDS, _WILD_TIMES),
        coders=_many(st.builds(StudyCoder, _WILD_GUIDS, _WILD_NAMES, _WILD_TIMES)),
        codes=_many(codes, 8),
        attributes=_many(attributes),
        documents=_many(documents),
        groups=_many(st.builds(StudyGroup, _WILD_GUIDS, _WILD_NAMES, members)),
        cases=_many(st.builds(StudyCase, _WILD_GUIDS, _WILD_NAMES, members, values, _WILD_TIMES)),
        memos=_many(
            st.builds(
                StudyMemo,
                *(_WILD_GUIDS, _WILD_GUIDS, _WILD_NAMES, _WILD_TEXTS, subjects, _WILD_GUIDS, _WILD_TIMES, _WILD_TIMES),
            )
        ),
        attachments=_many(
            st.builds(
                StudyAttachment,
                *(_WILD_GUIDS, _WILD_NAMES, _WILD_NAMES, _WILD_NAMES, _WILD_TEXTS, _WILD_TIMES, _FILES.map(opener)),
            )
        ),
    )
