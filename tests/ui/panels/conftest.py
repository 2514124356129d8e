"""A project with a window's state around it, for the tests of panels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from support import add_text

from otsannot.project import Project
from otsannot.store import codes, documents
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.documents_table import DocumentsTable
from otsannot.ui.panels.memos import MemosPanel


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    """Three texts and a codebook of six codes."""
    add_text(project.store, "alpha", "Peace and trade bring peace and trade. " * 20)
    add_text(project.store, "beta", "One two three four five.")
    with project.edit("Codebook") as edit:
        for path in (["Security", "Defence"], ["Security", "Cyber"], ["Energy", "Gas"], ["Trade"]):
            codes.create_path(edit, path)
    made = LiveProject(project)
    yield made
    made.close()


@pytest.fixture
def desk(live: LiveProject) -> Desk:
    """The desk with `alpha` on it."""
    made = Desk(live)
    with live.read() as session:
        made.open_document(documents.find_document(session, "alpha").id)
    return made


@pytest.fixture
def full(window: MainWindow) -> MemosPanel:
    """The memos of the sample study, shown in its window."""
    window.registry["view.memos"].trigger()
    panel = window.bottom.panel("memos")
    assert isinstance(panel, MemosPanel)
    return panel


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> DocumentsTable:
    """Three documents; attributes year (number), date, published (yes or no), outlet (a choice) and note (text)."""
    project = live.project
    project.add_attribute("year", "number")
    project.add_attribute("date", "date")
    project.add_attribute("published", "yes_no")
    project.add_attribute("outlet", "choice", ["APA", "Anadolu", "Report"])
    project.add_attribute("note")
    made = DocumentsTable(live, desk)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.sheet.setFocus()
    return made
