"""Plain lists of words: one word a line, which a person can read and mend in any editor."""

from __future__ import annotations

import os
import re
from pathlib import Path

from omi_desktop.errors import RequestError

_HEAD = "# My words: one a line. The spelling check knows them from the next start on.\n"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def read_words(file: Path) -> tuple[str, ...]:
    """Return the words of a list; none where there is no such list, and no line that is no word."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # A list that cannot be read makes words unknown, which is seen, and loses nothing.
        return ()
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if _WORD.fullmatch(line))


def add_word(file: Path, word: str) -> None:
    """Put a word at the end of a list, made if there is none; a list that has it stays as it is."""
    if not _WORD.fullmatch(word):
        raise RequestError(f"“{word}” is not one word, so it cannot be added to your words.")
    if word in read_words(file):
        return
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.exists() else _HEAD
        ends = "" if before.endswith("\n") or not before else "\n"
        unfinished.write_text(f"{before}{ends}{word}\n", encoding="utf-8")
        unfinished.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            f"“{word}” could not be added to your words in {file}: {_why(error)}. "
            "The word is known until the program ends."
        ) from error


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "the disk refuses"
    return "the file is not plain text"
