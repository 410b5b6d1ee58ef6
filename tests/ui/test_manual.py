"""The manual has a place for every command, every screen and every chapter."""

from __future__ import annotations

import re

import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import omi
from omi_ui import written_screens as screens

CHAPTERS = sorted(path.name for path in asset("manual").glob("*.md"))


def text(chapter: str) -> str:
    return asset(f"manual/{chapter}").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(omi.commands))
def test_every_command_has_a_line_in_the_chapter_on_commands(command: str) -> None:
    rows = [line for line in text("commands.md").splitlines() if line.startswith("| `omi ")]
    assert any(f"`omi {command} " in row for row in rows)


def test_every_screen_has_a_line_in_the_chapter_on_the_window_in_the_order_of_the_rail() -> None:
    told = [
        line.split(",")[0]
        for line in re.findall(r"^\| ([^|]+) \|", text("window.md"), re.MULTILINE)
    ]
    shown = [words for _, words in screens.WRITTEN_SCREENS]
    assert [line for line in told if line in shown] == shown
    for _, words in (
        screens.SAMPLE,
        screens.TEAM,
        screens.RETURNS,
        screens.CHECKS,
        screens.MODERATION,
    ):
        assert words in told


def test_the_contents_list_every_chapter_by_the_title_it_bears() -> None:
    listed = {file: title for title, file in re.findall(r"\[(.+?)\]\((.+?)\)", text("contents.md"))}
    assert sorted(listed) == [name for name in CHAPTERS if name != "contents.md"]
    for file, title in listed.items():
        assert text(file).startswith(f"# {title}\n")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_refers_to_chapters_that_there_are(chapter: str) -> None:
    for target in re.findall(r"\]\(([^)]+\.md)\)", text(chapter)):
        assert target in CHAPTERS
