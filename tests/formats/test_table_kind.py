"""A table is told to be a codebook, attributes, annotations or answers by its columns and by whom it names."""

from __future__ import annotations

import pytest

from otsannot.formats.table_kind import TableKind, kind_of_table
from otsannot.model.fact_table import FactRow, FactTable

DOCUMENTS = ["Aliyev 2022", "Şuşa"]


@pytest.mark.parametrize(
    ("titles", "cells", "kind"),
    [
        (["code", "colour"], ["Energy", "#00aa00"], TableKind.CODEBOOK),
        (["name", "description"], ["Energy", "Oil and gas"], TableKind.CODEBOOK),
        (["name", "weight"], ["Energy", "3"], TableKind.CODEBOOK),
        (["Code", "count"], ["Energy", "3"], TableKind.CODEBOOK),
        (["document", "year"], ["Aliyev 2022", "2022"], TableKind.ATTRIBUTES),
        (["document", "year"], ["Nobody", "2022"], TableKind.ATTRIBUTES),
        (["name", "year"], ["ŞUŞA.txt", "2023"], TableKind.ATTRIBUTES),
        (["year", "file"], ["2023", " aliyev  2022.TXT"], TableKind.ATTRIBUTES),
        (["speech", "year"], ["Aliyev 2022", "2022"], TableKind.ATTRIBUTES),
        (["name", "memo"], ["Aliyev 2022", "long"], None),
        (["document", "code", "year"], ["Aliyev 2022", "Energy", "3"], None),
        (["document", "code", "start", "end"], ["Aliyev 2022", "Energy", "3", "9"], TableKind.ANNOTATIONS),
        (["Document", "Code", "Segment"], ["Nobody", "Energy", "gas"], TableKind.ANNOTATIONS),
        (["age", "What is it?"], ["34", "It is a bridge between us."], TableKind.ANSWERS),
        (["name", "What is it?"], ["Ayşe", "It is a bridge between us."], TableKind.ANSWERS),
        (["ad", "yaş", "fikir"], ["Ayşe", "34", "Bu bizim aramızda körpüdür."], TableKind.ANSWERS),
        (["Имя", "Ответ"], ["Айгүл", "Это мост между нами."], TableKind.ANSWERS),
        (["ad", "təsvir"], ["Enerji", "Qaz haqqında deyilənlər."], TableKind.CODEBOOK),
        (["tag", "what it is"], ["Energy", "All that is said of gas."], TableKind.CODEBOOK),
        (["speech", "year"], ["Nobody", "2022"], TableKind.CODEBOOK),
    ],
)
def test_its_columns_and_names_tell(titles: list[str], cells: list[str], kind: TableKind | None) -> None:
    assert kind_of_table(FactTable("table.csv", titles, [FactRow(2, cells)]), DOCUMENTS) is kind
