"""Written reports of sessions, and claims of others checked against the timing data."""
