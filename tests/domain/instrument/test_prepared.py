"""Banks that are shipped prepared: they say what their TOML says, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files, read_files, reread
from omi_desktop.instrument.prepared import BANKS, prepare, prepared, prepared_form

SHIPPED = sorted(path for path in asset(BANKS).iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_bank_is_prepared_from_its_texts_as_they_are(folder: Path) -> None:
    files = bank_files(folder)
    form = folder.with_name(f"{folder.name}.json").read_bytes()
    assert form == prepared_form(files, read_files(files)), (
        "run: python -m omi_desktop.instrument.prepared"
    )


def test_every_prepared_form_has_its_bank() -> None:
    assert [path.stem for path in sorted(asset(BANKS).glob("*.json"))] == [
        folder.name for folder in SHIPPED
    ]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_prepared_bank_is_the_instrument_of_its_texts(folder: Path) -> None:
    files = bank_files(folder)
    found = prepared(files)
    assert found == read_files(files)
    assert hash(found) == hash(read_files(files))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_texts_that_differ_are_read_from_their_toml(folder: Path) -> None:
    files = bank_files(folder)
    title = reread(files).title
    files["instrument.toml"] = files["instrument.toml"].replace(title, f"{title} again")
    assert prepared(files) is None
    assert reread(files).title == f"{title} again"


def test_a_bank_is_prepared_beside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    for name, text in bank_files(SHIPPED[0]).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = prepare(folder)
    assert path == tmp_path / "small.json"
    assert path.read_bytes() == asset(f"{BANKS}/{SHIPPED[0].name}.json").read_bytes()
