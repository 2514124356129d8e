"""What the table of annotations can be filtered by: how each facet is called, chosen and said."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.store import Snapshot, attributes, cases, coders, documents, groups
from otsannot.store.annotation_filter import WITHOUT_CODE, Filter
from otsannot.ui.choosing.choice_box import ChoiceBox
from otsannot.ui.choosing.days_box import DaysBox
from otsannot.ui.choosing.line_box import LineBox
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.choice_list import Choice
from otsannot.ui.live_project import LiveProject

LONGEST_WORDS = 32
"""How many characters of what was chosen a chip shows."""

Tell = Callable[[Filter], None]


class Facet(NamedTuple):
    """One thing to filter by: `title` stands in the menu, `label` on its chip. `names` are its fields in the Filter."""

    title: str
    label: str
    names: tuple[str, ...]
    open: Callable[[QWidget, LiveProject, Filter, Tell], Popup]
    """Make the box in which it is chosen; it tells each further Filter."""
    say: Callable[[LiveProject, Filter], str]
    """What is chosen, for its chip."""


def facets() -> list[Facet]:
    """Everything to filter by, in the order of the menu."""
    return [
        _chosen(_("Code"), _("Code"), "codes", _codes),
        _chosen(_("Coder"), _("Coder"), "coders", _coders),
        _chosen(_("Document"), _("Document"), "documents", _documents),
        _chosen(_("Group of documents"), _("Group"), "groups", _groups),
        _chosen(_("Case or speaker"), _("Case"), "cases", _cases),
        _chosen(_("Attribute of the document"), _("Attribute"), "values", _values),
        _typed(_("Words of the passage"), _("Passage"), "passage"),
        _typed(_("Words of the comment"), _("Comment"), "comment"),
        Facet(_("Day of coding"), _("Coded"), ("since", "until"), _open_days, _say_days),
    ]


def _chosen(title: str, label: str, name: str, choices: Callable[[Snapshot, CodeTree], Iterable[Choice]]) -> Facet:
    """A facet whose values are ticked in a list."""

    def listed(live: LiveProject) -> list[Choice]:
        book = live.book
        with live.read() as session:
            return list(choices(session, book))

    def open_box(parent: QWidget, live: LiveProject, wanted: Filter, tell: Tell) -> Popup:
        box = ChoiceBox(parent, title, listed(live), getattr(wanted, name) or ())
        box.chosen.connect(lambda keys: tell(wanted.asking(**{name: keys or None})))
        return box

    def say(live: LiveProject, wanted: Filter) -> str:
        keys: frozenset[Hashable] = getattr(wanted, name)
        return ", ".join(choice.text for choice in listed(live) if choice.key in keys)

    return Facet(title, label, (name,), open_box, say)


def _typed(title: str, label: str, name: str) -> Facet:
    """A facet whose value is typed."""

    def open_box(parent: QWidget, live: LiveProject, wanted: Filter, tell: Tell) -> Popup:
        box = LineBox(parent, title, getattr(wanted, name))
        box.typed.connect(lambda text: tell(wanted.asking(**{name: text})))
        return box

    return Facet(title, label, (name,), open_box, lambda _live, wanted: f"“{getattr(wanted, name)}”")


def _codes(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    yield Choice(WITHOUT_CODE, _("Without a code"))
    for row in book.walk():
        yield Choice(row.id, row.name, "" if row.parent_id is None else book.path(row.parent_id), row.colour)


def _coders(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in coders.rows(session))


def _documents(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in documents.rows(session))


def _groups(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in groups.rows(session))


def _cases(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in cases.rows(session))


def _values(session: Snapshot, book: CodeTree) -> Iterable[Choice]:
    names = {row.id: row.name for row in attributes.rows(session)}
    stated = {pair for facts in attributes.values(session).values() for pair in facts.items()}
    for number, value in sorted(stated, key=lambda pair: (names[pair[0]], pair[1])):
        yield Choice((number, value), value, names[number])


def _open_days(parent: QWidget, live: LiveProject, wanted: Filter, tell: Tell) -> Popup:
    until = _day(wanted.until)
    box = DaysBox(parent, _("Day of coding"), _day(wanted.since), None if until is None else until.addDays(-1))

    def on_chosen(since: QDate | None, until: QDate | None) -> None:
        last = None if until is None else until.addDays(1)
        tell(wanted.asking(since=_seconds(since), until=_seconds(last)))

    box.chosen.connect(on_chosen)
    return box


def _say_days(live: LiveProject, wanted: Filter) -> str:
    since, until = _day(wanted.since), _day(wanted.until)
    first = "" if since is None else _written(since)
    last = "" if until is None else _written(until.addDays(-1))
    if first and last:
        return first if first == last else _("{first} to {last}").format(first=first, last=last)
    return _("since {day}").format(day=first) if first else _("until {day}").format(day=last)


def shortened(text: str) -> str:
    """Words as a chip has room for them."""
    return text if len(text) <= LONGEST_WORDS else f"{text[: LONGEST_WORDS - 1]}…"


def tooltip_of(title: str, said: str) -> str:
    """All that is chosen."""
    return wording.tooltip(f"{title}: {said}")


def _day(seconds: int | None) -> QDate | None:
    """The day on the user's wall that a second since 1970 belongs to."""
    return None if seconds is None else QDateTime.fromSecsSinceEpoch(seconds).date()


def _seconds(day: QDate | None) -> int | None:
    """When a day begins on the user's wall, in seconds since 1970 UTC."""
    return None if day is None else QDateTime(day, QTime(0, 0)).toSecsSinceEpoch()


def _written(day: QDate) -> str:
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)
