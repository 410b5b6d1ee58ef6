"""What a template left behind: places in braces, “XX”, “TBC”, empty brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Page

_WORDS = (
    r"name|names|area|date|dates|number|numbers|title|figure|figures|percentage|base|month|year|"
    r"text|tbc|tba|insert\b[^\]>]{0,60}|to\s+be\s+(?:confirmed|added|completed)[^\]>]{0,40}|"
    r"add\b[^\]>]{0,60}|check\b[^\]>]{0,60}|xx+|\.\.\.|…|\?+"
)
_PLACEHOLDERS = (
    (re.compile(r"\{\{?\s*[A-Za-z_][\w .-]{0,40}\}?\}"), "A place of the template was not filled."),
    (re.compile(r"«[^«»]{1,40}»"), "A field of a mail merge was not filled."),
    (
        re.compile(rf"\[\s*(?:{_WORDS})\s*\]|<\s*(?:{_WORDS})\s*>", re.IGNORECASE),
        "A place of the template was not filled.",
    ),
    (re.compile(r"(?<![\w.])[Xx]{2,}\s?%"), "A percentage is still to be filled in."),
    (re.compile(r"(?<![\w.])(?:XX+|xx+)(?![\w-])"), "A word or figure is still to be filled in."),
    (
        re.compile(r"\b(?:TBC|TBA|TODO|FIXME)\b|\bto be confirmed\b"),
        "Something is still to be settled.",
    ),
    (re.compile(r"(?<!\w)\?{2,}(?!\w)"), "A question was left in the text."),
    (re.compile(r"\blorem ipsum\b|\bclick here to enter text\b", re.IGNORECASE), "Filler text."),
    (re.compile(r"(?<=\w )_{3,}|_{3,}(?= \w)"), "A blank was not filled in."),
)


def leftovers(page: Page) -> Iterator[Finding]:
    """Yield every placeholder, once, wherever it stands."""
    for at, line in enumerate(page.lines, start=1):
        taken: list[range] = []
        for pattern, why in _PLACEHOLDERS:
            for match in pattern.finditer(line):
                if any(match.start() in span for span in taken):
                    continue
                taken.append(range(match.start(), match.end()))
                yield Finding(at, Kind.PLACEHOLDER, match[0], why)
