"""The tables of a project: flat records, no lazy relations, no cascades."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

Guid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Timestamp = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
LONGEST_NAME = 500
LINE_BREAKS = "\n\r\u2028\u2029"
Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME, pattern=f"^[^{LINE_BREAKS}]+$")]


def new_guid() -> str:
    """A name for a row that no other project has given."""
    return str(uuid4())


def now() -> str:
    """The present second, UTC, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Record(SQLModel):
    """A row with a number that is its own within the project."""

    id: int | None = Field(default=None, primary_key=True)


class ProjectInfo(Record, table=True):
    """What a project says of itself; one row."""

    __tablename__ = "project"

    guid: Guid = Field(default_factory=new_guid)
    title: Name
    created: Timestamp = Field(default_factory=now)


class Coder(Record, table=True):
    """A person who codes."""

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)
    created: Timestamp = Field(default_factory=now)


class Body(Record, table=True):
    """A text, kept once for each content and never changed, apart from the document that shows it.

    Its row is written beside an edit and not by it, so that history names texts by their hash and holds none.
    """

    sha256: str = Field(unique=True, min_length=64, max_length=64)
    content: str


class Document(Record, table=True):
    """An immutable text with a name, a language and where it came from; `length` is in code points."""

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)
    language: str = ""
    source: str = ""
    encoding: str = ""
    sha256: str = Field(foreign_key="body.sha256", index=True)
    length: int = Field(ge=0)
    paragraphs: int = Field(ge=0)
    created: Timestamp = Field(default_factory=now)


class Attribute(Record, table=True):
    """A fact that can be stated of documents, such as the date or the speaker."""

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)


class AttributeValue(Record, table=True):
    """What one attribute is for one document."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("document_id", "attribute_id"),)

    document_id: int = Field(foreign_key="document.id")
    attribute_id: int = Field(foreign_key="attribute.id", index=True)
    value: str


class Code(Record, table=True):
    """An idea with a name, a colour, a place in the tree and the standard definition fields.

    The fields follow MacQueen, McLellan, Kay and Milstein (1998), "Codebook development for team-based
    qualitative analysis". `position` orders siblings; `digit` is the key 1-9 that applies the code.
    """

    guid: Guid = Field(default_factory=new_guid, unique=True)
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    position: int = 0
    name: Name
    colour: Colour
    digit: int | None = Field(default=None, ge=1, le=9)
    brief_definition: str = ""
    full_definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    memo: str = ""
    created: Timestamp = Field(default_factory=now)


DEFINITION_FIELDS = ("brief_definition", "full_definition", "when_to_use", "when_not_to_use", "example", "memo")


class Annotation(Record, table=True):
    """A highlighted passage `[start, end)` of a document in code points, made by a coder."""

    __table_args__ = (
        CheckConstraint('0 <= start AND start < "end"', name="passage"),
        Index("ix_annotation_place", "document_id", "start", "end"),
    )

    guid: Guid = Field(default_factory=new_guid, unique=True)
    document_id: int = Field(foreign_key="document.id")
    coder_id: int = Field(foreign_key="coder.id")
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    comment: str = ""
    created: Timestamp = Field(default_factory=now)
    modified: Timestamp = Field(default_factory=now)


class Coding(Record, table=True):
    """This code applies to this annotation, says this coder; `weight` is 0 to 100 or not given."""

    __table_args__ = (UniqueConstraint("annotation_id", "code_id", "coder_id"),)

    guid: Guid = Field(default_factory=new_guid, unique=True)
    annotation_id: int = Field(foreign_key="annotation.id")
    code_id: int = Field(foreign_key="code.id", index=True)
    coder_id: int = Field(foreign_key="coder.id")
    weight: int | None = Field(default=None, ge=0, le=100)
    created: Timestamp = Field(default_factory=now)


NOUNS: tuple[type[Record], ...] = (
    ProjectInfo,
    Coder,
    Document,
    Attribute,
    AttributeValue,
    Code,
    Annotation,
    Coding,
)
"""Every noun an edit may write, parents before what points at them. `Body` is written once and never edited."""
