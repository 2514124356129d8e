"""Exports of press archives come apart into their articles, whose words stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from otsannot.formats import read_texts
from otsannot.formats.press import articles
from otsannot.formats.written_dates import iso_date
from otsannot.model.new_text import NewText, Remark
from otsannot.model.structure import Part, hash_of

NEXIS = """\
User Name: = A Scholar
Date and Time: = Wednesday, March 9, 2022 10:15:00 AM CET
Documents (2)
1. Ministers meet in Samarkand
2. A bridge over the Caspian
\t
\t\t
Ministers meet in Samarkand
The Daily Steppe
March 3, 2022 Thursday
First Edition

Copyright 2022 Steppe Press All Rights Reserved

Section: WORLD; Pg. 4
Length: 1,512 words
Byline: By Ayşe Örnek
Highlight: Three roads, one table
Body

TASHKENT: Ministers came together.

"Length: matters", said one 🤔.
Graphic

A table with flags
Classification

Language: TURKISH
Publication-Type: Newspaper
Load-Date: March 4, 2022
End of Document

A bridge over the Caspian
Baku Evening
5 March 2022 Saturday
Copyright 2022 Baku Evening
Length: 80 words
Body
Ships carry trains.
Load-Date: March 6, 2022
End of Document
"""

FACTIVA = """\
World News
Ministers meet in Samarkand
Ayşe Örnek in Tashkent
1,512 words
3 March 2022
09:41
The Daily Steppe
STEPPE
4
English
Copyright 2022 Steppe Press
TASHKENT: Ministers came together.
𐱅𐰇𐰼𐰰 letters were shown.
Document STEPPE0020220303ei330001x
A bridge over the Caspian
80 Wörter
5. März 2022
Baku Evening
BAKEVE
Englisch
(c) 2022 Baku Evening
Ships carry trains.
Dokument BAKEVE0020220305ei35000gx
Search Summary
Text
bridge
"""

FACTIVA_TABLE = """\
HD
Ministers meet in Samarkand
BY
Ayşe Örnek
WC
1,512 words
PD
3 March 2022
ET
09:41
SN
The Daily Steppe
SC
STEPPE
LA
English
CY
Copyright 2022 Steppe Press
LP
TASHKENT: Ministers came together.
TD
𐱅𐰇𐰼𐰰 letters were shown.

