"""Running points on those of the season so far, where a season was given."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

from pitboard.live.hub import HubOptions, SessionHub
from pitboard.live.meeting_server import ServeOptions, site_of_log
from pitboard.model.rulebook import load
from pitboard.racelog import MemoryLog, open_log
from pitboard.sessions.season import open_season, points_so_far
from tests.live.support import Hands, client_of, crossing, race, site_of

BEFORE = {("teams", "GTP", "2"): Decimal(100), ("teams", "GTP", "3"): Decimal(300)}


def ledgers_of(before):
    opened = replace(race().with_facts([crossing("1", 100), crossing("2", 101)]), rulebook=load("imsa-2024"))
    log = MemoryLog()
    log.append(opened.facts)
    clock = Hands()
    clock.at_us = opened.facts[-1].at_us + 1
    hub = SessionHub(log, opened, clock, HubOptions(frame_s=0.0, before=before))

    async def asked():
        async with client_of(site_of(hub)) as http:
            return (await http.get("/api/sessions/r/ledgers")).json()

    return asyncio.run(asked())


def teams(found):
    (table,) = [one for one in found["points"] if one["title"] == "teams"]
    return [(row["car"], row["now"], row["gained"], row["total"]) for row in table["rows"]]


def test_the_season_so_far_is_added_and_the_order_is_by_the_total():
    assert teams(ledgers_of(BEFORE))[:2] == [("2", "100", "320", "420"), ("1", "0", "350", "350")]


def test_without_a_season_only_what_is_gained_is_shown():
    assert teams(ledgers_of(None))[0] == ("1", "", "350", "350")


SEASON = """
name = "One"
rulebook = "imsa-2024"
[[rounds]]
name = "Roar"
qualifying = ["roar-2024-q"]
"""


def test_a_season_s_file_gives_the_points_so_far(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text(SEASON)

    before = points_so_far(open_season(path))

    assert before["teams", "GTP", "31"] == 35
    assert before["drivers", "GTP", "pipo derani"] == 35


def test_the_server_takes_the_season_to_each_of_its_sessions(tmp_path):

    path = tmp_path / "season.toml"
    path.write_text(SEASON)
    log = open_log(tmp_path / "m.pitboard", create=True)
    log.append(race().facts)

    site = site_of_log(log, ServeOptions(season=path))

    assert site.hub("r").options.before["teams", "GTP", "31"] == 35
    log.close()
