"""Cross-references to lettered items, to criteria, tables and charts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.proofread.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Block, Page, Sentence

_LETTER = re.compile(
    r"(?:\b(?P<home>\d\.\d{1,2})\s+)?"
    r"\b(?P<list>strengths?|areas?\s+for\s+improvement)\s+"
    r"(?P<letters>\([a-z]\)(?:(?:,\s*|\s+and\s+)\([a-z]\))*)"
    r"(?:[^.;]{0,30}?\b(?:criterion|under|of|in)\s+(?P<criterion>\d\.\d{1,2}))?",
    re.IGNORECASE,
)
_ONE = {"strength": "strength", "improvement": "area for improvement"}
_CRITERION = re.compile(
    r"\bcriteri(?:on|a):?\s+(\d\.\d{1,2}(?:(?:,\s*|\s+and\s+)\d\.\d{1,2})*)", re.I
)
_EXHIBIT = re.compile(r"\b(?P<what>table|chart|figure|appendix)\s+(?P<number>\d{1,2})\b", re.I)
_LEADING = re.compile(r"^\s*(?P<what>table|chart|figure|appendix)\s+(?P<number>\d{1,2})\b", re.I)


def broken_references(page: Page) -> tuple[tuple[Finding, ...], int]:
    """Return the references that lead nowhere or elsewhere, and how many there were."""
    findings: list[Finding] = []
    checked = 0
    numbers = {entry.number for entry in (*page.criteria, *page.contents)}
    exhibits = _exhibits(page)
    lettered = bool(page.of_shape(Shape.ITEM))
    titled = bool(exhibits or page.contents)
    for block in page.blocks:
        if block.shape is Shape.HEADING:
            continue
        for sentence in block.sentences:
            # A passage on its own cannot show what the whole report has.
            for match in _LETTER.finditer(sentence.text) if lettered else ():
                letters = re.findall(r"\(([a-z])\)", match["letters"].lower())
                checked += len(letters)
                for letter in letters:
                    findings.extend(_letter(page, block, sentence, match, letter, len(letters)))
            if page.criteria:
                for match in _CRITERION.finditer(sentence.text):
                    for said in re.findall(r"\d\.\d{1,2}", match[1]):
                        checked += 1
                        if said not in numbers:
                            findings.append(_nowhere(sentence, match[0], f"criterion {said}"))
            for match in _EXHIBIT.finditer(sentence.text) if titled else ():
                if _LEADING.match(sentence.text) and match.start() < 3:
                    continue
                checked += 1
                what = f"{match['what'].capitalize()} {match['number']}"
                if what not in exhibits:
                    findings.append(_nowhere(sentence, match[0], what))
    return tuple(findings), checked


def _exhibits(page: Page) -> set[str]:
    found = set()
    for line in page.lines:
        match = _LEADING.match(line)
        if match:
            found.add(f"{match['what'].capitalize()} {match['number']}")
    return found


def _nowhere(sentence: Sentence, text: str, what: str) -> Finding:
    return Finding(sentence.line, Kind.REFERENCE, text, f"The text has no {what}.")


def _letter(
    page: Page, block: Block, sentence: Sentence, match: re.Match[str], letter: str, named: int
) -> Iterator[Finding]:
    listed = "strength" if match["list"].lower().startswith("s") else "improvement"
    criterion = match["home"] or match["criterion"] or block.criterion
    items = [
        item
        for item in page.of_shape(Shape.ITEM)
        if item.criterion == criterion and item.listed == listed
    ]
    name = f"{_ONE[listed]} ({letter})"
    where = f"criterion {criterion}" if criterion else "the text"
    target = next((item for item in items if item.letter == letter), None)
    if target is None:
        why = f"{where[0].upper()}{where[1:]} has no {name}."
        yield Finding(sentence.line, Kind.REFERENCE, match[0], why)
        return
    # What is said of several items together need not be said of each.
    subject = _clause(sentence.text, match.start()) if named == 1 else ""
    better = _meant(subject, target, items, block)
    if better:
        yield Finding(
            sentence.line,
            Kind.REFERENCE,
            match[0],
            f"{name.capitalize()} of {where} speaks of something else; "
            f"({better.letter}) seems to be meant: “{_beginning(better.text)}”.",
        )


def _clause(sentence: str, reference: int) -> str:
    """Return what the sentence says just before a reference, or after one that opens it."""
    before = re.sub(r"\(?\s*(?:see|as\s+in|cf\.?)?\s*[‘'“\"(]*$", "", sentence[:reference])
    clause = re.split(r"[;:]", before)[-1]
    return clause if len(clause.split()) > 2 else sentence[reference:]


def _meant(subject: str, target: Block, items: list[Block], block: Block) -> Block | None:
    """Return the item that shares the subject's telling words, where the target shares none."""
    topics = {item.letter: content(item.text) for item in items if item is not block}
    common = Counter(word for words in topics.values() for word in words)
    telling = {word for word in content(subject) if common[word] * 3 <= max(3, len(topics))}
    if telling & topics.get(target.letter, frozenset()):
        return None
    shared = [
        (len(telling & topics[item.letter]), item)
        for item in items
        if item.letter in topics and item is not target
    ]
    best = max(shared, key=lambda pair: pair[0], default=(0, target))
    return best[1] if best[0] > 0 else None


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]).rstrip(",;") + ("…" if len(words) > 6 else "")
