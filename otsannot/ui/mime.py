"""The kinds of data that are dragged from one part of the window to another, or copied."""

from __future__ import annotations

CODE_MIME = "application/x-otsannot-code"
"""A code: its number in decimal."""

SPAN_MIME = "application/x-otsannot-span"
"""A passage of the document that is shown: `start,end` in code points."""
