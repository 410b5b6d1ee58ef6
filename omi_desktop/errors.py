"""What can go wrong that a person can do something about.

    OmiError                a sentence fit for a person, shown as it is
    ├── InspectionFileError the inspection file cannot be opened or written
    │   ├── WrongPassphrase
    │   ├── NotAnInspection
    │   ├── FromALaterVersion
    │   ├── Damaged
    │   ├── ReadOnly
    │   ├── OpenElsewhere
    │   ├── Gone
    │   └── DiskFull
    ├── BankError           a question bank has faults; carries all of them
    └── RequestError        what was asked for cannot be done as asked

A caller that only reports catches OmiError. Every other exception is a defect of the program.
Nothing here is recognised by its text: the type says what happened.
"""

from __future__ import annotations


class OmiError(Exception):
    """Say in one sentence what is wrong, where, and what to do; nothing was changed."""


class InspectionFileError(OmiError):
    """The inspection file cannot be opened, read or written."""


class WrongPassphrase(InspectionFileError):
    """The passphrase does not open the file (or the file is no inspection: it cannot be told)."""


class NotAnInspection(InspectionFileError):
    """The file is certainly something else."""


class FromALaterVersion(InspectionFileError):
    """The file was written by a newer release than this one."""


class Damaged(InspectionFileError):
    """The file opens, but pages of it are broken or missing."""


class ReadOnly(InspectionFileError):
    """The file or its folder cannot be written."""


class OpenElsewhere(InspectionFileError):
    """Another window or command holds the file."""


class Gone(InspectionFileError):
    """The open file was moved, deleted or replaced by another program."""


class DiskFull(InspectionFileError):
    """The disk has no room for what was to be written."""


class BankError(OmiError):
    """A question bank has faults; `faults` holds one sentence for each, with file and line."""

    def __init__(self, sentence: str, faults: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.faults = faults


class RequestError(OmiError):
    """What was asked for cannot be done as asked."""
