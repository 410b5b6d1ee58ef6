"""The demo: the Cumbria inspection of July 2006, rebuilt case by case from a table of targets."""

PASSPHRASE = "cumbria-2006"  # noqa: S105 - published on purpose: the demo holds nothing secret
