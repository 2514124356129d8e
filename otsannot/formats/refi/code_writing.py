"""Writes the codes of a study as the nested codes of a project or a codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lxml import etree

from otsannot.formats.refi.descriptions import of_code
from otsannot.formats.refi.extras import keep_exact
from otsannot.formats.refi.markup import shown
from otsannot.formats.refi.xml import Element
from otsannot.model.code_tree import join_path
from otsannot.model.colours import is_colour
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.study import StudyCode

KeepCode = Callable[[StudyCode, dict[str, Any]], None]


def code_elements(
    namespace: str,
    codes: Iterable[StudyCode],
    guid_of: Callable[[StudyCode], str],
    keep: KeepCode,
    notes: Callable[[StudyCode], Sequence[str]] = lambda _code: (),
) -> Element:
    """The element `Codes` of codes of which each comes after the one it stands under.

    `guid_of` gives a code its GUID in the file, `keep` is told what its element cannot hold, `notes` are the GUIDs of
    notes on it.
    """
    top: Any = etree.Element(f"{{{namespace}}}Codes", nsmap={None: namespace})
    made: dict[str, Element] = {}
    for code in codes:
        extra: dict[str, Any] = {}
        above = made.get(code.parent or "", top)
        attributes = {
            "guid": shown(guid_of(code)),
            "name": keep_exact(extra, "name", code.name),
            "isCodable": "false" if code.is_folder else "true",
        }
        if is_colour(code.colour.lower()):
            attributes["color"] = code.colour.upper()
        element = etree.SubElement(above, f"{{{namespace}}}Code", attributes)
        fields = code._asdict()
        if said := of_code({field: fields[field] for field in DEFINITION_FIELDS}):
            etree.SubElement(element, f"{{{namespace}}}Description").text = keep_exact(extra, "description", said)
        for note in notes(code):
            etree.SubElement(element, f"{{{namespace}}}NoteRef", targetGUID=shown(note))
        made[code.guid] = element
        keep(code, extra)
    return top


def paths_of(codes: Iterable[StudyCode]) -> dict[str, str]:
    """The path of each code, such as `Security > Defence`, by its GUID."""
    names: dict[str, tuple[str, ...]] = {}
    for code in codes:
        names[code.guid] = (*names.get(code.parent or "", ()), code.name)
    return {guid: join_path(path) for guid, path in names.items()}
