"""Names and case references that must not stand in a public report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Page

_WORD = re.compile(r"[^\W\d_][\w’'-]*", re.UNICODE)
_LONG = 6
"""A word of this length may differ by one letter, one of twice this length by two."""


def disclosures(
    page: Page, names: tuple[str, ...], case_refs: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield every place where a name or a case reference stands, also misspelt or run together."""
    wanted = [(name, _parts(name)) for name in names]
    refs = {_bare(ref): ref for ref in case_refs if len(_bare(ref)) > 2}
    patterns = [(ref, _spaced(bare)) for bare, ref in refs.items()]
    for at, line in enumerate(page.lines, start=1):
        yield from _names(line, at, wanted)
        for ref, pattern in patterns:
            for match in pattern.finditer(line):
                why = f"This is the case reference {ref}; it must not stand in a public report."
                yield Finding(at, Kind.DISCLOSURE, match[0], why)


def within(one: str, other: str, most: int) -> bool:
    """Tell whether one word becomes the other by at most `most` letters put in, out or changed.

    Two neighbouring letters that have changed places count as one.
    """
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, before, row = before, row, [i]
        for j, sign in enumerate(other, start=1):
            best = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != sign))
            if above and i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > most and (not before or min(before) > most):
            return False
    return row[-1] <= most


def _parts(name: str) -> tuple[str, ...]:
    return tuple(_owner(word) for word in _WORD.findall(name.replace(".", " ")))


def _names(line: str, at: int, wanted: list[tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
    words = list(_WORD.finditer(line))
    for name, parts in wanted:
        surname = parts[-1] if parts else ""
        if len(surname) < 3:
            continue
        for index, word in enumerate(words):
            # A name is written with a capital; without this every “green” would be a Mr Green.
            if not word[0][0].isupper() or not _alike(_owner(word[0]), surname):
                continue
            exact = _owner(word[0]) == surname
            start = _first_name(words, index, parts[:-1])
            if (
                start is None
                and not _titled(line, word.start())
                and not (exact and len(surname) > 3 and not _opens_sentence(line, word.start()))
            ):
                continue
            begin = words[index if start is None else start].start()
            why = f"This looks like {name}; the name must not stand in a public report."
            yield Finding(at, Kind.DISCLOSURE, line[begin : word.end()], why)


def _owner(word: str) -> str:
    return re.sub(r"'s?$", "", word.lower().replace("’", "'"))


def _alike(word: str, name: str) -> bool:
    return word == name or within(word, name, len(name) // _LONG)


def _first_name(words: list[re.Match[str]], index: int, first: tuple[str, ...]) -> int | None:
    """Return where the first name or initial before a surname begins, or None."""
    if not first or index == 0:
        return None
    before = words[index - 1][0]
    said = _owner(before)
    known = any(_alike(said, part) or said == part[0] for part in first)
    return index - 1 if before[0].isupper() and known else None


def _titled(line: str, start: int) -> bool:
    return bool(re.search(r"\b(?:mr|mrs|ms|miss|dr)\.?\s+$", line[:start], re.IGNORECASE))


def _opens_sentence(line: str, start: int) -> bool:
    return not line[:start].strip() or bool(re.search(r"[.!?:]\s*[“‘'(]*$", line[:start]))


def _bare(ref: str) -> str:
    return re.sub(r"[^a-z0-9]", "", ref.lower())


def _spaced(bare: str) -> re.Pattern[str]:
    """Return a pattern for a reference however it is spaced, hyphenated or capitalised."""
    inside = r"[\s/_.–—-]?".join(re.escape(sign) for sign in bare)
    return re.compile(rf"(?<![A-Za-z0-9]){inside}(?![A-Za-z0-9])", re.IGNORECASE)
