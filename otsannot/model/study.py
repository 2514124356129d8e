"""A whole study as plain values: what every other program's project is read into, and what it is written from.

Things name one another by GUID, in our form: lower case, without braces. Documents come one after the other, each with
its passages, so that a study of any size needs the memory of its largest document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from otsannot.model.new_text import NO_FACTS
from otsannot.model.structure import Part

FileOpener = Callable[[], BinaryIO]
"""Opens a file that belongs to a study, to be read from its beginning."""


class StudyCoder(NamedTuple):
    """A person who codes."""

    guid: str
    name: str
    created: str = ""


class StudyCode(NamedTuple):
    """A code; parents come before their children, and children of one parent in their order."""

    guid: str
    name: str
    parent: str | None = None
    colour: str = ""
    is_folder: bool = False
    digit: int | None = None
    brief_definition: str = ""
    full_definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    memo: str = ""
    created: str = ""


class StudyAttribute(NamedTuple):
    """A fact that can be stated of documents or of cases; `kind` is one of `nouns.KINDS`."""

    guid: str
    name: str
    subject: str = "document"
    kind: str = "text"
    choices: tuple[str, ...] = ()


class StudyCoding(NamedTuple):
    """A code on a passage; an empty `coder` is that of the passage."""

    guid: str
    code: str
    coder: str = ""
    weight: int | None = None
    created: str = ""


class StudyPassage(NamedTuple):
    """A highlighted passage `[start, end)` of its document, in code points."""

    guid: str
    coder: str
    start: int
    end: int
    comment: str = ""
    created: str = ""
    modified: str = ""
    codings: tuple[StudyCoding, ...] = ()


@dataclass(frozen=True)
class StudyDocument:
    """A text with all that is known of it; `values` are by the GUIDs of attributes."""

    guid: str
    name: str
    text: str
    language: str = ""
    source: str = ""
    encoding: str = ""
    created: str = ""
    parts: tuple[Part, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[StudyPassage, ...] = ()
    original: FileOpener | None = None


class StudyCase(NamedTuple):
    """A unit of analysis, with the GUIDs of its documents."""

    guid: str
    name: str
    documents: tuple[str, ...] = ()
    values: Mapping[str, str] = NO_FACTS
    created: str = ""


class StudyGroup(NamedTuple):
    """A set of documents under a name."""

    guid: str
    name: str
    documents: tuple[str, ...] = ()


class StudyMemo(NamedTuple):
    """A dated note in Markdown; `about` is `document`, `code` or `case` with its GUID, or empty for the project."""

    guid: str
    coder: str
    title: str = ""
    text: str = ""
    about: str = ""
    subject: str = ""
    created: str = ""
    modified: str = ""


class StudyAttachment(NamedTuple):
    """A file that is kept and not shown as a text, such as a picture or a recording."""

    guid: str
    name: str
    media_type: str = ""
    place: str = ""
    about: str = ""
    created: str = ""
    file: FileOpener | None = None


class Loss(NamedTuple):
    """Something that did not come through, or not as it was: what kind of thing, which one, and why, in words."""

    kind: str
    name: str
    reason: str


@dataclass
class Study:
    """A study; `documents` may be read once only, and `losses` and `told` are complete when they have been read.

    `losses` name, item by item, what could not come through, `told` are sentences on how the file was read.
    """

    title: str = ""
    guid: str = ""
    created: str = ""
    coders: list[StudyCoder] = field(default_factory=list)
    codes: list[StudyCode] = field(default_factory=list)
    attributes: list[StudyAttribute] = field(default_factory=list)
    documents: Iterable[StudyDocument] = ()
    groups: list[StudyGroup] = field(default_factory=list)
    cases: list[StudyCase] = field(default_factory=list)
    memos: list[StudyMemo] = field(default_factory=list)
    attachments: list[StudyAttachment] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
