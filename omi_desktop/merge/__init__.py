"""Returned work into the lead inspector's copy: compared three ways, and nothing lost."""
