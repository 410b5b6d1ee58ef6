"""The key of an inspection file: slow to derive from a passphrase, and from nothing else.

The file begins with its own random salt (SQLCipher keeps it in the first 16 bytes), so one file
and a passphrase are all that is needed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from omi_desktop.store.recognition import SALT_LENGTH, salt_of


@dataclass(frozen=True, slots=True)
class KeyCost:
    """What a guess at a passphrase costs; a file opens only at the cost it was made with."""

    passes: int
    kibibytes: int
    lanes: int


RELEASE_COST = KeyCost(passes=3, kibibytes=256 * 1024, lanes=4)
"""The cost of every file of this format; another cost is another format."""


@dataclass(frozen=True, slots=True)
class Key:
    """A derived key and the salt of the file it belongs to; never printed."""

    material: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """Return the key as SQLCipher's raw key with salt."""
        return f"x'{self.material.hex()}{self.salt.hex()}'"


def derive_key(path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST) -> Key:
    """Return the key that `passphrase` makes with the salt of the file at `path`.

    Takes a good half second and touches no database, so it can run beside anything else.
    Raises InspectionFileError where the file is missing or certainly no inspection.
    """
    return key_from(passphrase, salt_of(Path(path)), cost)


def key_from(passphrase: str, salt: bytes, cost: KeyCost) -> Key:
    """Return the key that `passphrase` makes with `salt`."""
    if len(salt) != SALT_LENGTH:
        raise ValueError(f"a salt has {SALT_LENGTH} bytes, not {len(salt)}")
    # The same word typed on a Mac and on Windows may come in two Unicode forms.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    material = hash_secret_raw(
        secret, salt, cost.passes, cost.kibibytes, cost.lanes, hash_len=32, type=Type.ID
    )
    return Key(material, salt)
