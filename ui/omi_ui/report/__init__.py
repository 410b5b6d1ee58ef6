"""The report while it is written: every part of it, its text, and the pages as they will print."""
