"""Answers and a question bank in, a scorecard out: pure, and exact to the fraction."""
