"""Widgets that know nothing of inspections."""
