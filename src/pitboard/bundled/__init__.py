"""What lies in the package: a real qualifying session as our own tables of facts, and Daytona's records and poles.

The meeting is the Roar Before the 24 of January 2024; its qualifying is named `roar-2024-q` wherever a log or a session
is asked for. See `docs/explanation/bundled-meeting.md` and the NOTICE beside the tables.
"""

from pitboard.bundled.load import BundledSession, Note, load, names, notes, schedule

__all__ = ["BundledSession", "Note", "load", "names", "notes", "schedule"]
