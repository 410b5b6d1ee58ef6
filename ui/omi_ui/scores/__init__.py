"""The scores: the chart and table of criteria, and the questions behind each."""
