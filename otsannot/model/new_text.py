"""A text on its way into a study, with all that its file says beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from otsannot.model.structure import Part

NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Remark(NamedTuple):
    """A comment in the margin, on `[start, end)` of a text in code points; `created` is ISO 8601 UTC or empty."""

    start: int
    end: int
    author: str
    text: str
    created: str = ""


class NewText(NamedTuple):
    """A text to keep as a document; `sha256` is of its UTF-8 bytes, `structure.hash_of(text)`.

    `facts` become attributes of the document, `case` the case it belongs to, and `case_facts` attributes of that.
    `group` names the folder it came from. `told` are sentences on what was changed or left out when it was read.
    `original` is the file to keep beside it, if any, and `original_sha256` the hash of one that need not be kept any
    more: it is kept already, or is the hash of the text, whose bytes are those of the file.
    """

    name: str
    text: str
    sha256: str
    source: str
    encoding: str
    language: str = ""
    parts: tuple[Part, ...] = ()
    facts: Mapping[str, str] = NO_FACTS
    remarks: tuple[Remark, ...] = ()
    case: str = ""
    case_facts: Mapping[str, str] = NO_FACTS
    group: str = ""
    told: tuple[str, ...] = ()
    original: Path | None = None
    original_sha256: str | None = None
