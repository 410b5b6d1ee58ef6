"""A key that is worked out beside everything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from omi_desktop.errors import InspectionFileError
from omi_desktop.store import derive_key
from omi_desktop.store.keys import RELEASE_COST
from omi_ui.unlocking import Unlocking


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that begins as an inspection does: with a salt that nobody can tell apart."""
    path = tmp_path / "kent.omi"
    path.write_bytes(bytes(range(16)) * 256)
    return path


def test_a_key_that_began_is_the_one_that_is_waited_for(file: Path) -> None:
    unlocking = Unlocking(file, "four plain words")
    unlocking.begin()
    unlocking.begin()
    key = unlocking.key()
    assert key == derive_key(file, "four plain words", cost=RELEASE_COST)
    assert unlocking.ended_at > 0
    unlocking.join()


def test_what_stood_in_the_way_is_raised_to_whoever_asks(tmp_path: Path) -> None:
    unlocking = Unlocking(tmp_path / "gone.omi", "four plain words")
    unlocking.begin()
    with pytest.raises(InspectionFileError, match=r"gone\.omi"):
        unlocking.key()
    unlocking.join()


@pytest.mark.parametrize(("processors", "begins"), [(1, False), (2, False), (4, True), (16, True)])
def test_a_key_begins_beside_the_loading_only_with_processors_to_spare(
    processors: int, begins: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    unlocking = Unlocking(tmp_path / "gone.omi", "four plain words")
    unlocking.begin(beside_loading=True)
    assert (unlocking.ident is not None) is begins
    unlocking.begin()
    unlocking.join()
