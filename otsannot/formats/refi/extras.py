"""What a study knows beyond the standard, kept as JSON beside the project, where only we look for it.

The standard's own words count: what is kept here of a text, a name or a description holds only as long as these say
what we wrote, so that what another program edited is never set back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from otsannot.errors import OtsannotError
from otsannot.formats.refi.archive import LARGEST_TEXT, Archive
from otsannot.formats.refi.packing import Packing
from otsannot.formats.refi.values import xml_text
from otsannot.model.structure import PART_KINDS, Part

FOLDER = "otsannot"
_STUDY = f"{FOLDER}/study.json"
_VERSION = 1

Known = Mapping[str, Any]
NOTHING: Known = {}


class Extras:
    """The extras of an archive; empty for one that we did not write."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.is_damaged = False
        self._study = self._read(_STUDY)

    def of(self, kind: str, guid: str = "") -> Known:
        """What is known of one thing of a kind, or of the study itself."""
        found = self._study.get(kind)
        if guid and isinstance(found, dict):
            found = found.get(guid)
        return found if isinstance(found, dict) else NOTHING

    def of_document(self, guid: str) -> Known:
        """What is known of a document and its passages."""
        return self._read(f"{FOLDER}/{guid}.json") if self._study else NOTHING

    def _read(self, path: str) -> Known:
        info = self._archive.entry(path)
        if info is None:
            return NOTHING
        try:
            found = json.loads(self._archive.read(info, LARGEST_TEXT))
        except (OtsannotError, ValueError, RecursionError):
            self.is_damaged = True
            return NOTHING
        return found if isinstance(found, dict) and found.get("version") == _VERSION else NOTHING


def written(known: Known, key: str) -> str:
    """A text that is known; empty where there is none, or something else."""
    found = known.get(key)
    return found if isinstance(found, str) and is_sound(found) else ""


def number(known: Known, key: str, least: int, most: int) -> int | None:
    """A whole number that is known, when it lies between two others."""
    found = known.get(key)
    return found if type(found) is int and least <= found <= most else None


def exact(known: Known, key: str, shown: str) -> str:
    """What a text was before XML took characters from it that it cannot hold; what is shown when it was edited."""
    found = written(known, key)
    return found if found and xml_text(found) == shown else shown


def keep_exact(extra: dict[str, Any], key: str, text: str) -> str:
    """The text as XML can hold it; what it was is kept where that differs."""
    shown = xml_text(text)
    if shown != text:
        extra[key] = text
    return shown


def parts_of(known: Known, length: int) -> tuple[Part, ...]:
    """The structure of a text of so many code points, as far as it is sound."""
    found = known.get("parts")
    return tuple(_parts(found, length)) if isinstance(found, list) else ()


def _parts(found: Iterable[Any], length: int) -> Iterable[Part]:
    for each in found:
        if not isinstance(each, list) or len(each) != 4:
            continue
        start, end, kind, value = each
        places = type(start) is int and type(end) is int and 0 <= start <= end <= length
        if places and kind in PART_KINDS and isinstance(value, str) and is_sound(value):
            yield Part(start, end, kind, value)


def is_sound(text: str) -> bool:
    """Whether a text holds no halves of characters, which JSON can smuggle in."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class ExtrasWriter:
    """Collects what is known of a study and writes it into its archive; `study` is what is known of it as a whole."""

    def __init__(self, packing: Packing) -> None:
        self._packing = packing
        self._study: dict[str, Any] = {}
        self.study: dict[str, Any] = {}

    def keep(self, kind: str, guid: str, extra: Known) -> None:
        """Keep what is known of one thing, if anything is."""
        if extra:
            self._study.setdefault(kind, {})[guid] = extra

    def write_document(self, guid: str, extra: Known) -> None:
        """Write what is known of a document, if anything is."""
        if extra:
            self._write(f"{FOLDER}/{guid}.json", extra)

    def write_study(self) -> None:
        """Write what was collected."""
        self._write(_STUDY, {"study": self.study, **self._study})

    def _write(self, path: str, extra: Known) -> None:
        self._packing.json(path, json.dumps({"version": _VERSION, **extra}, ensure_ascii=False, separators=(",", ":")))
