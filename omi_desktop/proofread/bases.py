"""Percentages that no whole number of cases can give at the base the text itself states."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from omi_desktop.proofread.figures import NUMBER, Percentage, attainable, figures, number
from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from omi_desktop.proofread.figures import Count
    from omi_desktop.proofread.page import Block, Page, Sentence

_OF_THESE = re.compile(r"^\s*of\s+(?:these|those|them|the\s+(?:resulting|latter))\b", re.IGNORECASE)
_RETURNED = re.compile(r"\b(?:returned|completed|came\s+back|replied|responded)\b", re.IGNORECASE)
_SENT_AND_BACK = (
    rf"(?:of|out\s+of)\s+(?:the\s+)?{NUMBER}\s+questionnaires\b[^.]*?\b(?P<back>{NUMBER})\s+"
    r"(?:was|were|had|came|people\s+replied)",
    rf"\b(?P<back>{NUMBER})\s+(?:out\s+)?of\s+(?:the\s+)?{NUMBER}\s+questionnaires\b",
    rf"\b(?P<back>{NUMBER})\s+(?:questionnaires\s+|of\s+them\s+)?(?:(?:was|were|had\s+been)\s+"
    r"(?:completed|returned|sent\s+back)|came\s+back|replied|responded)",
)
_POPULATIONS = {
    "staff": ("staff", "practitioners", "practitioner", "interviewees"),
    "sentencers": ("sentencers", "magistrates", "judges"),
    "victims": ("victims",),
}
_SUBJECT = re.compile(
    r"^(?:\s+of)?\s+(?:the\s+|all\s+|individual\s+|those\s+)?(?P<who>[a-z]+)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"\s*(?:almost\s+all|all|most|many|few|some)\s+(?:of\s+)?(?:the\s+)?(?P<who>[a-z]+)",
    re.IGNORECASE,
)
_QUANTIFIED = re.compile(
    r"\b(?:almost\s+all|all|most|many|few|some)\s+(?:of\s+)?(?:the\s+)?"
    r"(?:(?P<who>[a-z]+)\s+(?:[a-z]+\s+){0,2})?\($",
    re.IGNORECASE,
)

Base = tuple[int, str]


def impossible(page: Page, bases: Mapping[str, int]) -> tuple[tuple[Finding, ...], int]:
    """Return the findings and how many percentages were held against a base of the text.

    `bases` are populations whose size is known from elsewhere: “staff” -> 44.
    """
    populations = {**_stated(page), **{who.lower(): base for who, base in bases.items()}}
    findings: list[Finding] = []
    checked = 0
    for block in page.blocks:
        if block.shape is Shape.ROW:
            continue
        for sentence, printed, (base, source) in _held(block, populations):
            checked += 1
            if not attainable(printed, base):
                text = sentence.text[printed.start : printed.end]
                findings.append(
                    Finding(
                        sentence.line,
                        Kind.UNATTAINABLE,
                        text,
                        f"No whole number out of {base} gives {printed.value}%; {source} {base}.",
                    )
                )
    return tuple(findings), checked


def returned(sentence: str) -> int | None:
    """Return how many questionnaires a sentence says came back."""
    if "questionnaire" not in sentence.lower() or not _RETURNED.search(sentence):
        return None
    for pattern in _SENT_AND_BACK:
        match = re.search(pattern, sentence, re.IGNORECASE)
        if match:
            return number(match["back"])
    return None


def _held(
    block: Block, populations: Mapping[str, int]
) -> Iterator[tuple[Sentence, Percentage, Base]]:
    """Yield the percentages of a block that stand at a base, with what says so."""
    back: int | None = None
    before: int | None = None
    for sentence in block.sentences:
        found = figures(sentence.text)
        survey = back
        back = returned(sentence.text) or back
        same = found.counts[0].base if len(found.counts) == 1 and len(found.pairs) == 1 else None
        last = max((pair[1].end for pair in found.pairs), default=0)
        for printed in found.lone:
            rest = sentence.text[printed.end :]
            who = _population(sentence.text, printed, populations)
            if before and _OF_THESE.match(rest):
                yield sentence, printed, (before, "the sentence before counts")
            elif same and printed.start > last and _goes_on(sentence.text, last, printed):
                yield sentence, printed, (same, "the sentence gives a base of")
            elif survey:
                yield sentence, printed, (survey, "the number of questionnaires returned is")
            elif who:
                yield sentence, printed, (populations[who], f"the number of {who} in the text is")
        before = found.counts[0].count if len(found.counts) == 1 else None


def _goes_on(sentence: str, last: int, printed: Percentage) -> bool:
    """Tell whether a second percentage speaks of the same cases: “… and … in 83% of the cases”."""
    between = sentence[last : printed.start]
    own = re.match(r"\s*of\s+(?:the\s+|these\s+|those\s+)?cases\b", sentence[printed.end :])
    return bool(own) and bool(re.search(r"\band\b", between)) and ";" not in between


def _population(sentence: str, printed: Percentage, populations: Mapping[str, int]) -> str | None:
    """Return the known population whose share a percentage is: “63% of practitioners”."""
    after = _SUBJECT.match(sentence[printed.end :])
    before = sentence[: printed.start]
    if after and after[0].split()[0].lower() == "of":
        word = after["who"].lower()
    elif match := _QUANTIFIED.search(before):
        # “Most staff … and most (88%)”: the second “most” is of those the sentence began with.
        named = match["who"] or (_OPENING.match(sentence) or {"who": ""})["who"]
        word = (named or "").lower()
    else:
        return None
    return next(
        (who for who in populations if word == who or word in _POPULATIONS.get(who, ())), None
    )


def _stated(page: Page) -> dict[str, int]:
    """Return the populations to which every count in the text gives one and the same base."""
    seen: dict[str, list[int]] = defaultdict(list)
    anyone = dict.fromkeys(_POPULATIONS, 0)
    for block in page.blocks:
        for sentence in block.sentences if block.shape is not Shape.ROW else ():
            for printed, count in figures(sentence.text).pairs:
                who = _population(sentence.text, printed, anyone) or _counted(sentence.text, count)
                if who:
                    seen[who].append(count.base)
    return {who: bases[0] for who, bases in seen.items() if len(bases) > 1 and len(set(bases)) == 1}


def _counted(sentence: str, count: Count) -> str | None:
    """Return the population that a count speaks of: “17 of the 20 staff”."""
    word = re.match(r"\s+([a-z]+)", sentence[count.end :], re.IGNORECASE)
    return next(
        (who for who, words in _POPULATIONS.items() if word and word[1].lower() in words), None
    )
