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
