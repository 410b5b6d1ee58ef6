"""What surrounds a file: folders that other programs copy, disks of other machines, the clock.

None of it is refused. A sentence says what may happen and what to do; the person decides.
"""

from __future__ import annotations

import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omi_desktop.store.values import Saved

_SYNCHRONISED = (
    ("OneDrive", re.compile(r"onedrive( .+|-.+)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(-.+)?|my drive|googledrivefs", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud[0-9]*", re.IGNORECASE)),
    ("ownCloud", re.compile(r"owncloud", re.IGNORECASE)),
)
_NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_MOUNTS = Path("/proc/mounts")
_ESCAPE = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4
LONG_ASLEEP = timedelta(minutes=2)
"""A shorter pause than this is a busy computer and not a sleeping one."""


def remark_on(path: Path) -> str:
    """Return what to mind about the place of a file, in a sentence, or "" where it is its own.

    It asks what the system knows and looks at no disk, so that a share that has gone away does not
    make anybody wait.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would look at the disk
    service = synchronised_by(whole)
    if service:
        return (
            f"“{path.name}” is in a folder of {service}, which copies files while they are written "
            "and may bring back an older one. Keep the inspection in a folder of this computer, "
            "and copy it only while it is closed."
        )
    if is_on_network(whole):
        return (
            f"“{path.name}” is on a network drive: where the connection breaks, nothing can be "
            "saved. Copy it to this computer before you work on it."
        )
    return ""


def synchronised_by(path: Path) -> str:
    """Return the service that keeps the folder of a file in step with others, or ""."""
    for folder in path.parts[:-1]:
        for service, name in _SYNCHRONISED:
            if name.fullmatch(folder):
                return service
    return ""


def is_on_network(path: Path) -> bool:
    """Tell whether a file lies on a disk of another machine, as far as the system says."""
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _is_remote_drive(path)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        # There is no such list here, as on macOS: nothing is known, so nothing is said.
        return False
    return mounted_as(path, _mounted(mounts)) in _NETWORK


def mounted_as(path: Path, mounts: Mapping[str, str]) -> str:
    """Return the kind of file system a path lies on; `mounts` has it by the place it stands at."""
    for folder in (path, *path.parents):
        kind = mounts.get(str(folder))
        if kind is not None:
            return kind
    return ""


def clock_remark(before: Saved, after: Saved) -> str:
    """Return the sentence that the clock was set back between two changes, or "".

    The times are kept as they were told; the order of changes is that of their revisions. The
    change that finds the clock set back says so, and those that follow it do not.
    """
    if after.revision <= before.revision or not before.at or after.at >= before.at:
        return ""
    return (
        f"The clock of this computer was set back: it now says {_told(after.at)}, and said "
        f"{_told(before.at)} at the change before. Nothing is lost and the order of changes is "
        "kept; set the clock right, because it is printed beside them."
    )


def waking_remark(asleep: timedelta, saved: Saved) -> str:
    """Return the sentence for somebody whose computer slept while the file was open, or ""."""
    if asleep < LONG_ASLEEP:
        return ""
    hours, minutes = divmod(round(asleep.total_seconds() / 60), 60)
    slept = f"{hours} h {minutes} min" if hours else f"{minutes} min"
    return (
        f"The computer slept for about {slept}. The inspection is still open here and locked "
        f"against others, and on disk as it was at {_told(saved.at)}."
    )


def read_only_remark(path: Path) -> str:
    """Return the sentence that an open file can no longer be written by whoever opens it, or ""."""
    locked = next((each for each in (path, path.parent) if not os.access(each, os.W_OK)), None)
    if locked is None or not path.exists():
        return ""
    return (
        f"“{locked}” became read only while the inspection was open. What you write is still "
        "saved, but once closed it does not open again there. Save a copy elsewhere, or make it "
        "writable."
    )


def _told(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


def _mounted(text: str) -> dict[str, str]:
    """Read the list of mounts: what was mounted last at a place is what stands there."""
    return dict(_place_and_kind(line.split() for line in text.splitlines()))


def _place_and_kind(lines: Iterable[list[str]]) -> Iterable[tuple[str, str]]:
    for fields in lines:
        if len(fields) >= 3:
            yield _ESCAPE.sub(_unescaped, fields[1]), fields[2]


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE)
