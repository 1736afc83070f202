"""For tests of Pitboard and of what plugs into it: strategies, and the suites that a new log or source must pass."""
