"""Writing with figures that live: the field of words and chips, and the panels that insert."""
