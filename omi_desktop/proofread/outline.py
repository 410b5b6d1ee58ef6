"""Find the frame of a text: its table of contents, its criteria, the lists of an appendix."""

from __future__ import annotations

import re

from omi_desktop.proofread.page import Entry, is_row, title_key

_CONTENTS_ENTRY = re.compile(r"^\s*(.*?\S)(?:\t+|\s{3,}|\s*\.{3,}\s*)(\d{1,3})\s*$")
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)
_GENERAL = re.compile(r"^general\s+criterion:?\s+(.{3,120})$", re.IGNORECASE)


def contents_of(raw: list[str], lines: list[str]) -> tuple[tuple[Entry, ...], int]:
    """Return the entries of the table of contents and the index of the line after them."""
    start = next((n for n, line in enumerate(lines) if title_key(line) == "contents"), None)
    if start is None:
        return (), 0
    entries: list[Entry] = []
    for index in range(start + 1, len(lines)):
        match = _CONTENTS_ENTRY.match(lines[index])
        if match:
            number, title = _split(match[1])
            entries.append(Entry(index + 1, number, title))
        elif lines[index].strip() and (entries or raw[index].lstrip().startswith("#")):
            return tuple(entries), index
    return tuple(entries), len(lines) if entries else start


def _split(title: str) -> tuple[str, str]:
    match = _NUMBERED.match(title.strip())
    if match:
        return match[1], match[2].strip()
    return "", title.strip()


def criteria_of(
    raw: list[str], lines: list[str], contents: tuple[Entry, ...], after: int
) -> tuple[Entry, ...]:
    """Return the headings of criteria in the body: of several alike, the one that is meant."""
    expected = {entry.number: title_key(entry.title) for entry in contents}
    found: dict[str, Entry] = {}
    for index in range(after, len(lines)):
        if re.match(r"appendi(?:x|ces)\b", lines[index].strip(), re.IGNORECASE):
            break
        entry = _criterion_at(raw, lines, index)
        if entry is None:
            continue
        held = found.get(entry.number)
        if held and expected.get(entry.number) == title_key(held.title) != title_key(entry.title):
            continue
        found[entry.number] = entry
    return tuple(sorted(found.values(), key=lambda entry: entry.line))


def _criterion_at(raw: list[str], lines: list[str], index: int) -> Entry | None:
    line = lines[index].strip()
    if is_row(lines[index]) or re.match(r"\s*[-*•]\s", raw[index]):
        return None
    alone = re.fullmatch(r"(\d\.\d{1,2})", line)
    if alone:
        following = next((text.strip() for text in lines[index + 1 : index + 4] if text), "")
        match = _GENERAL.match(following)
        return Entry(index + 1, alone[1], match[1].strip()) if match else None
    match = _NUMBERED.match(line)
    if not match or "." not in match[1] or not match[2][0].isupper():
        return None
    if match[2].rstrip().endswith((".", ",", ";")):
        return None
    return Entry(index + 1, match[1], match[2].strip())


def appendix_of(lines: list[str], last: int) -> tuple[Entry, ...]:
    """Return the numbered titles that stand in a list after the heading of an appendix."""
    found = []
    inside = False
    for index in range(last, len(lines)):
        line = re.sub(r"^\s*[-*•]\s+", "", lines[index]).strip()
        inside = inside or bool(re.match(r"appendi(?:x|ces)\b", line, re.IGNORECASE))
        match = re.match(r"(\d\.\d{1,2})\.?\s+([A-Z].{2,100})$", line)
        if inside and match and not is_row(line) and not line.endswith("."):
            found.append(Entry(index + 1, match[1], match[2].strip()))
    return tuple(found)
