"""Abbreviations after which a sentence goes on, by language: data for `sentences`, collected from style guides.

Listed is only what something always follows: a name, a number, a further word. What may end a sentence (etc., vb.,
və s., т. д., usw.) is not: there the letter that follows tells. Turkish ones follow the Kısaltmalar Dizini of the Türk
Dil Kurumu, Russian ones GOST R 7.0.12, English ones the Chicago Manual of Style (chapter 10), German ones Duden.
"""

from __future__ import annotations

from typing import NamedTuple


class Habits(NamedTuple):
    """What a language shortens, in lower case and without the last point: before anything, and before numbers only."""

    before_anything: frozenset[str]
    before_numbers: frozenset[str]
    has_ordinals: bool
    """Whether a number with a point is an ordinal: `24. Zirve`, `am 3. Oktober`."""


def _habits(anything: str, numbers: str = "", *, has_ordinals: bool = False) -> Habits:
    return Habits(frozenset(anything.split()), frozenset(numbers.split()), has_ordinals)


_BY_LANGUAGE = {
    "en": _habits(
        "mr mrs ms messrs dr prof st sr jr rev hon gov gen lt col maj capt sgt cmdr adm amb sen rep pres supt vs cf "
        "e.g i.e viz al ed eds trans ph.d",
        "no nos p pp fig figs vol art ch sec par para jan feb mar apr jun jul aug sep sept oct nov dec ca approx",
    ),
    "tr": _habits(
        "prof doç dr yrd öğr gör uzm sn av müh mim hz st alb yb bnb yzb tğm org korg tümg tuğg gen örn bkz krş çev haz "
        "ed der yay mad ör bul cad sok mah apt",
        "s ss c sf sy no nr tel md bl m.ö m.s yk",
        has_ordinals=True,
    ),
    "az": _habits(
        "prof dos akad dr müh məs bax müq tərc red məh küç cən hacı məş", "səh s c nö m e.ə b.e", has_ordinals=True
    ),
    "kk": _habits("проф доц акад мыс қар көш ауд құраст т.ғ.д ф.ғ.д т.ғ.к", "б бет т б.з.д б.з", has_ordinals=True),
    "ky": _habits("проф доц акад мис кар көч шаар", "б т", has_ordinals=True),
    "uz": _habits("prof dots akad mas qar dr koʻch tuman", "b bet t j", has_ordinals=True),
    "tk": _habits("prof dos akad mes ser dr köç", "sah s b t", has_ordinals=True),
    "ru": _habits(
        "проф доц акад им гр ул пр пл пер обл р-н т.е т.н см ср напр св гос ген полк ред сост пер изд тов чл.-корр",
        "стр с ст рис табл гл п пп ч т вып",
    ),
    "uk": _habits("проф доц акад ім вул див пор напр св ген ред т.зв", "стор с ст рис гл п ч т"),
    "de": _habits(
        "dr prof hr fr frl st hl bzw ca z.b d.h u.a i.d.r sog vgl hrsg ehem geb gest ggf evtl insb inkl exkl dipl ing",
        "nr s bd abs art abb kap jg tel",
        has_ordinals=True,
    ),
    "fr": _habits("m mm mme mlle dr pr st ste cf p.ex c.-à-d av éd dir vs env boul", "no p pp art vol chap fig t"),
    "es": _habits("sr sra srta dr dra d dña prof ud uds vs p.ej cf gral lic ing", "núm n.º p pág págs art vol cap fig"),
    "it": _habits("sig sigg dott prof avv ing on s ss cfr es ecc.mo", "n nn p pp pag art vol cap fig"),
    "hu": _habits("dr prof ifj id özv ún pl ill vö kb", "sz o old", has_ordinals=True),
}

_EVERY_DAY = {"der", "on", "s", "m", "d", "es"}  # words of one language that are abbreviations of another

_UNKNOWN = Habits(
    frozenset(short for known in _BY_LANGUAGE.values() for short in known.before_anything if short not in _EVERY_DAY),
    frozenset(short for known in _BY_LANGUAGE.values() for short in known.before_numbers),
    has_ordinals=False,
)

BEGINNERS = frozenset(
    word
    for words in (
        "a an and as at but by for from he if in it its on she so that the there these they this those to we what when",
        "with bu bunu bunun ve ama ancak o və lakin amma bununla ал бұл және но он она это в на der die das und es er",
    )
    for word in words.split()
)
"""Words that begin a sentence and no name: after initials and dotted names, as in `the U.S. The`, they tell."""


def habits(language: str) -> Habits | None:
    """The habits of a language, given as ISO 639 code with or without a region; None when they are not known."""
    return _BY_LANGUAGE.get(language.replace("_", "-").split("-")[0].lower())


def habits_of_any(*, has_ordinals: bool) -> Habits:
    """The abbreviations of all languages together, for a text whose language nobody has said."""
    return _UNKNOWN._replace(has_ordinals=has_ordinals)
