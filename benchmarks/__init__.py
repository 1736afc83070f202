"""Figures that docs state, with the commands that make them; run by `make bench`."""
