"""Reads the files of a batch in their order: plain texts here, others in worker processes ahead of their turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats import READERS, module_of, read_texts, suffix_of
from otsannot.formats.evidence import with_evidence
from otsannot.formats.files import shown
from otsannot.formats.finding import find_files
from otsannot.formats.reading import Reading
from otsannot.formats.recognising import holds_other_format
from otsannot.formats.worker import Job
from otsannot.formats.workers import Texts, Workers
from otsannot.i18n import _
from otsannot.importing.codebooks import is_codebook
from otsannot.importing.sources import ARCHIVE, Source
from otsannot.model.new_text import NewText
from otsannot.store.originals import hash_of_file

QUICK = frozenset({"plain_text", "markdown"})
"""The readers that take less time than handing a file to another process."""

KnownOriginals = Mapping[int, Mapping[str, Sequence[str]]]
"""The names of documents by the size and the hash of their files."""


def read_sources(
    workers: Workers, sources: Sequence[Source], reading: Reading, known: KnownOriginals
) -> Iterator[tuple[Source, Iterator[NewText]]]:
    """Each file with its texts, which are to be taken before the next file; taking them raises OtsannotError."""
    begun = [_begun(workers, source, reading, known) for source in sources]
    for source, texts in zip(sources, begun, strict=True):
        yield source, _named(source, _quickly(workers, source, reading) if texts is None else texts)


def _begun(workers: Workers, source: Source, reading: Reading, known: KnownOriginals) -> Iterator[NewText] | None:
    """The texts of a file that is read elsewhere or not at all; None for one to read here when it is its turn."""
    if is_quick(source):
        return None
    name = known_document(source, known)
    if name is not None:
        return _refused(same_file(source, name))
    return iter(workers.read(Job(source.path, module_of(source.path), reading)))


def is_quick(source: Source) -> bool:
    """Whether a file is read at once, without another process."""
    return READERS[suffix_of(source.path)] in QUICK


def asks_for_a_look(paths: Sequence[Path]) -> bool:
    """Whether some of the files are better looked at before they come in: all but plain texts."""
    found = find_files([path for path in paths if not is_codebook(path)], READERS.keys() | {ARCHIVE}).files
    return any(READERS.get(suffix_of(path)) not in QUICK for path in found)


def same_file(source: Source, document: str) -> OtsannotError:
    """What is said of a file whose very bytes came in before."""
    told = _("{name} is the file that “{document}” came from, so it was not imported again.")
    return OtsannotError(told.format(name=shown(source.named), document=document))


def known_document(source: Source, known: KnownOriginals) -> str | None:
    """The document of a file that came in before; None when it is new, or gave several of which one may be gone."""
    if not known:
        return None
    try:
        alike = known.get(source.path.stat().st_size)
        names = alike and alike.get(hash_of_file(lambda: source.path.open("rb"))[0])
    except OSError:  # reading it will say why
        return None
    return names[0] if names and len(names) == 1 else None


def _quickly(workers: Workers, source: Source, reading: Reading) -> Iterator[NewText]:
    """Read a file here, and one that is no plain text, whatever its name says, in a process of its own after all."""
    try:
        for text in read_texts(source.path, reading):
            yield with_evidence(text)
    except OtsannotError:
        if not holds_other_format(source.path):
            raise
        yield from workers.read_now(Job(source.path, module_of(source.path), reading))


def _refused(error: OtsannotError) -> Iterator[NewText]:
    raise error
    yield  # which makes it an iterator


def _named(source: Source, texts: Iterator[NewText] | Texts) -> Iterator[NewText]:
    """Texts and refusals with the name that the user knows the file by, where it lies in a folder of our own."""
    if source.path == source.named:
        yield from texts
        return
    ours, theirs = shown(source.path), shown(source.named)
    try:
        for text in texts:
            yield text._replace(source=theirs)
    except OtsannotError as error:
        raise type(error)(str(error).replace(ours, theirs)) from error
