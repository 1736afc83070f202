"""A second machine: it follows a server's log, scores it too, compares, and takes over when told."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pitboard.errors import LogError, UsageError
from pitboard.live import pages
from pitboard.live.clock import wall_us
from pitboard.live.followed import Followed, NoAnswerError, RefusedError
from pitboard.live.hub import SessionHub
from pitboard.live.log_api import row_of
from pitboard.live.site import Site
from pitboard.live.writer import Writer
from pitboard.racelog.sqlite_log import SqliteLog
from pitboard.sessions.scored import score
from pitboard.wire.desk import WorkItem
from pitboard.wire.log import LogPage, TakeOver
from pitboard.wire.pages import Classification

WAIT_S = 2.0
RETRY_S = 0.5
COMPARE_S = 2.0
_T = TypeVar("_T")


def request_path(log: Path) -> Path:
    """The file by which `pitboard take-over` asks the standby that keeps a log."""
    return log.with_name(f"{log.name}-take-over")


@dataclass(slots=True, kw_only=True)
class Login:
    """Who tells the followed server that it is relieved; nobody where the name is empty."""

    name: str = ""
    password: str = field(default="", repr=False)


def fetch(followed: Followed, log: SqliteLog) -> None:
    """Bring a standby's log up to the server's before anything is shown.

    Raises:
        LogError: the log is another history than the server's.
    """
    own = log.last_seq
    page = followed.log(max(0, own - 1))
    if page.last_seq < own or (own and bytes.fromhex(page.records[0].hash) != log.head_hash):
        raise LogError(
            f"{log.name}: holds {own} facts that are not those of {followed.url}: follow into another file with -o"
        )
    while log.last_seq < page.last_seq:
        page = followed.log(log.last_seq)
        log.append_stored(map(row_of, page.records))


class Standby:
    """Follows until it takes over.

    Attributes:
        writer: of the standby's own log.
        silent_since_us: since when the followed server has not answered; None while it does.
        differs: what the newest comparison of classifications found; empty for nothing.
        compared: how many comparisons found both the same.
    """

    def __init__(
        self,
        followed: Followed,
        site: Site,
        *,
        login: Login | None = None,
        say: Callable[[str], object] = print,
    ) -> None:
        self.followed = followed
        self.site = site
        self.login = login or Login()
        self.writer: Writer = site.hub(site.current).writer
        self.writer.following = True
        self.writer.work.append(self.work)
        self.silent_since_us: int | None = None
        self.differs = ""
        self._differs_us = 0
        self.compared = 0
        self._say = say
        self._log = Path(getattr(self.writer.log, "name", ""))
        self._ending = asyncio.Event()
        self._comparing: asyncio.Task[None] | None = None
        self._by = ""

    async def run(self, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """Follow, compare and wait to be told; after taking over do what comes `then`."""
        path = request_path(self._log)
        path.unlink(missing_ok=True)
        self._comparing = asyncio.create_task(self._compare())
        waiting = asyncio.create_task(self._wait_for(path))
        try:
            await self._follow()
            await self._take_over()
        finally:
            self._comparing.cancel()
            waiting.cancel()
            path.unlink(missing_ok=True)
        beside = asyncio.create_task(self._stand_down())
        try:
            if then is not None:
                await then()
            await beside
            await asyncio.Event().wait()
        finally:
            beside.cancel()

    # ---- following ----

    async def _follow(self) -> None:
        while not self._ending.is_set():
            if self._comparing is not None and self._comparing.done():
                self._comparing.result()
            last_seq = self.writer.log.last_seq
            try:
                page = await self._unless_ending(
                    asyncio.to_thread(self.followed.log, last_seq, wait_s=WAIT_S)
                )
            except (NoAnswerError, RefusedError) as error:
                self._silent(str(error))
                await asyncio.sleep(RETRY_S)
                continue
            if page is not None:
                await self._take(page)

    async def _take(self, page: LogPage) -> None:
        if self.silent_since_us is not None:
            self._say("The server answers again.")
            self.silent_since_us = None
        if page.last_seq < self.writer.log.last_seq:
            raise LogError(
                f"{self.followed.url} holds fewer facts than this standby: its log is another one now"
            )
        if page.records:
            await self.writer.receive([row_of(record) for record in page.records])

    async def _unless_ending(self, work: Awaitable[_T]) -> _T | None:
        task = asyncio.ensure_future(work)
        ending = asyncio.create_task(self._ending.wait())
        try:
            await asyncio.wait({task, ending}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            # The answer to this question is not waited for any more.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            return None
        finally:
            ending.cancel()

    def _silent(self, why: str) -> None:
        if self.silent_since_us is not None:
            return
        self.silent_since_us = wall_us()
        held = self.writer.log.last_seq
        self._say(f"THE SERVER DOES NOT ANSWER: {why}")
        self._say(
            f"This standby holds everything up to fact {held}. To go on here: pitboard take-over {self._log}"
        )

    # ---- comparing ----

    async def _compare(self) -> None:
        while True:
            await asyncio.sleep(COMPARE_S)
            for hub in self.site.hubs.values():
                with contextlib.suppress(NoAnswerError, RefusedError):
                    await self._compare_one(hub)

    async def _compare_one(self, hub: SessionHub) -> None:
        theirs = await asyncio.to_thread(self.followed.classification, hub.session)
        for _ in range(20):
            if hub.main.running.seq >= theirs.seq:
                break
            await asyncio.sleep(0.1)
        else:
            return  # the facts are on their way; the next comparison has them
        found = difference(theirs, self._ours(hub, theirs.seq))
        if not found:
            if self.differs or not self.compared:
                self._say(f"The classifications are equal, {hub.session} at fact {theirs.seq}.")
            self.compared += 1
        elif found != self.differs:
            self._differs_us = wall_us()
            self._say(f"THE CLASSIFICATIONS DIFFER, {hub.session} at fact {theirs.seq}: {found}")
        self.differs = found

    def _ours(self, hub: SessionHub, seq: int) -> Classification:
        running = hub.main.running
        scored = running.scored if running.seq == seq else score(running.opened, until_seq=seq)
        return pages.classification(scored, now_us=hub.clock.now_us(), seq=seq, mode=hub.mode())

    # ---- taking over ----

    def tell(self, by: str = "") -> None:
        """Take over as soon as what runs is done."""
        self._by = by
        self._ending.set()

    async def _wait_for(self, path: Path) -> None:
        while not self._ending.is_set():
            await asyncio.sleep(0.1)
            by = _asked_by(path)
            if by is not None:
                self.tell(by)

    async def _take_over(self) -> None:
        held = self.writer.log.last_seq
        relieved = await self._relieve(held)
        seq = None if relieved is None else await self._up_to(relieved)
        if seq is None:
            seq = await self.writer.take_over(wall_us(), by=self._by)
        self._say(
            f"Taken over: this machine writes from fact {seq} on and holds everything up to fact {seq - 1}."
        )

    async def _relieve(self, held: int) -> int | None:
        """Tell the server; its answer's place, or None where it cannot be told."""
        if not self.login.name:
            return None
        asked = TakeOver(writer=self.writer.name, last_seq_held=held)
        try:
            return await asyncio.to_thread(self.followed.relieve, asked, self.login.name, self.login.password)
        except (NoAnswerError, RefusedError) as error:
            self._say(f"The server could not be told: {error}")
            return None

    async def _up_to(self, seq: int) -> int | None:
        """Fetch what the server wrote until it was relieved; None where it ends before."""
        try:
            while self.writer.log.last_seq < seq:
                await self._take(await asyncio.to_thread(self.followed.log, self.writer.log.last_seq))
        except (NoAnswerError, RefusedError) as error:
            self._say(f"THE SERVER ENDED BEFORE ITS LAST FACTS WERE HERE: {error}")
            return None
        self.writer.following = False
        return seq

    async def _stand_down(self) -> None:
        """Until the relieved server is known to be read-only: tell it when it comes back."""
        warned = False
        while True:
            with contextlib.suppress(NoAnswerError, RefusedError):
                page = await asyncio.to_thread(self.followed.log, self.writer.log.last_seq)
                if page.read_only:
                    self._say(f"{self.followed.url} is read-only now.")
                    return
                if await self._relieve(min(page.last_seq, self.writer.log.last_seq)) is None and not warned:
                    self._say(f"{self.followed.url} STILL WRITES: stop it, two logs grow apart.")
                    warned = True
            await asyncio.sleep(RETRY_S)

    def work(self) -> tuple[WorkItem, ...]:
        """What needs a person while this server follows."""
        found = []
        if self.silent_since_us is not None and self.writer.following:
            found.append(
                _alarm("server_silent", f"{self.followed.url} does not answer", self.silent_since_us)
            )
        if self.differs:
            found.append(_alarm("classifications_differ", self.differs, self._differs_us))
        return tuple(found)


def _alarm(kind: str, text: str, at_us: int) -> WorkItem:
    return WorkItem(
        id=kind,
        kind=kind,
        urgency="now",
        text=text,
        car=None,
        at_us=at_us,
        due_us=None,
        seq=None,
        remedies=(),
    )


def difference(theirs: Classification, ours: Classification) -> str:
    """The first thing in which two classifications of the same facts differ; empty where they are the same."""
    if len(theirs.rows) != len(ours.rows):
        return f"{len(theirs.rows)} cars there, {len(ours.rows)} here"
    for there, here in zip(theirs.rows, ours.rows, strict=True):
        for name in there.__struct_fields__:
            if getattr(there, name) != getattr(here, name):
                return (
                    f"car {there.car}: {name} is {getattr(there, name)!r} there, {getattr(here, name)!r} here"
                )
    return ""


def _asked_by(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["by"])[:100]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def ask_to_take_over(log: Path, by: str) -> Path:
    """Ask the standby that keeps a log; it removes the file when it has taken over.

    Raises:
        UsageError: the file cannot be written.
    """
    path = request_path(log)
    try:
        path.write_text(json.dumps({"by": by}), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    return path
