"""What became of a study that came into a project: what is new, what differs, and each thing that was lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from otsannot.i18n import _, ngettext
from otsannot.model.field_names import definition_captions
from otsannot.model.report import Cell, Report
from otsannot.model.study import Loss

STUDY_KINDS = (
    "coder", "code", "attribute", "document", "passage", "coding", "group", "case", "value", "memo", "attachment",
)  # fmt: skip
"""The kinds of things that a study holds, in the order of reports."""

COLUMNS = ("what", "kind", "name", "field", "here", "there", "why")


@dataclass
class Tally:
    """How many things of a kind are new, were changed here, are equal, and differ but stay as they are here."""

    new: int = 0
    changed: int = 0
    equal: int = 0
    kept: int = 0


class FieldDifference(NamedTuple):
    """What a field says here and in the study that came; `taken` when theirs took the place of ours."""

    kind: str
    name: str
    field: str
    here: str
    there: str
    taken: bool


@dataclass
class StudyReport:
    """Counts of every kind, the names of what is new (passages, codings and values are only counted), and the rest.

    `losses` name, item by item, what did not come or not as it was; `told` are sentences on how the study was read.
    """

    name: str = ""
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in STUDY_KINDS})
    new: list[tuple[str, str]] = field(default_factory=list)
    differences: list[FieldDifference] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether the study held anything that could be read."""
        return any(tally != Tally() for tally in self.tallies.values())

    @property
    def kept(self) -> list[FieldDifference]:
        """The fields that differ and stay as they are here."""
        return [difference for difference in self.differences if not difference.taken]

    @property
    def brings(self) -> bool:
        """Whether anything here was changed by it."""
        return any(tally.new or tally.changed for tally in self.tallies.values())

    def summary(self) -> str:
        """What came, in one line."""
        came = [_counted(kind, tally.new) for kind, tally in self.tallies.items() if tally.new]
        line = _("New: {what}.").format(what=", ".join(came)) if came else _("Nothing new came in.")
        changed = sum(tally.changed for tally in self.tallies.values())
        if changed:
            line += " " + ngettext("{count} thing was changed.", "{count} things were changed.", changed)
        if self.kept:
            line += " " + ngettext(
                "{count} field differs and stays.", "{count} fields differ and stay.", len(self.kept)
            )
        if self.losses:
            line += " " + ngettext("{count} loss.", "{count} losses.", len(self.losses))
        return line

    def lines(self) -> Iterator[str]:
        """Everything in words, a line each."""
        return (" ".join(sentence.splitlines()) for sentence in self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield self.summary()
        for kind, tally in self.tallies.items():
            if tally != Tally():
                yield f"{kind_names()[kind]}: {_told_tally(tally)}"
        yield from self.told
        for loss in self.losses:
            yield told_loss(loss)
        for difference in self.differences:
            told = (
                _("{kind} “{name}”, {field}: “{here}” became “{there}”")
                if difference.taken
                else _("{kind} “{name}”, {field}: “{here}” stays, and the other study says “{there}”")
            )
            words = {"kind": kind_names()[difference.kind], "field": field_captions()[difference.field]}
            yield told.format(**(difference._asdict() | words))

    def listing(self) -> Report:
        """Everything as a table, to be written by any writer of reports."""
        return Report(self.name or _("Import of a study"), COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for kind, tally in self.tallies.items():
            counts = {"new": tally.new, "changed": tally.changed, "equal": tally.equal, "kept": tally.kept}
            for word, count in counts.items():
                if count:
                    yield "count", kind, "", word, count, "", ""
        for kind, name in self.new:
            yield "new", kind, name, "", "", "", ""
        for difference in self.differences:
            what = "changed" if difference.taken else "kept"
            yield what, difference.kind, difference.name, difference.field, difference.here, difference.there, ""
        for loss in self.losses:
            yield "loss", loss.kind, loss.name, "", "", "", loss.reason
        for sentence in self.told:
            yield "told", "", "", "", "", "", sentence


def _told_tally(tally: Tally) -> str:
    told = (
        (tally.new, _("{count} new")),
        (tally.changed, _("{count} changed")),
        (tally.equal, _("{count} equal")),
        (tally.kept, _("{count} different and kept")),
    )
    return ", ".join(words.format(count=count) for count, words in told if count)


def told_loss(loss: Loss) -> str:
    """A loss as a line."""
    if not loss.name:  # it is about the study as a whole
        return loss.reason
    kind = kind_names().get(loss.kind, loss.kind)
    if not loss.name:
        return _("{kind}: {reason}").format(kind=kind, reason=loss.reason)
    return _("{kind} “{name}”: {reason}").format(kind=kind, name=loss.name, reason=loss.reason)


def kind_names() -> dict[str, str]:
    """What each kind of thing is called."""
    return {
        "coder": _("Coder"),
        "code": _("Code"),
        "attribute": _("Attribute"),
        "document": _("Document"),
        "passage": _("Passage"),
        "coding": _("Coding"),
        "group": _("Group"),
        "case": _("Case"),
        "value": _("Value"),
        "memo": _("Memo"),
        "attachment": _("Attachment"),
        "file": _("File"),
        "study": _("Study"),
    }


def field_captions() -> dict[str, str]:
    """What each field is called in which things may differ."""
    return {
        **definition_captions(),
        "name": _("Name"),
        "place": _("Place"),
        "colour": _("Colour"),
        "digit": _("Digit"),
        "is_folder": _("Folder"),
        "kind": _("Kind"),
        "choices": _("Choices"),
        "language": _("Language"),
        "source": _("Source"),
        "encoding": _("Encoding"),
        "text": _("Text"),
        "layer_sha256": _("Structure"),
        "original_sha256": _("Original file"),
        "comment": _("Comment"),
        "code": _("Code"),
        "weight": _("Weight"),
        "value": _("Value"),
        "title": _("Title"),
        "about": _("Subject"),
        "media_type": _("Kind of file"),
    }


def _counted(kind: str, count: int) -> str:
    words = {
        "coder": ngettext("{count} coder", "{count} coders", count),
        "code": ngettext("{count} code", "{count} codes", count),
        "attribute": ngettext("{count} attribute", "{count} attributes", count),
        "document": ngettext("{count} document", "{count} documents", count),
        "passage": ngettext("{count} passage", "{count} passages", count),
        "coding": ngettext("{count} coding", "{count} codings", count),
        "group": ngettext("{count} group", "{count} groups", count),
        "case": ngettext("{count} case", "{count} cases", count),
        "value": ngettext("{count} value", "{count} values", count),
        "memo": ngettext("{count} memo", "{count} memos", count),
        "attachment": ngettext("{count} attachment", "{count} attachments", count),
    }
    return words[kind]
