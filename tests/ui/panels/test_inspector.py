"""Tests of otsannot.ui.panels.inspector and of what it is made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot
from support import HARD_TEXT, dump
from ui.panels.inspector_hands import LEFT, chips, comments, number, shown_chips

import otsannot
from otsannot.model.spans import Span
from otsannot.store import documents, passages
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.inspector import QUOTED, InspectorPanel, quoted, turned
from otsannot.ui.preferences import preferences


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> InspectorPanel:
    made = InspectorPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def coded(panel: InspectorPanel, desk: Desk) -> InspectorPanel:
    """The inspector on a passage with two codes."""
    desk.pen.apply_codes([number(desk, "Defence"), number(desk, "Gas")], Span(0, 5))
    return panel


def words(panel: InspectorPanel) -> list[str]:
    QApplication.processEvents()  # a layout shows what is new in its next turn
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def crosses(panel: InspectorPanel) -> list[QToolButton]:
    found = [button for chip in shown_chips(panel) for button in chip.findChildren(QToolButton)]
    return [button for button in found if button.isVisible()]


def test_a_passage_is_shown_with_its_words_and_codes(coded: InspectorPanel) -> None:
    assert words(coded)[1] == "Peace"
    assert chips(coded) == ["Security > Defence", "Energy > Gas"]


def test_a_cross_takes_a_code_off_and_undo_puts_it_back(coded: InspectorPanel, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    qtbot.mouseClick(crosses(coded)[0], LEFT)
    qtbot.waitUntil(lambda: chips(coded) == ["Energy > Gas"])
    live.project.undo()
    assert chips(coded) == ["Security > Defence", "Energy > Gas"]
    assert dump(live.project.store) == before


def test_a_cross_can_be_pressed_with_the_keyboard(coded: InspectorPanel, qtbot: QtBot) -> None:
    cross = crosses(coded)[1]
    assert cross.accessibleName() == "Remove Gas"
    cross.setFocus()
    qtbot.keyClick(cross, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chips(coded) == ["Security > Defence"])


def test_without_a_passage_it_says_what_to_do(panel: InspectorPanel, desk: Desk) -> None:
    assert "Select words in the text" in words(panel)[1]
    desk.select_span(Span(0, 5))
    assert words(panel)[1] == "Press Enter to code the selected words."
    desk.close_document()
    assert words(panel)[1:] == ["Open a text, and what you select in it is shown here."]


def test_it_names_the_keys_that_the_user_has(panel: InspectorPanel, desk: Desk) -> None:
    desk.select_span(Span(0, 5))
    preferences().change(text_keys={"code.apply": "K"})
    assert words(panel)[1] == "Press K to code the selected words."
    preferences().change(text_keys={"code.apply": ""}, shortcuts={"code.apply": ""})
    assert words(panel)[1] == "Give the selected words a code."


def test_the_passage_is_removed_by_its_button(coded: InspectorPanel, desk: Desk, live: LiveProject) -> None:
    button = next(button for button in coded.findChildren(QToolButton) if button.accessibleName() == "Remove passage")
    button.click()
    assert desk.passage is None
    live.project.undo()
    assert len(desk.passages) == 1


def test_the_passage_of_another_coder_can_be_read_only(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    desk.pen.comment(desk.passages[0].annotation_id, "mine")
    live.set_coder("Berna")
    assert "Comment by Ada; only Ada can change it" in words(coded)
    qtbot.keyClicks(coded.comment, "not mine")
    coded.comment.flush()
    assert comments(live) == ["mine"]
    assert crosses(coded) == []
    assert chips(coded) == ["Security > Defence", "Energy > Gas"]
    live.set_coder("Ada")
    assert len(crosses(coded)) == 2


def test_the_codes_of_others_on_the_same_words_stand_apart(
    coded: InspectorPanel, desk: Desk, live: LiveProject
) -> None:
    with otsannot.open(live.project.path, "Berna") as other:
        other.apply_code("alpha", 0, 5, "Trade")
    live.project.store.catch_up()
    assert "Coded by Berna" in words(coded)
    assert chips(coded) == ["Security > Defence", "Energy > Gas", "Trade"]
    assert len(crosses(coded)) == 2


def test_the_facts_about_the_document_follow_its_edits(panel: InspectorPanel, live: LiveProject) -> None:
    live.project.set_attributes("alpha", {"speaker": "<i>Ada</i>", "Language": "spoken"})
    with live.edit("Language") as edit:
        documents.set_language(edit, documents.find_document(edit.session, "alpha").id, "tr")
    seen = words(panel)
    assert [seen[seen.index("speaker") + 1], seen[seen.index("Length") + 1]] == [
        "<i>Ada</i>",
        "780 characters\n1 paragraph",
    ]
    assert "spoken" in seen
    assert "Turkish" in seen


def test_a_long_quotation_is_shortened_between_letters() -> None:
    family = "👩‍👩‍👧‍👦"
    assert quoted(HARD_TEXT, 0, 11) == HARD_TEXT[:11]
    assert quoted(family * 100, 0, 700) == family * (QUOTED // len(family)) + " …"
    assert quoted("a\n" * 20, 0, 40) == "a\na\na\na\na\na …"


@pytest.mark.parametrize(
    ("text", "start", "mark"),
    [
        ("He is \U00010c0b\U00010c03 (bilgä), the wise", 6, "\u200e"),
        ("שלום The word", 5, "\u200f"),
        ("One line\n\U00010c0b\U00010c03 (bilgä)", 9, ""),
        ("The words, and \U00010c0b\U00010c03", 4, ""),
        ("2022: \U00010c0b\U00010c03", 0, ""),
    ],
)
def test_a_quotation_runs_the_way_its_paragraph_does(text: str, start: int, mark: str) -> None:
    assert turned(text, start, len(text)) == mark + text[start:]


def test_it_is_told_how_much_of_the_text_is_coded(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    def told() -> list[str]:
        return [label.text() for label in coded.findChildren(QLabel) if label.accessibleName() == "Coded"]

    length = len(desk.text)
    qtbot.waitUntil(lambda: told() == ["1 % in 1 passage"])
    live.project.apply_code("alpha", 3, 3 + length // 2, "Trade", coder="Grace")
    desk.select_span(Span(length - 9, length))
    desk.pen.highlight()
    qtbot.waitUntil(lambda: told() == ["50 % in 2 passages"])
    with live.read() as session:
        assert passages.spans(session, desk.document.id if desk.document else 0) == [(0, 5), (3, 3 + length // 2)]
