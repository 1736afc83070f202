"""A second machine: it follows, compares, takes over with one command; losing the first machine or its disk loses nothing."""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path

import msgspec
import pytest

from pitboard.live import pages
from pitboard.live.standby import difference
from pitboard.model import facts as f
from pitboard.racelog import open_log
from pitboard.wire.board import Mode
from pitboard.wire.desk import Role
from tests.live.processes import NAME, Server, add_director, free_port, new_meeting, pitboard, until
from tests.live.support import PASSWORD, START, client_of, crossing, hub_of, race, sign_in, site_of


def _stored(path: Path) -> list:
    with open_log(path, read_only=True) as log:
        assert log.verify().ok
        return list(log.stored())


def _laps(server: Server, count: int) -> list[int]:
    return [server.appended(fact="passing", car="7", line="finish") for _ in range(count)]


@pytest.mark.slow
def test_with_the_first_disk_gone_the_copy_has_everything_that_was_acknowledged(tmp_path: Path):
    first, second = new_meeting(tmp_path), tmp_path / "second" / "club-day.pitboard"
    second.parent.mkdir()
    with Server(tmp_path, "serve", "MEETING.toml", "--copy-to", str(second)) as server:
        server.sign_in()
        server.appended(fact="session_started")
        acknowledged = _laps(server, 5)
        server.kill()
    for path in tmp_path.glob("club-day.pitboard*"):
        path.unlink()
    assert not first.exists()

    add_director(second)
    with Server(second.parent, "serve", second.name) as server:
        server.sign_in()
        next_seq = server.appended(fact="passing", car="8", line="finish")

    assert next_seq == acknowledged[-1] + 1
    assert {fact.seq for fact in _stored(second)} >= set(acknowledged)


@pytest.mark.slow
def test_after_kill_9_of_the_server_the_standby_goes_on_and_the_server_comes_back_read_only(tmp_path: Path):
    log = new_meeting(tmp_path)
    other = tmp_path / "other machine"
    other.mkdir()
    held = other / "held.pitboard"
    add_director(held)
    server = Server(tmp_path, "serve", "MEETING.toml")
    with server:
        server.sign_in()
        server.appended(fact="session_started")
        _laps(server, 3)
        follow = (
            "standby",
            f"http://127.0.0.1:{server.port}",
            "-o",
            held.name,
            "--user",
            NAME,
            "--password-stdin",
        )
        with Server(other, *follow, typed=PASSWORD) as standby:
            last = _laps(server, 3)[-1]
            until(lambda: standby.last_seq() == last)
            standby.says("The classifications are equal")
            standby.sign_in()
            refused = standby.send(fact="passing", car="8", line="finish")
            assert (refused.status_code, standby.read_only()) == (503, True)
            shown = standby.http.get("/api/sessions/race/classification").json()["rows"]
            assert shown == server.http.get("/api/sessions/race/classification").json()["rows"]

            server.kill()
            standby.says(f"This standby holds everything up to fact {last}")
            done = pitboard(other, "take-over", held.name, "--by", "Ben")
            assert done.stdout == f"Taken over. Everything up to fact {last} is here.\n", done.stderr
            assert not standby.read_only()
            assert standby.appended(fact="passing", car="8", line="finish") == last + 2

            # The first machine starts again on its own disk, and is told.
            with Server(tmp_path, "serve", "MEETING.toml", port=server.port) as again:
                standby.says("is read-only now")
                again.sign_in()
                assert again.read_only()
                assert again.send(fact="passing", car="9", line="finish").status_code == 503
            # So it stays after another start.
            with Server(tmp_path, "serve", "MEETING.toml") as again:
                again.says("was taken over by")
                assert again.read_only()
    facts, ours = _stored(log), _stored(held)
    assert ours[:last] == facts[:last]
    taken = msgspec.json.decode(ours[last].stored)
    assert (taken["fact"], taken["last_seq_held"], taken["by"]) == ("writer_taken_over", last, "Ben")


