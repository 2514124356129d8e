"""Subtitles and transcripts give what was said, when, and by whom, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.formats.cues import Cue, milliseconds, spoken, stamp
from otsannot.model.new_text import NewText
from otsannot.model.structure import Structure

SRT = """1
00:00:00,123 --> 00:00:03,456
Salam, <i>necəsiz</i>? 🤔

2
00:01:04,843 --> 00:01:05,428 X1:40 X2:600
{\\an8}Yaxşıyam {indi} \\N.
3 < 4 & <kitab>

3
00:01:06,000 --> 00:01:07,000

4
1:01:07.5 --> 1:02:00.0
1990

2000
"""

VTT = """WEBVTT Kind: captions; Language: az-AZ
Language: az

NOTE a remark
of two lines

STYLE
::cue { color: red }

7
00:00:01.000 --> 00:00:04.000 align:start
<v Anna Müller>Salam <b>dünya</b> &amp; &lt;hamı&gt;.</v>

00:05.000 --> 00:07.000
<v.loud Anna Müller>Yenə <00:00:06.000><c>mən</c>.</v>
<v Ben>3 <3 4, {x}.</v>

intro
01:00:00.000 --> 01:00:07.000
- Heç kim.
𐱅𐰇𐰼𐰰
"""

TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" ttp:tickRate="10" xml:lang="az-Latn">
  <head><metadata>
    <ttm:title>Ortaq
      əlifba</ttm:title><ttm:agent xml:id="a" type="person"><ttm:name>Anna</ttm:name></ttm:agent>
  </metadata></head>
  <body begin="10s"><div>
    <p begin="00:00:01.5" end="00:00:03" ttm:agent="a">Salam,<br/>
        <span>dünya</span> &amp; hamı.</p>
    <p begin="2m" dur="2s" ttm:agent="a"><metadata>no</metadata>Yenə</p>
    <p begin="00:00:01:12" xml:space="preserve">iki  boşluq</p>
    <p begin="90t">𐱅𐰇𐰼𐰰</p>
  </div></body>
</tt>
"""


def read(folder: Path, name: str, content: str) -> NewText:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    (text,) = read_texts(path)
    return text


def parts(text: NewText) -> list[tuple[str, str, str]]:
    """Each part as its kind, its value, and its words."""
    return [(part.kind, part.value, text.text[part.start : part.end]) for part in Structure(text.parts).parts]


def test_subrip_gives_its_words_and_times(tmp_path: Path) -> None:
    text = read(tmp_path, "söhbət.srt", SRT.replace("\n", "\r\n"))
    second = "Yaxşıyam {indi} \\N.\n3 < 4 & <kitab>"
    assert text.text == f"Salam, necəsiz? 🤔\n{second}\n1990\n\n2000\n"
    assert parts(text) == [
        ("time", "00:00:00.123", "Salam, necəsiz? 🤔"),
        ("time", "00:01:04.843", second),
        ("time", "01:01:07.500", "1990\n\n2000"),
    ]
    assert (text.name, text.encoding) == ("söhbət", "utf-8")


def test_webvtt_gives_speakers_too(tmp_path: Path) -> None:
    text = read(tmp_path, "meeting.vtt", VTT)
    said = ["Salam dünya & <hamı>.", "Yenə mən.", "3 <3 4, {x}.", "- Heç kim.\n𐱅𐰇𐰼𐰰"]
    assert text.text == "\n".join(said) + "\n"
    assert parts(text) == [
        ("speaker", "Anna Müller", f"{said[0]}\n{said[1]}"),
        ("time", "00:00:01.000", said[0]),
        ("time", "00:00:05.000", said[1]),
        ("speaker", "Ben", said[2]),
        ("time", "00:00:05.000", said[2]),
        ("time", "01:00:00.000", said[3]),
    ]
    assert text.language == "az"


def test_timed_text_gives_agents_and_every_way_to_write_a_time(tmp_path: Path) -> None:
    text = read(tmp_path, "a.ttml", TTML)
    said = ["Salam,\ndünya & hamı.", "Yenə", "iki  boşluq", "𐱅𐰇𐰼𐰰"]
    assert text.text == "\n".join(said) + "\n"
    assert parts(text) == [
        ("speaker", "Anna", f"{said[0]}\n{said[1]}"),
        ("time", "00:00:11.500", said[0]),
        ("time", "00:02:10.000", said[1]),
        ("time", "00:00:11.480", said[2]),
        ("time", "00:00:19.000", said[3]),
    ]
    assert (text.language, dict(text.facts), text.encoding) == ("az", {"title": "Ortaq əlifba"}, "utf-8")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.srt", "Only words.\n", "has no lines with time codes. If it is a plain text, let its name end in .txt."),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "has no lines with time codes. If it is a plain text, let "),
        ("a.srt", "", "is empty."),
        ("a.ttml", "<tt><p>", "is damaged: its XML is not in order at line 1."),
        ("a.ttml", "<html/>", "is not a Timed Text file."),
        ("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"/>', "is empty."),
        ("a.ttml", '<!DOCTYPE tt [<!ENTITY a "b">]><tt>&a;</tt>', "declares entities of its own, which are not read."),
    ],
)
def test_what_is_no_transcript_is_refused(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    with pytest.raises(OtsannotError) as caught:
        read(tmp_path, name, content)
    assert str(caught.value).startswith(f"{tmp_path / name} {sentence}")


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_a_file_that_breaks_off_gives_what_is_there(tmp_path: Path, name: str) -> None:
    whole = SRT if name == "a.srt" else VTT
    assert read(tmp_path, name, whole[: whole.index("4\n") if name == "a.srt" else whole.index("Ben")]).text


words = st.text(st.characters(exclude_characters="\r\n<>&{}", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip() and "-->" not in text and not text.strip().isdigit()
)


@given(st.lists(st.tuples(st.integers(0, 99 * 3_600_000), words), min_size=1))
def test_every_word_of_subrip_comes_through(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, str]]
) -> None:
    blocks = [f"{number}\n{stamp(at)} --> {stamp(at + 1)}\n{text}\n" for number, (at, text) in enumerate(said, 1)]
    text = read(tmp_path_factory.mktemp("srt"), "a.srt", "\n".join(blocks))
    assert text.text == "".join(f"{words}\n" for _at, words in said)
    assert [part.value for part in text.parts] == [stamp(at) for at, _words in said]


def test_times_are_written_and_read_alike() -> None:
    assert stamp(milliseconds("1", "02", "3", "5")) == "01:02:03.500"
    assert stamp(milliseconds(None, "2", "3", None)) == "00:02:03.000"


def test_a_speaker_who_goes_on_has_one_turn() -> None:
    text, found = spoken([Cue(0, "a", "A"), Cue(1, "", "B"), Cue(2, "b", "A"), Cue(3, "c")])
    assert (text, [(part.kind, part.start, part.end) for part in found]) == (
        "a\nb\nc\n",
        [("time", 0, 1), ("time", 2, 3), ("time", 4, 5), ("speaker", 0, 3)],
    )
