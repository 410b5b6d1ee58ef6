"""The window of OMI Desktop: shows values of the domain, and tells it what was done."""
