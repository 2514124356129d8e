"""The journal: memos as one Markdown file in the order of time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from otsannot.analysis.listings import MEMO_COLUMNS
from otsannot.errors import OtsannotError
from otsannot.formats.journal import write_journal
from otsannot.model.report import Report

TIMES = ("2026-03-01T10:05:00Z", "2026-03-01T10:06:00Z", "2026-03-09T08:00:00Z")


def clock(moment: str, form: str) -> str:
    return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone().strftime(form)


def test_a_journal_has_a_heading_for_each_day_and_every_word(tmp_path: Path) -> None:
    first, second, third = TIMES
    rows = [
        ("g1", "project", "", "Begun", "Text with\n\n- a list 🌍\n", "Ada", first, first),
        ("g2", "code", "Security > Defence", "", "سلام\u00a0—", "Grace", second, second),
        ("g3", "case", "Baku", "Empty", "  ", "Ada", third, third),
    ]
    assert write_journal(Report("Memos", MEMO_COLUMNS, rows), tmp_path / "journal.md") == 3
    assert (
        (tmp_path / "journal.md").read_text(encoding="utf-8")
        == f"""# Memos

## {clock(first, "%Y-%m-%d")}

### Begun

*{clock(first, "%H:%M")} · Ada*

Text with

- a list 🌍

*{clock(second, "%H:%M")} · Grace · about the code “Security > Defence”*

سلام\u00a0—

## {clock(third, "%Y-%m-%d")}

### Empty

*{clock(third, "%H:%M")} · Ada · about the case “Baku”*
"""
    )


def test_a_journal_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "journal.md"
    out.write_text("kept", encoding="utf-8")
    with pytest.raises(ValueError, match="no time"):
        write_journal(Report("Memos", MEMO_COLUMNS, [("g", "project", "", "", "", "", "no time", "")]), out)
    assert out.read_text(encoding="utf-8") == "kept"
    with pytest.raises(OtsannotError, match="does not exist"):
        write_journal(Report("Memos", MEMO_COLUMNS, []), tmp_path / "nowhere" / "journal.md")
