"""What all parts of the import of one project share: its archive, its XML, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Iterable

from otsannot.formats.refi.archive import LARGEST_XML, Archive
from otsannot.formats.refi.extras import Extras
from otsannot.formats.refi.guids import Unused
from otsannot.formats.refi.xml import Xml
from otsannot.model.study import Loss, Study

PROGRAM = "otsannot"
"""How our own files name their origin."""

_NAMED = 5


class Intake:
    """The import of one project; `study` fills as its parts are read."""

    def __init__(self, archive: Archive) -> None:
        """Raises OtsannotError when the archive holds no XML that can be read."""
        self.archive = archive
        project = archive.project
        name = f"{archive.name}/{project.filename}"
        self.xml = Xml(lambda: archive.open(project, LARGEST_XML), project.file_size, name)
        self.extras = Extras(archive)
        self.study = Study()
        self.origin = self.xml.attributes.get("origin", "")
        self.is_ours = self.origin.startswith(PROGRAM)
        self.guids = Unused()
        self.codings = Unused()
        self._tallies: dict[str, list[str]] = {}

    def lose(self, kind: str, name: str, reason: str) -> None:
        """Say that something did not come through, or not as it was."""
        self.study.losses.append(Loss(kind, name, reason))

    def tell(self, sentence: str) -> None:
        """Say how the file was read."""
        self.study.told.append(sentence)

    def tally(self, sentence: str, name: str) -> None:
        """Say the same of many things once, when all are read; `{count}` and `{names}` stand for them."""
        self._tallies.setdefault(sentence, []).append(name)

    def tell_tallies(self) -> None:
        """Say what was tallied."""
        for sentence, names in self._tallies.items():
            self.tell(sentence.format(count=f"{len(names):,}", names=listed(dict.fromkeys(names))))
        self._tallies.clear()


def listed(names: Iterable[str]) -> str:
    """The first names, quoted."""
    every = list(names)
    line = ", ".join(f"“{name}”" for name in every[:_NAMED])
    return line if len(every) <= _NAMED else f"{line} …"
