"""Turns the bytes of a text file into text, in the encoding they show or the likeliest one."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats import guessing
from otsannot.formats.signatures import kind_of_binary
from otsannot.i18n import _

ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "utf-16",
    "cp1254",
    "iso-8859-9",
    "cp857",
    "mac-turkish",
    "cp1251",
    "kz1048",
    "koi8-r",
    "cp866",
    "iso-8859-5",
    "cp1252",
    "cp1250",
    "cp1253",
    "cp1256",
    "gb18030",
)

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Decoded(NamedTuple):
    """A text and the name of the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Read text in the encoding given, or in the one its bytes show; `name` is what errors call the file.

    A byte order mark is dropped and line ends become line feeds; nothing else changes. What is valid UTF-8 is read
    as UTF-8. Raises OtsannotError for what is not text, is empty, or cannot be read in that encoding.
    """
    kind = kind_of_binary(data)
    if kind:
        raise OtsannotError(
            _("{name} is {kind}, not a plain text. Save it as text first.").format(name=name, kind=kind)
        )
    text, found = _given(data, name, encoding) if encoding else _shown(data, name)
    # Bytes are looked through many times faster than a text with emoji; in UTF-8 they tell the same.
    if (found != "utf-8" or b"\0" in data) and "\0" in text:
        raise _not_a_text(name)
    text = text.removeprefix("\ufeff")
    if found != "utf-8" or b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise OtsannotError(_("{name} is empty.").format(name=name))
    return Decoded(text, found)


def _given(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        found = _canonical_name(encoding)
        text = data.decode(found)
        # Some encodings, such as UTF-7, let through halves of a character that no file can hold.
        text.encode("utf-8")
    except UnicodeError:
        raise OtsannotError(
            _("{name} is not in the encoding {encoding}. Choose another one.").format(name=name, encoding=encoding)
        ) from None
    except (LookupError, ValueError):
        raise OtsannotError(
            _("There is no encoding named {encoding}. Common ones are {known}.").format(
                encoding=encoding, known=", ".join(ENCODINGS)
            )
        ) from None
    marked = found == "utf-8" and data.startswith(codecs.BOM_UTF8)
    return Decoded(text, "utf-8-sig" if marked else found)


def _shown(data: bytes, name: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, encoding)
    if b"\0" in data:
        order = guessing.order_of_utf16(data)
        if not order:
            raise _not_a_text(name)
        return Decoded(_strictly(data, name, order).text, "utf-16")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if guessing.is_mostly_utf8(data):
            raise _damaged(name, "utf-8", error) from None
    if guessing.holds_controls(data):
        raise _not_a_text(name)
    for encoding in guessing.candidates(data):
        try:
            return Decoded(data.decode(encoding), _canonical_name(encoding))
        except UnicodeDecodeError:
            continue
    raise OtsannotError(_("The encoding of {name} cannot be told. Choose one and try again.").format(name=name))


def _strictly(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _damaged(name, encoding, error) from None


def _damaged(name: str, encoding: str, error: UnicodeDecodeError) -> OtsannotError:
    line = error.object[: error.start].decode(encoding, "replace").count("\n") + 1
    return OtsannotError(
        _("{name} is in {encoding}, but line {line} is damaged. Save it again, or choose another encoding.").format(
            name=name, encoding=encoding, line=line
        )
    )


def _not_a_text(name: str) -> OtsannotError:
    return OtsannotError(_("{name} is not a text file. Save it as UTF-8 and try again.").format(name=name))


def _canonical_name(encoding: str) -> str:
    """The one name we use for an encoding: lower case, with hyphens. Raises LookupError for an unknown one."""
    return codecs.lookup(encoding).name.replace("_", "-").replace("iso8859", "iso-8859")
