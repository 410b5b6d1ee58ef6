"""Drawings as plain values: shapes with coordinates, computed once and shown by thin renderers."""
