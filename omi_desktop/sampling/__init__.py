"""Which cases are read and by whom: the draw, the team, the allocation; values in and out."""
