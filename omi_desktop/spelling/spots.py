"""Where the words of a text stand that are worth looking up.

Quiet about what is no word of the language: references, dates, numbers, addresses, abbreviations
and names in capitals, and names with a capital inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_PROSE = re.compile(r"[\d@\\_]|://|^www\.", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]{2,}(?:['’]?s)?")
_ENDS_A_SENTENCE = re.compile(r"[.!?:][\"'’”)\]]*$")
_OPENS = "\"'‘“([•-–"


@dataclass(frozen=True, slots=True)
class Spot:
    """A word and where it stands in the text."""

    start: int
    word: str

    @property
    def end(self) -> int:
        """Return where the text goes on behind the word."""
        return self.start + len(self.word)


def spots(text: str) -> tuple[Spot, ...]:
    """Return the words of a text that are to be looked up, in order."""
    found: list[Spot] = []
    for line in re.finditer(r"[^\n]+", text):
        begins = True
        for chunk in _CHUNK.finditer(line[0]):
            if not _NO_PROSE.search(chunk[0]):
                found.extend(_of_chunk(chunk[0], line.start() + chunk.start(), begins=begins))
            begins = bool(_ENDS_A_SENTENCE.search(chunk[0])) or (begins and chunk[0] in _OPENS)
    return tuple(found)


def _of_chunk(chunk: str, at: int, *, begins: bool) -> Iterator[Spot]:
    for number, match in enumerate(_WORD.finditer(chunk)):
        word = match[0]
        is_name = word[0].isupper() and not (begins and number == 0)
        if len(word) > 1 and not _CAPITALS.fullmatch(word) and not is_name:
            yield Spot(at + match.start(), word)
