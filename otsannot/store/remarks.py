"""Comments in the margin of a file become annotations with a comment, made by the coders who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from otsannot.model.new_text import Remark
from otsannot.model.nouns import LONGEST_NAME, Annotation, now
from otsannot.model.spans import Span
from otsannot.store.coders import ensure_coder
from otsannot.store.edit import Edit

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def add_remarks(edit: Edit, remarks: Mapping[int, tuple[str, Iterable[Remark]]], nobody: str) -> int:
    """Annotate new documents, given by their numbers with their texts; returns how many annotations were made.

    A remark without an author is by `nobody`. One that stands between two letters is on the paragraph. Of one author on
    the same words all become one annotation.
    """
    coders: dict[str, int] = {}

    def rows() -> Iterator[dict[str, Any]]:
        for document_id, (text, given) in remarks.items():
            made: dict[tuple[Span, str], dict[str, Any]] = {}
            for remark in given:
                author = " ".join(remark.author.split())[:LONGEST_NAME] or nobody
                span = _span(text, remark)
                if span is None:
                    continue
                created = remark.created if _TIME.fullmatch(remark.created) else now()
                row = made.setdefault(
                    (span, author), {"start": span.start, "end": span.end, "comment": "", "created": created}
                )
                row["comment"] = "\n\n".join(filter(None, (row["comment"], remark.text)))
                row["modified"] = created
            for (_place, author), row in made.items():
                if author not in coders:
                    coders[author] = ensure_coder(edit, author)
                yield {"document_id": document_id, "coder_id": coders[author], **row}

    return len(edit.add_many(Annotation, rows()))


def _span(text: str, remark: Remark) -> Span | None:
    """The words a remark is on; None when there are none."""
    start, end = max(remark.start, 0), min(remark.end, len(text))
    if start >= end:
        start = text.rfind("\n", 0, max(start, 0)) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
    return Span(start, end) if start < end else None
