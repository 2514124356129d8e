"""Reads and writes codebooks of REFI-QDA (.qdc): one XML file with the codes of a study and what they mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.codebook import CodebookFile
from otsannot.formats.codebook_hierarchy import divided, likely_sign
from otsannot.formats.codebook_table import LARGEST_CODEBOOK
from otsannot.formats.files import read_bytes, replacing, shown
from otsannot.formats.refi.code_reading import CodeReader
from otsannot.formats.refi.code_writing import code_elements
from otsannot.formats.refi.intake import PROGRAM
from otsannot.formats.refi.markup import CODEBOOK
from otsannot.formats.refi.xml import Xml
from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, CodeDraft, join_path, split_path
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.study import StudyCode


def read_codebook(path: Path, hierarchy: str = "") -> CodebookFile:
    """The codes of a codebook, or of a whole project that is kept as bare XML (.qde); `hierarchy` divides names.

    Raises OtsannotError when it cannot be read.
    """
    name, data = shown(path), read_bytes(path)
    if len(data) > LARGEST_CODEBOOK:
        raise OtsannotError(_("{name} is too large for a codebook.").format(name=name))

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        yield io.BytesIO(data)

    xml = Xml(opened, 0, name)
    if xml.root_name not in ("CodeBook", "Project"):
        told = _("{name} holds no codebook, but {what}.")
        raise OtsannotError(told.format(name=name, what=xml.root_name[:100]))
    reader = CodeReader()
    # In a codebook the list of codes stands right under the root, in a project one level deeper.
    for listing in xml.parts(("Codes",)) if xml.root_name == "Project" else xml.tops("Codes"):
        reader.read(listing)
    problems = [f"{name}, {path}: {reason}." for path, reason in reader.faults]
    problems += [_sets(name, group) for group in xml.parts(("Set",))]
    drafts = [_draft(code, reader.paths[code.guid]) for code in reader.codes]
    likely = "" if hierarchy or any(len(draft.path) > 1 for draft in drafts) else likely_sign(_names(drafts))
    return CodebookFile(list(_divided(drafts, hierarchy, problems)), problems, [], likely)


def _names(drafts: Iterable[CodeDraft]) -> list[str]:
    return [draft.path[-1] for draft in drafts]


def _divided(drafts: Iterable[CodeDraft], hierarchy: str, problems: list[str]) -> Iterator[CodeDraft]:
    """The codes with their names divided by a sign; one that cannot be, or is there already, is told."""
    met = set()
    for draft in drafts:
        path = divided(draft.path, hierarchy)
        if path in met or len(path) > DEEPEST:
            told = _("{code} cannot be divided, because its place is taken or too deep.")
            problems.append(told.format(code=join_path(draft.path)))
            path = draft.path
        met.add(path)
        yield draft._replace(path=path)


def _draft(code: StudyCode, path: str) -> CodeDraft:
    fields = code._asdict()
    definitions = {field: fields[field] for field in DEFINITION_FIELDS}
    return CodeDraft(tuple(split_path(path)), code.colour or None, definitions, code.guid, code.is_folder)


def _sets(name: str, group: Any) -> str:
    told = _("{name}: the set “{set}” groups codes, which a codebook here does not.")
    return told.format(name=name, set=group.get("name", ""))


def write_codebook(codes: Sequence[StudyCode], out: Path) -> int:
    """Write a codebook and return the number of its codes; parents come before the codes under them.

    What the standard has no place for is told in the descriptions. Raises OtsannotError when there are no codes, which
    the standard does not allow, and when the file cannot be written.
    """
    if not codes:
        raise OtsannotError(_("A codebook without codes cannot be written as {name}.").format(name=shown(out)))
    book: Any = etree.Element(f"{{{CODEBOOK}}}CodeBook", {"origin": PROGRAM}, nsmap={None: CODEBOOK})
    book.append(code_elements(CODEBOOK, codes, lambda code: code.guid, lambda _code, _extra: None))
    with replacing(out) as file:
        etree.ElementTree(book).write(file, encoding="utf-8", xml_declaration=True, pretty_print=False)
    return len(codes)
