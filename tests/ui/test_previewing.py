"""Pages made while somebody writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_desktop.store import Inspection
from omi_ui.previewing import PreviewMaker, pages_now
from omi_ui.tasks import TaskRunner
from omi_ui.widgets.page_preview import PagePreview


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[PagePreview]:
    """Return an empty preview."""
    made = PagePreview()
    qtbot.addWidget(made)
    yield made
    made.close_document()


@pytest.fixture
def maker(preview: PagePreview) -> Iterator[PreviewMaker]:
    """Return a maker of pages with a worker of its own, both closed at the end."""
    runner = TaskRunner()
    made = PreviewMaker(runner, preview)
    yield made
    made.close()
    runner.close()


def pages(count: int) -> bytes:
    """Return a PDF of so many pages."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    painter = QPainter(writer)
    for _ in range(count - 1):
        writer.newPage()
    painter.end()
    return bytes(held.data().data())


def count(preview: PagePreview) -> int:
    """Return how many pages are shown."""
    return preview.document.pageCount() if preview.document else 0


def test_of_wishes_that_follow_one_another_only_the_last_is_made(
    qtbot: QtBot, maker: PreviewMaker, preview: PagePreview
) -> None:
    ready = {number: pages(number) for number in (1, 2, 3)}
    made: list[int] = []

    def wish(number: int) -> Callable[[], bytes]:
        def make() -> bytes:
            made.append(number)
            return ready[number]

        return make

    with qtbot.waitSignal(maker.shown):
        for number in ready:
            maker.want(wish(number))
    assert made == [3]
    assert count(preview) == 3


def test_pages_that_are_out_of_date_when_they_are_done_are_not_shown(
    qtbot: QtBot, maker: PreviewMaker, preview: PagePreview
) -> None:
    first, second = pages(1), pages(2)
    begun, go_on = threading.Event(), threading.Event()
    shown: list[int] = []
    maker.shown.connect(lambda: shown.append(count(preview)))

    def slow() -> bytes:
        begun.set()
        go_on.wait(10)
        return first

    maker.want_now(slow)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(maker.shown):
        maker.want_now(lambda: second)
        go_on.set()
    assert shown == [2]


def test_the_pages_are_made_beside_the_window(
    qtbot: QtBot, maker: PreviewMaker, preview: PagePreview
) -> None:
    content = pages(1)
    threads: list[threading.Thread] = []

    def make() -> bytes:
        threads.append(threading.current_thread())
        return content

    with qtbot.waitSignal(maker.shown):
        maker.want_now(make)
        assert preview.words == "Making the pages"
    assert threads != [threading.main_thread()]
    assert preview.words == ""


def test_what_cannot_be_made_is_said_over_the_pages_that_stay(
    qtbot: QtBot, maker: PreviewMaker, preview: PagePreview
) -> None:
    content = pages(2)
    with qtbot.waitSignal(maker.shown):
        maker.want_now(lambda: content)

    def refused() -> bytes:
        raise RequestError("The file is away. Put it back.")

    maker.want_now(refused)
    qtbot.waitUntil(lambda: bool(preview.words))
    assert preview.words == "The file is away. Put it back."
    assert count(preview) == 2


def test_a_defect_is_not_taken_for_a_sentence(
    qtbot: QtBot, maker: PreviewMaker, preview: PagePreview
) -> None:
    def broken() -> bytes:
        raise ValueError("as it was")

    with qtbot.capture_exceptions() as exceptions:
        maker.want_now(broken)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ValueError
    content = pages(1)
    with qtbot.waitSignal(maker.shown):
        maker.want_now(lambda: content)


def test_a_maker_that_was_closed_shows_nothing_more(qtbot: QtBot, preview: PagePreview) -> None:
    runner = TaskRunner()
    maker = PreviewMaker(runner, preview)
    content = pages(1)
    ended: list[bool] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> bytes:
        begun.set()
        go_on.wait(10)
        return content

    maker.want_now(slow)
    qtbot.waitUntil(begun.is_set)
    maker.want(lambda: content)
    maker.close()
    go_on.set()
    runner.run(lambda _step: True, ended.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(ended))
    runner.close()
    assert preview.document is None


def test_a_part_is_shown_as_the_inspection_stands(
    qtbot: QtBot,
    maker: PreviewMaker,
    preview: PagePreview,
    inspection: Inspection,
    fill: Callable[[Inspection, str], None],
) -> None:
    fill(inspection, "c0")
    with qtbot.waitSignal(maker.shown, timeout=30_000):
        maker.want_now(pages_now(inspection, "criterion/1.2"))
    assert preview.document is not None
    text = preview.document.getAllText(0).text()
    assert inspection.instrument.criteria[1].title in text
    assert "Preview" in text
