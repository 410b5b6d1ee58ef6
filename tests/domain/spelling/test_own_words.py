"""The plain list of a person's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.spelling.own_words import add_word, read_words


def test_a_word_is_added_once_and_the_list_can_be_read_by_a_person(tmp_path: Path) -> None:
    file = tmp_path / "settings" / "my-words.txt"
    for word in ("Hindpool", "Roose", "Hindpool"):
        add_word(file, word)
    assert read_words(file) == ("Hindpool", "Roose")
    assert file.read_text(encoding="utf-8").startswith("# My words: one a line.")
    assert list(file.parent.iterdir()) == [file]


def test_a_list_that_a_person_wrote_is_continued(tmp_path: Path) -> None:
    file = tmp_path / "my-words.txt"
    file.write_text("# By hand\nRoose", encoding="utf-8")
    add_word(file, "Hindpool")
    assert file.read_text(encoding="utf-8") == "# By hand\nRoose\nHindpool\n"


def test_no_list_holds_no_words(tmp_path: Path) -> None:
    assert read_words(tmp_path / "none.txt") == ()


def test_what_is_not_one_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is not one word"):
        add_word(tmp_path / "my-words.txt", "two words")
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_cannot_be_written_is_told_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "my-words.txt"
    file.write_bytes(b"\xff\xfe not text")
    with pytest.raises(RequestError, match="could not be added to your words"):
        add_word(file, "Hindpool")
    assert file.read_bytes() == b"\xff\xfe not text"
