"""The form of a case on A4: boxes one can cross, room to write, the reference on every page."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from omi_desktop.placing import placed
from omi_desktop.report import wording
from omi_desktop.report.case_form_boxes import (
    LINE,
    draw_field,
    draw_rows,
    field,
    rows_of,
    rule,
    write,
)
from omi_desktop.report.case_form_interview import PromptToWrite
from omi_desktop.report.pdf_description import LANGUAGE, PROGRAM
from omi_desktop.report.pdf_type import (
    BELOW,
    BLACK,
    BOLD,
    GREY,
    INK,
    ITALIC,
    PALE,
    RULE,
    TEXT,
    marked_up,
    printable,
    register,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportlab.lib.colors import Color

    from omi_desktop.report.case_form import Asked, CaseForm

WIDTH, HEIGHT = A4
MARGIN = 15 * mm
TEXT_WIDTH = WIDTH - 2 * MARGIN
_TOP = HEIGHT - 24 * mm
_BOTTOM = 17 * mm
_GUTTER = 40
_NOTES = 168
_BETWEEN = 12
_SIZE = 8.6
_LEADING = 11
_PAD = 4.5
_FACT_SHARES = (0.72, 0.6, 0.4)
"""How much of the width the words of a fact take, as long as its boxes then fit into a row."""

_LONGEST_NOTE = 84
"""A note that is higher stands whole at the end of the form, under the number of its question."""

_HOW = (
    "Put a cross in a box. To change an answer, fill its box and cross another. The figure in a "
    "box is its key on the screen (F8, “Type in a form”). “RoH” marks the Risk of Harm questions. "
    "Say in the notes why something does not apply, and why a Risk of Harm answer falls short."
)


def write_case_form(form: CaseForm, path: Path) -> None:
    """Write the form to `path`; what stood there before stays until the new file is whole."""
    content = case_form_bytes(form)
    with placed(path, "The form") as beside:
        beside.write_bytes(content)


def case_form_bytes(form: CaseForm) -> bytes:
    """Return the form as a PDF."""
    register()
    file = BytesIO()
    shell = BaseDocTemplate(
        file,
        pagesize=A4,
        title=printable(f"Case {form.ref}"),
        author=printable(form.area),
        subject=printable(form.bank),
        creator=PROGRAM,
        producer=PROGRAM,
        lang=LANGUAGE,
        displayDocTitle=True,
        initialFontName=TEXT,
        invariant=1,
    )
    edges = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    frame = Frame(MARGIN, _BOTTOM, TEXT_WIDTH, _TOP - _BOTTOM, id="form", **edges)
    shell.addPageTemplates(PageTemplate("form", [frame]))
    shell.build(list(_flowables(form)), canvasmaker=partial(_Pages, form=form))
    return file.getvalue()


class _Pages(Canvas):
    """Pages that are given their heads and feet when it is known how many there are."""

    def __init__(self, *arguments: object, form: CaseForm, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self._form = form
        self._ended: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """Put the page aside."""
        self._ended.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write every page with its number and the number of all."""
        for number, page in enumerate(self._ended, 1):
            self.__dict__.update(page)
            _edges(self, self._form, number, len(self._ended))
            super().showPage()
        super().save()


def _edges(canvas: Canvas, form: CaseForm, page: int, pages: int) -> None:
    top = HEIGHT - 14 * mm
    write(canvas, MARGIN, top, "Case", TEXT, 9, GREY)
    write(canvas, MARGIN + 26, top, printable(form.ref), BOLD, 13, INK)
    told = f"Page {page} of {pages}"
    canvas.setFont(TEXT, 9)
    canvas.setFillColor(BLACK)
    canvas.drawRightString(WIDTH - MARGIN, top, told)
    canvas.drawCentredString(WIDTH / 2, top, printable(form.area))
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, top - 6, WIDTH - MARGIN, top - 6)
    foot = " · ".join(filter(None, (form.bank, form.progress, f"printed {wording.time(form.at)}")))
    write(canvas, MARGIN, 9 * mm, printable(foot), TEXT, 7.5, GREY)
    canvas.setFillColor(GREY)
    canvas.setFont(TEXT, 7.5)
    canvas.drawRightString(WIDTH - MARGIN, 9 * mm, "Confidential")


