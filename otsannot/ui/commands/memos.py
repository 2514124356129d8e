"""The actions on memos, and where their links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.links import Target, quoted, written
from otsannot.model.memos import PROJECT, Subject
from otsannot.store import cases, link_targets
from otsannot.store.link_targets import LOOKED_AT, Place
from otsannot.ui.commands.facts import CASES
from otsannot.ui.panels.cases import CasesPanel
from otsannot.ui.panels.memos import MemosPanel

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

PANEL = "memos"
"""The name of the panel in the area under the text."""


class MemoCommands:
    """Makes the panel when it is first wanted, begins memos, and goes where links lead."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._live = window.live
        self._desk = window.desk
        self._panel: MemosPanel | None = None
        window.documents.memo_wanted.connect(self.begin)
        window.inspector.memos.open_wanted.connect(self.open)
        window.inspector.memos.new_wanted.connect(self.begin)
        window.inspector.memos.new_on_passage_wanted.connect(self.begin_on_passage)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "view.memos": partial(self._window.bottom.show_panel, PANEL),
            "memo.new": partial(self.begin, PROJECT),
            "memo.new_about_passage": self.begin_on_passage,
            "memo.new_about_document": self.begin_on_document,
            "memo.new_about_code": self.begin_on_code,
            "memo.next": lambda: self.shown().step(1),
            "memo.previous": lambda: self.shown().step(-1),
            "memo.preview": lambda: self.shown().editor.preview_button.toggle(),
            "memo.refresh": lambda: self.shown().editor.refresh_labels(),
            "memo.remove": lambda: self.shown().remove(),
        }

    def make_panel(self) -> QWidget:
        """The panel of memos, which is wanted for the first time."""
        keys = self._window.registry["memo.new"].shortcut().toString()
        self._panel = MemosPanel(self._live, self._desk, self._nearby, keys)
        preview = self._window.registry["memo.preview"]
        self._panel.editor.preview_button.setToolTip(preview.toolTip())
        self._panel.editor.preview_button.toggled.connect(preview.setChecked)
        self._panel.current_changed.connect(self._window.refresh_actions)
        self._panel.editor.link_wanted.connect(self.follow)
        self._panel.editor.subject_wanted.connect(lambda subject: self._go(Place(subject.noun, subject.id)))
        return self._panel

    @property
    def are_there(self) -> bool:
        """Whether the study has memos."""
        return self._window.inspector.memos.are_there

    @property
    def is_open(self) -> bool:
        """Whether a memo can be acted on."""
        return self._panel is not None and self._panel.memo_id is not None

    def shown(self) -> MemosPanel:
        """The panel, brought to the front."""
        self._window.bottom.show_panel(PANEL, focus=False)
        assert self._panel is not None
        return self._panel

    def open(self, memo_id: int) -> None:
        """Show a memo."""
        panel = self.shown()
        panel.open_memo(memo_id)
        panel.setFocus()

    def begin(self, subject: Subject, text: str = "") -> None:
        """Begin a memo about something."""
        self.shown().begin(subject, text)

    def begin_on_document(self) -> None:
        """Begin a memo about the open document."""
        if self._desk.document is not None:
            self.begin(Subject("document", self._desk.document.id))

    def begin_on_code(self) -> None:
        """Begin a memo about the current code."""
        if self._window.codebook.code_id is not None:
            self.begin(Subject("code", self._window.codebook.code_id))

    def begin_on_passage(self) -> None:
        """Begin a memo about the document that links to the current passage, which the selection becomes if need be."""
        if self._desk.span is not None:
            self._desk.pen.highlight()
        passage, document = self._desk.passage, self._desk.document
        if passage is None or document is None:
            return
        with self._live.read() as session:
            target = link_targets.target(session, "annotation", passage.annotation_id)
        if target is not None:
            words = self._desk.text[passage.start : min(passage.end, passage.start + LOOKED_AT)]
            self.begin(Subject("document", document.id), written(quoted(words), target) + "\n\n")

    def follow(self, target: Target) -> None:
        """Go where a link leads, or say that it leads nowhere."""
        with self._live.read() as session:
            place = link_targets.place(session, target)
        if place is None:
            self._window.say(_("What this link led to is no longer in the study."))
        else:
            self._go(place)

    def _nearby(self) -> Iterator[tuple[Subject, str]]:
        """What a memo could be about: the project, the open document, its cases, the codes at hand."""
        yield PROJECT, _("The project")
        if self._desk.document is not None:
            yield Subject("document", self._desk.document.id), self._desk.document.name
            with self._live.read() as session:
                found = cases.of_document(session, self._desk.document.id)
            yield from ((Subject("case", case_id), name) for case_id, name in found)
        passage, book = self._desk.passage, self._live.book
        here = [code.code_id for code in passage.codes] if passage is not None else []
        current = self._window.codebook.code_id
        for code_id in dict.fromkeys([*here, *([] if current is None else [current])]):
            yield Subject("code", code_id), book.path(code_id)

    def _go(self, place: Place) -> None:
        if place.noun == "document":
            self._desk.open_document(place.id)
            self._desk.reading_wanted.emit()
        elif place.document_id is not None:
            self._desk.open_document(place.document_id)
            self._desk.select_passage(place.id, reveal=True)
            self._desk.reading_wanted.emit()
        elif place.noun == "code":
            self._window.codebook.tree.go_to(place.id)
            self._window.codebook.tree.setFocus()
        elif place.noun == "memo":
            self.open(place.id)
        else:
            self._window.bottom.show_panel(CASES)
            panel = self._window.bottom.panel(CASES)
            assert isinstance(panel, CasesPanel)
            panel.show_case(place.id)
