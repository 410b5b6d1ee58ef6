"""The field of words and chips."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from omi_desktop.report.live import Figure, Form, Piece, stored
from omi_ui import theme
from omi_ui.writing.editor import LiveEditor

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
def editor(qtbot: QtBot, shown: Shown) -> LiveEditor:
    """Return an editor on screen, with a text whose figures are as accepted."""
    made = LiveEditor(shown, str)
    qtbot.addWidget(made)
    made.resize(420, 60)
    with qtbot.waitExposed(made):
        made.show()
    made.show_text(TEXT, ("70%", "43 of 61"))
    return made


def colours(editor: LiveEditor) -> set[str]:
    picture = editor.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_a_text_that_is_only_shown_is_stored_as_it_was(editor: LiveEditor) -> None:
    assert editor.written() == (TEXT, ("70%", "43 of 61"))
    assert editor.accessibleDescription() == "In 70% of cases (43 of 61) {so} it was."


def test_a_figure_that_changed_is_framed_and_shows_old_and_new(
    editor: LiveEditor, shown: Shown
) -> None:
    look = theme.tokens(editor)
    assert look.accent_soft in colours(editor)
    assert look.below_soft not in colours(editor)
    shown.percent = "71%"
    editor.refresh_chips()
    assert editor.stale() == 1
    assert look.below_soft in colours(editor)
    assert editor.written() == (TEXT, ("70%", "43 of 61"))


def test_showing_figures_anew_is_no_typing(qtbot: QtBot, editor: LiveEditor, shown: Shown) -> None:
    with qtbot.assertNotEmitted(editor.typed):
        shown.percent = "71%"
        editor.refresh_chips()
        editor.show_text(TEXT, ("70%", "43 of 61"))


def test_only_the_figure_at_the_caret_is_accepted_and_undo_takes_it_back(
    qtbot: QtBot, editor: LiveEditor, shown: Shown
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


def test_words_typed_behind_a_figure_are_words(qtbot: QtBot, editor: LiveEditor) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "x{y}")
    assert editor.written()[0].startswith("In {percent 1.1.1}x{{y}} of cases")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.document().blockCount() == 1


def test_a_field_is_as_high_as_its_words(qtbot: QtBot, editor: LiveEditor) -> None:
    short = editor.height()
    editor.show_text(f"{TEXT} " * 6, ())
    assert editor.height() > 3 * short
    assert not editor.verticalScrollBar().isVisible()


def test_a_text_of_one_line_takes_the_lines_of_another_as_words(editor: LiveEditor) -> None:
    editor.show_text("One\ntwo", ())
    assert editor.written()[0] == "One two"


@pytest.fixture
def page(qtbot: QtBot, shown: Shown) -> LiveEditor:
    """Return an editor on screen whose text has lines."""
    made = LiveEditor(shown, str, has_lines=True)
    qtbot.addWidget(made)
    made.resize(420, 60)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nTwo, in {percent 1.1.1} of cases.\n{of 1.1.1}",
        "- a\n- b\n\nMale\t86%\nFemale\t14%",
        "{percent 1.1.1}\n\n{of 1.1.1}",
    ],
)
def test_paragraphs_lists_and_columns_are_stored_as_they_were(page: LiveEditor, text: str) -> None:
    page.show_text(text, ("70%", "43 of 61"))
    assert page.written()[0] == text


def test_enter_begins_a_line_and_with_ctrl_asks_for_another_text(
    qtbot: QtBot, page: LiveEditor
) -> None:
    with qtbot.assertNotEmitted(page.another_wanted):
        qtbot.keyClicks(page, "One")
        qtbot.keyClick(page, Qt.Key.Key_Return)
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClicks(page, "two")
    assert page.written()[0] == "One\n\ntwo"
    with qtbot.waitSignal(page.another_wanted):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_lines_that_are_copied_keep_their_figures_and_their_ends(page: LiveEditor) -> None:
    page.show_text("One {percent 1.1.1}.\n\nTwo.", ("70%",))
    page.selectAll()
    page.copy_selection()
    page.moveCursor(page.textCursor().MoveOperation.End)
    page.paste()
    assert page.written()[0] == "One {percent 1.1.1}.\n\nTwo.One {percent 1.1.1}.\n\nTwo."


_WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
_LIVE = st.sampled_from(("{percent 1.1.1}", "{of 1.1.1 insufficient}", "{see 2.4-breach}"))


@given(
    pieces=st.lists(
        st.one_of(_WORDS.map(lambda words: stored((words,))), _LIVE, st.just("\n")), max_size=12
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_is_what_is_written_whatever_it_is(
    page: LiveEditor, pieces: list[str]
) -> None:
    text = "".join(pieces).replace("\ufffc", "")
    page.show_text(text, ())
    assert page.written()[0] == text
