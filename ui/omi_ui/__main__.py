"""Start the window: python -m omi_ui."""

from __future__ import annotations

import sys

from omi_ui.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
