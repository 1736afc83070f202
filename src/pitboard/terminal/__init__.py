"""The board in a terminal: the same columns in the same order as on the page, and no number of its own."""
