"""Words that may be misspelt are underlined where prose is written, and can be mended there."""
