"""One text through every format of pages and books gives the same paragraphs, letter for letter, offline."""

from __future__ import annotations

import json
import quopri
import socket
from html import escape
from pathlib import Path

import pytest
from formats.pages import PARAGRAPHS, archive, body, epub, fb2, page, read_one, tei
from support import SHARED

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.model.structure import Part, hash_of

SAMPLES = SHARED / "samples" / "convert"
FIRST, *OTHERS = map(escape, PARAGRAPHS)
LINES = "".join(f"<p>{other}</p>" for other in OTHERS)
IN_FB2 = fb2(f"<body><section><title><p>{FIRST}</p></title>{LINES}</section></body>")
IN_MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n'
    b"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://example.org/zirve\r\n\r\n"
    + quopri.encodestring(page(body()).encode()).replace(b"\n", b"\r\n")
    + b"\r\n--b\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n--b--\r\n"
)  # fmt: skip
FILES = {
    "same.html": page(body()).encode(),
    "same.htm": b"\xef\xbb\xbf" + page(body()).replace("utf-8", "windows-1254").encode(),
    "same.xhtml": page(body()).encode("utf-16"),
    "same.mhtml": IN_MHTML,
    "same.mht": IN_MHTML,
    "same.epub": epub({"one.xhtml": body()}),
    "same.fb2": IN_FB2.encode(),
    "same.fb2.zip": archive({"same.fb2": IN_FB2}),
    "same.xml": tei(f"<div><head>{FIRST}</head>{LINES}</div>").encode(),
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever opens a connection fail."""

    def refuse(*_given: object) -> None:
        raise AssertionError("a reader of texts has asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_paragraphs(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    text = read_one(path)
    assert text.text == "".join(f"{paragraph}\n" for paragraph in PARAGRAPHS)
    assert text.sha256 == hash_of(text.text)
    assert text.parts == (Part(0, len(PARAGRAPHS[0]), "heading", "1"),)
    assert text.name == "same"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not there")
@pytest.mark.parametrize("suffix", ["html", "epub"])
def test_the_shared_samples_come_through_letter_for_letter(suffix: str) -> None:
    truth = json.loads((SAMPLES / "ground_truth.json").read_text(encoding="utf-8"))["paragraphs"]
    if suffix == "epub":  # whose maker has written the ligature as two letters
        truth = [paragraph.replace("ﬁ", "fi") for paragraph in truth]
    assert read_one(SAMPLES / f"base.{suffix}").text.splitlines() == truth


def test_nothing_is_fetched_whatever_a_page_names(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        page(
            "<img src='http://example.org/a.png'><iframe src='http://example.org/'></iframe><p>Söz.",
            "<link rel='stylesheet' href='http://example.org/a.css'><base href='http://example.org/'>",
        ),
        encoding="utf-8",
    )
    assert read_one(path).text == "Söz.\n"


@pytest.mark.parametrize("suffix", ["html", "mhtml", "epub", "fb2", "fb2.zip", "xml", "pdf"])
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"empty.{suffix}"
    path.touch()
    with pytest.raises(OtsannotError, match=r"^.*empty\.\S+ is empty\.$"):
        list(read_texts(path))


@pytest.mark.parametrize("suffix", ["mhtml", "epub", "fb2", "fb2.zip", "xml", "pdf"])
def test_a_file_under_a_wrong_suffix_is_refused_by_its_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"wrong.{suffix}"
    path.write_bytes(b"GIF89a and so on" * 100)
    with pytest.raises(OtsannotError, match=r"wrong"):
        list(read_texts(path))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
@pytest.mark.parametrize("suffix", ["fb2", "xml"])
def test_entities_of_strangers_are_refused(tmp_path: Path, suffix: str, declared: str) -> None:
    path = tmp_path / f"bomb.{suffix}"
    content = tei("<p>&a;</p>") if suffix == "xml" else fb2("<body><p>&a;</p></body>").split("?>", 1)[1]
    path.write_text(declared + content, encoding="utf-8")
    with pytest.raises(OtsannotError, match=r"declares entities"):
        list(read_texts(path))


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
def test_entities_in_a_book_are_not_expanded(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "bomb.epub"
    chapter = f"{declared}<html><body><p>Söz &a;</p></body></html>"
    path.write_bytes(epub({"one.xhtml": ""}, more={"OEBPS/one.xhtml": chapter}))
    assert read_one(path).text.endswith("Söz &a;\n")


@pytest.mark.parametrize("name", ["same.epub", "same.fb2.zip"])
def test_a_truncated_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][:-200])
    with pytest.raises(OtsannotError, match=r"is no .*or is damaged"):
        list(read_texts(path))


@pytest.mark.parametrize("name", ["same.fb2", "same.xml"])
def test_a_truncated_xml_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][:-30])
    with pytest.raises(OtsannotError, match=r"is damaged: its XML is not in order"):
        list(read_texts(path))


@pytest.mark.parametrize("suffix", ["fb2.zip", "epub"])
def test_an_archive_that_grows_without_end_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bomb.{suffix}"
    zeros = b" " * 201_000_000
    path.write_bytes(
        archive({"a.fb2": zeros}) if suffix == "fb2.zip" else epub({}, more={"META-INF/container.xml": zeros})
    )
    with pytest.raises(OtsannotError, match=r"is too large once it is unpacked"):
        list(read_texts(path))


@pytest.mark.parametrize("suffix", ["html", "epub", "fb2", "xml"])
def test_a_hundred_thousand_nested_elements_are_refused(tmp_path: Path, suffix: str) -> None:
    deep = "<div>" * 100_000 + "dərin" + "</div>" * 100_000
    contents = {
        "html": page(deep).encode(), "epub": epub({"a.xhtml": deep}), "fb2": fb2(f"<body>{deep}</body>").encode(),
        "xml": tei(deep).encode(),
    }  # fmt: skip
    path = tmp_path / f"deep.{suffix}"
    path.write_bytes(contents[suffix])
    with pytest.raises(OtsannotError, match=r"deep"):
        list(read_texts(path))


@pytest.mark.parametrize("suffix", ["html", "fb2", "xml"])
def test_a_million_tiny_elements_come_through(tmp_path: Path, suffix: str) -> None:
    tiny = "<p><b>a</b> <i>b</i></p>" * 333_333
    contents = {"html": page(tiny), "fb2": fb2(f"<body>{tiny}</body>"), "xml": tei(tiny)}
    path = tmp_path / f"many.{suffix}"
    path.write_text(contents[suffix], encoding="utf-8")
    assert read_one(path).text == "a b\n" * 333_333
