"""The first screen: open, begin anew, look at the demo, and unlock."""
