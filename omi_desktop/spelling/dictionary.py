"""The British English dictionary together with the service's own words and a person's."""

from __future__ import annotations

import re
from pathlib import Path

from hunspell import Hunspell

from omi_desktop.assets import asset
from omi_desktop.spelling.own_words import read_words

_FOLDER = "spelling"
_LANGUAGE = "en_GB"
_POSSESSIVE = re.compile(r"['’]s?$")
_MOST_SUGGESTIONS = 6


class Dictionary:
    """Looks words up; takes 0.1 to 0.3 s to load and 25 MB, so nobody loads it for nothing."""

    def __init__(self, own_words: Path | None = None) -> None:
        folder = asset(_FOLDER)
        self._hunspell = Hunspell(_LANGUAGE, hunspell_data_dir=str(folder))
        for file in (folder / "words.txt", own_words):
            for word in read_words(file) if file else ():
                self.add(word)

    def add(self, word: str) -> None:
        """Know a word from now on."""
        self._hunspell.add(word.replace("’", "'"))

    def knows(self, word: str) -> bool:
        """Tell whether a word is spelt as one of the language, or of somebody's own words."""
        plain = word.replace("’", "'")
        return self._spells(plain) or self._spells(_POSSESSIVE.sub("", plain))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant, the likeliest first; takes up to a second."""
        found = self._hunspell.suggest(word.replace("’", "'"))
        return tuple(each.replace("'", "’") for each in found[:_MOST_SUGGESTIONS])

    def _spells(self, word: str) -> bool:
        return bool(word) and bool(self._hunspell.spell(word))
