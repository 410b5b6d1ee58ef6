"""How sure a figure is: intervals, distances, comparisons and agreement; pure, nothing is drawn."""
