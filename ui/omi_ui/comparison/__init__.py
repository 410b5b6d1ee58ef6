"""Compare: any figure between groups of cases, and the cases behind it."""
