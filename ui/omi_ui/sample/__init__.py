"""The sample: rules, seal, list, draw, and what came of it."""
