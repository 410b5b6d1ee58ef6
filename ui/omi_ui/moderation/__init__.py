"""Second reads side by side, the agreed answer, and how far readers agree."""
