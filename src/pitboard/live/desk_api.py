"""The desk's routes: signing in, and what operators may do."""

from __future__ import annotations

from fastapi import APIRouter

from pitboard.live.site import Site


def desk_routes(site: Site) -> APIRouter:  # noqa: ARG001
    """The routes of the desk."""
    return APIRouter(prefix="/api")
