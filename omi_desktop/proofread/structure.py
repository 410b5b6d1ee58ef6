"""The frame of a report: contents, headings, criteria, ratings, the lists of an appendix."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import title_key
from omi_desktop.proofread.scores import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Entry, Page

_ABBREVIATION = re.compile(r"^([A-Z][A-Za-z0-9]{1,9})(?:\t+|\s{3,})([A-Za-z].+)$")
_BLANK = re.compile(r"[{}\[\]«»]")


def gaps(page: Page) -> Iterator[Finding]:
    """Yield what the contents, the body and an appendix do not have in common."""
    short = _abbreviations(page)
    yield from _contents_without_body(page)
    yield from _body_without_contents(page)
    yield from _without_mark(page)
    yield from _appendix(page, short)


def _abbreviations(page: Page) -> dict[str, str]:
    """Return the abbreviations that the text itself explains."""
    found = {}
    for line in page.lines:
        match = _ABBREVIATION.match(line.strip())
        if match and sum(letter.isupper() for letter in match[1]) > 1:
            found[match[1].lower()] = title_key(match[2])
    return found


def _contents_without_body(page: Page) -> Iterator[Finding]:
    if not page.contents:
        return
    first = page.contents[0].line
    last = page.contents[-1].line
    keys = [title_key(line) for line in page.lines]
    listed = {entry.line for entry in page.appendix}
    standing = [
        key
        for at, key in enumerate(keys, start=1)
        if key and not first <= at <= last and at not in listed
    ]
    present = set(standing)
    present |= {f"{one} {two}" for one, two in pairwise(standing)}
    for entry in page.contents:
        key = title_key(f"{entry.number} {entry.title}")
        if _BLANK.search(entry.title) or key in present or title_key(entry.title) in present:
            continue
        name = f"{entry.number} {entry.title}".strip()
        why = "The contents list this heading, but the body does not have it."
        yield Finding(entry.line, Kind.STRUCTURE, name, why)


def _body_without_contents(page: Page) -> Iterator[Finding]:
    listed = {entry.number: entry for entry in page.contents if entry.number}
    for entry in page.criteria if listed else ():
        known = listed.get(entry.number)
        name = f"{entry.number} {entry.title}"
        if known is None:
            yield Finding(
                entry.line, Kind.STRUCTURE, name, "The contents do not list this criterion."
            )
        elif title_key(known.title) != title_key(entry.title):
            why = f"The contents call it “{known.title}”, on line {known.line}."
            yield Finding(entry.line, Kind.STRUCTURE, name, why)


def _without_mark(page: Page) -> Iterator[Finding]:
    """Find criteria without a score or rating, where the others have one."""
    found = marks(page)
    if not found:
        return
    for entry in page.criteria:
        if entry.number not in found:
            name = f"{entry.number} {entry.title}"
            why = "No score or rating stands below this heading."
            yield Finding(entry.line, Kind.STRUCTURE, name, why)


def _appendix(page: Page, short: dict[str, str]) -> Iterator[Finding]:
    """Hold the criteria an appendix lists against those of the body, or else of the contents."""
    if not page.appendix or not page.criteria:
        return
    body = {entry.number: entry for entry in page.contents if "." in entry.number}
    body |= {entry.number: entry for entry in page.criteria}
    by_title = {_full(entry.title, short): entry for entry in body.values()}
    for entry in page.appendix:
        own = body.get(entry.number)
        if own and _full(own.title, short) == _full(entry.title, short):
            continue
        elsewhere = by_title.get(_full(entry.title, short))
        yield _mismatch(entry, own, elsewhere)
    listed = {entry.number for entry in page.appendix}
    sections = {number.split(".")[0] for number in listed}
    missing = [n for n in sorted(body) if n not in listed and n.split(".")[0] in sections]
    if missing:
        yield Finding(
            page.appendix[-1].line,
            Kind.STRUCTURE,
            ", ".join(missing),
            "The appendix does not list "
            + ", ".join(f"{number} “{body[number].title}”" for number in missing)
            + ", which the body has.",
        )


def _full(title: str, short: dict[str, str]) -> str:
    """Return a title with its abbreviations written out and without what follows in brackets."""
    words = title_key(re.sub(r"\s*\([^)]*\)\s*$", "", title)).split()
    return " ".join(short.get(word, word) for word in words)


def _mismatch(entry: Entry, own: Entry | None, elsewhere: Entry | None) -> Finding:
    name = f"{entry.number} {entry.title}"
    if own is None:
        why = f"The body has no criterion {entry.number}"
    else:
        why = f"In the body {entry.number} is “{own.title}”"
    if elsewhere:
        why += f"; “{entry.title}” is {elsewhere.number} there"
    return Finding(entry.line, Kind.STRUCTURE, name, why + ".")
