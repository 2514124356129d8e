"""Writes coded documents to be read, printed and worked on: the texts with their passages, codes and comments.

The suffix of the file chooses the kind. What all kinds say of a passage stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.files import replacing, shown
from otsannot.formats.study_paths import StudyNames
from otsannot.i18n import _, ngettext
from otsannot.model.coded_lines import Mark
from otsannot.model.study import Study, StudyPassage
from otsannot.progress import SILENT, Progress, stretch

CODED_SUFFIXES = (".html", ".docx", ".md")
NO_COLOUR = "#8a857c"
"""That of a passage without a code, and of a code without a colour."""

Writer = Callable[[Study, BinaryIO, Progress], int]


def write_coded(study: Study, out: Path, progress: Progress = SILENT) -> int:
    """Write the documents of a study with all that is coded in them; gives the number of documents.

    `out` is replaced at the very end. What a page cannot hold, such as a control character, is written as a picture of
    it. Raises OtsannotError for an unknown suffix and a place that cannot be written.
    """
    write = _writer(out)
    label = _("Writing {name}").format(name=shown(Path(out.name)))
    with stretch(progress, label, 0), replacing(out) as handle:
        return write(study, handle, progress)


def _writer(out: Path) -> Writer:
    suffix = out.suffix.lower()
    if suffix == ".html":
        from otsannot.formats import coded_html

        return coded_html.write
    if suffix == ".docx":
        from otsannot.formats import coded_docx  # its library takes a tenth of a second to load

        return coded_docx.write
    if suffix == ".md":
        from otsannot.formats import coded_markdown

        return coded_markdown.write
    raise OtsannotError(
        _("{name} cannot be written: the name must end in one of {known}.").format(
            name=shown(out), known=", ".join(CODED_SUFFIXES)
        )
    )


class Said(NamedTuple):
    """A coding as pages show it; `code` is empty for a passage without a code."""

    code: str
    path: str
    coder: str
    weight: int | None

    def line(self) -> str:
        """The coding in one line: `Security > Defence — Aygün [40]`."""
        path = self.path or _("no code")
        return f"{path} — {self.coder}" + ("" if self.weight is None else f" [{self.weight}]")


class Sayings:
    """What is said of passages, and how often each code was met."""

    def __init__(self, study: Study) -> None:
        self.names = StudyNames(study)
        self.order = {code.guid: number for number, code in enumerate(study.codes)}
        self.met: Counter[str] = Counter()

    def of(self, passage: StudyPassage) -> tuple[Said, ...]:
        """The codings of a passage, or what stands for none."""
        if not passage.codings:
            return (Said("", "", self.names.coders.get(passage.coder, ""), None),)
        return tuple(
            Said(one.code, self.names.path(one.code), self.names.coder_of(one.coder, passage), one.weight)
            for one in passage.codings
        )

    def told(self, passage: StudyPassage) -> str:
        """All that is said of a passage, a line each: `code path — coder: comment` where there is one code."""
        said = self.of(passage)
        lines = [one.line() for one in said]
        if not passage.comment:
            return "\n".join(lines)
        if len(said) == 1:
            return f"{lines[0]}: {passage.comment}"
        return "\n".join([*lines, f"{self.names.coders.get(passage.coder, '')}: {passage.comment}"])

    def count(self, passage: StudyPassage) -> None:
        """Take the codes of a passage into the list of codes."""
        self.met.update(coding.code for coding in passage.codings)

    def colours(self, passage: StudyPassage) -> list[str]:
        """The codes of a passage, each once, in the order of the codebook; an empty one for none."""
        return sorted({coding.code for coding in passage.codings}, key=self.order.__getitem__) or [""]

    def colour(self, code: str) -> str:
        """The colour of a code."""
        return (self.names.codes[code].colour if code else "") or NO_COLOUR

    def list_of_codes(self) -> list[tuple[str, str, int]]:
        """The codes that were met in the order of the codebook: which, its path, and on how many passages."""
        return [(code, self.names.path(code), self.met[code]) for code in self.order if self.met[code]]


def label_of(mark: Mark) -> str:
    """What a mark shows; a page says that it is one."""
    return _("p. {label}").format(label=mark.value) if mark.kind == "page" else mark.value


def counted(documents: int, passages: int) -> str:
    """How much a file shows."""
    return " · ".join(
        [
            ngettext("{count} document", "{count} documents", documents),
            ngettext("{count} passage", "{count} passages", passages),
        ]
    )