The end.
CO
steppe : Steppe Press
AN
Document STEPPE0020220303ei330001x
"""

EUROPRESSE = """\
Le Matin des Steppes, no. 4301
Monde, jeudi 3 mars 2022 1 512 mots, p. 4
Les ministres se réunissent à Samarcande
Ayşe Örnek
TACHKENT — Les ministres se sont réunis.
« Trois routes », dit l'un.
© 2022 Le Matin des Steppes. Tous droits réservés. Le présent document est protégé.
Certificat émis le 9 mars 2022 à UNE-UNIVERSITÉ à des fins de visualisation personnelle et temporaire.
news·20220303·MS·004301
Soir de Bakou
samedi 5 mars 2022 80 mots
Un pont sur la Caspienne
Des navires portent des trains.
news·20220305·SB·0010
"""


def export(text: str, **beside: object) -> NewText:
    return NewText("export", text, hash_of(text), "export.docx", "docx")._replace(**beside)


def seen(text: str) -> list[tuple[str, str, dict[str, str], str]]:
    return [(one.name, one.text, dict(one.facts), one.language) for one in articles(export(text))]


def test_nexis_uni_gives_its_articles() -> None:
    assert seen(NEXIS) == [
        (
            "Ministers meet in Samarkand",
            "Ministers meet in Samarkand\nThree roads, one table\nTASHKENT: Ministers came together.\n\n"
            '"Length: matters", said one 🤔.\nGraphic\n\nA table with flags\n',
            {
                "title": "Ministers meet in Samarkand",
                "outlet": "The Daily Steppe",
                "date": "2022-03-03",
                "byline": "By Ayşe Örnek",
                "length": "1512",
                "section": "WORLD; Pg. 4",
                "language": "TURKISH",
            },
            "tr",
        ),
        (
            "A bridge over the Caspian",
            "A bridge over the Caspian\nShips carry trains.\n",
            {
                "title": "A bridge over the Caspian",
                "outlet": "Baku Evening",
                "date": "2022-03-05",
                "length": "80",
            },
            "",
        ),
    ]


def test_factiva_gives_its_articles_without_codes() -> None:
    assert seen(FACTIVA) == [
        (
            "Ministers meet in Samarkand",
            "Ministers meet in Samarkand\nTASHKENT: Ministers came together.\n𐱅𐰇𐰼𐰰 letters were shown.\n",
            {
                "title": "Ministers meet in Samarkand",
                "outlet": "The Daily Steppe",
                "date": "2022-03-03",
                "byline": "Ayşe Örnek in Tashkent",
                "length": "1512",
                "section": "World News",
                "language": "English",
            },
            "en",
        ),
        (
            "A bridge over the Caspian",
            "A bridge over the Caspian\nShips carry trains.\n",
            {
                "title": "A bridge over the Caspian",
                "outlet": "Baku Evening",
                "date": "2022-03-05",
                "length": "80",
                "language": "Englisch",
            },
            "en",
        ),
    ]


def test_factiva_gives_its_articles_with_codes() -> None:
    assert seen(FACTIVA_TABLE) == [
        (
            "Ministers meet in Samarkand",
            "Ministers meet in Samarkand\nTASHKENT: Ministers came together.\n𐱅𐰇𐰼𐰰 letters were shown.\n\nThe end.\n",
            {
                "title": "Ministers meet in Samarkand",
                "outlet": "The Daily Steppe",
                "date": "2022-03-03",
                "byline": "Ayşe Örnek",
                "length": "1512",
                "language": "English",
            },
            "en",
        )
    ]


def test_europresse_gives_its_articles() -> None:
    assert seen(EUROPRESSE) == [
        (
            "Les ministres se réunissent à Samarcande",
            "Les ministres se réunissent à Samarcande\nTACHKENT — Les ministres se sont réunis.\n"
            "« Trois routes », dit l'un.\n",
            {
                "title": "Les ministres se réunissent à Samarcande",
                "outlet": "Le Matin des Steppes",
                "date": "2022-03-03",
                "byline": "Ayşe Örnek",
                "length": "1512",
                "section": "Monde",
            },
            "",
        ),
        (
            "Un pont sur la Caspienne",
            "Un pont sur la Caspienne\nDes navires portent des trains.\n",
            {
                "title": "Un pont sur la Caspienne",
                "outlet": "Soir de Bakou",
                "date": "2022-03-05",
                "length": "80",
            },
            "",
        ),
    ]


def test_parts_and_remarks_go_with_their_words() -> None:
    at = FACTIVA.index("Ships")
    parts = (Part(at, at + 5, "heading", "2"), Part(0, 10, "heading", "1"))
    whole = export(FACTIVA, parts=parts, remarks=(Remark(at + 6, at + 11, "Ayşe", "by sea"),))
    second = [*articles(whole)][1]
    assert second.sha256 == hash_of(second.text)
    found = [(part.kind, part.value, second.text[part.start : part.end]) for part in second.parts]
    assert found == [("heading", "1", "A bridge over the Caspian"), ("heading", "2", "Ships")]
    assert [second.text[remark.start : remark.end] for remark in second.remarks] == ["carry"]


def test_an_article_in_an_unknown_order_comes_whole() -> None:
    text = "A headline\nand words\nDocument STEPPE0020220303ei330001x\n" + FACTIVA_TABLE
    assert [(name, words) for name, words, _facts, _language in seen(text)] == [
        ("A headline", "A headline\nand words\n"),
        (
            "Ministers meet in Samarkand",
            "Ministers meet in Samarkand\nTASHKENT: Ministers came together.\n𐱅𐰇𐰼𐰰 letters were shown.\n\nThe end.\n",
        ),
    ]


def test_exports_as_web_pages_come_apart(tmp_path: Path) -> None:
    fields = [
        ("HD", "Ministers meet"),
        ("BY", "Bob"),
        ("PD", "3 March 2022"),
        ("SN", "Daily Steppe"),
        ("LA", "Turkish"),
    ]
    fields += [("LP", "<p>Lead.</p>"), ("TD", "<p>One.</p><p>Two.</p>"), ("AN", "Document STEPPE0020220303ei330001x")]
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{said}</td></tr>" for code, said in fields)
    europresse = (
        "<article><header><div><span class='DocPublicationName'>Le Matin, no. 43</span></div>"
        "<div><span class='DocHeader'>Monde, jeudi 3 mars 2022 512 mots, p. 4</span></div>"
        "<div class='titreArticle'><p>Les ministres</p></div></header>"
        "<section><div class='DocText'><p>Ils sont venus.</p></div></section>"
        "<footer><div>news·20220303·MS·004301</div></footer></article>"
    )
    (tmp_path / "factiva.html").write_text(
        f"<html><div class='article enArticle'><table>{rows}</table></div></html>", "utf-8"
    )
    (tmp_path / "europresse.html").write_text(
        f"<html><meta charset=utf-8><body>{europresse * 2}</body></html>", "utf-8"
    )
    found = [
        [(text.text, text.facts["date"], text.language) for text in read_texts(tmp_path / f"{name}.html")]
        for name in ("factiva", "europresse")
    ]
    assert found == [
        [("Ministers meet\nLead.\nOne.\nTwo.\n", "2022-03-03", "tr")],
        [("Les ministres\nIls sont venus.\n", "2022-03-03", "")] * 2,
    ]


@pytest.mark.parametrize(
    "text", ["Words.\n", "End of Document\n", "The End of Document\nLength: 3 words\n", "HD\nSN\n", "© 2022\n"]
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert [*articles(export(text))] == [export(text)]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 3, 2022 Thursday", "2022-03-03"),
        ("Thursday, 3rd March 2022", "2022-03-03"),
        ("jeudi 1er août 2019", "2019-08-01"),
        ("3 de marzo de 2022", "2022-03-03"),
        ("5. Mai 2020", "2020-05-05"),
        ("29 Ekim 1999 Cuma", "1999-10-29"),
        ("12 fevral 2021", "2021-02-12"),
        ("12 ақпан 2021", "2021-02-12"),
        ("9 мая 2015 г.", "2015-05-09"),
        ("Şubat 30, 2020", ""),
        ("as of 2020-11-24.", "2020-11-24"),
        ("12 words 2020", ""),
    ],
)
def test_days_are_read_in_many_languages(line: str, day: str) -> None:
    assert iso_date(line) == day
