"""Points of the session, where the rulebook gives any."""

from __future__ import annotations

from pitboard.documents.job import Job
from pitboard.documents.model import Body, Section


def build(job: Job) -> list[Body]:
    """One table a championship; a sentence where there is none."""
    return [Body(sections=(Section(lines=(job.words("say.no_points"),)),))]
