"""The pages of an encrypted file, one by one, where the database as a whole no longer opens.

SQLCipher's format, version 4: each page of 4,096 bytes ends with its initial vector and a seal
(HMAC-SHA512) over what is encrypted and its number; the first page begins with the salt.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from omi_desktop.store.keys import Key

PAGE = 4096
USABLE = 4016
"""How much of a page the database uses; the rest is the vector and the seal."""

_SALT = 16
_VECTOR = 16
_SEAL_ROUNDS = 2
_LOG_HEADER = 32
_FRAME_HEADER = 24


@dataclass(frozen=True, slots=True)
class Pages:
    """What could be read: pages by number from 1, the numbers of those that could not."""

    whole: Mapping[int, bytes]
    broken: tuple[int, ...]


def read_pages(content: bytes, log: bytes, key: Key) -> Pages:
    """Return the pages of a file, the newest of each: from its log, else from the file itself.

    A page whose seal is not right is broken, whichever byte of it was changed. Of a page that is
    broken in the log, the older one in the file counts.
    """
    seal_key = hashlib.pbkdf2_hmac(
        "sha512", key.material, bytes(byte ^ 0x3A for byte in key.salt), _SEAL_ROUNDS, 32
    )
    whole: dict[int, bytes] = {}
    broken: set[int] = set()
    for number, page in (*_of_file(content), *_of_log(log)):
        found = _opened(number, page, key, seal_key)
        if found is not None:
            whole[number] = found
            broken.discard(number)
        elif number not in whole:
            broken.add(number)
    return Pages(whole, tuple(sorted(broken)))


def _of_file(content: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(0, len(content), PAGE):
        # The last page of a file that was cut off is too short, and so broken.
        yield at // PAGE + 1, content[at : at + PAGE]


def _of_log(log: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the pages of a write-ahead log up to its last commit, in order."""
    run = log[16:24]
    frames: list[tuple[int, bytes]] = []
    committed = 0
    for at in range(_LOG_HEADER, len(log) - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        number, size = struct.unpack_from(">II", log, at)
        if log[at + 8 : at + 16] != run:
            # What follows is left from before the log was begun anew.
            break
        frames.append((number, log[at + _FRAME_HEADER : at + _FRAME_HEADER + PAGE]))
        if size:
            committed = len(frames)
    yield from frames[:committed]


def _opened(number: int, page: bytes, key: Key, seal_key: bytes) -> bytes | None:
    """Return what a page says, or None where its seal is not right."""
    if len(page) != PAGE:
        return None
    begin = _SALT if number == 1 else 0
    sealed, seal = page[begin : USABLE + _VECTOR], page[USABLE + _VECTOR :]
    right = hmac.new(seal_key, sealed + struct.pack("<I", number), hashlib.sha512).digest()
    if not hmac.compare_digest(seal, right):
        return None
    vector = page[USABLE : USABLE + _VECTOR]
    cipher = Cipher(algorithms.AES(key.material), modes.CBC(vector)).decryptor()
    return bytes(begin) + cipher.update(page[begin:USABLE]) + cipher.finalize()
