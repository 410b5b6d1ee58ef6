"""The list of cases: how far each one is, and the way into it."""
