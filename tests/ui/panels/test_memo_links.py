"""Links in memos: how they are written, followed and shown, and how a memo reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.links import Target, links, written
from otsannot.model.nouns import new_guid
from otsannot.project import Project
from otsannot.store import arranging, codes, link_targets
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.memos import MemosPanel

Trigger = Callable[[str], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HARD = "\u00a0👩‍👩‍👧‍👦 𐱅𐰇𐰼𐰜 سلام e\u0301\t—\n\n- a\u2009b "


def open_titled(panel: MemosPanel, title: str) -> None:
    panel.open_memo(next(row.id for row in panel.model.shown if row.title == title))


def test_two_brackets_offer_codes_documents_and_passages(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.desk.select_passage(window.desk.passages[0].annotation_id)
    full.begin()
    field, popup = full.editor.text, full.editor.text._popup
    qtbot.keyClicks(field, "See [[")
    assert popup.isVisible()
    assert popup.model.choice(popup.model.index(0)).aside == "The current passage"
    qtbot.keyClicks(field, "cyb")
    assert popup.list.currentIndex().data() == "Security > Cyber security"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not popup.isVisible()
    (link,) = links(field.note())
    assert field.note() == f"See {written('Security > Cyber security', link.target)}"
    qtbot.keyClicks(field, " and [[alphabet later fell")
    qtbot.waitUntil(lambda: popup.model.rowCount() > 0)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert links(field.note())[1].label.startswith("“the First Turkological Congress of 1926")
    qtbot.keyClicks(field, " and [[xqzjxq")
    assert not popup.isVisible()


def test_a_name_that_is_typed_goes_before_the_passage_that_holds_its_letters(
    full: MemosPanel, window: MainWindow, qtbot: QtBot
) -> None:
    passage = window.desk.passages[0]
    window.desk.select_passage(passage.annotation_id)
    letters = window.desk.text[passage.start : passage.end].split()[0]
    with window.live.edit("New code") as edit:
        codes.create_code(edit, letters)
    full.begin()
    field, popup = full.editor.text, full.editor.text._popup
    qtbot.keyClicks(field, f"[[{letters}")
    offered = [popup.model.choice(popup.model.index(row)) for row in range(2)]
    assert (offered[0].label, offered[1].aside) == (letters, "The current passage")


def test_the_offer_is_declined_and_moved_through_by_keys(full: MemosPanel, qtbot: QtBot) -> None:
    full.begin()
    field, popup = full.editor.text, full.editor.text._popup
    qtbot.keyClicks(field, "[[sec")
    first = popup.list.currentIndex().data()
    assert field.accessibleDescription().startswith(f"{first}, code")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert popup.list.currentIndex().data() != first
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    qtbot.keyClicks(field, "urity")
    assert (popup.isVisible(), field.note()) == (False, "[[security")
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "[[")
    assert popup.isVisible()


def test_a_full_name_in_brackets_becomes_a_link(full: MemosPanel, qtbot: QtBot) -> None:
    full.begin()
    qtbot.keyClicks(full.editor.text, "[[Kocaman 2025]] [[Nobody]]")
    note = full.editor.text.note()
    assert [link.label for link in links(note)] == ["Kocaman 2025"]
    assert note.endswith(" [[Nobody]]")
    qtbot.keyClick(full.editor.text, Qt.Key.Key_Z, CTRL)
    assert full.editor.text.note() == "[[Kocaman 2025]]"  # as it was typed


def follow(panel: MemosPanel, place: int, qtbot: QtBot) -> None:
    """Press Ctrl+Enter in a link of the memo."""
    field = panel.editor.text
    cursor = field.textCursor()
    cursor.setPosition(links(field.note())[place].start + 2)
    field.setTextCursor(cursor)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)


def test_links_lead_to_passages_documents_and_codes(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.open_document("Orkhon Lines")
    open_titled(full, "From road to leverage")
    follow(full, 0, qtbot)
    assert window.desk.document is not None
    assert window.desk.passage is not None
    assert (window.desk.document.name, window.desk.passage.start) == ("Kocaman 2025", 4241)
    assert window.pane.view.hasFocus()
    follow(full, 1, qtbot)
    assert window.desk.document.name == "Orta Dəhliz"
    follow(full, 2, qtbot)
    assert window.live.book.path(window.codebook.code_id or 0) == "World order > Global power centre"
    assert window.codebook.tree.hasFocus()


def test_ctrl_and_a_click_follow_a_link_too(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.open_document("Orkhon Lines")
    window.project.write_memo(f"{written('there', doc_target(window, 'Veliyev 2024'))} and back", title="Clicked")
    open_titled(full, "Clicked")
    field = full.editor.text
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    at = field.cursorRect().center()
    qtbot.mouseMove(field.viewport(), QPoint(at))
    assert field._link_under(QPoint(at)) == links(field.note())[0]
    assert field._link_under(QPoint(at.x(), field.viewport().height() - 4)) is None
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, CTRL, QPoint(at))
    assert window.desk.document is not None
    assert window.desk.document.name == "Veliyev 2024"


def doc_target(window: MainWindow, name: str) -> Target:
    with window.live.read() as session:
        return dict(link_targets.names(session, "document"))[name]


def test_a_link_to_what_is_gone_says_so_and_is_struck(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    gone = Target("code", new_guid())
    window.project.write_memo(
        f"{written('lost', gone)} {written('kept', doc_target(window, 'Veliyev 2024'))}", title="G"
    )
    open_titled(full, "G")
    follow(full, 0, qtbot)
    assert window.status.notice.sentence == "What this link led to is no longer in the study."
    full.editor.set_preview(True)
    struck = {}
    at = full.editor.preview.document().begin().begin()
    while not at.atEnd():
        form = at.fragment().charFormat()
        struck[at.fragment().text()] = (form.isAnchor(), form.fontStrikeOut())
        at += 1
    assert struck == {"lost": (True, True), " ": (False, False), "kept": (True, False)}


def test_removing_a_code_strikes_its_links_at_once(full: MemosPanel, window: MainWindow, trigger: Trigger) -> None:
    window.live.set_coder("Ayla")
    open_titled(full, "From road to leverage")
    assert full.editor.text.syntax.gone == frozenset()
    with window.live.edit("Remove") as edit:
        arranging.remove_codes(edit, [codes.find_code(window.live.book, "Global power centre").id])
    assert {target.noun for target in full.editor.text.syntax.gone} == {"code"}
    trigger("edit.undo")
    assert full.editor.text.syntax.gone == frozenset()


def test_the_names_in_links_are_refreshed_when_asked_for(
    full: MemosPanel, window: MainWindow, trigger: Trigger
) -> None:
    window.live.set_coder("Ayla")
    with window.live.edit("Rename") as edit:
        codes.rename_code(edit, codes.find_code(window.live.book, "Global power centre").id, "Pole [new]")
    open_titled(full, "From road to leverage")
    assert [link.label for link in links(full.editor.text.note())][2] == "World order > Global power centre"
    trigger("memo.refresh")
    stored = dict(texts(window.project))["From road to leverage"]
    assert [link.label for link in links(stored)][2] == "World order > Pole [new]"
    trigger("memo.refresh")
    assert "the name of today" in window.status.notice.sentence


def test_the_preview_stands_in_the_place_of_the_text_or_beside_it(
    full: MemosPanel, trigger: Trigger, qtbot: QtBot
) -> None:
    open_titled(full, "From road to leverage")
    full.editor.text.setFocus()
    trigger("memo.preview")
    assert (full.editor.text.isVisible(), full.editor.preview.isVisible()) == (False, True)
    assert full.editor.preview.hasFocus()
    assert "cargo turns into influence" in full.editor.preview.toPlainText()
    full.window().resize(1900, 900)
    qtbot.waitUntil(lambda: full.editor.text.isVisible() and full.editor.preview.isVisible())
    trigger("memo.preview")
    assert (full.editor.text.isVisible(), full.editor.preview.isVisible()) == (True, False)


def test_the_preview_follows_links_and_fetches_nothing(full: MemosPanel, window: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "there.png"
    window.grab().save(str(picture))
    text = f"![a]({QUrl.fromLocalFile(str(picture)).toString()}) ![b](https://example.org/b.png) <img src='{picture}'>"
    window.project.write_memo(text, title="Pictures")
    open_titled(full, "Pictures")
    full.editor.set_preview(True)
    preview = full.editor.preview
    assert isinstance(blank := preview.loadResource(2, QUrl.fromLocalFile(str(picture))), QImage)
    assert blank.size() == QSize(1, 1)
    assert preview.toPlainText() == f"a b <img src='{picture}'>"
    assert "\ufffc" not in preview.document().toRawText()
    preview.anchorClicked.emit(QUrl(doc_target(window, "Veliyev 2024").url))
    assert window.desk.document is not None
    assert window.desk.document.name == "Veliyev 2024"


def test_paragraphs_run_as_their_letters_do(full: MemosPanel, window: MainWindow) -> None:
    window.project.write_memo("left\n\nسلام عليكم", title="Both")
    open_titled(full, "Both")
    full.editor.set_preview(True)
    for document in (full.editor.text.document(), full.editor.preview.document()):
        assert document.firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
        assert document.lastBlock().textDirection() == Qt.LayoutDirection.RightToLeft


def test_what_runs_from_right_to_left_is_typed_along_the_right_edge(
    full: MemosPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.live.set_coder("Ayla")
    open_titled(full, "How I cut passages")
    field = full.editor.text
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    right = field.viewport().width() - 20
    qtbot.keyClick(field, Qt.Key.Key_Return)
    for letter in "سلام" * 30:
        field.insertPlainText(letter)
    field.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    assert field.cursorRect().left() > right
    field.moveCursor(QTextCursor.MoveOperation.EndOfLine)
    lines = field.textCursor().block().layout().lineCount()
    assert lines > 1
    full.window().resize(1900, 900)
    qtbot.waitUntil(lambda: field.viewport().width() > right + 100)
    field.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    assert field.cursorRect().left() > right + 100
    assert field.textCursor().block().layout().lineCount() <= lines
    full.editor.flush()
    assert str(window.project.memos()[0]["text"]).endswith("\n" + "سلام" * 30)


def test_markdown_shows_what_it_means_while_it_is_typed(full: MemosPanel, window: MainWindow) -> None:
    window.project.write_memo("## 𐱅𐰇 head\n**𐰼𐰜 bold** and *it*", title="Syntax")
    open_titled(full, "Syntax")
    block = full.editor.text.document().firstBlock()
    QApplication.sendPostedEvents(full.editor.text.syntax, QEvent.Type.MetaCall)
    assert all(one.format.fontWeight() >= 600 for one in block.layout().formats() if one.start >= 3)
    formats = block.next().layout().formats()
    bold = [(one.start, one.start + one.length) for one in formats if one.format.fontWeight() >= 600]
    assert (min(start for start, _end in bold), max(end for _start, end in bold)) == (2, 11)
    italic = [one for one in formats if one.format.fontItalic()]
    assert sum(one.length for one in italic) == 2


def texts(project: Project) -> list[tuple[str, str]]:
    return [(str(row["title"]), str(row["text"])) for row in project.memos()]


@pytest.mark.parametrize(
    ("letter", "on", "back"),
    [("🌍", Qt.Key.Key_Right, Qt.Key.Key_Left), ("𐰼", Qt.Key.Key_Left, Qt.Key.Key_Right)],
)
def test_the_cursor_steps_over_what_a_link_leads_to(
    full: MemosPanel, window: MainWindow, qtbot: QtBot, letter: str, on: Qt.Key, back: Qt.Key
) -> None:
    target = doc_target(window, "Veliyev 2024")
    window.project.write_memo(f"{letter} {written(2 * letter, target)}.", title="Steps")
    open_titled(full, "Steps")
    field = full.editor.text
    field.setFocus()
    cursor = field.textCursor()
    cursor.setPosition(4)
    field.setTextCursor(cursor)
    end = 8 + len(f"]({target.url})")
    places = []
    for key in (*[on] * 4, back, back):
        qtbot.keyClick(field, key)
        places.append(field.textCursor().position())
    assert places == [6, 8, end, end + 1, end, 8]
    qtbot.keyClick(field, on, Qt.KeyboardModifier.ShiftModifier)
    assert field.textCursor().selectedText() == f"]({target.url})"
