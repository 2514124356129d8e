"""What each picture shows; a scene sets the stage and gives the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QWidget

import otsannot
from otsannot import settings
from otsannot.model.nouns import Annotation, Coding
from otsannot.model.spans import Span
from otsannot.store import codes, documents
from otsannot.store.coders import ensure_coder
from otsannot.ui.main_window import MainWindow
from otsannot.ui.welcome import WelcomeWindow
from tools.pictures.focus_group import PASSAGES, focus_group
from tools.pictures.stage import CODER, Stage

LONG_TEXT = 5_000_000
CODED = 20_000
FILES = Path(__file__).parents[2] / "tests" / "reference" / "formats"
"""Documents of ours in the formats of other programs."""

ARABIC = (
    "التقى وزراء الطاقة في باكو، واتفقوا على ربط شبكات الكهرباء بين الدول الأعضاء قبل نهاية العام.",
    "وقال المتحدث إن لجنة الأبجدية المشتركة ستجتمع مرة أخرى، لأن خمسة أحرف لا تزال موضع نقاش.",
    "أما الدفاع فلم يذكره البيان إلا في جملة واحدة: «نتشاور، ولا نبني حلفا».",
    "ويرى الباحث أن الصمت هنا أبلغ من الكلام، فالقمة السابقة تحدثت عن الأمن المشترك في ثلاث فقرات.",
)


def welcome(stage: Stage) -> QPixmap:
    known = settings.load()
    known.coder = ""  # as at the first start
    known.save()
    window = WelcomeWindow()
    stage.show(window)
    name = window.findChild(QLineEdit)
    assert name is not None
    name.setText(CODER)
    return stage.photograph(window)


def reading(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    _stand_on(window, "Energy ministers")
    return stage.photograph(window)


def quick_code(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    start = window.desk.text.index("Armenia")
    _select(window, Span(start, window.desk.text.index(".", start)))
    window.registry["code.apply"].trigger()
    QTest.keyClicks(window.quick_code.line, "en")
    return stage.photograph(window)


def codebook(stage: Stage) -> QPixmap:
    window = stage.study("Veliyev 2024")
    _stand_on(window, "")
    code = next(row for row in window.live.book.walk() if row.name == "Defence")
    window.codebook.tree.go_to(code.id)
    window.columns.setSizes([420, 700, 280])
    _divide(window.codebook, [110, 730])
    _divide(window.codebook.definition, [280, 440])
    return stage.photograph(window)


def annotations(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    _stand_on(window, "Energy ministers")
    window.bottom.show_panel("annotations")
    panel = window.bottom.panel("annotations")
    panel.edit_filter()  # type: ignore[attr-defined]
    QTest.keyClicks(QApplication.focusWidget(), "energy")
    return stage.photograph(window)


def memos(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    _stand_on(window, "Energy ministers")
    window.bottom.show_panel("memos")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    return stage.photograph(window)


def attributes(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    window.bottom.show_panel("documentsTable")
    window.bottom.toggle_larger()
    return stage.photograph(window)


def right_to_left(stage: Stage) -> QPixmap:
    project = otsannot.new(stage.folder() / f"Arabic {stage.look}.otsannot", coder=CODER)
    source = Path("البيان الختامي.txt")
    text = "\n\n".join(ARABIC)
    source.write_text(text, encoding="utf-8")
    project.import_files([source])
    for words, code in (
        ("ربط شبكات الكهرباء بين الدول الأعضاء", "طاقة"),
        ("لجنة الأبجدية المشتركة ستجتمع مرة أخرى", "أبجدية"),
        ("نتشاور، ولا نبني حلفا", "دفاع"),
        ("الصمت هنا أبلغ من الكلام", "دفاع"),
        ("الأمن المشترك في ثلاث فقرات", "أمن"),
    ):
        project.apply_code(source.stem, text.index(words), text.index(words) + len(words), code)
    window = stage.window(project)
    window.desk.select_passage(window.desk.passages[2].annotation_id)
    return stage.photograph(window)


def speakers(stage: Stage) -> QPixmap:
    project = otsannot.new(stage.folder() / f"Focus groups {stage.look}.otsannot", coder=CODER)
    talk = focus_group()
    with project.edit("Import") as edit:
        documents.add_documents(edit, [talk])
    for words, code in PASSAGES:
        project.apply_code(talk.name, talk.text.index(words), talk.text.index(words) + len(words), code)
    window = stage.window(project)
    window.desk.select_passage(window.desk.passages[2].annotation_id)
    return stage.photograph(window)


def import_preview(stage: Stage) -> QPixmap:
    window = stage.study("Kocaman 2025")
    window.importing.bring([FILES / "meeting.docx", FILES / "answers.ods", FILES / "columns.pdf"])
    return stage.photograph_dialog(window, "importPreview")


def long_text(stage: Stage) -> QPixmap:
    project = otsannot.new(stage.folder() / f"Long {stage.look}.otsannot", coder=CODER)
    with otsannot.open(stage.folder() / "OTS sample study.otsannot") as sample:
        chapters = [sample.document_text(name) for name in sample.document_names()]
    whole = "\n\n".join(chapters)
    text = "\n\n".join([whole] * (LONG_TEXT // len(whole) + 1))[:LONG_TEXT]
    source = Path("Ten years of speeches.txt")
    source.write_text(text, encoding="utf-8")
    project.import_files([source])
    with project.edit("Code") as edit:
        coder = ensure_coder(edit, CODER)
        book = [codes.create_path(edit, [name]) for name in ("Energy", "Defence", "Alphabet", "Trade", "Culture")]
        places = (
            {
                "document_id": 1,
                "coder_id": coder,
                "start": text.index(" ", at) + 1,
                "end": text.index(" ", at + 90 + at % 270),
            }
            for at in range(40, LONG_TEXT - 1000, LONG_TEXT // CODED)
        )
        made = edit.add_many(Annotation, places)
        edit.add_many(
            Coding, ({"annotation_id": n, "code_id": book[n % 7 % len(book)], "coder_id": coder} for n in made)
        )
    window = stage.window(project)
    _stand_on(window, "", after=LONG_TEXT // 3)
    return stage.photograph(window)


def high_contrast(stage: Stage) -> QPixmap:
    stage.dress(f"contrast_{stage.look}")
    window = stage.study("Kocaman 2025")
    window.resize(960, 600)  # a screen of 1920 by 1200 at twice the size
    _stand_on(window, "Energy ministers")
    return stage.photograph(window)


def _stand_on(window: MainWindow, words: str, after: int = 0) -> None:
    """Make the first own passage with a comment at or after some words the current one."""
    begin = window.desk.text.index(words, after)
    own = [passage for passage in window.desk.passages if passage.coder == CODER and passage.start >= begin]
    commented = [passage for passage in own if passage.comment]
    window.desk.select_passage((commented or own)[0].annotation_id, reveal=True)


def _divide(part: QWidget, sizes: list[int]) -> None:
    """Share the height of the splitter that a part lies in."""
    splitter = part.parentWidget()
    assert isinstance(splitter, QSplitter)
    splitter.setSizes(sizes)


def _select(window: MainWindow, span: Span) -> None:
    window.pane.view.reveal(span, flash=False)
    window.pane.view.select(span)


SCENES: dict[str, Callable[[Stage], QPixmap]] = {
    "welcome": welcome,
    "reading": reading,
    "quick-code": quick_code,
    "codebook": codebook,
    "annotations": annotations,
    "memos": memos,
    "attributes": attributes,
    "right-to-left": right_to_left,
    "speakers": speakers,
    "import": import_preview,
    "long-text": long_text,
    "high-contrast": high_contrast,
}
"""The scenes by the names their pictures have."""