def _flowables(form: CaseForm) -> Iterator[Flowable]:
    yield _Head(form)
    heading = ""
    long_notes: list[Asked] = []
    for part in form.parts:
        is_profile = not part.asked[0].number
        if part.heading != heading:
            heading = part.heading
            yield CondPageBreak(90)
            yield _Heading(heading, 13, before=12)
        if part.title != heading:
            # Never a heading at the foot with its first question on the next page.
            yield CondPageBreak(74)
            yield _Heading(part.title, 10.5, before=8)
        for asked in part.asked:
            yield _Fact(asked) if is_profile else _Question(asked)
            if _is_long(asked):
                long_notes.append(asked)
    if long_notes:
        yield CondPageBreak(90)
        yield _Heading("Notes that are longer than their room", 13, before=14)
        for asked in long_notes:
            named = asked.number or asked.text
            yield Paragraph(f"<b>{marked_up(named)}</b> {marked_up(asked.note)}", _LONG)
    if form.interview:
        yield PageBreak()
        yield _Heading("Interview with the offender manager", 13, before=0)
        title = ""
        for talked in form.interview:
            if talked.title != title:
                title = talked.title
                yield CondPageBreak(90)
                yield _Heading(title, 10.5, before=6)
            yield PromptToWrite(talked)
    yield PageBreak()
    yield _Heading("More notes", 13, before=0)
    yield _Lines()


class _Heading(Flowable):
    """A heading over the whole width; the larger one with a rule under it."""

    def __init__(self, words: str, size: float, before: float) -> None:
        super().__init__()
        self._words = Paragraph(
            marked_up(words),
            ParagraphStyle("h", fontName=BOLD, fontSize=size, leading=size * 1.25, textColor=INK),
        )
        self._before = before
        self._is_large = size > 12

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        _, self._high = self._words.wrap(width, HEIGHT)
        return width, self._before + self._high + 4

    def draw(self) -> None:
        """Draw it."""
        self._words.drawOn(self.canv, 0, 4)
        if self._is_large:
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.8)
            self.canv.line(0, 1.5, TEXT_WIDTH, 1.5)


class _Head(Flowable):
    """Who reads which case, and how the form is filled in."""

    def __init__(self, form: CaseForm) -> None:
        super().__init__()
        self._form = form
        self._how = Paragraph(_HOW, _style("how", TEXT, 8.4, 11.2, GREY))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        _, self._high = self._how.wrap(width, HEIGHT)
        return width, 44 + self._high + 8

    def draw(self) -> None:
        """Draw three fields and the sentence on how to fill in the rest."""
        fields = (
            ("Assessor", self._form.assessor, 0.46),
            ("Read on", "", 0.25),
            ("Offender manager interviewed on", self._form.interviewed, 0.29),
        )
        x, top = 0.0, self._high + 8 + 40
        for label, written, share in fields:
            wide = TEXT_WIDTH * share - 8
            write(self.canv, x, top - 8, label, TEXT, 8, GREY)
            field(self.canv, x, top - 34, wide, 21)
            write(self.canv, x + 6, top - 28, printable(written), TEXT, 10, BLACK)
            x += TEXT_WIDTH * share
        self._how.drawOn(self.canv, 0, 8)


