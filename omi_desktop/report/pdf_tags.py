"""The structure of a tagged PDF: what is a heading, a list, a cell, a figure, and what is not read.

The tree is made in reading order before anything is drawn; drawing only says which marks on which
page belong to an element. So the order in which things are drawn does not matter, and what is
split over two pages stays one element.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.pdfbase.pdfdoc import (
    LinkAnnotation,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportlab.pdfgen.textobject import PDFTextObject

Value: TypeAlias = "str | int | tuple[float, ...]"
_ALWAYS = ("TD", "TH")
"""Elements that stand even when nothing is drawn in them: rows keep their number of cells."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Content of an element: the mark `number` on a page, counted from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of an element, by the index of its page and of the link in the document."""

    page: int
    link: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure; `alternative` says in words what a figure shows.

    `attributes` are those that the `owner`, a part of the standard, knows for the tag, such as the
    scope of a heading of a table.
    """

    tag: str
    owner: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    alternative: str = ""
    kids: list[Element | Drawn | Linked] = field(default_factory=list)

    def add(
        self,
        tag: str,
        owner: str = "",
        attributes: Mapping[str, Value] | None = None,
        *,
        alternative: str = "",
    ) -> Element:
        """Return a new element, the last inside this one."""
        element = Element(tag, owner, attributes or {}, alternative)
        self.kids.append(element)
        return element

    @property
    def stands(self) -> bool:
        """Whether there is anything in it to read."""
        return self.tag in _ALWAYS or any(
            kid.stands if isinstance(kid, Element) else True for kid in self.kids
        )


class TaggedCanvas(Canvas):
    """A canvas whose content is marked with the elements of a structure."""

    # What reportlab keeps to itself, and its stubs leave out.
    _code: list[str]
    _doc: Any
    _absRect: Callable[..., Any]  # noqa: N815
    _addAnnotation: Callable[..., None]  # noqa: N815
    _bookmarkReference: Callable[[str], Any]  # noqa: N815

    def __init__(
        self, *arguments: Any, structure: Element, description: bytes, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self._structure = structure
        self._description = description
        self._marks: list[list[Element]] = [[]]
        self._links: list[tuple[LinkAnnotation, PDFObjectReference]] = []
        self._linked: list[Element] = []
        self._after_label: Element | None = None

    @contextmanager
    def content(self, element: Element, label: Element | None = None) -> Iterator[None]:
        """Mark what is drawn inside as content of the element.

        Where there is a label, the first text that is drawn belongs to it: reportlab draws the
        bullet of a paragraph first.
        """
        self._begin(label or element)
        self._after_label = element if label else None
        yield
        self._after_label = None
        self.end()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Mark what is drawn inside as decoration, which is not read."""
        self.begin_artifact(kind)
        yield
        self.end()

    def begin_artifact(self, kind: str = "Layout") -> None:
        """Mark what follows as decoration."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")

    def end(self) -> None:
        """End what was begun last."""
        self._code.append("EMC")

    def link(
        self, element: Element, words: str, key: str, room: tuple[float, float, float, float]
    ) -> None:
        """Let a click in the room lead to the bookmark `key`; the words say where that is."""
        annotation = _Link(
            Rect=self._absRect(room, 1),
            Contents=words,
            Destination=self._bookmarkReference(key),
            Border="[0 0 0]",
        )
        number = len(self._links)
        name = f"link-{number}"
        self._addAnnotation(annotation, name)
        self._links.append((annotation, self._doc.refAnnotation(name)))
        self._linked.append(element)
        element.kids.append(Linked(self._page, number))

    def drawText(self, text: PDFTextObject) -> None:  # noqa: N802 (reportlab's name)
        """Draw text; after the first of an item, what follows is the item and not its label."""
        super().drawText(text)
        if self._after_label is not None:
            self.end()
            self._begin(self._after_label)
            self._after_label = None

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """End the page."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # A page writes only the entries whose names it knows.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marks) - 1
        page.Tabs = PDFName("S")
        self._marks.append([])

    def save(self) -> None:
        """Write the structure, then the file."""
        if self._code:
            self.showPage()
        self._write_structure()
        super().save()

    def _write_structure(self) -> None:
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = self._tree()
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
        # Never compressed: programs that index files look for it as plain text.
        catalog.Metadata = PDFStream(kind, self._description, filters=[])

    @property
    def _page(self) -> int:
        return len(self._marks) - 1

    def _begin(self, element: Element) -> None:
        marks = self._marks[-1]
        element.kids.append(Drawn(self._page, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)

    def _tree(self) -> PDFDictionary:
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        written: dict[int, PDFObjectReference] = {}
        root["K"] = self._entry(self._structure, self._doc.Reference(root), written)
        numbers: list[object] = []
        pages = self._marks[:-1]
        for page, marks in enumerate(pages):
            numbers += [page, PDFArray([written[id(element)] for element in marks])]
        for place, (annotation, _) in enumerate(self._links):
            key = len(pages) + place
            annotation.otherkw["StructParent"] = key
            numbers += [key, written[id(self._linked[place])]]
        root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(pages) + len(self._links)
        return root

    def _entry(
        self,
        element: Element,
        parent: PDFObjectReference,
        written: dict[int, PDFObjectReference],
    ) -> PDFObjectReference:
        entry = PDFDictionary({"S": PDFName(element.tag), "P": parent})
        reference: PDFObjectReference = self._doc.Reference(entry)
        written[id(element)] = reference
        if element.alternative:
            entry["Alt"] = PDFString(element.alternative)
        if element.attributes:
            entry["A"] = _attributes(element.owner, element.attributes)
        pages = self._doc.Pages.pages
        first = next((kid.page for kid in element.kids if isinstance(kid, Drawn)), None)
        if first is not None:
            entry["Pg"] = self._doc.Reference(pages[first])
        kids: list[object] = []
        for kid in element.kids:
            match kid:
                case Element() if kid.stands:
                    kids.append(self._entry(kid, reference, written))
                case Drawn(page, number) if page == first:
                    kids.append(number)
                case Drawn(page, number):
                    kids.append(_reference("MCR", self._doc.Reference(pages[page]), MCID=number))
                case Linked(page, link):
                    target = self._links[link][1]
                    kids.append(_reference("OBJR", self._doc.Reference(pages[page]), Obj=target))
                case _:
                    pass
        if kids:
            entry["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        return reference


class _Link(LinkAnnotation):
    """A link that says to which element it belongs."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


def _reference(kind: str, page: PDFObjectReference, **entries: object) -> PDFDictionary:
    return PDFDictionary({"Type": PDFName(kind), "Pg": page, **entries})


def _attributes(owner: str, attributes: Mapping[str, Value]) -> PDFDictionary:
    entries: dict[str, object] = {"O": PDFName(owner)}
    for name, value in attributes.items():
        match value:
            case str():
                entries[name] = PDFName(value)
            case tuple():
                entries[name] = PDFArray(value)
            case _:
                entries[name] = value
    return PDFDictionary(entries)
