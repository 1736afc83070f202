"""The command line: one file a verb. No rules of the sport in here."""
