"""Annotations of brat, CoNLL and WebAnno come in as passages with codes, each on its own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from otsannot.errors import OtsannotError
from otsannot.formats.studies import format_of, module_of
from otsannot.model.study import Loss, Study

TEXT = "Öz Türk 𐱅𐰇𐰼𐰰.\nBaku and\nAnkara met 👩‍🏫.\n"
ANN = """T1\tPlace 14 18\tBaku
T2\tPlace 23 29\tAnkara
T3\tMeeting 19 33\tand Ankara met
T4\tPeople 3 7;8 12\tTürk 𐱅𐰇𐰼𐰰
T5\tPlace 400 405\tnowhere
T6\tPlace x y\tBaku
R1\tNear Arg1:T1 Arg2:T2
A1\tCertain T1
M2\tMood T1 calm
#1\tAnnotatorNotes T1\tThe capital
"""
CONLL = """-DOCSTART- -X- O O

Baku NNP B-LOC
and CC O
New NNP B-LOC
York NNP I-LOC
Times NNP B-ORG
. . O

-DOCSTART- -X- O O

𐱅𐰇𐰼𐰰 NNP S-ORG
Astana NNP I-LOC
"""
CONLLU = """# newdoc id = 1
# sent_id = 1
# text = Bakıda, görüşdük.
1\tBakıda\tBakı\tPROPN\t_\t_\t0\troot\t_\tNE=B-LOC|SpaceAfter=No
2\t,\t,\tPUNCT\t_\t_\t1\tpunct\t_\t_
3-4\tgörüşdük\t_\t_\t_\t_\t_\t_\t_\t_
3\tgörüşdük\tgörüş\tVERB\t_\t_\t1\tx\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""
TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Theme|value
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_RL=webanno.custom.Link|kind|BT_webanno.custom.Theme


#Text=👩‍🏫 Bakı və Ankara.
1-1\t0-5\t👩‍🏫\t_\t_\t_\t_\t_\t
1-2\t6-10\tBakı\tenergy[1]|defence\\|x\t*\tLOC\t_\t_\t
1-3\t11-13\tvə\tenergy[1]\t_\t_\t_\t_\t
1-4\t14-20\tAnkara\tenergy[1]\t*\tLOC\t_\t_\t
1-5\t20-21\t.\t_\t_\t_\t_\t_\t

#Text=Son.
2-1\t22-25\tSon\tend\t_\t_\t_\t_\t
"""


def read(path: Path) -> Study:
    known = format_of(path)
    assert known is not None
    study = module_of(known).read_study(path)
    study.documents = list(study.documents)
    return study


def said(study: Study) -> list[tuple[str, list[str], str]]:
    """Each passage: its words, the paths of its codes, its comment."""
    codes = {code.guid: code for code in study.codes}

    def path(guid: str) -> str:
        code = codes[guid]
        return f"{path(code.parent)} > {code.name}" if code.parent else code.name

    return [
        (text.text[p.start : p.end], sorted(path(coding.code) for coding in p.codings), p.comment)
        for text in study.documents
        for p in text.passages
    ]


def test_brat_gives_each_annotation_with_its_notes(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_bytes(TEXT.encode())
    (tmp_path / "talk.ann").write_text(ANN, encoding="utf-8")
    study = read(tmp_path)
    assert read(tmp_path).documents == study.documents
    assert said(study) == [
        ("Baku", ["Place"], "Certain\nMood: calm\nThe capital"),
        ("Ankara", ["Place"], ""),
        ("and\nAnkara met", ["Meeting"], ""),
        ("Türk", ["People"], ""),
        ("𐱅𐰇𐰼𐰰", ["People"], ""),
    ]
    assert study.told == ["1 annotation of several pieces became a passage for each."]
    assert study.losses == [
        Loss("label", "talk: T5 Place “nowhere”", "its words are not at its place, 400 405"),
        Loss("label", "talk: T6 Place “Baku”", "its words are not at its place, x y"),
        Loss("relation", "talk: Near Arg1:T1 Arg2:T2", "only passages have codes"),
    ]
    assert [text.name for text in read(tmp_path / "talk.ann").documents] == ["talk"]
    (tmp_path / "talk.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (tmp_path / "talk.ann").write_text("T1\tPlace 15 19\tBaku\n", encoding="utf-8")
    assert said(read(tmp_path)) == [("Baku", ["Place"], "")]


def test_brat_without_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talk.ann").write_text(ANN, encoding="utf-8")
    with pytest.raises(OtsannotError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"The text of {tmp_path}/talk.ann is missing: {tmp_path}/talk.txt."


def test_conll_gives_a_line_for_each_sentence(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    path.write_text(CONLL, encoding="utf-8")
    study = read(path)
    assert [(text.name, text.text) for text in study.documents] == [
        ("news", "Baku and New York Times .\n"),
        ("news (2)", "𐱅𐰇𐰼𐰰 Astana\n"),
    ]
    assert said(study) == [
        ("Baku", ["LOC"], ""),
        ("New York", ["LOC"], ""),
        ("Times", ["ORG"], ""),
        ("𐱅𐰇𐰼𐰰", ["ORG"], ""),
        ("Astana", ["LOC"], ""),
    ]


def test_a_remark_of_two_words_is_no_token_in_conll(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    path.write_text("# news\nBaku\tB-LOC\n#\tO\n", encoding="utf-8")
    study = read(path)
    assert [text.text for text in study.documents] == ["Baku #\n"]
    assert said(study) == [("Baku", ["LOC"], "")]


def test_conll_u_says_where_no_blank_is(tmp_path: Path) -> None:
    path = tmp_path / "news.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    study = read(path)
    assert [text.text for text in study.documents] == ["Bakıda, görüşdük.\n"]
    assert said(study) == [("Bakıda", ["LOC"], "")]


def test_webanno_gives_the_labels_of_its_span_layers(tmp_path: Path) -> None:
    path = tmp_path / "talk.tsv"
    path.write_text(TSV, encoding="utf-8")
    study = read(path)
    assert [text.text for text in study.documents] == ["👩‍🏫 Bakı və Ankara.\nSon."]
    assert said(study) == [
        ("Bakı və Ankara", ["Theme > energy"], ""),
        ("Bakı", ["NamedEntity", "NamedEntity > LOC", "Theme > defence|x"], ""),
        ("Son", ["Theme > end"], ""),
        ("Ankara", ["NamedEntity", "NamedEntity > LOC"], ""),
    ]
    assert study.losses == [Loss("layer", "Link", "only spans are passages")]


def test_a_table_of_another_kind_is_not_webannos(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("code\tmemo\nEnergy\tx\n", encoding="utf-8")
    assert format_of(path) is None


FAR = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Y|v\n\n#Text=a\n1-1\t99999999999-5\ta\tz\t\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.conll", "\n\n", "is empty."),
        ("a.conllu", "# only = remarks\n", "holds no tokens in columns."),
        (
            "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Y|v\n\n#Text=a\n1-1\t99999999999-5\ta\tz\t\n",
            "is damaged: a sentence",
        ),
    ],
)
def test_what_holds_nothing_is_refused(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(OtsannotError, match=sentence):
        read(tmp_path / name)
