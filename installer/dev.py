"""One command for each chore of development, on a machine with Python and nothing else.

python3 installer/dev.py CHORE [arguments]

    run [omi-desktop arguments]    start the window; without arguments it opens the demo
    test [pytest arguments]        lint, types, import contracts and the test suite
    bench [pytest arguments]       measure
    soak [pytest arguments]        the test suite with the long searches
    screenshots FOLDER             draw every screen into a folder
    lock [uv arguments]            solve the dependencies again (--upgrade for newer ones)

Every chore first makes or refreshes .venv from installer/lock; there is nothing to prepare.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import environment
import machine

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ((3, 11), (3, 14))


def main(arguments: list[str]) -> int:
    """Do the chore that the arguments name; return the exit code."""
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        span = " to ".join(f"{major}.{minor}" for major, minor in PYTHONS)
        _complain(f"OMI Desktop needs Python {span}, and this is {sys.version.split()[0]}.")
        return 2
    if arguments and arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    chore = CHORES.get(arguments[0]) if arguments else None
    if chore is None:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return chore(arguments[1:])
    except machine.CannotSetUp as error:
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Start the window."""
    python = _ready("run", os.environ)
    # Asked last: what the sentence advises then starts at once.
    fault = machine.display_fault(os.environ)
    if fault:
        _complain(fault)
        return 2
    return _become([python, "-m", "omi_ui", *(arguments or ["--demo"])])


def test(arguments: list[str]) -> int:
    """Run all checks, the failing ones included; return 1 if any failed."""
    variables = _offscreen()
    python = _ready("test", variables)
    checks = {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "types of the installer": [python, "-m", "mypy", "installer/dev.py"],
        "tests": [python, "-m", "pytest", *(arguments or _ON_EVERY_CORE)],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
        print(f"   {'passed' if code == 0 else 'failed'}, {time.monotonic() - started:.1f} s")
        if code != 0:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Run the measurements of tests/bench."""
    return _pytest(["tests/bench", "-p", "no:randomly", *arguments], {})


def soak(arguments: list[str]) -> int:
    """Run the test suite with long searches."""
    return _pytest(arguments, {"OMI_SOAK": "1"})


def screenshots(arguments: list[str]) -> int:
    """Draw every screen into the folder that the arguments name."""
    if not arguments or arguments[0].startswith("-"):
        _complain("Name the folder for the pictures: python3 installer/dev.py screenshots FOLDER")
        return 2
    folder = str(Path(arguments[0]).resolve())
    variables = _offscreen()
    command = [_ready("run", variables), "-m", "omi_ui.screenshots", folder, *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def lock(arguments: list[str]) -> int:
    """Solve the dependencies for every supported Python and system, and write the lock files."""
    machine.ensure_pip_source()
    with tempfile.TemporaryDirectory() as folder:
        python = str(environment.python_of(Path(folder)))
        for command in (
            [sys.executable, "-m", "venv", folder],
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"],
            [python, "-m", "uv", *_solve("test", "--extra", "test", *arguments)],
            # The window runs on exactly what was tested.
            [python, "-m", "uv", *_solve("run", "--constraints", "installer/lock/test.txt")],
        ):
            code = subprocess.run(command, cwd=ROOT, check=False).returncode
            if code != 0:
                return code
    return 0


def _ready(lock: str, variables: Mapping[str, str]) -> str:
    """Return the Python of `.venv`, with the machine and the environment made ready."""
    fresh = not environment.python_of(ROOT / ".venv").exists()
    machine.ensure(variables, fresh=fresh)
    return str(environment.prepare(ROOT, lock))


def _solve(name: str, *options: str) -> list[str]:
    return [
        *("pip", "compile", "pyproject.toml", "installer/lock/build.in"),
        *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
        *("--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"),
        *("--extra", "window", *options, "--output-file", f"installer/lock/{name}.txt"),
    ]


def _pytest(arguments: list[str], extra: dict[str, str]) -> int:
    variables = {**_offscreen(), **extra}
    command = [_ready("test", variables), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def _offscreen() -> dict[str, str]:
    return environment.clean({"QT_QPA_PLATFORM": "offscreen", **os.environ})


def _become(command: list[str]) -> int:
    """Give the process to the program: signals, exit code and clock are then its own."""
    variables = environment.clean(dict(os.environ))
    if os.name == "nt":  # exec returns to the prompt at once there
        return subprocess.run(command, env=variables, check=False).returncode
    sys.stdout.flush()
    return os.execve(command[0], command, variables)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


# The whole suite is shared out among the cores; pytest-benchmark measures nothing there.
_ON_EVERY_CORE = ("-n", "auto", "--dist", "worksteal", "-p", "no:benchmark")

CHORES: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "soak": soak,
    "screenshots": screenshots,
    "lock": lock,
}

if __name__ == "__main__":
    # A console in a code page without typographic quotes shows a question mark, not a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    raise SystemExit(main(sys.argv[1:]))
