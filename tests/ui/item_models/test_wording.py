"""Tests of otsannot.ui.item_models.wording."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from otsannot import i18n
from otsannot.ui.item_models import wording


@pytest.fixture
def own_country() -> Iterator[None]:
    """A test may choose the country; afterwards it is the one of before."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.0001, "< 1 %"), (0.004, "< 1 %"), (0.5, "50 %"), (1, "100 %")]
)
def test_a_little_is_more_than_nothing(share: float, text: str) -> None:
    assert wording.percent(share) == text


@pytest.mark.parametrize(("country", "text"), [("C", "20,079"), ("en_GB", "20,079"), ("tr_TR", "20.079")])
def test_thousands_are_grouped_as_the_country_does_and_where_there_is_none(
    own_country: None, country: str, text: str
) -> None:
    QLocale.setDefault(QLocale(country))
    assert wording.number(20_079) == text


def test_messages_group_thousands_as_the_country_does(own_country: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n.Numbers, "grouped", wording.number)
    QLocale.setDefault(QLocale("tr_TR"))
    assert i18n.ngettext("{count} coding", "{count} codings", 1_234_567) == "1.234.567 codings"


@pytest.mark.parametrize(("code", "name"), [("tr", "Turkish"), ("az", "Azerbaijani"), ("kk", "Kazakh"), ("xyz", "xyz")])
def test_languages_are_called_by_name_where_there_is_one(code: str, name: str) -> None:
    assert wording.language_name(code) == name


def test_markup_in_a_tooltip_is_text() -> None:
    assert "&lt;i&gt;x&lt;/i&gt;" in wording.tooltip("<i>x</i>", "")
