"""One measure with two values: counts of people, cases and scores that differ between places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.proofread.bases import returned
from omi_desktop.proofread.figures import NUMBER, Count, figures, number
from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.proofread.words import content, denies, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Block, Page, Sentence

_GROUPS = {
    "sentencers": r"\b(?:sentencers?|magistrates|judges|courts?)\b",
    "victims": r"\bvictims?\b",
    "offenders": r"\b(?:offenders?|people\s+supervised)\b",
}
_RESPONDENTS = re.compile(
    rf"\b(?P<all>{NUMBER})\s+(?:of\s+the\s+)?(?:respondents|replies|responses)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:where|in\s+which|when)\b(?P<condition>[^,;()]*\b(?:not|no)\b[^,;()]*)", re.IGNORECASE
)
_NEED_SHOWN = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?:\w+\s+){{0,2}}?(?:indicated|showed|revealed|identified|had)\s+"
    r"(?:the|a)\s+need\s+for\s+(?P<what>[^.,;]+)",
    re.IGNORECASE,
)
_NEED_FOUND = re.compile(
    r"\bwhere\s+(?:an?\s+)?(?P<what>[^.,;()]{3,50}?)\s+needs?\s+(?:had\s+been|has\s+been|was|were)\s+"
    r"(?:identified|indicated|shown|found)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\bsample\s+(?:of|had|was|comprised|comprising|contained|included|consisted\s+of)\s+"
    rf"(?P<size>{NUMBER})\b(?!\s?%)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"\b(?:withdrawn|excluded|left\s+out|not\s+(?:assessed|inspected|read|begun)|could\s+not\s+be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sentence with the block it stands in."""

    sentence: Sentence
    block: Block


def differing_measures(page: Page) -> Iterator[Finding]:
    """Yield every place whose figure for a measure differs from another place's."""
    placed = [
        _Placed(sentence, block)
        for block in page.blocks
        if block.shape in {Shape.PROSE, Shape.ITEM}
        for sentence in block.sentences
    ]
    yield from _respondents(placed)
    yield from _complements(placed)
    yield from _needs(placed)
    yield from _twice(placed)
    yield from _sample(placed)


def _respondents(placed: list[_Placed]) -> Iterator[Finding]:
    """Hold respondents against the questionnaires that came back from the same group."""
    back: dict[str, tuple[int, int]] = {}
    for place in placed:
        count = returned(place.sentence.text)
        group = _group(place.sentence.text)
        if count is not None and group:
            back.setdefault(group, (count, place.sentence.line))
    for place in placed:
        match = _RESPONDENTS.search(place.sentence.text)
        if not match or match["all"].lower() == "one":
            continue
        group = _group(place.block.text)
        if group not in back:
            continue
        counted = figures(place.sentence.text).counts
        base = next((c.base for c in counted if c.start <= match.start("all") < c.end), None)
        said = base or number(match["all"])
        size, line = back[group]
        partial = base is None and "all" not in place.sentence.text[: match.start()].lower().split()
        if said != size and not (partial and said < size):
            yield Finding(
                place.sentence.line,
                Kind.CONTRADICTION,
                match[0],
                f"Line {line} says that {size} questionnaires came back from {group}, "
                f"here there are {said} respondents.",
            )


def _group(text: str) -> str | None:
    """Return the group that is named first."""
    found = {
        match.start(): group
        for group, pattern in _GROUPS.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    }
    return found[min(found)] if found else None


def _complements(placed: list[_Placed]) -> Iterator[Finding]:
    """Hold “k of the m cases where it was not done” against “n of d where it was”."""
    done = [
        (place, count, content(place.sentence.text))
        for place in placed
        for count in figures(place.sentence.text).counts
        if not denies(place.sentence.text)
    ]
    for place in placed:
        for count in figures(place.sentence.text).counts:
            rest = place.sentence.text[count.end :]
            condition = _CONDITION.search(rest)
            if not condition:
                continue
            topic = content(condition["condition"])
            for other, whole, speaks in done:
                if other.block.criterion != place.block.criterion or len(topic & speaks) < 3:
                    continue
                left = whole.base - whole.count
                if overlap(topic, speaks) >= 0.6 and left != count.base:
                    yield _left_over(place, count, other, whole)


