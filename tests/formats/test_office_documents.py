"""One document with everything in it, which LibreOffice wrote, gives the same from each format of office programs."""

from __future__ import annotations

import pytest
from office_files import MEETING_PARTS, MEETING_TEXT, REFERENCE, only_text, parts_of, remarks_of

COMMENT = ("ortaq yazı", "Ayşe Örnek", "Vacib fikir 🤔", "2026-11-24T11:22:33Z")
# In Rich Text LibreOffice writes the names of authors in bytes that cannot hold every letter, and minutes alone.
COMMENT_IN_RICH_TEXT = ("ortaq yazı", "Ay?e Örnek", "Vacib fikir 🤔", "2026-11-24T11:22:00Z")


@pytest.mark.parametrize(
    ("name", "encoding", "comment"),
    [
        ("meeting.docx", "docx", COMMENT),
        ("meeting.odt", "odt", COMMENT),
        ("meeting.fodt", "fodt", COMMENT),
        ("meeting.rtf", "cp1252", COMMENT_IN_RICH_TEXT),
    ],
)
def test_a_document_with_everything_in_it_comes_in(name: str, encoding: str, comment: tuple[str, ...]) -> None:
    text = only_text(REFERENCE / name)
    assert text.text == MEETING_TEXT
    assert parts_of(text) == MEETING_PARTS
    assert remarks_of(text) == [comment]
    assert (text.name, text.language, text.encoding) == ("meeting", "az", encoding)
    assert dict(text.facts) == {
        "title": "Söhbət qeydləri",
        "author": "Ayşe Örnek",
        "date": "2026-11-24",
        "subject": "Alphabet",
    }
    assert text.told == (
        "2 tracked changes were read as if they had been accepted.",
        "Headers and footers were left out.",
    )
