"""Names of files that every file system takes, and that no two things share."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150
"""In bytes of UTF-8, without the suffix: file systems take 255, and what is put on a disk may still be renamed."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029\ufffe\uffff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""What Windows keeps for devices, whatever suffix follows:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file."""


def safe_name(name: str) -> str:
    """A name without what some file system refuses; composed, as disks may do it anyway."""
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8"))
    while len(plain.encode("utf-8")) > LONGEST:
        plain = plain[:-1]
    plain = plain.strip(" ").rstrip(". ")
    if plain.startswith((".", "~")) or _RESERVED.fullmatch(plain) or not plain:
        plain = f"_{plain}"
    return plain


class FileNames:
    """Gives each thing of a folder a file of its own; names that differ in case or composition alone get a number."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, name: str, suffix: str) -> str:
        """A free name with a suffix such as `.txt`."""
        stem = safe_name(name)
        free = stem
        while (key := _folded(free + suffix)) in self._taken:
            self._taken[_folded(stem + suffix)] = number = self._taken[_folded(stem + suffix)] + 1
            free = f"{stem} ({number})"
        self._taken[key] = 1
        return free + suffix


def safe_suffix(name: str) -> str:
    """The suffix of a file's name when it is a plain one, else nothing."""
    found = re.search(r"\.[A-Za-z0-9]{1,10}$", name)
    return found[0].lower() if found else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
