"""The text of a Word document, read without trusting the file."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

SIZE_LIMIT = 60 * 1024 * 1024
"""How large the XML of a document may be; the report of an inspection has less than one MB."""
ENTRY_LIMIT = 2_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_BROKEN = (BadZipFile, EOFError, KeyError, NotImplementedError, ValueError, zlib.error)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK}

Formats = dict[tuple[str, str], str]


def word_text(path: Path) -> str:
    """Return the paragraphs and table rows of a .docx file, a line each, in their order.

    Headings begin with “#”, items that Word letters itself with their letter, and the cells of a
    row are parted by tabs. What was deleted under “Track changes” is left out.
    Raises RequestError for anything but a sound Word document of an ordinary size.
    """
    body, numbering = _parts(path)
    lettered = _formats(numbering) if numbering is not None else {}
    found = body.find(f"{_W}body")
    if found is None:
        raise _damaged(path)
    return "\n".join(_lines(found, lettered, Counter())) + "\n"


def _parts(path: Path) -> tuple[Element, Element | None]:
    try:
        with ZipFile(path) as packed:
            entries = {entry.filename: entry.file_size for entry in packed.infolist()}
            if len(entries) > ENTRY_LIMIT or any(
                entries.get(name, 0) > SIZE_LIMIT for name in (_BODY, _NUMBERING)
            ):
                raise RequestError(
                    f"{path.name} would unpack to far more than a report has: it was not opened. "
                    "Ask its sender for the original file."
                )
            body = fromstring(packed.read(_BODY))
            has_numbering = _NUMBERING in entries
            numbering = fromstring(packed.read(_NUMBERING)) if has_numbering else None
    except FileNotFoundError as error:
        raise RequestError(f"There is no file {path}: check its name.") from error
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read ({error.strerror}): check its name and your rights to it."
        ) from error
    except DefusedXmlException as error:
        raise RequestError(
            f"{path.name} declares entities in its XML, which Word never does: it was not opened. "
            "Ask its sender for the original file."
        ) from error
    except (ParseError, RuntimeError, *_BROKEN) as error:
        raise _damaged(path) from error
    return body, numbering


def _damaged(path: Path) -> RequestError:
    return RequestError(
        f"{path.name} cannot be read as a Word document: it is damaged, locked with a password, or "
        "something else. Open it in Word, save it as .docx without a password and try again."
    )


def _lines(parent: Element, lettered: Formats, counters: Counter[tuple[str, str]]) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _paragraph(child, lettered, counters)
            yield ""
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = (" ".join(_cell(cell).split()) for cell in row.findall(f"{_W}tc"))
                yield "\t".join(cells)
            yield ""
        elif child.tag not in _LEFT_OUT:
            yield from _lines(child, lettered, counters)


def _cell(cell: Element) -> str:
    return " ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))


def _paragraph(paragraph: Element, lettered: Formats, counters: Counter[tuple[str, str]]) -> str:
    text = _text(paragraph).strip()
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    if text and name.lower().startswith("heading"):
        level = name[7:].strip() or "1"
        return f"{'#' * min(6, int(level) if level.isdigit() else 1)} {text}"
    return _letter(paragraph, lettered, counters) + text if text else ""


def _letter(paragraph: Element, lettered: Formats, counters: Counter[tuple[str, str]]) -> str:
    """Return “(c) ” for the third item of a list that Word letters."""
    values = [paragraph.find(f"{_W}pPr/{_W}numPr/{_W}{part}") for part in ("numId", "ilvl")]
    if values[0] is None:
        return ""
    key = (
        values[0].get(f"{_W}val", ""),
        values[1].get(f"{_W}val", "0") if values[1] is not None else "0",
    )
    if lettered.get(key) != "lowerLetter":
        return ""
    counters[key] += 1
    return f"({chr(ord('a') + (counters[key] - 1) % 26)}) "


def _formats(numbering: Element) -> Formats:
    """Return how each list numbers each of its levels."""
    abstract = {
        (one.get(f"{_W}abstractNumId", ""), level.get(f"{_W}ilvl", "0")): form.get(f"{_W}val", "")
        for one in numbering.findall(f"{_W}abstractNum")
        for level in one.findall(f"{_W}lvl")
        if (form := level.find(f"{_W}numFmt")) is not None
    }
    found: Formats = {}
    for one in numbering.findall(f"{_W}num"):
        source = one.find(f"{_W}abstractNumId")
        name = source.get(f"{_W}val", "") if source is not None else ""
        for (owner, level), numbers in abstract.items():
            if owner == name:
                found[one.get(f"{_W}numId", ""), level] = numbers
    return found


def _text(element: Element) -> str:
    """Return the text of a paragraph, with tabs, without what was deleted."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    return "".join(_text(child) for child in element if child.tag not in _LEFT_OUT)
