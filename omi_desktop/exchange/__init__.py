"""What comes back from other programs: workbooks to verify, tidy answers to read in."""
