"""Pitboard: open timing and scoring for multi-class endurance racing.

Importing the package is cheap on purpose: a command that only prints its help must not wait
for a data-frame library. Import what you need from the package that owns it.
"""

__version__ = "0.1.0"
