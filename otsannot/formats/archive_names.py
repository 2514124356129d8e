"""The names of files in ZIP archives, which older programs write in whatever alphabet their computer has."""

from __future__ import annotations

from zipfile import ZipInfo

_UTF8_FLAG = 0x800
# The old code pages of Windows differ from one another in few letters: of 857 (Turkish, Azerbaijani) these are none of
# 437, and no small letters of 866 (Russian, Kazakh).
_TURKISH = frozenset("ıİŞşĞğ".encode("cp857"))
_SMALL_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё".encode("cp866")) - _TURKISH


def meant(info: ZipInfo) -> str:
    """A name as it was meant: many programs write UTF-8 and do not say so, or the code page of their Windows."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeError:  # the archive has the name in Unicode beside it
        return info.filename
    for encoding in ("utf-8", _code_page(written)):
        try:
            return written.decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _code_page(written: bytes) -> str:
    letters = [byte for byte in written if byte >= 0x80]
    if 2 * sum(byte in _SMALL_CYRILLIC for byte in letters) > len(letters):
        return "cp866"
    return "cp857" if _TURKISH.intersection(letters) else "cp437"
