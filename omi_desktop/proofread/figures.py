"""Find the figures in a sentence: percentages, counts of a base, and which belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from omi_desktop.scoring.scorecard import percent

_UNIT_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = _UNIT_WORDS.split()
_TENS = _TEN_WORDS.split()
_SMALL = {word: number for number, word in enumerate(_UNITS, start=1)}
_ROUND = {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(_UNITS)})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORD})"

_PERCENT = r"(?<![\d.,])(?P<percent>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_THINGS = r"(?:\s+(?:cases|files|people|offenders|plans|reports|assessments|staff|responses))?"
_BETWEEN = r"(?P<link>of|out\s+of|from)"
_BEFORE_BASE = r"(?:(?:the|these|those|all|relevant|applicable|a\s+total\s+of)\s+){0,2}"
_COUNT = (
    rf"(?<![\d.,/%£-])\b(?P<count>{NUMBER}){_THINGS}\s+{_BETWEEN}\s+{_BEFORE_BASE}"
    rf"(?P<base>{NUMBER})\b(?![.,]?\d|\s?%|\s+per\s?cent|[/:])"
)
_SLASHED = (
    r"(?:(?<=\()|(?<![\d/(])(?=\d+\s?/\s?\d+\s*\(\s*\d[\d.]*\s?%))"
    r"(?P<over>\d{1,3})\s?/\s?(?P<under>\d{1,3})(?=\s*[()])"
)
_BASE_FIRST = (
    rf"\bof\s+(?:the\s+)?(?P<among>{NUMBER})\s+(?:[a-z]+\s+){{0,3}}[a-z]+,\s+(?:only\s+|just\s+)?"
    rf"(?P<these>{NUMBER})\b(?=\s*\(\s*\d[\d.]*\s?%)"
)
_FIGURE = re.compile(f"{_PERCENT}|{_COUNT}|{_SLASHED}|{_BASE_FIRST}", re.IGNORECASE)
_YEARS = range(1900, 2101)

_HEDGES = {
    "over": ("over", "above", "exceeding", "more than"),
    "under": ("under", "below", "nearly", "almost", "less than", "fewer than", "just under"),
    "about": ("about", "around", "approximately", "some", "roughly", "approx", "c."),
}
_NEAR = Fraction(25, 1000)


@dataclass(frozen=True, slots=True)
class Percentage:
    """A printed percentage; `hedge` is "", "over", "under" or "about"."""

    value: Decimal
    start: int
    end: int
    hedge: str = ""

    @property
    def places(self) -> int:
        """Return how many decimal places are printed."""
        return max(0, -int(self.value.as_tuple().exponent))


@dataclass(frozen=True, slots=True)
class Count:
    """A printed count of a base: 43 out of 61; `link` is "of", "out of", "from" or "/"."""

    count: int
    base: int
    link: str
    start: int
    end: int

    @property
    def share(self) -> Fraction:
        """Return count / base."""
        return Fraction(self.count, self.base)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one sentence, in order; `pairs` belong together, as 70% (43 of 61) does."""

    percentages: tuple[Percentage, ...]
    counts: tuple[Count, ...]
    pairs: tuple[tuple[Percentage, Count], ...]

    @property
    def lone(self) -> tuple[Percentage, ...]:
        """Return the percentages without a count of their own."""
        paired = {pair[0].start for pair in self.pairs}
        return tuple(found for found in self.percentages if found.start not in paired)


def number(text: str) -> int:
    """Return the value of a number in digits or English words below a hundred."""
    plain = text.replace(",", "").lower().strip()
    if plain.isdigit():
        return int(plain)
    return sum(_SMALL.get(part) or _ROUND[part] for part in re.split(r"[- ]+", plain))


@lru_cache(maxsize=16_384)
def figures(sentence: str) -> Figures:
    """Return the percentages and counts of a sentence and say which stand for one another."""
    found: list[Percentage | Count] = []
    for match in _FIGURE.finditer(sentence):
        figure = _figure(sentence, match)
        if figure is not None:
            found.append(figure)
    pairs = []
    taken: set[int] = set()
    for first, second in pairwise(found):
        if first.start in taken or not _belong(sentence, first, second):
            continue
        if isinstance(first, Percentage) and isinstance(second, Count):
            pairs.append((first, second))
        elif isinstance(first, Count) and isinstance(second, Percentage):
            pairs.append((second, first))
        else:
            continue
        taken |= {first.start, second.start}
    return Figures(
        tuple(figure for figure in found if isinstance(figure, Percentage)),
        tuple(figure for figure in found if isinstance(figure, Count)),
        tuple(pairs),
    )


def agrees(printed: Percentage, count: Count) -> bool:
    """Tell whether a percentage is what its count gives, rounded half up as it is printed."""
    share = count.share
    stated = Fraction(printed.value) / 100
    match printed.hedge:
        case "over":
            return share >= stated
        case "under":
            return share <= stated
        case "about":
            return abs(share - stated) <= _NEAR
        case _:
            return percent(share, printed.places) == printed.value


def attainable(printed: Percentage, base: int) -> bool:
    """Tell whether some whole number out of `base` gives the percentage as it is printed."""
    if printed.hedge or base < 1:
        return True
    near = int(Fraction(printed.value) * base / 100)
    return any(
        percent(Fraction(count, base), printed.places) == printed.value
        for count in range(max(0, near - 1), min(base, near + 2) + 1)
    )


def _figure(sentence: str, match: re.Match[str]) -> Percentage | Count | None:
    if match["percent"]:
        value = Decimal(match["percent"])
        return Percentage(value, match.start(), match.end(), _hedge(sentence[: match.start()]))
    count = number(match["count"] or match["over"] or match["these"])
    base = number(match["base"] or match["under"] or match["among"])
    if base == 0 or base in _YEARS or (match["over"] and count > base):
        return None
    link = " ".join((match["link"] or ("/" if match["over"] else "of")).lower().split())
    return Count(count, base, link, match.start(), match.end())


def _hedge(before: str) -> str:
    words = before.lower().rstrip(" (")
    return next(
        (hedge for hedge, said in _HEDGES.items() if re.search(rf"\b({'|'.join(said)})$", words)),
        "",
    )


def _belong(sentence: str, first: Percentage | Count, second: Percentage | Count) -> bool:
    """Tell whether the second figure restates the first: in brackets, or after a dash or “or”."""
    between = sentence[first.end : second.start]
    opened = between.rfind("(")
    if opened >= 0 and ")" not in between[opened:]:
        return len(between[opened + 1 :].split()) <= 4 and not re.search(r"[;%]", between)
    closed = first.start > 0 and "(" in sentence[max(0, first.start - 2) : first.start]
    return bool(
        re.fullmatch(r"\s*(?:[-–—,:=]|,?\s*or|,?\s*i\.e\.|,?\s*that is,?)\s*\(?", between)
        or (closed and re.fullmatch(r"\)\s*[-–—]?\s*", between))
    )
