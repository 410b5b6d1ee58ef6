"""Shipped question banks in a form that is read at once.

Reading a bank's TOML takes longer than showing a window. The TOML stays the truth: a prepared form
belongs to texts with one digest, and is passed over where a single character of them differs.
`python -m omi_desktop.instrument.prepared` writes it anew after a bank or the model was changed; a
test says when that was forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from omi_desktop.assets import asset
from omi_desktop.instrument.model import Instrument

BANKS = "instrument"


class _Form(msgspec.Struct, frozen=True):
    digest: str
    instrument: msgspec.Raw


def digest_of(files: Mapping[str, str]) -> str:
    """Return the digest of a bank's texts, by which its prepared form is known."""
    return hashlib.sha256(msgspec.json.encode(sorted(files.items()))).hexdigest()


def prepared_form(files: Mapping[str, str], instrument: Instrument) -> bytes:
    """Return an instrument in the form that is read at once, with the digest of its texts."""
    body = msgspec.json.encode(instrument)
    return msgspec.json.encode(_Form(digest_of(files), msgspec.Raw(body))) + b"\n"


def prepared(files: Mapping[str, str]) -> Instrument | None:
    """Return the instrument that these texts describe, where it is shipped prepared, else None."""
    wanted = digest_of(files)
    for path in asset(BANKS).glob("*.json"):
        form = msgspec.json.decode(path.read_bytes(), type=_Form)
        if form.digest == wanted:
            return msgspec.json.decode(form.instrument, type=Instrument)
    return None


def prepare(folder: Path) -> Path:
    """Write the prepared form of the bank in `folder` beside it and return where it stands."""
    from omi_desktop.instrument.bank import bank_files, read_files

    files = bank_files(folder)
    path = folder.with_name(f"{folder.name}.json")
    path.write_bytes(prepared_form(files, read_files(files)))
    return path


if __name__ == "__main__":
    for bank in sorted(path for path in asset(BANKS).iterdir() if path.is_dir()):
        prepare(bank)
