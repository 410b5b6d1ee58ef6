"""Risk of Harm: the thread now, beside what earlier inspections found, and what is asked."""
