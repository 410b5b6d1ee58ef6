"""What is delivered: the wheel's names and contents."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a freshly built wheel by name."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_brings_the_two_packages_and_nothing_else(wheel: dict[str, bytes]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"omi_desktop", "omi_ui"}
    assert len(tops) == 3


def test_every_module_of_the_checkout_is_in_the_wheel(wheel: dict[str, bytes]) -> None:
    domain = {file.relative_to(ROOT).as_posix() for file in (ROOT / "omi_desktop").rglob("*.py")}
    window = {file.relative_to(ROOT / "ui").as_posix() for file in (ROOT / "ui").rglob("*.py")}
    assert domain | window == {name for name in wheel if name.endswith(".py")}


def test_the_resources_lie_where_the_program_looks_for_them(wheel: dict[str, bytes]) -> None:
    for name in (
        "instrument/omi-2006/instrument.toml",
        "fonts/LiberationSans-Regular.ttf",
        "fonts/LiberationSans-Bold.ttf",
        "fonts/LiberationSans-Italic.ttf",
        "fonts/LiberationSans-BoldItalic.ttf",
        "fonts/DejaVuSans.ttf",
        "spelling/en_GB.aff",
        "spelling/en_GB.dic",
        "spelling/words.txt",
    ):
        assert wheel[f"omi_desktop/_resources/{name}"] == (ROOT / "resources" / name).read_bytes()


def test_the_wheel_carries_every_licence(wheel: dict[str, bytes]) -> None:
    carried = {name.split("/licenses/")[1] for name in wheel if ".dist-info/licenses/" in name}
    fonts = {f"resources/fonts/{name}-LICENSE.txt" for name in ("LiberationSans", "DejaVuSans")}
    assert carried == {"LICENSE", "resources/spelling/en_GB-LICENSE.txt"} | fonts


def test_the_wheel_says_what_it_is_and_which_commands_it_brings(wheel: dict[str, bytes]) -> None:
    (folder,) = {name.split("/")[0] for name in wheel if ".dist-info/" in name}
    metadata = message_from_bytes(wheel[f"{folder}/METADATA"])
    assert (metadata["Name"], metadata["License-Expression"]) == ("omi-desktop", "MIT")
    commands = wheel[f"{folder}/entry_points.txt"].decode()
    assert "omi = omi_desktop.cli:main" in commands
    assert "omi-desktop = omi_ui.app:main" in commands
