"""The names that begin lines of a transcript, to tick those who speak."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _, ngettext
from otsannot.text.turns import Speaker
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine
from otsannot.ui.item_models.choice_list import Choice, ChoiceDelegate, ChoiceList

WIDTH = 400
MOST_ROWS = 12


class SpeakersBox(SteeredBox):
    """A few letters narrow the list, Tab or a click ticks, Enter marks the turns of all who are ticked.

    Ticked at first are those who were marked before, or else who is likely to speak.
    """

    accepted = Signal(object)
    """A frozenset of names."""

    def __init__(self, parent: QWidget, found: Sequence[Speaker], known: Collection[str]) -> None:
        ordered = sorted(found, key=lambda speaker: not speaker.is_likely)
        choices = [
            Choice(speaker.name, speaker.name, ngettext("{count} turn", "{count} turns", speaker.turns))
            for speaker in ordered
        ]
        names = {speaker.name for speaker in found}
        likely = {speaker.name for speaker in found if speaker.is_likely}
        self.model = ChoiceList(choices, (names & set(known)) or likely)
        super().__init__(parent, _("Who speaks in this text"), SteeringLine(_("Who speaks in this text")), self.model)
        self.setObjectName("speakersBox")
        self.setFixedWidth(WIDTH)
        self.list.setItemDelegate(ChoiceDelegate(self.model, self.list))
        self.list.show_rows(max(2, min(MOST_ROWS, len(choices))))
        self.refresh()
        self._tell()

    def find_rows(self) -> None:
        self.model.find(self.line.text())

    def tick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.toggle(index)
            self.line.selectAll()
            self._tell()

    def take_clicked(self) -> None:
        self.tick()

    def accept(self) -> None:
        if self.model.ticked:
            names = frozenset(self.model.ticked)
            self.close()
            self.accepted.emit(names)

    def _tell(self) -> None:
        count = len(self.model.ticked)
        told = ngettext("Tab ticks. Enter marks {count} speaker.", "Tab ticks. Enter marks {count} speakers.", count)
        self.hint.setText(told if count else _("Tab or a click ticks who speaks."))
