"""The question bank: what is asked of which case, and what counts."""
