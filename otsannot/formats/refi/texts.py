"""The words of a text: those in the XML, in a plain text file beside it, or those that its Word or PDF file holds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipInfo

from otsannot.errors import OtsannotError
from otsannot.formats import READERS, module_of
from otsannot.formats.decoding import decode
from otsannot.formats.reading import AS_IT_IS
from otsannot.formats.refi.archive import LARGEST_FILE, Archive
from otsannot.formats.refi.offsets import Text
from otsannot.formats.refi.xml import Element, child, text_of
from otsannot.formats.worker import Job
from otsannot.formats.workers import Workers
from otsannot.i18n import _
from otsannot.model.structure import Part

_MARK = "\ufeff"


class Words(NamedTuple):
    """The text of a source; `encoding` is that of its file, `parts` its structure where another reader told it.

    `fault` says why there is none, `told` what is to be said of it otherwise.
    """

    text: Text
    encoding: str = "utf-8"
    parts: tuple[Part, ...] = ()
    fault: str = ""
    told: str = ""


def read_words(archive: Archive, element: Element, path: str = "", encoding: str | None = None) -> Words:
    """The words of a text; `path` is that of a file which a reader of its own may know, such as a PDF.

    `encoding` is that of files which are not UTF-8, where it is known.
    """
    content = child(element, "PlainTextContent")
    if content is not None:
        return Words(Text(text_of(content)))
    plain, rich = element.get("plainTextPath", ""), path or element.get("richTextPath", "")
    if plain and (info := archive.find(plain)) is not None:
        return _from_plain(archive, info, encoding)
    if rich and (info := archive.find(rich)) is not None:
        return _from_file(archive, info)
    if plain or rich:
        return Words(Text(""), fault=_("its text, {path}, is not in the project").format(path=plain or rich))
    return Words(Text(""), fault=_("it has no text"))


def _from_plain(archive: Archive, info: ZipInfo, encoding: str | None) -> Words:
    try:
        data = archive.read(info)
    except OtsannotError as error:
        return Words(Text(""), fault=str(error))
    try:
        stored = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            found = decode(data, info.filename, encoding)
        except OtsannotError as error:
            return Words(Text(""), fault=str(error))
        told = _("it is not UTF-8 and was read as {encoding}").format(encoding=found.encoding)
        return Words(Text(found.text), found.encoding, told=told)
    return Words(Text(stored.removeprefix(_MARK), stored.startswith(_MARK)))


def _from_file(archive: Archive, info: ZipInfo) -> Words:
    """The text that the reader of a kind of file finds in it."""
    suffix = Path(info.filename).suffix.lower()
    if suffix not in READERS:
        return Words(
            Text(""), fault=_("it has no plain text, and files like {name} cannot be read").format(name=suffix)
        )

    def read(path: Path) -> Words:
        try:
            # In a process of its own: what hangs or crashes a reader does neither to the import.
            with Workers(lambda: None) as workers:
                first = next(iter(workers.read_now(Job(path, module_of(path), AS_IT_IS))), None)
        except OtsannotError as error:
            return Words(Text(""), fault=str(error).replace(str(path), info.filename))
        if first is None:
            return Words(Text(""), fault=_("no text was found in it"))
        return Words(Text(first.text), first.encoding, first.parts, told=_("its text was read from the file beside it"))

    try:
        return with_copy(archive, info, read)
    except OtsannotError as error:
        return Words(Text(""), fault=str(error))


def with_copy(archive: Archive, info: ZipInfo, work: Callable[[Path], Words]) -> Words:
    """Let something work on a copy of an entry, under a name of ours in a folder that vanishes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "source").with_suffix(Path(info.filename).suffix.lower())
        with archive.open(info, LARGEST_FILE) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        return work(path)
