"""The actions that select text, shape passages and lead from one to the next."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions that select, shape and lead on, in the order of the list of shortcuts."""
    return [*_selecting(), *_shaping(), *_walking()]


def _selecting() -> list[Action]:
    document = Needs.DOCUMENT
    return [
        Action("select.sentence", _("Select &sentence"), "", ("S",), needs=document),
        Action("select.paragraph", _("Select &paragraph"), "", ("P",), needs=document),
        Action("select.grow", _("&Grow the selection"), "Ctrl+Shift+Up", ("+",), needs=document),
        Action("select.shrink", _("S&hrink the selection"), "Ctrl+Shift+Down", ("-",), needs=Needs.SPAN),
        Action("edit.copy_reference", _("Copy with re&ference"), "", ("R",), icon="copy", needs=Needs.TARGET),
        Action("select.whole_words", _("&Drag by whole words"), toggle=True),
    ]


def _shaping() -> list[Action]:
    passage, target = Needs.WRITABLE | Needs.PASSAGE, Needs.WRITABLE | Needs.TARGET
    return [
        Action("annotation.end_later", _("&End a word later"), "Alt+Right", needs=passage),
        Action("annotation.end_earlier", _("E&nd a word earlier"), "Alt+Left", needs=passage),
        Action("annotation.start_later", _("&Begin a word later"), "Alt+Shift+Right", needs=passage),
        Action("annotation.start_earlier", _("Be&gin a word earlier"), "Alt+Shift+Left", needs=passage),
        Action("annotation.end_letter_later", _("End a &letter later"), "Ctrl+Alt+Right", ("]",), needs=passage),
        Action("annotation.end_letter_earlier", _("End a le&tter earlier"), "Ctrl+Alt+Left", ("[",), needs=passage),
        Action(
            "annotation.start_letter_later", _("Begin a lette&r later"), "Ctrl+Alt+Shift+Right", ("}",), needs=passage
        ),
        Action(
            "annotation.start_letter_earlier",
            _("Begin a letter e&arlier"),
            "Ctrl+Alt+Shift+Left",
            ("{",),
            needs=passage,
        ),
        Action("annotation.menu", _("Menu of the passa&ge"), "", ("Shift+F10", "Menu"), needs=Needs.DOCUMENT),
        Action("annotation.split", _("&Split at the caret"), "", ("X",), needs=passage),
        Action("annotation.join_next", _("&Join with the next"), "", ("J",), needs=passage),
        Action("annotation.join_previous", _("Join with the pre&vious"), "", ("Shift+J",), needs=passage),
        Action("annotation.copy_codes", _("Cop&y the codes"), "Ctrl+Shift+C", needs=Needs.PASSAGE),
        Action("annotation.paste_codes", _("Pas&te the codes"), "Ctrl+Shift+V", needs=target),
        Action("annotation.weigh", _("&Weigh the codes"), "", ("W",), needs=passage),
        Action("coding.move", _("&Move to another code…"), "", ("M",), needs=passage),
    ]


def _walking() -> list[Action]:
    passage, passages, document = Needs.PASSAGE, Needs.PASSAGES, Needs.DOCUMENT
    return [
        Action("annotation.next_of_code", _("Next passage of this c&ode"), "Alt+Shift+Down", ("N",), needs=passage),
        Action(
            "annotation.previous_of_code",
            _("Previous passage of th&is code"),
            "Alt+Shift+Up",
            ("Shift+N",),
            needs=passage,
        ),
        Action("annotation.next_without_comment", _("Next without &a comment"), "", ("Q",), needs=passages),
        Action(
            "annotation.previous_without_comment", _("Previous without a comment"), "", ("Shift+Q",), needs=passages
        ),
        Action("document.next_uncoded", _("Next &uncoded stretch"), "", ("U",), needs=document),
        Action("document.previous_uncoded", _("Previous unco&ded stretch"), "", ("Shift+U",), needs=document),
    ]