def _left_over(place: _Placed, count: Count, other: _Placed, whole: Count) -> Finding:
    left = whole.base - whole.count
    return Finding(
        place.sentence.line,
        Kind.CONTRADICTION,
        place.sentence.text[count.start : count.end],
        f"By line {other.sentence.line} ({whole.count} of {whole.base}) there are {left} such "
        f"cases, here there are {count.base}.",
    )


def _needs(placed: list[_Placed]) -> Iterator[Finding]:
    """Hold the cases in which a need was found against the cases in which it was met."""
    shown = []
    for place in placed:
        for match in _NEED_SHOWN.finditer(place.sentence.text):
            context = content(place.block.text[:200]) | content(match["what"])
            shown.append((place, number(match["count"]), content(match["what"]), context))
    for place in placed:
        found = _NEED_FOUND.search(place.sentence.text)
        counts = figures(place.sentence.text).counts
        if found is None or len(counts) != 1:
            continue
        topic = content(found["what"])
        for other, size, own, context in shown:
            if topic and topic <= context and topic & own and counts[0].base != size:
                yield Finding(
                    place.sentence.line,
                    Kind.CONTRADICTION,
                    place.sentence.text[counts[0].start : counts[0].end],
                    f"Line {other.sentence.line} counts {size} cases with this need, here there "
                    f"are {counts[0].base}.",
                )


def _twice(placed: list[_Placed]) -> Iterator[Finding]:
    """Find one fact that is told twice, once as done and once as not done."""
    told = [
        (place, clause, int(printed.value), denies(clause), content(clause))
        for place in placed
        if place.block.criterion
        for clause in _clauses(place.sentence.text)
        for printed in figures(clause).percentages
        if len(figures(clause).percentages) == 1 and not printed.places
    ]
    for index, (place, clause, value, negative, topic) in enumerate(told):
        for other, _, other_value, other_negative, other_topic in told[:index]:
            if other.block.criterion != place.block.criterion or value + other_value != 100:
                continue
            if negative == other_negative or other.block is place.block:
                continue
            if len(topic & other_topic) >= 3 and overlap(topic, other_topic) >= 0.65:
                yield Finding(
                    place.sentence.line,
                    Kind.CONTRADICTION,
                    f"{value}%",
                    f"This is the same fact as on line {other.sentence.line}, told the other way "
                    f"round ({other_value}% and {value}% make 100%): “{_short(clause)}”.",
                )


def _clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that each state a figure of their own."""
    return re.split(r";\s|,?\s+(?:and|but|while|whereas)\s+(?=(?:only\s+|just\s+)?\d+%)", sentence)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _sample(placed: list[_Placed]) -> Iterator[Finding]:
    """Hold the size of the sample against the largest base that keeps coming back."""
    bases = Counter(count.base for place in placed for count in figures(place.sentence.text).counts)
    often = [base for base, times in bases.items() if times >= 5]
    if not often:
        return
    largest = max(often)
    for place in placed:
        match = _SAMPLE.search(place.sentence.text)
        if not match:
            continue
        size = number(match["size"])
        if largest < size <= largest * 1.1 and not _explained(placed, size, largest):
            yield Finding(
                place.sentence.line,
                Kind.CONTRADICTION,
                match[0],
                f"The sample is said to be {size}, but no figure rests on more than {largest} "
                f"cases ({bases[largest]} do) and nothing says what became of the other "
                f"{size - largest}.",
            )
            return


def _explained(placed: list[_Placed], size: int, largest: int) -> bool:
    """Tell whether a sentence says why cases of the sample were left out."""
    both = re.compile(rf"\b{largest}\b.*\b{size}\b|\b{size}\b.*\b{largest}\b")
    return any(
        both.search(place.sentence.text)
        or (
            re.search(r"\bcases?\b", place.sentence.text)
            and "sample" in place.sentence.text
            and _EXPLAINED.search(place.sentence.text)
        )
        for place in placed
    )
