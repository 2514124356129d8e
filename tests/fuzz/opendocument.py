"""OpenDocument texts, zipped and flat, with lists, tables, notes, boxes, remarks and changes."""

from __future__ import annotations

from pathlib import Path

_REFERENCE = Path(__file__).parents[1] / "reference" / "formats"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {
        name: (_REFERENCE / name).read_bytes()
        for name in (
            "meeting.odt",
            "meeting.fodt",
        )
    }
