"""What a person sees when the program has a fault."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_ui.crash import CrashHook
from omi_ui.problems import ProblemBar

NAME = "the name of a person"


def _fault() -> BaseException:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        return error


def test_a_fault_says_that_the_work_is_on_disk_and_copies_its_details(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = CrashHook(["x.omi"])
    fault = _fault()
    hook(type(fault), fault, fault.__traceback__)
    window = hook.window
    assert window is not None
    qtbot.addWidget(window)
    assert any("is on disk" in part.text() for part in window.findChildren(QLabel))
    next(b for b in window.findChildren(QPushButton) if b.text() == "Copy details").click()
    copied = QGuiApplication.clipboard().text()
    assert "_fault" in copied
    assert "KeyError" in copied
    assert NAME not in copied


def test_a_second_fault_opens_no_second_window(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = CrashHook([])
    fault = _fault()
    hook(type(fault), fault, fault.__traceback__)
    first = hook.window
    assert first is not None
    qtbot.addWidget(first)
    hook(type(fault), fault, fault.__traceback__)
    assert hook.window is first


def test_only_sentences_for_people_are_shown_as_they_are(qtbot: QtBot) -> None:
    bar = ProblemBar()
    qtbot.addWidget(bar)
    bar.show_error(RequestError("The disk is full. Free some room."))
    assert bar.words == "The disk is full. Free some room."
    with pytest.raises(ZeroDivisionError):
        bar.show_error(ZeroDivisionError())
