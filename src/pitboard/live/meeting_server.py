"""`pitboard serve`: the sessions of a meeting, live, from one race log."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterable, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pitboard.documents.club import Club
from pitboard.errors import UsageError
from pitboard.live.clock import wall_us
from pitboard.live.copier import Copier
from pitboard.live.document_room import DocumentRoom
from pitboard.live.hub import HubOptions, SessionHub
from pitboard.live.inputs import Inputs, decoder_feed, line_feed, parser_of, running_hub, stdin_feed
from pitboard.live.lan import lan_address, own_certificate, qr_code
from pitboard.live.serving import Address, free_socket, serve
from pitboard.live.site import Site
from pitboard.live.users import Desks, read_users, users_path
from pitboard.live.writer import Writer
from pitboard.model import facts as f
from pitboard.racelog import open_log
from pitboard.racelog.sqlite_log import SqliteLog
from pitboard.sessions.meeting import open_meeting, plan_meeting
from pitboard.sessions.opened import OpenOptions, from_facts
from pitboard.sessions.season import open_season, points_so_far
from pitboard.sources.line_feed_io import LineServer
from pitboard.wire.score import zone_of

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (compared, never bound unasked)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How a meeting is served.

    Attributes:
        host, port: where; another host than loopback means HTTPS with the server's own certificate.
        p3: `HOST:PORT` of a decoder, `p3_line` the line of its loop.
        lines: TCP port for lines of text, or `-` for stdin; empty for neither.
        insecure_login: plain HTTP instead of HTTPS, signing in included.
        frame_s: least time between two frames [s].
        copy_to: a file on another disk that is kept equal to the log; None for none.
        season: season's file whose points the running points stand on; None for none.
        club: file with the look of the club whose paper documents are on; None for plain paper.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    p3: str = ""
    p3_line: str = "finish"
    lines: str = ""
    insecure_login: bool = False
    frame_s: float = 0.1
    copy_to: Path | None = None
    season: Path | None = None
    club: Path | None = None


def open_target(target: Path, options: ServeOptions) -> tuple[SqliteLog, ServeOptions]:
    """The log of a meeting file, or the log itself; options that the file has and the command has not are taken over."""
    if target.suffix.lower() != ".toml":
        return open_log(target), options
    planned = plan_meeting(target)
    inputs = planned.about.inputs
    lines = options.lines or ("" if inputs.lines is None else str(inputs.lines))
    merged = replace(
        options,
        p3=options.p3 or inputs.p3,
        p3_line=inputs.p3_line if not options.p3 else options.p3_line,
        lines=lines,
    )
    return open_meeting(planned), merged


def site_of_log(log: SqliteLog, options: ServeOptions) -> Site:
    """Every session of a log, live.

    Raises:
        UsageError: the log holds none.
    """
    path = Path(log.name)
    before = points_so_far(open_season(options.season)) if options.season is not None else None
    look = Club.read(options.club) if options.club is not None else None
    site = Site(
        desks=Desks(read_users(users_path(path))),
        insecure_login=options.insecure_login,
        documents=DocumentRoom(look),
    )
    writer = Writer(log)
    books = OpenOptions()
    for session, plan in log.sessions().items():
        if plan is None:
            continue
        facts: list[f.Fact] = list(log.read(session=session))
        opened = from_facts(facts, plan, books, name=session, log=path)
        site.add(SessionHub(writer, opened, options=HubOptions(frame_s=options.frame_s, before=before)))
    if not site.hubs:
        raise UsageError(f"{path}: holds no session")
    site.current = running_hub(site).session
    return site


def serve_meeting(target: Path, options: ServeOptions, say: Callable[[str], object] = print) -> None:
    """Serve until Ctrl-C."""
    log, options = open_target(target, options)
    with closed_if_refused(log):
        site = site_of_log(log, options)
        writer = site.hub(site.current).writer
        if options.copy_to is not None:
            keep_copy(writer, log, options.copy_to, say)
        feeds = input_feeds(site, options)
        bound = free_socket(options.host, options.port)
    if writer.read_only:
        say(f"{log.name} was taken over by {writer.taken_over_by}: this server is read-only.")
        say(f"To write here again: pitboard take-over {log.name}")

    async def inputs() -> None:
        await run_inputs(site, feeds, say)

    serve_site(site, log, bound, options, say, beside=inputs)


@contextlib.contextmanager
def closed_if_refused(log: SqliteLog) -> Iterator[None]:
    """Let go of the log when what comes before serving fails."""
    try:
        yield
    except BaseException:
        log.close()
        raise


def keep_copy(writer: Writer, log: SqliteLog, path: Path, say: Callable[[str], object]) -> None:
    """Keep a second disk.

    Raises:
        LogError: the copy cannot be begun.
    """
    copier = Copier(log, path, now_us=wall_us, say=say)
    writer.copier = copier
    writer.work.append(copier.work)
    say(f"Every fact is on two disks: {path} is equal to the log, up to fact {log.last_seq}.")


def serve_site(
    site: Site,
    log: SqliteLog,
    bound: socket.socket,
    options: ServeOptions,
    say: Callable[[str], object],
    *,
    beside: Callable[[], Awaitable[None]],
) -> None:
    """Serve until Ctrl-C.

    Args:
        site: what is served.
        log: its log.
        bound: the socket.
        options: how.
        say: prints a line.
        beside: runs along.
    """
    address = _address(Path(log.name), options, bound.getsockname()[1])
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(site, bound, address, say, beside))


def _address(log: Path, options: ServeOptions, port: int) -> Address:
    if options.host in LOOPBACK or options.insecure_login:
        return Address(options.host, port)
    named = [] if options.host in EVERYWHERE else [options.host]
    certificate, key = own_certificate(log, sorted({"127.0.0.1", lan_address(), *named}))
    return Address(options.host, port, certificate, key)


async def _serve(
    site: Site,
    bound: socket.socket,
    address: Address,
    say: Callable[[str], object],
    beside: Callable[[], Awaitable[None]],
) -> None:
    def started() -> None:
        everywhere = address.host in EVERYWHERE
        shown = Address(lan_address() if everywhere else address.host, address.port, address.certificate)
        say(f"The board is at {shown.url}")
        if address.host not in LOOPBACK:
            say(qr_code(shown.url))
            if address.certificate is not None:
                say("Browsers warn once: the certificate is this machine's own.")

    await serve(site, bound, address, started=started, beside=beside())


async def run_inputs(site: Site, feeds: list[AsyncIterable[object]], say: Callable[[str], object]) -> None:
    """Take passings from the inputs; without any, do nothing for ever."""
    if feeds:
        await Inputs(site, say).run(*feeds)
    await asyncio.Event().wait()


def input_feeds(site: Site, options: ServeOptions) -> list[AsyncIterable[object]]:
    """The inputs that are asked for.

    Raises:
        UsageError: an option that names none.
    """
    found: list[AsyncIterable[object]] = []
    state = running_hub(site).main.running.scored.state
    # Times of day in a feed are those of today at the venue.
    today = datetime.now(zone_of(state.circuit.zone)).date()
    if options.p3:
        host, _, port = options.p3.rpartition(":")
        if not host or not port.isdigit():
            raise UsageError(f"--p3: expected HOST:PORT, was {options.p3!r}")
        found.append(decoder_feed(options.p3, options.p3_line))
    if options.lines == "-":
        found.append(stdin_feed(parser_of(site, today)))
    elif options.lines:
        if not options.lines.isdigit() or int(options.lines) > 65_535:
            raise UsageError(f"--lines: expected a port or -, was {options.lines!r}")
        host = "127.0.0.1" if options.host in LOOPBACK else options.host
        found.append(line_feed(LineServer(parser_of(site, today), host=host, port=int(options.lines))))
    return found
