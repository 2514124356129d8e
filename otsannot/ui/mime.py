"""The kinds of data that are dragged from one part of the window to another, or copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

CODE_MIME = "application/x-otsannot-code"
"""Codes: their numbers in decimal, with commas between."""

SPAN_MIME = "application/x-otsannot-span"
"""A passage of the document that is shown: `start,end` in code points."""


def code_data(code_ids: Iterable[int]) -> QMimeData:
    """Codes as they are dragged."""
    data = QMimeData()
    data.setData(CODE_MIME, ",".join(map(str, code_ids)).encode())
    return data


def dragged_codes(data: QMimeData) -> list[int]:
    """The codes that are dragged; none where something else is."""
    return [int(number) for number in bytes(data.data(CODE_MIME).data()).split(b",") if number]


DOCUMENT_MIME = "application/x-otsannot-documents"
"""Documents: the group they are dragged from, or nothing, a colon, and their numbers with commas between."""


def document_data(document_ids: Iterable[int], group_id: int | None) -> QMimeData:
    """Documents as they are dragged."""
    data = QMimeData()
    data.setData(DOCUMENT_MIME, f"{group_id or ''}:{','.join(map(str, document_ids))}".encode())
    return data


def dragged_documents(data: QMimeData) -> tuple[list[int], int | None]:
    """The documents that are dragged, and the group they come from."""
    group, _colon, ids = bytes(data.data(DOCUMENT_MIME).data()).decode().partition(":")
    return [int(number) for number in ids.split(",") if number], int(group) if group else None
