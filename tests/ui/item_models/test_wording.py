"""Tests of otsannot.ui.item_models.wording."""

from __future__ import annotations

import pytest

from otsannot.ui.item_models import wording


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.0001, "< 1 %"), (0.004, "< 1 %"), (0.5, "50 %"), (1, "100 %")]
)
def test_a_little_is_more_than_nothing(share: float, text: str) -> None:
    assert wording.percent(share) == text


@pytest.mark.parametrize(("code", "name"), [("tr", "Turkish"), ("az", "Azerbaijani"), ("kk", "Kazakh"), ("xyz", "xyz")])
def test_languages_are_called_by_name_where_there_is_one(code: str, name: str) -> None:
    assert wording.language_name(code) == name


def test_markup_in_a_tooltip_is_text() -> None:
    assert "&lt;i&gt;x&lt;/i&gt;" in wording.tooltip("<i>x</i>", "")
