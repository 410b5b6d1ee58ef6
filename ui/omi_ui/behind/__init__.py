"""What stands behind a figure on any screen: its cases and their answers."""
