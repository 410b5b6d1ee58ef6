"""The project's own environment: `.venv` with the locked dependencies and the program in it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import machine
from machine import CannotSetUp

# What a lock brings along: after `test` is installed, `run` is installed too.
LOCKS = {"run": ("run",), "test": ("test", "run")}


def prepare(root: Path, lock: str) -> Path:
    """Return the environment's Python, with everything of `lock` and the program installed.

    Does nothing where a stamp says that all of it was done before. Raises CannotSetUp.
    """
    python = python_of(root / ".venv")
    if python.exists() and _read(_stamp_file(root, lock)) == stamp(root, lock):
        return python
    for name in LOCKS:
        _stamp_file(root, name).unlink(missing_ok=True)  # an install that breaks off leaves none
    if not _is_usable(python):
        _create(root / ".venv")
    _install(root, lock, python)
    for name in LOCKS[lock]:
        _stamp_file(root, name).write_text(stamp(root, name), encoding="utf-8")
    return python


def stamp(root: Path, lock: str) -> str:
    """Return a digest of all that decides what the environment must hold."""
    digest = hashlib.sha256()
    parts = (
        lock_file(root, lock).read_bytes(),
        (root / "pyproject.toml").read_bytes(),
        _identity().encode(),
        str(root).encode(),  # the editable install and the scripts hold this path
    )
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def lock_file(root: Path, lock: str) -> Path:
    """Return the lock file of this name."""
    return root / "installer" / "lock" / f"{lock}.txt"


def python_of(environment: Path) -> Path:
    """Return where the Python of a virtual environment is on this system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables without those that would let another Python's packages in."""
    return {k: v for k, v in variables.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}


def _stamp_file(root: Path, lock: str) -> Path:
    return root / ".venv" / f"omi-{lock}.stamp"


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


# An update from 3.11.2 to 3.11.9 leaves an environment as good as it was, so the last number
# does not count.
_ASK = (
    "import sys, sysconfig;"
    "print(sys.implementation.cache_tag, sysconfig.get_platform(), sys.base_prefix)"
)


def _identity() -> str:
    platform = sysconfig.get_platform()
    return f"{sys.implementation.cache_tag} {platform} {sys.base_prefix}"


def _is_usable(python: Path) -> bool:
    """Tell whether the environment is of this very Python and has not been damaged."""
    if not python.exists():
        return False
    answer = subprocess.run(
        [str(python), "-c", _ASK],
        env=clean(dict(os.environ)),
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.returncode == 0 and answer.stdout.strip() == _identity()


def _create(environment: Path) -> None:
    machine.ensure_pip_source()
    print(f"Making {environment.name} for Python {sys.version.split()[0]}", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    if not machine.has_module("ensurepip"):
        command.append("--without-pip")
    made = subprocess.run(command, env=clean(dict(os.environ)), check=False)
    if made.returncode != 0:
        raise CannotSetUp(
            f"Python could not make the folder {environment} (its reason stands above): "
            "delete the folder, then run this command again."
        )


def _install(root: Path, lock: str, python: Path) -> None:
    print("Installing the locked dependencies", flush=True)
    options = ["install", "--disable-pip-version-check", "--no-input"]
    if not sys.stdout.isatty():
        options.append("--quiet")
    locked = [*options, "--require-hashes", "--only-binary=:all:", "-r", str(lock_file(root, lock))]
    # Hatchling came with the lock, so nothing is fetched outside it.
    program = [*options, "--no-deps", "--no-index", "--no-build-isolation", "-e", str(root)]
    for arguments in (locked, program):
        done = subprocess.run(
            [*_pip(python), *arguments], env=clean(dict(os.environ)), cwd=root, check=False
        )
        if done.returncode != 0:
            raise CannotSetUp(
                "The dependencies could not be installed (pip’s reason stands above): "
                "put that right, then run this command again; what is done stays done."
            )


def _pip(python: Path) -> list[str]:
    """Return how to call pip for the environment: its own, or this Python's where it has none."""
    own = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False)
    if own.returncode == 0:
        return [str(python), "-m", "pip"]
    if machine.has_module("pip"):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    machine.ensure_pip_source()
    subprocess.run([str(python), "-m", "ensurepip", "--upgrade"], check=False)
    return [str(python), "-m", "pip"]
