"""Tells from its first bytes when a file is of a known kind that is no plain text."""

from __future__ import annotations

from otsannot.i18n import _

_FIRST_BYTES = frozenset({b"%", b"{", b"\xd0", b"\x89", b"\xff", b"G", b"S", b"\x1f", b"7", b"R", b"\x7f", b"I", b"O"})
"""Those of the marks below: thousands of texts begin with others."""


def kind_of_binary(data: bytes) -> str | None:
    """What the file is, in words that follow "is"; None when its first bytes say nothing."""
    if data[:1] in _FIRST_BYTES:
        for mark, kind in _signatures():
            if data.startswith(mark):
                return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _zipped() if part in data), _("a ZIP archive"))
    return None


def _signatures() -> list[tuple[bytes, str]]:
    return [
        (b"%PDF-", _("a PDF")),
        (b"{\\rtf", _("a Rich Text document")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("an old Microsoft Office document")),
        (b"\x89PNG\r\n\x1a\n", _("a PNG image")),
        (b"\xff\xd8\xff", _("a JPEG image")),
        (b"GIF87a", _("a GIF image")),
        (b"GIF89a", _("a GIF image")),
        (b"SQLite format 3\0", _("an SQLite database")),
        (b"\x1f\x8b\x08", _("a compressed file")),
        (b"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive")),
        (b"Rar!\x1a\x07", _("a RAR archive")),
        (b"\x7fELF", _("a program")),
        (b"ID3\x03", _("a sound recording")),
        (b"ID3\x04", _("a sound recording")),
        (b"OggS\0", _("a sound recording")),
    ]


def _zipped() -> list[tuple[bytes, str]]:
    return [
        (b"word/document.xml", _("a Word document")),
        (b"xl/workbook.xml", _("an Excel workbook")),
        (b"ppt/presentation.xml", _("a PowerPoint presentation")),
        (b"application/epub+zip", _("an EPUB book")),
        (b"application/vnd.oasis.opendocument", _("an OpenDocument file")),
    ]
