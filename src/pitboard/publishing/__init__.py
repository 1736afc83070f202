"""A meeting's public pages: plain files for any web host, and the same pages from the live server."""

from pitboard.publishing.meeting import PublicMeeting, PublicSession, read_meeting
from pitboard.publishing.site import PublicSite
from pitboard.publishing.writing import Published, publish

__all__ = ["PublicMeeting", "PublicSession", "PublicSite", "Published", "publish", "read_meeting"]
