"""Scripts for those who work on Pitboard; none of them is installed."""
