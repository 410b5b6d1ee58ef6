"""The two commands of the README: what they need, what they keep, what they say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks X, so Linux alone")


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(INSTALLER / "dev.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _locked(name: str) -> dict[str, Version]:
    """Return the versions that a lock file pins, by package."""
    text = (INSTALLER / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in pins}


def _wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """Return the installer's modules `environment` and `machine`."""
    monkeypatch.syspath_prepend(INSTALLER)
    import environment
    import machine

    return environment, machine


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with an environment that was never filled."""
    (tmp_path / "installer" / "lock").mkdir(parents=True)
    for name in ("run", "test"):
        (tmp_path / "installer" / "lock" / f"{name}.txt").write_text(f"# {name}\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    venv.create(tmp_path / ".venv", with_pip=False)
    return tmp_path


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_names_versions_and_hashes_and_no_address(name: str) -> None:
    text = (INSTALLER / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+( ; .+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize(("name", "extras"), [("run", ["window"]), ("test", ["window", "test"])])
def test_a_lock_answers_every_requirement_of_the_project(name: str, extras: list[str]) -> None:
    locked = _locked(name)
    for wanted in _wanted(*extras):
        assert locked[canonicalize_name(wanted.name)] in wanted.specifier, str(wanted)
    assert {"hatchling", "editables"} <= set(locked)


def test_the_window_runs_on_the_versions_that_were_tested() -> None:
    assert _locked("run").items() <= _locked("test").items()


def test_the_installer_needs_the_standard_library_alone() -> None:
    own = {file.stem for file in INSTALLER.glob("*.py")}
    for file in INSTALLER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                assert name.split(".")[0] in own | sys.stdlib_module_names, f"{file.name}: {name}"


def test_ci_runs_the_readme_command() -> None:
    command = "python3 installer/dev.py test"
    assert f"\n{command} " in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n{command} " in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_environment_is_left_alone_while_nothing_changed(
    installer: tuple[ModuleType, ModuleType], checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment, _ = installer
    stamp = checkout / ".venv" / "omi-run.stamp"
    stamp.write_text(environment.stamp(checkout, "run"), encoding="utf-8")
    python = environment.prepare(checkout, "run")
    assert python == environment.python_of(checkout / ".venv")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("changed", ["installer/lock/run.txt", "pyproject.toml"])
def test_what_decides_the_environment_changes_its_stamp(
    installer: tuple[ModuleType, ModuleType], checkout: Path, changed: str
) -> None:
    environment, _ = installer
    before = environment.stamp(checkout, "run")
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# another line\n")
    assert environment.stamp(checkout, "run") != before


def test_a_moved_checkout_has_another_stamp(
    installer: tuple[ModuleType, ModuleType], checkout: Path, tmp_path: Path
) -> None:
    environment, _ = installer
    before = environment.stamp(checkout, "run")
    moved = checkout.rename(tmp_path.with_name("moved"))
    assert environment.stamp(moved, "run") != before


def test_a_failed_installation_is_said_and_leaves_no_stamp(
    installer: tuple[ModuleType, ModuleType], checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment, machine = installer
    stamps = [checkout / ".venv" / f"omi-{name}.stamp" for name in ("run", "test")]
    for stamp in stamps:
        stamp.write_text("of another lock", encoding="utf-8")
    # pip refuses to read this before it asks anyone for the package.
    environment.lock_file(checkout, "run").write_text("click of any age\n", encoding="utf-8")
    with pytest.raises(machine.CannotSetUp, match="could not be installed"):
        environment.prepare(checkout, "run")
    assert "Invalid requirement" in capfd.readouterr().err
    assert not any(stamp.exists() for stamp in stamps)


def test_without_a_chore_the_chores_are_listed() -> None:
    for arguments in ([], ["dance"]):
        done = _dev(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "screenshots FOLDER" in done.stderr
    asked = _dev("--help")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "screenshots FOLDER" in asked.stdout


def test_screenshots_without_a_folder_are_refused_in_a_sentence() -> None:
    done = _dev("screenshots")
    assert done.returncode == 2
    assert done.stderr.startswith("Name the folder")
    assert "Traceback" not in done.stderr


@LINUX
def test_no_display_is_said_with_the_way_to_look_anyway(
    installer: tuple[ModuleType, ModuleType],
) -> None:
    _, machine = installer
    none_at_all = machine.display_fault({})
    assert none_at_all.startswith("There is no display")
    assert "python3 installer/dev.py screenshots" in none_at_all
    assert "\n" not in none_at_all
    assert machine.display_fault({"QT_QPA_PLATFORM": "offscreen"}) is None
    assert machine.display_fault({"WAYLAND_DISPLAY": "wayland-0"}) is None


@LINUX
def test_a_display_that_does_not_answer_is_named(
    installer: tuple[ModuleType, ModuleType],
) -> None:
    _, machine = installer
    assert machine.display_fault({"DISPLAY": ":987"}).startswith("The display “:987” does not")
