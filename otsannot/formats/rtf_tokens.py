"""Follows the tokens of a Rich Text document and lets each one do its work."""

from __future__ import annotations

import re

from otsannot.formats.rtf_acts import ACTS
from otsannot.formats.rtf_body import NOWHERE, Body
from otsannot.formats.rtf_words import (
    BRACE,
    BYTE,
    BYTES,
    CHARACTERS,
    FACTS,
    HEADS,
    KNOWN_BEHIND_A_STAR,
    LEFT_OUT,
    NOTE_FORMS,
    NUMBER,
    SYMBOL,
    TOKEN,
    TOKENS,
    WORD,
)

_NOT_SKIPPED = frozenset({b"uc", b"bin", b"u"})
_HEARD = _NOT_SKIPPED | LEFT_OUT | CHARACTERS.keys() | ACTS.keys() | FACTS.keys() | HEADS | NOTE_FORMS.keys() | {b"ud"}
"""The control words that mean something here; most are about looks."""


class Tokens:
    """The way through a document from its first brace to the one that closes it."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._skip = 0
        """How many characters still say for old programs what a `u` has said."""
        self._is_starred = False
        self._is_over = False
        self._jump = 0
        """Where raw bytes end that no token is looked for in."""

    def follow(self, data: bytes) -> bool:
        """Read a document; false when it breaks off before its last brace."""
        body = self._body
        at = 0
        while at < len(data) and not self._is_over:
            self._jump = 0
            for found in TOKENS.finditer(data, at):
                words = found[BYTES]
                if words is not None:
                    if b"\\" not in words and not self._skip:
                        if body.group.goes is not NOWHERE:
                            body.waiting += words
                    elif self._skip or body.group.skipped != 1:
                        for one in TOKEN.finditer(words):
                            self._take(one)
                    elif body.group.goes is not NOWHERE:
                        body.write_mixed(words)
                    continue
                word = found[WORD]
                act = ACTS.get(word)
                if act is not None and not self._skip and not self._is_starred and body.group.goes is not NOWHERE:
                    if body.waiting:
                        body.write_bytes()
                    act(body, int(found[NUMBER] or 1))
                elif word is None or word in _HEARD or self._skip or self._is_starred:
                    self._take(found)
                    if self._is_over or self._jump:
                        break
            at = self._jump or len(data)
        if not self._is_over:
            body.break_off()
        return self._is_over

    def _take(self, found: re.Match[bytes]) -> None:
        """Let a token do its work."""
        body = self._body
        words = bytes.fromhex(found[BYTE].decode()) if found[BYTE] else found[BYTES]
        if words is not None:
            if self._skip:
                words, self._skip = words[self._skip :], max(0, self._skip - len(words))
            if body.group.goes is not NOWHERE:
                body.waiting += words
        elif found.lastindex is not None:
            if body.waiting:
                body.write_bytes()
            self._control(found)

    def _control(self, found: re.Match[bytes]) -> None:
        word = found[WORD]
        if found[BRACE]:
            self._skip, self._is_starred = 0, False
            if found[BRACE] == b"{":
                self._body.open()
            else:
                self._is_over = self._body.close()
        elif self._skip and word not in _NOT_SKIPPED:
            self._skip -= 1
        elif found[SYMBOL]:
            self._symbol(found[SYMBOL])
        elif word == b"u":
            self._body.write_unit(int(found[NUMBER] or 0))
            self._skip = self._body.group.skipped
        elif word == b"bin":
            self._jump = found.end() + max(0, int(found[NUMBER] or 0))
        else:
            self._word(word, int(found[NUMBER]) if found[NUMBER] else 1)

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif sign in (b"\n", b"\r"):
            self._body.end_paragraph()
        elif sign in CHARACTERS:
            self._body.write(CHARACTERS[sign])

    def _word(self, word: bytes, number: int) -> None:
        body, group = self._body, self._body.group
        is_starred, self._is_starred = self._is_starred, False
        if group.goes is NOWHERE:
            if word == b"ud":
                body.read_again()
        elif word in LEFT_OUT or (is_starred and word not in KNOWN_BEHIND_A_STAR):
            group.goes = NOWHERE
        elif (act := ACTS.get(word)) is not None:
            act(body, number)
        elif word in CHARACTERS:
            body.write(CHARACTERS[word])
        elif word in FACTS:
            body.keep(lambda said: body.state(FACTS[word], said))
        elif word in HEADS:
            body.keep(body.note_head)
        elif word in NOTE_FORMS:
            body.note_form(*NOTE_FORMS[word])
