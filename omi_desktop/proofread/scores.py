"""Scores and ratings that stand in one place and are quoted differently in another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape, title_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Entry, Page

RATINGS = ("well met", "satisfactorily met", "partly met", "not met")
_SCORE_LINE = re.compile(r"^(\d{1,3})\s?%(?!\s*(?:of|\())")
_RATING_LINE = re.compile(rf"^({'|'.join(RATINGS)})\b", re.IGNORECASE)
_SCORE_ROW = re.compile(r"^scores?\s+(?:for|of)\s+(?:the\s+)?(?P<what>.+?)(?:\s+thread)?$", re.I)
_CELL = re.compile(r"(\d{1,3})\s?%")
_NUMBERED = re.compile(r"^(\d\.\d{1,2})\b")
_QUOTED = re.compile(
    r"\bcriterion\s+(?P<number>\d\.\d{1,2})\b[^.;%\d]{0,60}?\b(?:scored|score\s+of|at|with)\s+"
    r"(?:a\s+score\s+of\s+)?(?P<score>\d{1,3})\s?%",
    re.IGNORECASE,
)
_REACH = 12
"""How many lines below its heading the score of a criterion may stand."""


def marks(page: Page) -> dict[str, tuple[int, str]]:
    """Return the line and the score or rating that stand below the heading of each criterion."""
    found: dict[str, tuple[int, str]] = {}
    starts = [entry.line for entry in page.criteria]
    for entry in page.criteria:
        end = min((line for line in starts if line > entry.line), default=len(page.lines) + 1)
        for at in range(entry.line + 1, min(entry.line + _REACH, end, len(page.lines) + 1)):
            mark = _mark(page.lines[at - 1])
            if mark:
                found[entry.number] = (at, mark)
                break
    return found


def _mark(line: str) -> str | None:
    text = line.strip()
    score = _SCORE_LINE.match(text)
    if score:
        return f"{score[1]}%"
    rating = _RATING_LINE.match(text)
    return rating[1].lower() if rating else None


def differing_scores(page: Page) -> Iterator[Finding]:
    """Yield scores and ratings of the tables and the prose that differ from the body."""
    body = marks(page)
    titles = {entry.number: entry for entry in page.criteria}
    for block in page.of_shape(Shape.ROW):
        yield from _row(block.cells, block.line, body, titles)
    for block in page.of_shape(Shape.PROSE, Shape.ITEM):
        for sentence in block.sentences:
            for match in _QUOTED.finditer(sentence.text):
                stands = body.get(match["number"])
                if stands and stands[1] != f"{match['score']}%":
                    yield _differs(sentence.line, match[0], match["number"], stands)
    yield from _named(page)


def _row(
    cells: tuple[str, ...], line: int, body: dict[str, tuple[int, str]], titles: dict[str, Entry]
) -> Iterator[Finding]:
    start = _NUMBERED.match(cells[0]) if cells else None
    if not start or start[1] not in body or start[1] not in titles:
        return
    if title_key(titles[start[1]].title) not in title_key(cells[0]):
        return
    printed = next((mark for cell in cells[1:] if (mark := _mark(cell))), None)
    stands = body[start[1]]
    if printed and printed != stands[1]:
        yield _differs(line, printed, start[1], stands)


def _differs(line: int, text: str, criterion: str, stands: tuple[int, str]) -> Finding:
    why = f"Criterion {criterion} itself says {stands[1]}, on line {stands[0]}."
    return Finding(line, Kind.CONTRADICTION, text, why)


def _named(page: Page) -> Iterator[Finding]:
    """Hold “N% of the … work” against the row “Score for the … thread”."""
    named: dict[str, tuple[int, int]] = {}
    for block in page.of_shape(Shape.ROW):
        row = _SCORE_ROW.match(block.cells[0]) if len(block.cells) > 1 else None
        printed = _CELL.fullmatch(block.cells[-1])
        if row and printed:
            named[title_key(row["what"])] = (block.line, int(printed[1]))
    for what, (at, score) in named.items():
        said = re.compile(
            rf"\b(?P<of>\d{{1,3}})\s?%\s+of\s+(?:the\s+)?{re.escape(what)}\b|"
            rf"\b{re.escape(what)}\b[^.;%\d]{{0,40}}?\b(?:score[sd]?(?:\s+(?:of|was|is|at))?|"
            r"stood\s+at)\s+(?P<at>\d{1,3})\s?%",
            re.IGNORECASE,
        )
        for block in page.of_shape(Shape.PROSE, Shape.ITEM):
            for sentence in block.sentences:
                for match in said.finditer(sentence.text):
                    quoted = int(match["of"] or match["at"])
                    if quoted != score and not _of_earlier_times(sentence.text):
                        why = f"Line {at} gives the score for {what} as {score}%."
                        yield Finding(sentence.line, Kind.CONTRADICTION, match[0], why)


def _of_earlier_times(sentence: str) -> bool:
    return bool(
        re.search(
            r"\b(?:19|20)\d\d\b|\bat that time\b|\bpreviously\b|\bearlier\b|\blast (?:year|time)\b|"
            r"\bhad been\b|\btarget\b|\bcompared with\b",
            sentence,
            re.IGNORECASE,
        )
    )
