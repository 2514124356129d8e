"""Tells in which language a text is: by everyday words where they leave no doubt, else by statistics (py3langid)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

LONGEST_LOOK = 5_000
"""How many code points are looked at; the language of a text shows at its beginning."""
FIRST_LOOK = 2_000
FEWEST_LETTERS = 30
"""Fewer letters may be of many languages."""
SUREST = 0.9
"""How probable py3langid must find a language (0 to 1)."""
FEWEST_WORDS = 6
TIMES_MORE = 2
"""How often everyday words of a language must be met, and how much more often than those of any other."""

# Old Turkic has letters and no code that the program could do anything with; py3langid calls it no language.
_OTHER_THAN_LETTERS = re.compile(r"[\W\d_\U00010C00-\U00010C4F]+")
# Azerbaijani in Cyrillic is in no statistics; these two letters are in no other alphabet in use.
_AZERBAIJANI_CYRILLIC = re.compile(r"[ҝҹ]", re.IGNORECASE)
_RARE = 200

# Words that are frequent in one language and no words of those beside it: Turkish ones are none in Crimean Tatar or
# Azerbaijani, Kazakh ones none in Karakalpak, Russian ones none in Ukrainian, Bulgarian or Serbian.
_EVERYDAY = {
    "en": "the of and that with which from this was have they their would been",
    "tr": "için olarak değil gibi kadar çok olduğu arasında tarafından ayrıca ancak üzerinde",
    "az": "və üçün ilə olaraq kimi çox deyil görə edir etdi haqqında arasında tərəfindən",
    "tk": "üçin bilen ýaly däl soň ýene hem-de hökmünde boýunça barada olaryň",
    "uz": "uchun bilan emas kabi bo'lgan boʻlgan bo‘lgan bo’lgan shuningdek учун билан эмас бўлган каби бўлиб ҳам",
    "kk": "және үшін бұл бойынша туралы сондай-ақ оның емес болып табылады",
    "ky": "жана үчүн менен боюнча жөнүндө эмес ошондой болгон анын",
    "tt": "һәм өчен белән булган турында буенча түгел аның",
    "ba": "һәм өсөн менән булған тураһында буйынса түгел уның",
    "ru": "что как это его также которые при чтобы был были после",
    "de": "der und ist nicht auf sich auch wurde eine dem",
    "fr": "dans une est avec cette sont pour pas leur aux",
}


def language_of(text: str) -> str:
    """The language of a text as ISO 639 code, of two letters where there is one; empty when it cannot be told."""
    return _by_everyday_words(text[:FIRST_LOOK]) or _by_statistics(text[:LONGEST_LOOK])


def likeliest_language(text: str, stated: str) -> str:
    """The language that a file states of its text, if the text does not say otherwise.

    Everyday words count for more than what is stated, which often is the language of the machine. Where that is English
    statistics do, too: word processors and makers of e-books write it into their files whatever is written with them.
    """
    if stated and stated != "en":
        return _by_everyday_words(text[:FIRST_LOOK]) or stated
    return language_of(text) or stated


def _by_everyday_words(text: str) -> str:
    """Ten times faster than statistics and without loading them; empty where the words leave a doubt."""
    languages = _languages_of_words()
    met = Counter(map(languages.get, text.lower().split()))  # those beside a comma are few, and not missed
    del met[None]
    (best, most), (_other, next_most) = [*met.most_common(2), ("", 0), ("", 0)][:2]
    return best if best and most >= FEWEST_WORDS and most >= TIMES_MORE * next_most else ""


@cache
def _languages_of_words() -> Mapping[str, str]:
    """The language of each everyday word that is one in no other."""
    met = Counter(word for words in _EVERYDAY.values() for word in words.split())
    return {word: language for language, words in _EVERYDAY.items() for word in words.split() if met[word] == 1}


def _by_statistics(text: str) -> str:
    letters = _OTHER_THAN_LETTERS.sub(" ", text)
    count = len(letters) - letters.count(" ")
    if count < FEWEST_LETTERS:
        return ""
    if len(_AZERBAIJANI_CYRILLIC.findall(letters)) > count / _RARE:
        return "az"
    code, probability = _identifier().classify(letters)
    return code if probability >= SUREST and code not in ("zxx", "und") else ""


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    """Loaded at the first doubt, because it takes half a second and 40 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
