"""Areas and years: a score beside those of other inspections, which are only read."""