class _Fact(Flowable):
    """A fact of the profile: its words on the left, its boxes on the right of them."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._words = _words(asked)
        for share in _FACT_SHARES:
            self._left = TEXT_WIDTH * share
            self._rows = rows_of(asked.boxes, TEXT_WIDTH - self._left - _BETWEEN)
            if len(self._rows) == 1 or (not asked.boxes and share < _FACT_SHARES[0]):
                break

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        _, self._high = self._words.wrap(self._left, HEIGHT)
        rows = max(1, len(self._rows)) * LINE
        if not self._rows:
            rows = 22
        self._tall = max(self._high + 3, rows) + _PAD
        return width, self._tall

    def draw(self) -> None:
        """Draw it, with a line above."""
        rule(self.canv, self._tall, TEXT_WIDTH)
        top = self._tall - _PAD / 2
        self._words.drawOn(self.canv, 0, top - self._high - 1)
        x = self._left + _BETWEEN
        if self._rows:
            draw_rows(self.canv, self._rows, x, top)
        else:
            draw_field(self.canv, self._asked, x, top)


class _Question(Flowable):
    """A question: number, words and boxes on the left, room for notes on the right."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._left = TEXT_WIDTH - _NOTES - _BETWEEN - _GUTTER
        self._words = _words(asked)
        self._rows = rows_of(asked.boxes, self._left)
        note = "See the end of this form." if _is_long(asked) else asked.note
        self._note = Paragraph(marked_up(note), _NOTE)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        _, self._high = self._words.wrap(self._left, HEIGHT)
        _, self._noted = self._note.wrap(_NOTES - 8, HEIGHT)
        boxes = max(len(self._rows) * LINE, 22 if not self._rows else 0)
        room = max(self._high + boxes + 2, 40 if self._asked.is_summary else 34)
        self._tall = max(room, self._noted + 14) + 2 * _PAD
        return width, self._tall

    def draw(self) -> None:
        """Draw it, with a line above and the room for notes in lines to write on."""
        canvas = self.canv
        if self._asked.is_summary:
            canvas.setFillColor(PALE)
            canvas.rect(-4, 0, TEXT_WIDTH + 8, self._tall, stroke=0, fill=1)
        rule(canvas, self._tall, TEXT_WIDTH)
        top = self._tall - _PAD
        write(canvas, 0, top - _SIZE, self._asked.number, BOLD, _number_size(self._asked), BLACK)
        if self._asked.is_risk_of_harm:
            write(canvas, 0, top - 2 * _SIZE - 2, "RoH", BOLD, 7, BELOW)
        self._words.drawOn(canvas, _GUTTER, top - self._high)
        below = top - self._high - 2
        if self._rows:
            draw_rows(canvas, self._rows, _GUTTER, below)
        else:
            draw_field(canvas, self._asked, _GUTTER, below)
        self._draw_notes(top)

    def _draw_notes(self, top: float) -> None:
        x = TEXT_WIDTH - _NOTES
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(x - 5, _PAD, x - 5, top)
        self._note.drawOn(self.canv, x + 2, top - self._noted)
        self.canv.setDash(0.6, 2)
        self.canv.setStrokeColor(GREY)
        y = top - max(self._noted + 13, 14)
        while y > 3:
            self.canv.line(x, y, TEXT_WIDTH, y)
            y -= 15
        self.canv.setDash()


class _Lines(Flowable):
    """The rest of a page in lines to write on, with a column for the number of the question."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return all the room there is."""
        self._tall = height - 2
        return width, self._tall

    def draw(self) -> None:
        """Draw the lines."""
        top = self._tall - 14
        write(self.canv, 0, top, "Question", TEXT, 8, GREY)
        write(self.canv, 60, top, "Note", TEXT, 8, GREY)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(52, 0, 52, self._tall - 4)
        y = top - 22
        while y > 0:
            self.canv.line(0, y, TEXT_WIDTH, y)
            y -= 22


def _is_long(asked: Asked) -> bool:
    if not asked.note:
        return False
    if not asked.number:
        return True
    _, high = Paragraph(marked_up(asked.note), _NOTE).wrap(_NOTES - 8, HEIGHT)
    return high > _LONGEST_NOTE


def _words(asked: Asked) -> Paragraph:
    text = marked_up(asked.text)
    if asked.is_summary:
        text = f"<b>{text}</b>"
    if asked.hint:
        text += f' <font name="{ITALIC}" color="{GREY.hexval()}">{marked_up(asked.hint)}</font>'
    return Paragraph(text, _WORDS)


def _number_size(asked: Asked) -> float:
    wide = stringWidth(asked.number, BOLD, 9)
    return 9 if wide <= _GUTTER - 3 else 9 * (_GUTTER - 3) / wide


def _style(name: str, face: str, size: float, leading: float, colour: Color) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=face, fontSize=size, leading=leading, textColor=colour, alignment=TA_LEFT
    )


_WORDS = _style("words", TEXT, _SIZE, _LEADING, BLACK)
_NOTE = _style("note", TEXT, 8, 10, INK)
_LONG = ParagraphStyle("long", parent=_style("base", TEXT, 8.6, 11.4, BLACK), spaceAfter=6)
