"""Rich Text documents, with lists, tables, notes, boxes, remarks and changes."""

from __future__ import annotations

from pathlib import Path

_PRESS = (
    rb"{\rtf1\ansi\ansicpg1254 Ministers meet\par 12 words\par 3 March 2022\par Daily Steppe\par DAYST\par English\par "
    rb"(c) 2022\par They met: \'fe\'dd \u-10237?\u-9216?.\par Document DAYST00020220303ei330001x\par }"
)
_REFERENCE = Path(__file__).parents[1] / "reference" / "formats"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {"meeting.rtf": (_REFERENCE / "meeting.rtf").read_bytes(), "press.rtf": _PRESS}
