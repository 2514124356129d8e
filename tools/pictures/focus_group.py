"""The talk of a focus group on two pages, with who speaks and when beside it, as a picture shows it."""

from __future__ import annotations

from otsannot.model.new_text import NewText
from otsannot.model.structure import Part, hash_of
from otsannot.text.stamps import written

NAME = "Focus group 2, Şuşa"
_SPOKEN = (
    ("", "A school that reads two scripts"),
    ("Leyla", "You all teach first graders. What was the first lesson with the common alphabet like?"),
    ("Bekzat", "Quiet, to be honest. Half of the children knew the letters from their telephones already."),
    ("Aygül", "Mine asked why the Ñ has a hat. I said that it is a letter of ours that had to travel a long way home."),
    ("Bekzat", "A letter that comes home. I shall steal that."),
    ("", "What the parents say"),
    ("Leyla", "And at home? What do the parents say?"),
    (
        "Orhan",
        "The grandparents worry. They learnt to read in another script, and they fear to become illiterate again.",
    ),
    (
        "Aygül",
        "My mother reads with the children now. She says that she has learnt more in a winter than in ten years.",
    ),
    ("Orhan", "So who pays for the books? In our district the new ones came in spring, and only for mathematics."),
    ("Leyla", "We shall come to the money. First I should like to hear what each of you would change tomorrow."),
)
PASSAGES = (
    ("Half of the children knew the letters from their telephones already", "Alphabet"),
    ("a letter of ours that had to travel a long way home", "Shared history"),
    ("they fear to become illiterate again", "Generations"),
    ("She says that she has learnt more in a winter than in ten years", "Generations"),
    ("only for mathematics", "Money"),
)
_NEW_PAGE = "And at home?"
_SECONDS_OF_A_LETTER = 0.08


def focus_group() -> NewText:
    """The text with its headings, speakers, times and pages."""
    text, parts = "", []
    for name, words in _SPOKEN:
        place = Part(len(text), len(text) + len(words), "heading", "2")
        if name:
            time = written(int(len(text) * _SECONDS_OF_A_LETTER * 1000))
            parts += [place._replace(kind="speaker", value=name), place._replace(kind="time", value=time)]
        else:
            parts.append(place)
        text += f"{words}\n"
    border = text.index(_NEW_PAGE)
    parts += [Part(0, border, "page", "7"), Part(border, len(text), "page", "8")]
    return NewText(NAME, text, hash_of(text), f"{NAME}.docx", "utf-8", "en", tuple(parts))
