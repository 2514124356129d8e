"""Weights of codes are typed beside the passage."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from ui.panels.inspector_hands import LEFT, chips, edits, number, shown_chips

from otsannot.model.spans import Span
from otsannot.store import batches, passages
from otsannot.store.rows import raw
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_chip import CodeChip
from otsannot.ui.panels.inspector import InspectorPanel


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


def test_the_weight_of_a_coding_is_told(coded: InspectorPanel, desk: Desk, live: LiveProject) -> None:
    assert desk.passage is not None
    with live.edit("Weigh") as edit:
        batches.weigh(edit, passages.codings_of(edit.session, desk.passage.annotation_id, number(desk, "Gas")), 60)
    assert "Weight 60" in shown_chips(coded)[1].toolTip()


def weight_field(chip: CodeChip) -> QLineEdit:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.parent() is chip
    return field


def weights(desk: Desk) -> list[int | None]:
    assert desk.passage is not None
    return [code.weight for code in desk.passage.codes]


def test_a_click_and_a_number_weigh_a_code_as_one_edit(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    before = edits(live)
    chip = shown_chips(coded)[1]
    qtbot.mouseClick(chip, LEFT, pos=QPoint(20, 10))
    qtbot.keyClicks(weight_field(chip), "1500")
    assert weight_field(chip).text() == "15"
    with qtbot.waitSignal(desk.reading_wanted):
        qtbot.keyClick(weight_field(chip), Qt.Key.Key_Return)
    assert (weights(desk), edits(live)) == ([None, 15], before + 1)
    live.project.undo()
    assert weights(desk) == [None, None]


def test_weights_are_typed_one_after_the_other(coded: InspectorPanel, desk: Desk, qtbot: QtBot) -> None:
    coded.weigh()
    qtbot.keyClicks(weight_field(shown_chips(coded)[0]), "100")
    qtbot.keyClick(weight_field(shown_chips(coded)[0]), Qt.Key.Key_Tab)
    qtbot.keyClicks(weight_field(shown_chips(coded)[1]), "0")
    qtbot.keyClick(weight_field(shown_chips(coded)[1]), Qt.Key.Key_Tab)
    assert weights(desk) == [100, 0]
    coded.weigh()
    qtbot.keyClick(weight_field(shown_chips(coded)[0]), Qt.Key.Key_Backspace)
    qtbot.keyClick(weight_field(shown_chips(coded)[0]), Qt.Key.Key_Return)
    assert weights(desk) == [None, 0]


def test_escape_leaves_a_weight_as_it_was(coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot) -> None:
    before = edits(live)
    coded.weigh()
    qtbot.keyClicks(weight_field(shown_chips(coded)[0]), "30")
    qtbot.keyClick(weight_field(shown_chips(coded)[0]), Qt.Key.Key_Escape)
    assert (weights(desk), edits(live)) == ([None, None], before)


def test_a_weight_that_is_being_typed_is_kept_when_another_passage_follows(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    coded.weigh()
    qtbot.keyClicks(weight_field(shown_chips(coded)[0]), "30")
    desk.pen.apply_codes([number(desk, "Trade")], Span(10, 15))
    coded.weigh()
    qtbot.keyClicks(weight_field(shown_chips(coded)[0]), "40")
    live.leaving.emit()
    with live.read() as session:
        assert [row[0] for row in raw(session, "SELECT weight FROM coding ORDER BY id")] == [30, None, 40]


def test_a_chip_is_steered_by_keys(coded: InspectorPanel, desk: Desk, qtbot: QtBot) -> None:
    chip = shown_chips(coded)[0]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_7)
    qtbot.keyClick(weight_field(chip), Qt.Key.Key_Return)
    assert weights(desk) == [7, None]
    assert shown_chips(coded)[0].accessibleDescription() == "Weight 7"
    qtbot.keyClick(shown_chips(coded)[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: chips(coded) == ["Energy > Gas"])


def test_the_chips_of_another_coder_take_no_weight(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    live.set_coder("Grace")
    said: list[str] = []
    desk.said.connect(said.append)
    coded.weigh()
    qtbot.mouseClick(shown_chips(coded)[0], LEFT)
    assert said == ["This passage is Ada’s. Change the coder to Ada to change it."]
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
