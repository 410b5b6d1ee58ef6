"""Elements of a Word document that its library has no words for, and text made safe for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.text.paragraph import Paragraph

# XML has no way to write these; line breaks stay.
_UNWRITABLE = {
    **dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)), " "),
    **dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"),
}


def writable(text: str) -> str:
    """Return text that any Word document can hold: no control character but the line break."""
    return text.replace("\r\n", "\n").translate(_UNWRITABLE)


def on_one_line(text: str) -> str:
    """Return text for places that have no lines: properties, heads and feet."""
    return " ".join(writable(text).split())


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element of the main namespace, with its attributes in the same one."""
    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def text_run(text: str, *properties: Any) -> Any:
    """Return a run of one line of text, for places that the library cannot reach."""
    words = element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return element("r", *([element("rPr", *properties)] if properties else []), words)


def field(instruction: str, shown: str) -> Iterator[Any]:
    """Yield the runs of a field that shows `shown` until it is calculated."""
    yield from field_start(instruction)
    yield text_run(shown)
    yield field_end()


def field_start(instruction: str) -> Iterator[Any]:
    """Yield the runs before what a field shows."""
    words = element("instrText")
    words.text = f" {instruction} "
    words.set(qn("xml:space"), "preserve")
    yield element("r", element("fldChar", fldCharType="begin"))
    yield element("r", words)
    yield element("r", element("fldChar", fldCharType="separate"))


def field_end() -> Any:
    """Return the run after what a field shows."""
    return element("r", element("fldChar", fldCharType="end"))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the whole paragraph the place that links and page numbers call `name`."""
    runs = paragraph.runs
    if runs:
        runs[0]._r.addprevious(element("bookmarkStart", id=number, name=name))
        runs[-1]._r.addnext(element("bookmarkEnd", id=number))
