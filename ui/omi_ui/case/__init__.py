"""The workspace of one case: its questions, its facts, and the way to complete."""
