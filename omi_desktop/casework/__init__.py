"""Work on a case: its pages, what is missing, what does not fit together, undo, pace; all pure."""
