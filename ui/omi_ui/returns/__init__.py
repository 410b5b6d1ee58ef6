"""Packs out to the assessors, and what comes back into the lead inspector's copy."""
