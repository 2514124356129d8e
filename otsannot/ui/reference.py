"""Words of a document with the place they stand at, as one quotes them in a paper."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.text.paragraphs import Paragraphs


def with_reference(text: str, span: Span, document: str) -> str:
    """A passage in quotation marks, then document, paragraph and positions: “…” (Aliyev 2022, ¶ 12, 1204–1260)."""
    paragraphs = Paragraphs(text)
    first, last = paragraphs.number_at(span.start), paragraphs.number_at(span.end - 1)
    return _("“{words}” ({document}, ¶ {paragraph}, {start}–{end})").format(
        words=text[span.start : span.end],
        document=document,
        paragraph=first if first == last else f"{first}–{last}",
        start=span.start,
        end=span.end,
    )
