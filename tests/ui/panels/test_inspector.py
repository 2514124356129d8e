"""Tests of otsannot.ui.panels.inspector and of what it is made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from support import HARD_TEXT, dump

import otsannot
from otsannot.model.spans import Span
from otsannot.store import batches, codes, documents, passages
from otsannot.store.rows import raw
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_chip import CodeChip
from otsannot.ui.panels.inspector import QUOTED, InspectorPanel, quoted, turned
from otsannot.ui.preferences import preferences

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


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


def number(desk: Desk, name: str) -> int:
    return codes.find_code(desk.live.book, name).id


def words(panel: InspectorPanel) -> list[str]:
    QApplication.processEvents()  # a layout shows what is new in its next turn
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def shown_chips(panel: InspectorPanel) -> list[CodeChip]:
    QApplication.processEvents()  # a layout shows what is new in its next turn
    return [chip for chip in panel.findChildren(CodeChip) if chip.isVisible()]


def chips(panel: InspectorPanel) -> list[str]:
    return [chip.accessibleName() for chip in shown_chips(panel)]


def crosses(panel: InspectorPanel) -> list[QToolButton]:
    found = [button for chip in shown_chips(panel) for button in chip.findChildren(QToolButton)]
    return [button for button in found if button.isVisible()]


def comments(live: LiveProject) -> list[str]:
    with live.read() as session:
        return [row[0] for row in raw(session, "SELECT comment FROM annotation ORDER BY id")]


def edits(live: LiveProject) -> int:
    return live.project.info().edits


def leave(panel: InspectorPanel) -> None:
    QApplication.sendEvent(panel.comment, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))


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


def test_the_weight_of_a_coding_is_told(coded: InspectorPanel, desk: Desk, live: LiveProject) -> None:
    assert desk.passage is not None
    with live.edit("Weigh") as edit:
        batches.weigh(edit, passages.codings_of(edit.session, desk.passage.annotation_id, number(desk, "Gas")), 60)
    assert "Weight 60" in shown_chips(coded)[1].toolTip()


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


def test_a_comment_is_written_down_after_a_pause_as_one_edit(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    before = edits(live)
    qtbot.keyClicks(coded.comment, "because of this")
    assert comments(live) == [""]
    qtbot.waitUntil(lambda: comments(live) == ["because of this"], timeout=4000)
    assert edits(live) == before + 1
    live.project.undo()
    assert coded.comment.note() == ""


def test_a_comment_is_written_down_when_the_focus_leaves(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "why\u00a0not ")
    coded.comment.insertPlainText("👩‍👧")
    leave(coded)
    assert comments(live) == ["why\u00a0not 👩‍👧"]


def test_ctrl_enter_writes_a_comment_down(coded: InspectorPanel, live: LiveProject, qtbot: QtBot) -> None:
    qtbot.keyClicks(coded.comment, "now")
    qtbot.keyClick(coded.comment, Qt.Key.Key_Return, CTRL)
    assert comments(live) == ["now"]


def test_a_comment_goes_to_the_passage_it_was_typed_for(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    assert desk.passage is not None
    first = desk.passage.annotation_id
    qtbot.keyClicks(coded.comment, "first")
    desk.pen.apply_codes([number(desk, "Trade")], Span(10, 15))
    assert coded.comment.note() == ""
    qtbot.keyClicks(coded.comment, "second")
    desk.select_passage(first)
    assert comments(live) == ["first", "second"]
    assert coded.comment.note() == "first"


def test_another_document_does_not_lose_a_comment(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "kept")
    with live.read() as session:
        other = documents.find_document(session, "beta").id
    desk.open_document(other)
    assert comments(live) == ["kept"]
    assert not coded.comment.isVisible()


def test_flush_writes_a_comment_down_before_the_window_closes(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "last words")
    coded.comment.flush()
    assert comments(live) == ["last words"]


def test_what_is_being_typed_is_not_overwritten_from_outside(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    assert desk.passage is not None
    with otsannot.open(live.project.path, "Ada") as other:
        with other.edit("Comment") as edit:
            passages.comment(edit, desk.passage.annotation_id, "from the other window")
        live.project.store.catch_up()
        assert coded.comment.note() == "from the other window"
        coded.comment.selectAll()
        qtbot.keyClicks(coded.comment, "mine")
        with other.edit("Comment") as edit:
            passages.comment(edit, desk.passage.annotation_id, "again")
        live.project.store.catch_up()
    assert coded.comment.note() == "mine"
    coded.comment.flush()
    assert comments(live) == ["mine"]


def test_a_passage_that_goes_takes_its_comment_with_it_and_says_so(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "too late")
    with qtbot.waitSignal(desk.said) as said:
        live.project.undo()
    assert said.args == ["The comment that was being written could not be kept: its passage is gone."]
    assert comments(live) == []
    assert not coded.comment.isVisible()


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


def test_focus_comment_puts_the_cursor_there(coded: InspectorPanel, desk: Desk, qtbot: QtBot) -> None:
    coded.focus_comment()
    assert coded.focusWidget() is coded.comment
    desk.select_passage(None)
    with qtbot.waitSignal(desk.said):
        coded.focus_comment()


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


def test_typing_that_is_undone_takes_its_edit_back(coded: InspectorPanel, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    done = edits(live)
    qtbot.keyClicks(coded.comment, "because of this")
    coded.comment.flush()
    assert edits(live) == done + 1
    qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
    assert (coded.comment.note(), comments(live)) == ("", ["because of this"])
    coded.comment.flush()
    assert dump(live.project.store) == before
    assert live.project.store.undoable().redo == "Comment"


def test_typing_that_is_undone_after_another_edit_is_an_edit_of_its_own(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "because")
    coded.comment.flush()
    desk.pen.apply_codes([number(desk, "Trade")])
    qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
    coded.comment.flush()
    assert desk.passage is not None
    assert (comments(live), len(desk.passage.codes)) == ([""], 3)


def test_typing_that_is_undone_leaves_what_another_window_did_meanwhile(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "because")
    coded.comment.flush()
    with otsannot.open(live.project.path, coder="Grace") as elsewhere:
        elsewhere.codes.create("Made elsewhere")
        qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
        coded.comment.flush()
        assert [row["code"] for row in elsewhere.codebook()].count("Made elsewhere") == 1
    assert comments(live) == [""]


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
