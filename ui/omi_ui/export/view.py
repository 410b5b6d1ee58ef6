"""Export and print: what each document holds, and the button that makes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError
from omi_desktop.store import Role
from omi_ui.export import documents, making
from omi_ui.export.print_choice import PrintChoice
from omi_ui.export.progress_part import ProgressPart
from omi_ui.export.return_part import ReturnPart
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from omi_desktop.store import Inspection
    from omi_ui.tasks import Step, Task, TaskRunner
    from omi_ui.widgets.page_preview import PagePreview


Made = TypeVar("Made")


class ExportView(QWidget):
    """Makes the documents beside the window, with progress and a way to cancel."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(
        self, inspection: Inspection, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._runner = runner
        self._task: Task | None = None
        self._preview: PagePreview | None = None
        self._pages = b""
        self._revision = -1
        self.choice = PrintChoice()
        self._pressed: QWidget | None = None
        self._return: ReturnPart | None = None
        self._buttons: list[QPushButton] = []
        self._progress = ProgressPart()
        self._progress.cancelled.connect(self.cancel)
        # Short, as a box breaks no lines: large text would widen the column past its edge.
        self.with_annex = QCheckBox("With the annex")
        named(self.with_annex, "With the annex", "The annex is not for publication")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._build_left())
        self._right = QFrame()
        self._right.setObjectName("side")
        self._beside = QVBoxLayout(self._right)
        self._beside.setContentsMargins(1, 0, 0, 0)
        self._empty = EmptyPlace(
            "The report as it will print",
            "The pages appear here, made from the answers as they stand now.",
            self._keep(button("Show the pages", self.make_preview, "primary")),
        )
        self._beside.addWidget(self._empty)
        split.addWidget(self._right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    @property
    def preview(self) -> PagePreview | None:
        """Return the pages that are shown, if they have been made."""
        return self._preview

    @property
    def doing(self) -> str:
        """Return what is being done, as it is shown."""
        return self._progress.doing

    @property
    def is_busy(self) -> bool:
        """Tell whether a document is being made."""
        return self._task is not None

    def make_workbook(self, path: Path) -> None:
        """Write the workbook to `path`."""
        words = f"The workbook is in “{path}”."
        self._start(making.workbook(self._inspection, path), self._teller(words))

    def make_pdf(self, path: Path) -> None:
        """Write the report to `path`."""
        words = f"The report is in “{path}”."
        with_annex = self.with_annex.isChecked()
        self._start(making.pdf(self._inspection, path, with_annex), self._teller(words))

    def make_annex(self, path: Path) -> None:
        """Write the annex to `path`."""
        words = f"The annex is in “{path}”. It is not for publication."
        self._start(making.annex(self._inspection, path), self._teller(words))

    def make_draft(self, path: Path) -> None:
        """Write the Word draft for comment to `path`."""
        words = f"The draft is in “{path}”."
        self._start(making.draft(self._inspection, path), self._teller(words))

    def make_web_page(self, path: Path) -> None:
        """Write the report as one web page to `path`."""
        words = f"The web page is in “{path}”."
        self._start(making.web_page(self._inspection, path), self._teller(words))

    def make_return(self, path: Path, password: str) -> None:
        """Write the return for the lead inspector to `path`, locked with the password."""
        words = f"The return is in “{path}”. Send it to the lead inspector."
        self._start(making.returned(self._inspection, path, password), self._teller(words))

    def make_preview(self) -> None:
        """Make the pages and show them."""
        revision = self._inspection.saved().revision

        def show(content: bytes) -> None:
            if self._show_pages(content, revision):
                self.said.emit(f"The report has {self._count()} pages.")

        self._start(making.pages(self._inspection), show)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen pages of those that are shown."""
        from omi_ui.export.printing import print_pages

        content, numbers = self._pages, self.choice.numbers()

        def work(step: Step) -> int:
            return print_pages(content, numbers, printer, step)

        def tell(count: int) -> None:
            pages = "One page" if count == 1 else f"{count} pages"
            self.said.emit(f"{pages} went to “{printer.printerName()}”.")

        self._start(work, tell, "Cancelled. The printer may have begun some pages.")

    def close_documents(self) -> None:
        """Let go of the pages shown, before the window closes."""
        if self._task is not None:
            self._task.cancel()
        if self._preview is not None:
            self._preview.close_document()
        self._pages = b""

    def _build_left(self) -> QWidget:
        left = QWidget()
        left.setObjectName("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(12)
        column.addWidget(label("Export and print", "title"))
        column.addWidget(
            label(
                "All of them are made from one set of scores and carry the same reconciliation "
                "code, so they can be checked against each other.",
                "muted",
                wraps=True,
            )
        )
        if self._inspection.details.role is Role.ASSESSOR:
            column.addWidget(_rule())
            column.addWidget(self._build_return())
        for offered, press, beside in (
            (documents.WORKBOOK, self._on_workbook, None),
            (documents.REPORT, self._on_pdf, self.with_annex),
            (documents.ANNEX, self._on_annex, None),
            (documents.DRAFT, self._on_draft, None),
            (documents.WEB_PAGE, self._on_web_page, None),
            (documents.PRINT, self._on_print, self.choice),
        ):
            column.addWidget(_rule())
            column.addWidget(label(offered.title, "heading", wraps=True))
            column.addWidget(label(offered.holds, wraps=True))
            if beside is not None:
                column.addWidget(beside)
            made = self._keep(button(offered.action, press))
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(left)
        side = QWidget()
        side.setObjectName("surface")
        side.setMinimumWidth(360)
        # Under what scrolls, so that progress and Cancel are always in sight.
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(scroll, 1)
        below.addWidget(self._progress)
        return side

    def _build_return(self) -> QWidget:
        part = ReturnPart()
        part.wanted.connect(self._on_return)
        self._return = part
        return part

    def _keep(self, made: QPushButton) -> QPushButton:
        self._buttons.append(made)
        return made

    def _start(
        self,
        work: making.Making[Made],
        done: Callable[[Made], None],
        cancelled: str = "Cancelled. Nothing was written.",
    ) -> None:
        if self._task is not None:
            return
        self._set_busy(is_busy=True)

        def on_done(result: Made) -> None:
            self._on_ended()
            done(result)

        def on_cancelled() -> None:
            self._on_ended()
            self.said.emit(cancelled)

        self._task = self._runner.run(
            work, on_done, self._on_failed, self._on_progressed, on_cancelled
        )

    def _set_busy(self, *, is_busy: bool) -> None:
        if is_busy:
            self._pressed = self.focusWidget()
        if is_busy:
            self._progress.begin()
        else:
            self._progress.hide()
        for each in self._buttons:
            each.setEnabled(not is_busy)
        if self._return is not None:
            self._return.setEnabled(not is_busy)
        # A button that is switched off loses the keyboard; it gets it back.
        keyboard = self._progress.cancel_button if is_busy else self._pressed
        if keyboard is not None:
            keyboard.setFocus(Qt.FocusReason.OtherFocusReason)

    def _teller(self, words: str) -> Callable[[Path], None]:
        def tell(_path: Path) -> None:
            self.said.emit(words)

        return tell

    def _on_progressed(self, doing: str, share: float) -> None:
        self._progress.tell(doing, share)

    def _on_ended(self) -> None:
        self._task = None
        self._set_busy(is_busy=False)

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.refused.emit(error)

    def cancel(self) -> None:
        """Stop making the document at its next step."""
        if self._task is not None:
            self._progress.tell("Stopping at the next step")
            self._task.cancel()

    def _on_workbook(self) -> None:
        path = ask_path(self, "Save the workbook", self._suggested("xlsx"), "Excel (*.xlsx)")
        if path is not None:
            self.make_workbook(path)

    def _on_pdf(self) -> None:
        path = ask_path(self, "Save the report", self._suggested("pdf"), "PDF (*.pdf)")
        if path is not None:
            self.make_pdf(path)

    def _on_annex(self) -> None:
        path = ask_path(self, "Save the annex", self._suggested("annex.pdf"), "PDF (*.pdf)")
        if path is not None:
            self.make_annex(path)

    def _on_draft(self) -> None:
        path = ask_path(self, "Save the draft", self._suggested("docx"), "Word (*.docx)")
        if path is not None:
            self.make_draft(path)

    def _on_web_page(self) -> None:
        path = ask_path(self, "Save the web page", self._suggested("html"), "Web page (*.html)")
        if path is not None:
            self.make_web_page(path)

    def _on_return(self, password: str) -> None:
        suggested = str(self._inspection.path.with_suffix(".return.xlsx"))
        path = ask_path(self, "Save the return", suggested, "Excel (*.xlsx)")
        if path is not None:
            self.make_return(path, password)

    def _on_print(self) -> None:
        revision = self._inspection.saved().revision
        if self._pages and revision == self._revision:
            self._ask_and_print()
            return
        were_shown = bool(self._pages)

        def show(content: bytes) -> None:
            if not self._show_pages(content, revision):
                return
            if were_shown:
                self.said.emit("The inspection has changed, so the pages were made again. Look.")
            else:
                self._ask_and_print()

        self._start(making.pages(self._inspection), show)

    def _ask_and_print(self) -> None:
        from omi_ui.export.printing import ask_printer

        if not self.choice.check():
            return
        printer = ask_printer(self)
        if printer is not None:
            self.print_to(printer)

    def _show_pages(self, content: bytes, revision: int) -> bool:
        """Show the pages, which were made at a revision; tell whether they could be shown."""
        from omi_ui.export.printed_parts import parts_of
        from omi_ui.widgets.page_preview import PagePreview

        if self._preview is None:
            self._preview = PagePreview()
            self._preview.page_changed.connect(self.choice.follow)
            self._empty.hide()
            again = self._keep(button("Make the pages again", self.make_preview, "quiet"))
            self._preview.add_tool(again)
            self._beside.addWidget(self._preview, 1)
        try:
            self._preview.show_pdf(content)
        except OmiError as error:
            self.refused.emit(error)
            return False
        self._pages, self._revision = content, revision
        document = self._preview.document
        if document is not None:
            self.choice.show_pages(parts_of(document), document.pageCount())
            self.choice.follow(self._preview.area.page)
        return True

    def _count(self) -> int:
        document = self._preview.document if self._preview else None
        return document.pageCount() if document else 0

    def _suggested(self, suffix: str) -> str:
        area, signed = self._inspection.details.area, self._inspection.signed_off()
        # What is signed off is known by its data cut wherever it goes.
        cut = f", data cut {signed.number}, {signed.at[:10]}" if signed else ""
        return str(self._inspection.path.with_name(f"{area}{cut}.{suffix}"))


def ask_path(parent: QWidget, title: str, suggested: str, kind: str) -> Path | None:
    """Ask where to save; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kind)
    return Path(chosen) if chosen else None


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule
