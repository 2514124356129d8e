"""How long a study takes as REFI-QDA, out and in, beside what lxml and zipfile alone need for the same file."""

from __future__ import annotations

import gc
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple
from uuid import UUID

TEXTS = 500
LENGTH = 10_000
PASSAGES = 40
CODES = 100
NOW = "2026-01-02T03:04:05Z"
_MADE = "project.qde"


class RefiFigures(NamedTuple):
    """Milliseconds, the shortest of several runs."""

    written: float
    written_floor: float
    read: float
    read_floor: float


def measure(folder: Path) -> RefiFigures:
    """500 documents of 5 MB with 20,000 codings as REFI-QDA."""
    from otsannot.formats.refi import read_study, write_study

    study, out, again = _study(), folder / "study.qdpx", folder / "floor.qdpx"
    gc.freeze()  # what is measured pays for its own garbage only
    written = _shortest(lambda: write_study(study, out))
    read = _shortest(lambda: [*read_study(out).documents])
    read_floor = _shortest(lambda: _handed_out(out))
    elements, files = _handed_out(out)
    gc.freeze()
    floor = _shortest(lambda: _write_with_libraries(again, elements, files))
    return RefiFigures(written, floor, read, read_floor)


def _shortest(work: Callable[[], object], times: int = 5) -> float:
    runs = []
    for _ in range(times):
        started = perf_counter()
        work()
        runs.append((perf_counter() - started) * 1000)
    return min(runs)


def _handed_out(path: Path) -> tuple[Any, dict[str, bytes]]:
    """Every element with its attributes and words, as lxml hands them out, and every other file of an archive."""
    from lxml import etree

    with zipfile.ZipFile(path) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    return _plain(etree.fromstring(files.pop(_MADE))), files


def _plain(element: Any) -> Any:
    return element.tag, dict(element.attrib), element.text, [_plain(part) for part in element]


def _write_with_libraries(out: Path, elements: Any, files: dict[str, bytes]) -> None:
    """The same elements built and written with lxml, and the same files, in the same archive."""
    from lxml import etree

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
        tag, attributes, _text, parts = elements
        root: Any = etree.Element(tag, attributes)
        for part in parts:
            _build(root, part)
        with zipped.open(_MADE, "w") as made:
            etree.ElementTree(root).write(made, encoding="utf-8")


def _build(parent: Any, plain: Any) -> None:
    from lxml import etree

    tag, attributes, text, parts = plain
    made: Any = etree.SubElement(parent, tag, attributes)
    made.text = text
    for part in parts:
        _build(made, part)


def _study() -> Any:
    """A study of two coders, some texts of which hold an emoji."""
    from otsannot.model.study import Study, StudyCode, StudyCoder, StudyCoding, StudyDocument, StudyPassage

    dice = random.Random(1)

    def guid() -> str:
        return str(UUID(int=dice.getrandbits(128)))

    letters = "abcdefghijklmnopqrstuvwxyzğüşıöç"
    words = ["".join(dice.choices(letters, k=dice.randint(2, 10))) for _ in range(3000)]
    coders = [StudyCoder(guid(), name) for name in ("Ada", "Grace")]
    codes = [StudyCode(guid(), f"code {number}", colour="#3366cc") for number in range(CODES)]
    documents = []
    for number in range(TEXTS):
        text = ("😀 " if number % 5 == 0 else "") + " ".join(dice.choices(words, k=LENGTH // 5))
        passages = []
        for place in range(PASSAGES):
            start, coder = dice.randint(0, LENGTH - 500), coders[place % 2].guid
            coding = StudyCoding(guid(), dice.choice(codes).guid, coder, None, NOW)
            comment = "A thought on this." if place % 4 == 0 else ""
            end = start + dice.randint(20, 200)
            passages.append(StudyPassage(guid(), coder, start, end, comment, NOW, NOW, (coding,)))
        documents.append(
            StudyDocument(
                guid(), f"text {number}", text[:LENGTH], "tr", "x.txt", "utf-8", NOW, passages=tuple(passages)
            )
        )
    return Study("exchange", guid(), NOW, coders, codes, documents=documents)
