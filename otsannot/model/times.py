"""Moments as other programs write them, in the one form that is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_OURS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def in_utc(written: str) -> str | None:
    """A moment as ISO 8601 UTC in whole seconds; None when it cannot be read. Where no zone is told, it is UTC."""
    try:
        moment = datetime.fromisoformat(written.strip())
        if _OURS.fullmatch(written):
            return written
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
