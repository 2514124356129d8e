"""The tables of a project: flat records, no lazy relations, no cascades."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
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


class Layer(Record, table=True):
    """The structure of a text, packed by `model.structure`; kept once for each content, as a `Body` is."""

    sha256: str = Field(unique=True, min_length=64, max_length=64)
    content: str


class Original(Record, table=True):
    """A file as it was when it came in, under the hash of its bytes; `size` is in bytes. Kept as a `Body` is."""

    sha256: str = Field(unique=True, min_length=64, max_length=64)
    size: int = Field(ge=0)


class OriginalPiece(Record, table=True):
    """A piece of a file, compressed by zlib; `position` counts the pieces from 0."""

    __tablename__ = "original_piece"
    __table_args__ = (UniqueConstraint("sha256", "position"),)

    sha256: str = Field(foreign_key="original.sha256")
    position: int = Field(ge=0)
    data: bytes


class Document(Record, table=True):
    """An immutable text with a name, a language and where it came from; `length` is in code points.

    `layer_sha256` names its structure and `original_sha256` the file it was read from, where they are known.
    """

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)
    language: str = ""
    source: str = ""
    encoding: str = ""
    sha256: str = Field(foreign_key="body.sha256", index=True)
    length: int = Field(ge=0)
    paragraphs: int = Field(ge=0)
    created: Timestamp = Field(default_factory=now)
    layer_sha256: str | None = Field(default=None, foreign_key="layer.sha256")
    original_sha256: str | None = Field(default=None, foreign_key="original.sha256")


class DocumentGroup(Record, table=True):
    """A set of documents under a name, such as a folder they came from; a document may be in several."""

    __tablename__ = "document_group"

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)


class GroupMember(Record, table=True):
    """A document in a group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "document_id"),)

    group_id: int = Field(foreign_key="document_group.id")
    document_id: int = Field(foreign_key="document.id", index=True)


class Case(Record, table=True):
    """A unit of analysis, such as a speaker or a state, that documents belong to."""

    __tablename__ = "study_case"  # CASE alone is a word of SQL

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name = Field(unique=True)
    created: Timestamp = Field(default_factory=now)


class CaseMember(Record, table=True):
    """A document that belongs to a case."""

    __tablename__ = "case_member"
    __table_args__ = (UniqueConstraint("case_id", "document_id"),)

    case_id: int = Field(foreign_key="study_case.id")
    document_id: int = Field(foreign_key="document.id", index=True)


SUBJECTS = ("document", "case")
"""What attributes are stated of."""

KINDS = ("text", "number", "date", "yes_no", "choice")
"""What the values of an attribute are."""


class Attribute(Record, table=True):
    """A fact that can be stated of documents or of cases, such as the date or the speaker.

    Values are kept as text in one form for each kind: a number with a point, a date as ISO 8601, `yes` or `no`, one of
    the `choices`, which stand on a line each. `position` orders the attributes of a subject.
    """

    __table_args__ = (UniqueConstraint("subject", "name"),)

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name
    subject: str = Field(default="document", sa_column_kwargs={"server_default": "document"})
    kind: str = Field(default="text", sa_column_kwargs={"server_default": "text"})
    choices: str = Field(default="", sa_column_kwargs={"server_default": ""})
    position: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class AttributeValue(Record, table=True):
    """What one attribute is for one document or one case."""

    __tablename__ = "attribute_value"
    __table_args__ = (
        UniqueConstraint("document_id", "attribute_id"),
        UniqueConstraint("case_id", "attribute_id"),
        CheckConstraint("(document_id IS NULL) <> (case_id IS NULL)", name="one_subject"),
    )

    document_id: int | None = Field(default=None, foreign_key="document.id")
    attribute_id: int = Field(foreign_key="attribute.id", index=True)
    value: str
    case_id: int | None = Field(default=None, foreign_key="study_case.id")


class Code(Record, table=True):
    """An idea with a name, a colour, a place in the tree and the standard definition fields.

    The fields follow MacQueen, McLellan, Kay and Milstein (1998), "Codebook development for team-based
    qualitative analysis". `position` orders siblings; `digit` is the key 1-9 that applies the code; a folder
    holds other codes and is never applied itself.
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
    is_folder: bool = Field(default=False, sa_column_kwargs={"server_default": text("0")})


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


class Memo(Record, table=True):
    """A dated note on a document, a code or a case, or, with none of them named, on the project; Markdown.

    A link in it is a Markdown link to `otsannot:` and the noun and GUID it leads to, such as
    `[Security > Defence](otsannot:code/GUID)`.
    """

    __table_args__ = (
        CheckConstraint(
            "(document_id IS NOT NULL) + (code_id IS NOT NULL) + (case_id IS NOT NULL) <= 1", name="one_subject"
        ),
    )

    guid: Guid = Field(default_factory=new_guid, unique=True)
    coder_id: int = Field(foreign_key="coder.id")
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True)
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="study_case.id", index=True)
    title: str = ""
    text: str = ""
    created: Timestamp = Field(default_factory=now)
    modified: Timestamp = Field(default_factory=now)


class Attachment(Record, table=True):
    """A file that belongs to the study and is not shown as a text, such as a picture or a recording.

    `place` says where it lies when it is not in the project itself. `about` keeps what another program says of it, such
    as selections in a picture, as the XML it wrote.
    """

    guid: Guid = Field(default_factory=new_guid, unique=True)
    name: Name
    media_type: str = ""
    original_sha256: str | None = Field(default=None, foreign_key="original.sha256")
    place: str = ""
    about: str = ""
    created: Timestamp = Field(default_factory=now)


NOUNS: tuple[type[Record], ...] = (
    ProjectInfo,
    Coder,
    Document,
    DocumentGroup,
    GroupMember,
    Case,
    CaseMember,
    Attribute,
    AttributeValue,
    Code,
    Annotation,
    Coding,
    Memo,
    Attachment,
)
"""Every noun an edit may write, parents before what points at them.

`Body`, `Layer`, `Original` and its pieces are written once and never edited: history names them by their hash.
"""
