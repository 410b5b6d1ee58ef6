"""The performance table: targets, what was reached, and who has the asterisk."""
