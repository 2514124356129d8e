"""Reads subtitles and transcripts in SubRip (.srt) and WebVTT (.vtt).

WebVTT is read as https://www.w3.org/TR/webvtt1/ has it, SubRip, which has no standard, as programs write it. The
libraries there are lose words in braces, the names of speakers, or `&amp;`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.cues import Cue, milliseconds, spoken
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,9}))?"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*(?:\d{{1,4}}:)?\d{{1,2}}:\d{{1,2}}.*$", re.MULTILINE)
_LOOKS = re.compile(r"</?(?:b|i|u|font)(?:\s[^<>\n]*)?>|\{\\[^{}\n]*\}", re.IGNORECASE)
_LANGUAGE = re.compile(r"^Language:\s*([A-Za-z]{2,3})\b", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>")
_TAG = re.compile(r"</?[a-z]+[^<>\n]*>|</>|<\d+:[\d:.]+>")


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text that was spoken. Raises OtsannotError naming the file when it cannot be read or has no time codes."""
    written, encoding = decode(read_bytes(path), shown(path), reading.encoding)
    is_vtt = written.startswith("WEBVTT")
    text, parts = spoken(_vtt(written) if is_vtt else _srt(written))
    if not text:
        raise OtsannotError(
            _("{name} has no lines with time codes. If it is a plain text, let its name end in .txt.").format(
                name=shown(path)
            )
        )
    language = _LANGUAGE.search(written.split("\n\n", 1)[0]) if is_vtt else None
    yield NewText(
        document_name(path),
        text,
        hash_of(text),
        shown(path),
        encoding,
        language=language[1].lower() if language else "",
        parts=parts,
    )


def _srt(written: str) -> Iterator[Cue]:
    blocks = list(_timed(written))
    for number, (start, block) in enumerate(blocks, 1):
        lines = block.rstrip("\n").split("\n")
        if number < len(blocks) and _counts(lines, number + 1):
            del lines[-1]
        yield Cue(start, _LOOKS.sub("", "\n".join(lines)).strip("\n"))


def _counts(lines: list[str], following: int) -> bool:
    """Whether the last line is the number of the cue that follows, which stands before its time."""
    last = lines[-1].strip()
    return last.isascii() and last.isdigit() and (not "".join(lines[-2:-1]).strip() or int(last) == following)


def _vtt(written: str) -> Iterator[Cue]:
    for start, block in _timed(written):
        words = block.split("\n\n", 1)[0]
        voices = list(_VOICE.finditer(words))
        if not voices:
            yield Cue(start, _plain(words))
            continue
        yield Cue(start, _plain(words[: voices[0].start()]))
        ends = [voice.start() for voice in voices[1:]] + [len(words)]
        for voice, end in zip(voices, ends, strict=True):
            yield Cue(start, _plain(words[voice.end() : end]), html.unescape(voice[1]).strip())


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words)).strip("\n")


def _timed(written: str) -> Iterator[tuple[int, str]]:
    """Each time, in milliseconds, and what is written until the next one."""
    times = list(_TIMING.finditer(written))
    for time, following in zip_longest(times, times[1:]):
        end = following.start() if following else len(written)
        yield milliseconds(*time.group(1, 2, 3, 4)), written[time.end() + 1 : end]
