"""The inspection, without any window."""

__version__ = "0.1.0"
