"""Read the text to proofread from a file: plain text, Markdown or a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.proofread.word_file import word_text

if TYPE_CHECKING:
    from pathlib import Path

SIZE_LIMIT = 10 * 1024 * 1024
_OTHERS = {
    ".pdf": "save its text first (pdftotext -layout) and proofread that",
    ".doc": "save it as .docx in Word and try again",
    ".odt": "save it as .docx and try again",
    ".rtf": "save it as .docx and try again",
}


def read_text(path: Path) -> str:
    """Return the text of a file; in a Word document every paragraph and table row is a line.

    Raises RequestError where the file cannot be read as text or is larger than a report can be.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise RequestError(f"{path.name} cannot be proofread as it is: {_OTHERS[suffix]}.")
    if suffix == ".docx":
        return word_text(path)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise RequestError(
                f"{path.name} has {size // 1024 // 1024} MB, far more than the text of a report: "
                "choose another file."
            )
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise RequestError(f"There is no file {path}: check its name.") from error
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read ({error.strerror}): check its name and your rights to it."
        ) from error
    return _decoded(path, content)


def _decoded(path: Path, content: bytes) -> str:
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RequestError(
            f"{path.name} is not text in UTF-8: save it as plain text in UTF-8, or as .docx, and "
            "try again."
        ) from error
    if "\0" in text:
        raise RequestError(f"{path.name} is not a text: choose a text, Markdown or Word file.")
    return text
