"""The list of recent files."""

from __future__ import annotations

from pathlib import Path

import pytest

from omi_ui.start.recent import MOST, RecentFile, forget, read_recent, remember


def _file(folder: Path, name: str) -> RecentFile:
    path = folder / name
    path.touch()
    return RecentFile(str(path), "Cumbria", "lead", 12, 80, "2006-07-18T13:02:07.000Z")


def test_the_latest_file_comes_first_and_once(tmp_path: Path) -> None:
    kept = tmp_path / "config" / "recent.json"
    one, other = _file(tmp_path, "a.omi"), _file(tmp_path, "b.omi")
    for file in (one, other, one):
        remember(kept, file)
    assert read_recent(kept) == (one, other)


def test_files_that_are_gone_are_left_out(tmp_path: Path) -> None:
    kept = tmp_path / "recent.json"
    one = _file(tmp_path, "a.omi")
    remember(kept, one)
    Path(one.path).unlink()
    assert read_recent(kept) == ()


def test_the_list_stays_short(tmp_path: Path) -> None:
    kept = tmp_path / "recent.json"
    for number in range(MOST + 3):
        remember(kept, _file(tmp_path, f"{number}.omi"))
    assert len(read_recent(kept)) == MOST


def test_a_file_can_be_taken_off_the_list(tmp_path: Path) -> None:
    kept = tmp_path / "recent.json"
    one, other = _file(tmp_path, "a.omi"), _file(tmp_path, "b.omi")
    remember(kept, one)
    remember(kept, other)
    forget(kept, other.path)
    assert read_recent(kept) == (one,)


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", '[{"path": 3}]', "no json"])
def test_a_list_that_is_no_list_is_empty(tmp_path: Path, text: str) -> None:
    kept = tmp_path / "recent.json"
    kept.write_text(text, encoding="utf-8")
    assert read_recent(kept) == ()
