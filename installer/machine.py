"""What the machine must bring: Qt's libraries, Python's venv module, a display."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Library to Debian package. Qt aborts without these, it does not raise: look before it starts.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}

NO_DISPLAY = (
    "{why}; to look at every screen anyway, let “python3 installer/dev.py screenshots pictures” "
    "draw them into the folder pictures."
)


class CannotSetUp(Exception):
    """Say in one sentence what the machine lacks and what to do about it."""


def ensure(environment: Mapping[str, str], *, fresh: bool) -> None:
    """Bring what Qt needs to start under `environment`, or raise CannotSetUp.

    With `fresh`, also what a new virtual environment needs: one request for all.
    """
    lacking = _lacking_for_qt(environment)
    if fresh:
        lacking |= _lacking_for_pip()
    if lacking:
        _ensure_packages(lacking)


def ensure_pip_source() -> None:
    """Bring something that can put pip into a new environment, or raise CannotSetUp."""
    lacking = _lacking_for_pip()
    if not lacking:
        return
    _ensure_packages(lacking)
    importlib.invalidate_caches()
    if _lacking_for_pip():
        raise CannotSetUp(
            f"{sys.executable} still has no ensurepip: "
            "use the Python of the system or the one from python.org."
        )


def _lacking_for_qt(environment: Mapping[str, str]) -> dict[str, str]:
    if not sys.platform.startswith("linux"):
        return {}
    wanted = {**QT_LIBRARIES, **(X_LIBRARIES if _uses_x(environment) else {})}
    return {library: package for library, package in wanted.items() if not _loads(library)}


def _lacking_for_pip() -> dict[str, str]:
    if has_module("venv") and (has_module("ensurepip") or has_module("pip")):
        return {}
    # Debian ships ensurepip apart from Python.
    return {"ensurepip": f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"}


def has_module(name: str) -> bool:
    """Tell whether this Python can import the module."""
    return importlib.util.find_spec(name) is not None


def display_fault(environment: Mapping[str, str]) -> str | None:
    """Return the sentence to show where no window can open, or None where one can."""
    if not sys.platform.startswith("linux") or environment.get("WAYLAND_DISPLAY"):
        return None
    if not _uses_x(environment) and environment.get("QT_QPA_PLATFORM"):
        return None
    name = environment.get("DISPLAY")
    if not name:
        return NO_DISPLAY.format(why="There is no display here to open a window on")
    if not _x_answers(name):
        return NO_DISPLAY.format(why=f"The display “{name}” does not answer")
    return None


def _uses_x(environment: Mapping[str, str]) -> bool:
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.startswith("xcb")
    return bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers(name: str) -> bool:
    # Qt aborts on a display that does not answer; xcb says so politely.
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(name.encode(), None)
    fault = int(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return fault == 0


def _ensure_packages(lacking: dict[str, str]) -> None:
    """Install Debian packages where that is allowed; otherwise say the line to run."""
    packages = " ".join(sorted(set(lacking.values())))
    why = f"This machine lacks {', '.join(lacking)}"
    debian = Path("/etc/debian_version").exists() and shutil.which("apt-get")
    if sys.platform != "linux" or not debian:
        raise CannotSetUp(
            f"{why}: install what brings them (on Debian: {packages}), then run this command again."
        )
    line = f"apt-get install --no-install-recommends {packages}"
    if os.geteuid() != 0:
        raise CannotSetUp(f"{why}: run “sudo {line}” once, then this command again.")
    print(f"{why}; installing {packages}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    # Lists a day old still install most packages, so a failing update alone stops nothing.
    subprocess.run([*apt, "update"], env=environment, check=False)
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages.split()]
    if subprocess.run(wanted, env=environment, check=False).returncode != 0:
        raise CannotSetUp(
            f"{why}, and apt-get could not install {packages} (its reason stands above): "
            f"put that right, run “{line}”, then this command again."
        )
