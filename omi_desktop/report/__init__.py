"""The report of an inspection: one value, and the documents that are made from it."""
