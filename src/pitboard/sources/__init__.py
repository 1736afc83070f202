"""Whatever yields facts: official files, decoders, lines of text."""
