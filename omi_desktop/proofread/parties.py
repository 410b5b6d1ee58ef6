"""General praise and detailed figures about the work between the same people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.proofread.figures import figures
from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.proofread.words import content, denies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Page, Sentence

_BETWEEN = re.compile(
    r"\bbetween\s+(?:the\s+)?(?P<one>[a-z -]+?)(?:,\s*(?P<more>[a-z -]+?))?\s+and\s+(?:the\s+)?"
    r"(?P<other>[a-z-]+(?:\s+[a-z-]+)?)",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most|almost\s+all|nearly\s+all|the\s+majority\s+of|all)\b", re.I)
_CONTENT = re.compile(
    r"\bno\s+(?:\w+\s+)?(?:concerns?|problems?|issues?|difficult(?:y|ies)|shortcomings?)\b|"
    r"\b(?:satisfactory|good|effective|positive|sound|worked\s+well)\b",
    re.IGNORECASE,
)


def unlike_judgements(page: Page) -> Iterator[Finding]:
    """Yield praise of the work between two parties of which a figure says less than half."""
    praise: list[tuple[Sentence, frozenset[str]]] = []
    low: list[tuple[Sentence, frozenset[str], int]] = []
    for block in page.of_shape(Shape.PROSE, Shape.ITEM):
        for sentence in block.sentences:
            parties = _parties(sentence.text)
            if not parties:
                continue
            found = figures(sentence.text)
            judged = _CONTENT.search(sentence.text)
            values = [printed.value for printed in found.percentages]
            if values and max(values) < 50 and not denies(sentence.text):
                low.append((sentence, parties, int(max(values))))
            elif judged and not values and not found.counts and _MOST.search(sentence.text):
                praise.append((sentence, parties))
    for sentence, parties in praise:
        for other, same, value in low:
            if parties <= same and len(parties) > 1:
                yield Finding(
                    sentence.line,
                    Kind.CONTRADICTION,
                    _words(sentence.text),
                    f"Line {other.line} gives no more than {value}% for the work between the same "
                    "parties.",
                )


def _parties(text: str) -> frozenset[str]:
    match = _BETWEEN.search(text)
    if not match:
        return frozenset()
    return content(" ".join(part for part in match.group("one", "more", "other") if part))


def _words(text: str) -> str:
    match = _MOST.search(text)
    start = match.start() if match else 0
    return " ".join(text[start:].split()[:6]) + "…"
