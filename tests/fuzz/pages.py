"""Web pages, books and TEI of our own words."""

from __future__ import annotations

from pathlib import Path

from tests.formats.pages import archive, body, epub, fb2, page, tei

_SAVED = Path(__file__).parents[1] / "reference" / "formats" / "saved_news.html"


def samples() -> dict[str, bytes]:
    """Files by name."""
    notes = '<p>Söz<a epub:type="noteref" href="#f">1</a>.</p><aside epub:type="footnote" id="f">Dipnot.</aside>'
    book = fb2(f"<body><title><p>Bir</p></title><section>{body()}</section></body>")
    return {
        "saved.html": _SAVED.read_bytes(),
        "old.html": page(body()).replace("utf-8", "windows-1254").encode("cp1254", "xmlcharrefreplace"),
        "book.epub": epub({"one.xhtml": body() + notes}, "<dc:title>Zirve</dc:title>"),
        "book.fb2": book.encode(),
        "book.fb2.zip": archive({"book.fb2": book}),
        "text.xml": tei(f"<pb n='1'/><div>{body()}<note>n</note><u who='#a'>x</u></div>").encode(),
        "saved.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        b"Content-Type: text/html; charset=utf-8\n\n" + page(body()).encode() + b"\n--b--\n",
    }
