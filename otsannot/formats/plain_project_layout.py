"""What lies where in a project of plain text, and how its lines are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

MANIFEST = "otsannot.json"
FORMAT = "otsannot project"
VERSION = 1

CODEBOOK = "codebook.csv"
CODERS = "coders.jsonl"
ATTRIBUTES = "attributes.jsonl"
DOCUMENTS = "documents.jsonl"
VALUES = "values.jsonl"
GROUPS = "groups.jsonl"
CASES = "cases.jsonl"
MEMBERS = "members.jsonl"
ATTACHMENTS = "attachments.jsonl"
FILES = (
    CODEBOOK, CODERS, ATTRIBUTES, DOCUMENTS, VALUES, GROUPS, CASES, MEMBERS, ATTACHMENTS, MANIFEST,
)  # fmt: skip

TEXTS = "texts"
STRUCTURE = "structure"
ANNOTATIONS = "annotations"
MEMOS = "memos"
ORIGINALS = "originals"
ATTACHED = "attachments"
FOLDERS = (TEXTS, STRUCTURE, ANNOTATIONS, MEMOS, ORIGINALS, ATTACHED)

CODE_COLUMNS = (
    "code_id", "parent_id", "code", "colour", "folder", "digit", "brief_definition", "full_definition", "when_to_use",
    "when_not_to_use", "example", "memo", "created",
)  # fmt: skip

MEMO_FIELDS = ("id", "coder", "title", "about", "subject", "created", "modified")

FENCE = "---\n"
"""Stands before and after the fields of a memo."""


def line(fields: Mapping[str, Any]) -> bytes:
    """A line of JSON, without the fields that are empty."""
    said = {name: value for name, value in fields.items() if value not in ("", None, (), [], {})}
    return json.dumps(said, ensure_ascii=False).encode("utf-8") + b"\n"
