"""Subtitles, transcripts and Markdown."""

from __future__ import annotations

_SRT = """1
00:00:00,123 --> 00:00:03,456
Salam, <i>necəsiz</i>? 🤔

2
00:01:04,843 --> 00:01:05,428
Yaxşıyam.
𐱅𐰇𐰼𐰰
"""
_VTT = """WEBVTT
Language: az

NOTE x

00:01.000 --> 00:04.000
<v Anna>Salam <b>dünya</b> &amp;</v>
<v Ben>Hə.</v>
"""
_TTML = """<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="az"><head><metadata>
<agent xml:id="a"><name>Anna</name></agent></metadata></head><body begin="1s"><div><p begin="00:00:01.5" agent="a">
Salam,<br/><span>dünya</span></p><p begin="90t" xml:space="preserve"> 𐱅𐰇𐰼𐰰 </p></div></body></tt>"""
_MARKDOWN = "---\ntitle: Əlifba\ntags: [a, b]\nlang: az\n---\n\n# Ortaq\n\nŞəhər\n=====\n\n- söz\n"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {
        "a.srt": _SRT.encode(),
        "b.srt": _SRT.replace("🤔", "").replace("𐱅𐰇𐰼𐰰", "").encode("cp1254", "ignore"),
        "a.vtt": _VTT.encode(),
        "a.ttml": _TTML.encode(),
        "a.md": _MARKDOWN.encode(),
    }
