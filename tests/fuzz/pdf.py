"""PDFs of LibreOffice and of Chromium, in two columns and from the right."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "reference" / "formats"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {name: (_FOLDER / name).read_bytes() for name in ("columns.pdf", "from_right.pdf")}
