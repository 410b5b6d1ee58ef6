"""Compare what sentences speak of: their content words, and whether they deny."""

from __future__ import annotations

import re
from functools import lru_cache

_COMMON_WORDS = (
    "a about above after all also although an and any appropriate appropriately approximately are "
    "as at been before being below between both but by can case cases could did do does each "
    "either evidence evident for found from had has have how however if in instance into is it "
    "its just many more most no nor not of on one only or other out over relevant same should "
    "show showed shown so some such than that the their them then there these they this those "
    "through to two under very was were what when where whether which while who will with within "
    "without would three four five six seven eight nine ten applicable adequate adequately "
    "per cent majority inspection area we criterion made given also"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|without|lack(?:ed|ing|s)?|fail(?:ed|s|ure)?|"
    r"insufficient(?:ly)?|inadequate(?:ly)?|absent|missing|rarely|incomplete|late|overdue|"
    r"unable|poor|cannot|[a-z]+n[’']t)\b",
    re.IGNORECASE,
)
_ENDING_LETTERS = (
    "isations ization isation ational ations ation ments ment ities ity ingly ings ing edly ed "
    "ively ive ably able ions ion ances ance ences ence ers er ies es ly s e y"
)
_ENDINGS = _ENDING_LETTERS.split()


def stem(word: str) -> str:
    """Return a word without its ending, so that “screened” and “screenings” are one."""
    plain = word.lower()
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


@lru_cache(maxsize=16_384)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    words = re.findall(r"[A-Za-z][A-Za-z’']+", text)
    kept = [re.sub(r"[’']s?$", "", word) for word in words if word.lower() not in _COMMON]
    return frozenset(stem(word) for word in kept if len(word) > 2)


def denies(text: str) -> bool:
    """Tell whether a clause says that something was not so."""
    return bool(_DENIAL.search(text))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the smaller set the two have in common."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