@pytest.mark.slow
def test_a_server_that_runs_is_relieved_without_losing_a_fact_and_inputs_go_over(tmp_path: Path):
    log = new_meeting(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    held = other / "held.pitboard"
    add_director(held)
    here, there = free_port(), free_port()
    with Server(tmp_path, "serve", "MEETING.toml", "--lines", str(here)) as server:
        server.sign_in()
        server.appended(fact="session_started")
        follow = (
            "standby",
            f"http://127.0.0.1:{server.port}",
            "-o",
            held.name,
            "--user",
            NAME,
            "--password-stdin",
            "--lines",
            str(there),
        )
        with Server(other, *follow, typed=PASSWORD) as standby:
            last = _laps(server, 20)[-1]
            # While it follows, nobody listens for passings there.
            with pytest.raises(ConnectionRefusedError):
                _line(there, "8")
            done = pitboard(other, "take-over", held.name)
            assert done.stdout == f"Taken over. Everything up to fact {last} is here.\n", done.stderr
            assert (server.read_only(), standby.read_only()) == (True, False)

            _line(here, "8")
            server.says("passings that arrive here are left to it")
            until(lambda: _sent(there, "8"))
            until(lambda: standby.last_seq() == last + 2)
            standby.sign_in()
            assert standby.appended(fact="passing", car="8", line="finish") == last + 3
    assert _stored(held)[: last + 1] == _stored(log)


def _line(port: int, car: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sender:
        sender.sendall(f"finish,#{car},{time.time():.6f}\n".encode())


def _sent(port: int, car: str) -> bool:
    try:
        _line(port, car)
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.slow
def test_what_is_no_standbys_log_is_refused(tmp_path: Path):
    log = new_meeting(tmp_path)
    with Server(tmp_path, "serve", "MEETING.toml") as server:
        server.sign_in()
        address = f"http://127.0.0.1:{server.port}"
        with open_log(tmp_path / "another.pitboard", create=True) as another:
            another.append(race().facts)
        refused = pitboard(tmp_path, "standby", address, "-o", "another.pitboard")
        assert refused.returncode == 2
        assert "are not those of" in refused.stderr
        refused = pitboard(tmp_path, "standby", "http://127.0.0.1:9", "-o", "new.pitboard")
        assert refused.returncode == 2
        assert "does not answer" in refused.stderr
    done = pitboard(tmp_path, "take-over", log.name)
    assert "Now: pitboard serve club-day.pitboard" in done.stdout


def test_a_take_over_names_a_writer_and_a_place_that_is_there():
    async def run() -> None:
        hub = hub_of(race())
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            for wrong in ({"writer": "", "last_seq_held": 1}, {"writer": "b", "last_seq_held": 10_000}):
                assert (await http.post("/api/log/take-over", json=wrong, headers=headers)).status_code == 422
            asked = {"writer": "b", "last_seq_held": 2}
            assert (await http.post("/api/log/take-over", json=asked, headers=headers)).status_code == 201
            assert (await http.post("/api/log/take-over", json=asked, headers=headers)).status_code == 503
            page = (await http.get("/api/log", params={"since": hub.log.last_seq - 1})).json()
            assert page["read_only"]
            assert msgspec.json.decode(page["records"][0]["stored"])["by"] == "race_director"

    asyncio.run(run())


def test_a_difference_between_two_classifications_is_named():
    async def run() -> None:
        hub = hub_of(race())
        await hub.append([crossing("2", 100), crossing("1", 101)])
        first = pages.classification(
            hub.main.running.scored, now_us=START, seq=hub.log.last_seq, mode=Mode.LIVE
        )
        await hub.append([f.FactWithdrawn(at_us=START, session="r", target_seq=hub.log.last_seq)])
        second = pages.classification(
            hub.main.running.scored, now_us=START, seq=hub.log.last_seq, mode=Mode.LIVE
        )

        assert difference(first, first) == ""
        assert difference(first, second) == "car 1: laps is 1 there, 0 here"

    asyncio.run(run())
