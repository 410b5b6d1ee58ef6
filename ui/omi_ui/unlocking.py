"""A key that is worked out beside everything else."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.store import Key


_FEW = 2
"""With so few processors the key would take from the window what it gains beside it."""


class Unlocking(threading.Thread):
    """Works out the key of the file at `path`, from `begin` on."""

    def __init__(self, path: Path, passphrase: str) -> None:
        # Nobody waits for a key when the program ends.
        super().__init__(name="omi-key", daemon=True)
        self.path = path
        self.ended_at = 0.0
        """When the key was there, by the monotonic clock; 0 until then."""
        self._passphrase = passphrase
        self._key: Key | None = None
        self._failure: Exception | None = None
        self._ended = threading.Event()

    def begin(self, *, beside_loading: bool = False) -> None:
        """Begin, unless it has; beside the loading of the window only with processors to spare.

        On two of them key and window together are there no sooner, and the window much later.
        """
        if self.ident is None and not (beside_loading and (os.cpu_count() or 1) <= _FEW):
            self.start()

    def key(self) -> Key:
        """Wait for the key and return it; raises what stood in its way."""
        self._ended.wait()
        if self._key is None:
            raise self._failure or RuntimeError(f"no key was worked out for “{self.path}”")
        return self._key

    def run(self) -> None:
        """Work the key out."""
        try:
            _stand_back()
            from omi_desktop.store.keys import derive_key

            self._key = derive_key(self.path, self._passphrase)
        except Exception as failure:
            # Handed over whole to whoever asks for the key.
            self._failure = failure
        finally:
            self.ended_at = time.monotonic()
            self._ended.set()


def _stand_back() -> None:
    """Let the window go first where key and window want the same processor.

    Threads that this one starts inherit its place in the queue. Only Linux gives threads one.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
