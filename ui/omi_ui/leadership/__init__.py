"""Section 4: each criterion rated in words, from evidence on its specific criteria."""
