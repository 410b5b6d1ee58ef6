"""The field of words and chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from omi_desktop.report.live import Figure, Form, Piece
from omi_ui import theme
from omi_ui.findings.editor import FindingEditor

TEXT = "In {percent 1.1.1} of cases ({of 1.1.1}) {{so}} it was."


class Shown:
    """What figures show; a test changes it."""

    def __init__(self) -> None:
        self.percent = "70%"

    def __call__(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return piece
        is_percent = isinstance(piece, Figure) and piece.form is Form.PERCENT
        return self.percent if is_percent else "43 of 61"


@pytest.fixture
def shown() -> Shown:
    """Return what the figures of the editor show."""
    return Shown()


@pytest.fixture
def editor(qtbot: QtBot, shown: Shown) -> FindingEditor:
    """Return an editor on screen, with a text whose figures are as accepted."""
    made = FindingEditor(shown, str)
    qtbot.addWidget(made)
    made.resize(420, 60)
    with qtbot.waitExposed(made):
        made.show()
    made.show_text(TEXT, ("70%", "43 of 61"))
    return made


def colours(editor: FindingEditor) -> set[str]:
    picture = editor.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_a_text_that_is_only_shown_is_stored_as_it_was(editor: FindingEditor) -> None:
    assert editor.written() == (TEXT, ("70%", "43 of 61"))
    assert editor.accessibleDescription() == "In 70% of cases (43 of 61) {so} it was."


def test_a_figure_that_changed_is_framed_and_shows_old_and_new(
    editor: FindingEditor, shown: Shown
) -> None:
    look = theme.tokens(editor)
    assert look.accent_soft in colours(editor)
    assert look.below_soft not in colours(editor)
    shown.percent = "71%"
    editor.refresh_chips()
    assert editor.stale() == 1
    assert look.below_soft in colours(editor)
    assert editor.written() == (TEXT, ("70%", "43 of 61"))


def test_showing_figures_anew_is_no_typing(
    qtbot: QtBot, editor: FindingEditor, shown: Shown
) -> None:
    with qtbot.assertNotEmitted(editor.typed):
        shown.percent = "71%"
        editor.refresh_chips()
        editor.show_text(TEXT, ("70%", "43 of 61"))


def test_only_the_figure_at_the_caret_is_accepted_and_undo_takes_it_back(
    qtbot: QtBot, editor: FindingEditor, shown: Shown
) -> None:
    editor.show_text(TEXT, ("69%", "42 of 61"))
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    editor.accept(only_at_caret=True)
    assert editor.written()[1] == ("70%", "42 of 61")
    editor.accept()
    assert editor.written()[1] == ("70%", "43 of 61")
    editor.undo()
    editor.undo()
    assert editor.written() == (TEXT, ("69%", "42 of 61"))


def test_words_typed_behind_a_figure_are_words(qtbot: QtBot, editor: FindingEditor) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "x{y}")
    assert editor.written()[0].startswith("In {percent 1.1.1}x{{y}} of cases")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.document().blockCount() == 1


def test_a_field_is_as_high_as_its_words(qtbot: QtBot, editor: FindingEditor) -> None:
    short = editor.height()
    editor.show_text(f"{TEXT} " * 6, ())
    assert editor.height() > 3 * short
    assert not editor.verticalScrollBar().isVisible()
