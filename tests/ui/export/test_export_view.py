"""Export and print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_desktop.store import Inspection
from omi_ui.export.printing import print_pages
from omi_ui.export.view import ExportView
from omi_ui.tasks import TaskRunner


@pytest.fixture
def view(
    qtbot: QtBot, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> Iterator[ExportView]:
    """Return the screen over an inspection with one answered case."""
    fill(inspection, "c0")
    runner = TaskRunner()
    made = ExportView(inspection, runner)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_documents()
    runner.close()


def test_the_workbook_is_written_beside_the_window(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    path = tmp_path / "Westmorland.xlsx"
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.make_workbook(path)
        assert view.is_busy
    assert path.read_bytes()[:2] == b"PK"
    assert str(path) in said.args[0]
    assert not view.is_busy


def test_the_draft_and_the_web_page_are_written(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    draft, page = tmp_path / "Westmorland.docx", tmp_path / "Westmorland.html"
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_draft(draft)
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_web_page(page)
    assert draft.read_bytes()[:2] == b"PK"
    assert "<html" in page.read_text(encoding="utf-8")


def test_the_pages_are_shown_and_printed_in_full(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_preview()
    assert view.preview is not None
    pages = view.preview.pages
    assert pages.pageCount() > 3
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 2)
    assert print_pages(pages, printer) == 2
    printed = QPdfDocument()
    assert printed.load(str(tmp_path / "printed.pdf")) == QPdfDocument.Error.None_
    assert printed.pageCount() == 2
    printed.close()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    with qtbot.waitSignal(view.refused, timeout=60_000) as refused:
        view.make_pdf(tmp_path / "nowhere" / "report.pdf")
    assert isinstance(refused.args[0], RequestError)
    assert not view.is_busy


def test_cancelling_writes_nothing(qtbot: QtBot, view: ExportView, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.make_pdf(path)
        view.cancel()
    assert said.args == ["Cancelled. Nothing was written."]
    assert list(tmp_path.glob("*.pdf")) == []
