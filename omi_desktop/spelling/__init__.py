"""Which words of a note may be misspelt: British English, offline, with the service's own words."""
