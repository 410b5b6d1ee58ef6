"""Sums within one statement: a count against its percentage, parts against their whole."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from omi_desktop.proofread.figures import (
    NUMBER,
    Count,
    Percentage,
    agrees,
    figures,
    number,
)
from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.scoring.scorecard import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Block, Page, Sentence

_NEEDLESS = re.compile(
    rf"\bof\s+(?:those|the\s+(?:others|rest|remainder|(?:(?P<rest>{NUMBER})\s+)?(?:cases|people)))"
    r"\s+(?:that\s+|which\s+|who\s+)?"
    r"(?:not\s+(?:requiring|needing|relevant|applicable)|(?:did|do)\s+not\s+(?:require|need|apply)|"
    r"without\s+(?:a\s+)?need|exempt)",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"^(?P<whole>.*?\b{NUMBER}\b[^;:]*)[;:](?P<parts>.+)$", re.IGNORECASE)
_WHOLE = re.compile(
    rf"\b(?P<whole>{NUMBER})\s+(?:[a-z-]+\s+){{0,2}}(?:groups?|meetings?|interviews?|visits?|cases|"
    r"people|offenders|staff|sessions|members|residents|reports|victims|plans)\b",
    re.IGNORECASE,
)
_PART = re.compile(rf"^(?:and\s+)?(?P<part>{NUMBER})\s+(?:\w|\()", re.IGNORECASE)
_WHOLE_CELL = re.compile(r"\d{1,4}")
_PERCENT_CELL = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?%")


def wrong_sums(page: Page) -> Iterator[Finding]:
    """Yield every figure that its own statement contradicts."""
    for block in page.blocks:
        if block.shape is Shape.ROW:
            yield from _row(block)
            continue
        sentences = block.sentences
        for sentence in sentences:
            yield from _pairs(sentence)
            yield from _parts(sentence)
        yield from _not_applicable(sentences)


def pairs_checked(page: Page) -> int:
    """Return how many percentages stand with a count of their own."""
    rows = sum(_table_pair(block) is not None for block in page.of_shape(Shape.ROW))
    prose = (block for block in page.blocks if block.shape is not Shape.ROW)
    return rows + sum(
        len(figures(sentence.text).pairs) for block in prose for sentence in block.sentences
    )


def _pairs(sentence: Sentence) -> Iterator[Finding]:
    found = figures(sentence.text)
    for printed, count in found.pairs:
        if count.count > count.base or not agrees(printed, count):
            start, end = min(printed.start, count.start), max(printed.end, count.end)
            end += sentence.text[end : end + 1] == ")"
            text = sentence.text[start:end]
            yield Finding(sentence.line, Kind.ARITHMETIC, text, _why(printed, count))
    for count in found.counts:
        alone = all(count is not paired for _, paired in found.pairs)
        if alone and count.count > count.base:
            text = sentence.text[count.start : count.end]
            why = f"{count.count} is more than its base of {count.base}."
            yield Finding(sentence.line, Kind.ARITHMETIC, text, why)


def _why(printed: Percentage, count: Count) -> str:
    if count.count > count.base:
        return f"{count.count} is more than its base of {count.base}."
    right = percent(count.share, printed.places)
    hedged = f"{printed.hedge} " if printed.hedge else ""
    said = f"{count.count} of {count.base} is {right}%, not {hedged}{printed.value}%."
    share = Fraction(printed.value) / 100
    other_count = int(percent(share * count.base / 100))
    other_base = int(percent(Fraction(count.count) / share / 100)) if share else 0
    may = []
    for able, words in (
        (Fraction(other_count, count.base), f"{other_count} of {count.base}"),
        (
            Fraction(count.count, other_base) if other_base else Fraction(-1),
            f"{count.count} of {other_base}",
        ),
    ):
        if not printed.hedge and 0 <= able <= 1 and percent(able, printed.places) == printed.value:
            may.append(words)
    return said + (f" {printed.value}% would be {' or '.join(may)}." if may else "")


def _parts(sentence: Sentence) -> Iterator[Finding]:
    """Hold the parts of a list against the whole that introduces it: five groups: two, two, one."""
    match = _PARTS.match(sentence.text)
    if not match:
        return
    wholes = list(_WHOLE.finditer(match["whole"]))
    pieces = re.split(
        r",\s*(?:and\s+)?|;\s*(?:and\s+)?|\s+and\s+(?=" + NUMBER + r"\s)",
        match["parts"].strip(),
        flags=re.IGNORECASE,
    )
    counted = [found for piece in pieces if (found := _PART.match(piece.strip()))]
    if len(wholes) != 1 or len(counted) < 2 or len(counted) != len(pieces):
        return
    whole = number(wholes[0]["whole"])
    total = sum(number(found["part"]) for found in counted)
    if total != whole:
        yield Finding(
            sentence.line,
            Kind.ARITHMETIC,
            wholes[0][0],
            f"The parts that follow add up to {total}, not to {whole}.",
        )


def _not_applicable(sentences: tuple[Sentence, ...]) -> Iterator[Finding]:
    """Find a base that still holds the cases which the next sentence says needed nothing."""
    for before, after in pairwise(sentences):
        said = _NEEDLESS.search(after.text)
        whole = figures(before.text).counts
        rest = figures(after.text).counts
        if not said or len(whole) != 1 or not (rest or said["rest"]):
            continue
        left = whole[0].base - whole[0].count
        if left == (number(said["rest"]) if said["rest"] else rest[0].base):
            yield Finding(
                before.line,
                Kind.ARITHMETIC,
                before.text[whole[0].start : whole[0].end],
                f"The {left} cases that the next sentence calls not required are still in the base "
                f"of {whole[0].base}: without them all {whole[0].count} of {whole[0].count} "
                "would be counted.",
            )


def _table_pair(block: Block) -> tuple[Percentage, Count] | None:
    """Return the figures of a row that ends in count, base and percentage."""
    if len(block.cells) < 4:
        return None
    count, base, printed = block.cells[-3:]
    match = _PERCENT_CELL.fullmatch(printed)
    if not (_WHOLE_CELL.fullmatch(count) and _WHOLE_CELL.fullmatch(base) and match):
        return None
    if int(base) == 0:
        return None
    return Percentage(Decimal(match[1]), 0, 0), Count(int(count), int(base), "of", 0, 0)


def _row(block: Block) -> Iterator[Finding]:
    pair = _table_pair(block)
    if pair and (pair[1].count > pair[1].base or not agrees(*pair)):
        yield Finding(block.line, Kind.ARITHMETIC, " ".join(block.cells[-3:]), _why(*pair))
