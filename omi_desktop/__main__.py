"""`python -m omi_desktop` is `omi`."""

from __future__ import annotations

from omi_desktop.cli import main

if __name__ == "__main__":
    main()
