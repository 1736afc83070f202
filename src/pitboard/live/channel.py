"""One stream for any number of viewers: each frame is encoded once, kept for those who come back, and shared.

A viewer is no more than a place in the buffer. One that falls too far behind is given the newest state instead of old
patches, so a slow viewer costs nobody anything.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import NamedTuple

import msgspec

KEPT = 600
"""Frames kept for viewers who come back."""

BEHIND = 40
"""A connected viewer who is this many frames behind gets a snapshot instead."""

_ENCODE = msgspec.json.Encoder().encode


class Frame(NamedTuple):
    """What is sent: `seq` is None for a tick."""

    seq: int | None
    data: bytes


def event(name: str, value: object, event_id: str = "") -> bytes:
    """One Server-Sent Event."""
    head = f"id: {event_id}\nevent: {name}\ndata: " if event_id else f"event: {name}\ndata: "
    return head.encode() + _ENCODE(value) + b"\n\n"


class Channel:
    """The frames of one stream.

    Attributes:
        run: changes with a seek; ids of another run are not taken.
        kind: name of the event that carries everything: `snapshot` or `desk`.
        count: frames published so far; a viewer's place is such a count.
        viewers: how many are connected.
    """

    def __init__(self, run: str, kind: str = "snapshot") -> None:
        self.run = run
        self.kind = kind
        self.count = 0
        self.viewers = 0
        self.closed = False
        self._frames: deque[Frame] = deque(maxlen=KEPT)
        self._whole: object = None
        self._whole_seq = 0
        self._whole_bytes = b""
        self._woken = asyncio.Event()

    def reset(self, run: str, whole: object, seq: int) -> None:
        """Begin anew under another run: everybody gets a snapshot."""
        self.run = run
        self._frames.clear()
        self.count += BEHIND + 1
        self.set_whole(whole, seq)
        self._wake()

    def set_whole(self, whole: object, seq: int) -> None:
        """What a newcomer gets."""
        self._whole, self._whole_seq, self._whole_bytes = whole, seq, b""

    def publish(self, name: str, value: object, seq: int | None) -> None:
        """Send to everybody. With a `seq` it is a frame that can be asked for again."""
        event_id = "" if seq is None else f"{self.run}.{seq}"
        self._frames.append(Frame(seq, event(name, value, event_id)))
        self.count += 1
        self._wake()

    def close(self) -> None:
        """End every stream."""
        self.closed = True
        self._wake()

    def snapshot(self) -> bytes:
        """The newest state, encoded once however many ask."""
        if not self._whole_bytes:
            self._whole_bytes = event(self.kind, self._whole, f"{self.run}.{self._whole_seq}")
        return self._whole_bytes

    def join(self, last_id: str) -> tuple[bytes, int]:
        """What a viewer gets first, and its place: the patches it missed, else a snapshot."""
        run, _, seq = last_id.rpartition(".")
        if run == self.run and seq.isascii() and seq.isdigit():
            missed = self._since(int(seq))
            if missed is not None:
                return missed, self.count
        return self.snapshot(), self.count

    def _since(self, seq: int) -> bytes | None:
        # The oldest frame of that id: a frame between two facts has the id of the first, and patches may come twice.
        for index, frame in enumerate(self._frames):
            if frame.seq == seq:
                rest = list(self._frames)[index + 1 :]
                return b"".join(frame.data for frame in rest if frame.seq is not None)
        return b"" if seq == self._whole_seq and not any(f.seq is not None for f in self._frames) else None

    def after(self, place: int) -> tuple[bytes, int]:
        """What is new for a viewer at this place; empty where nothing is."""
        behind = self.count - place
        if behind <= 0:
            return b"", self.count
        if behind == 1 and self._frames:
            return self._frames[-1].data, self.count
        if behind > min(BEHIND, len(self._frames)):
            return self.snapshot(), self.count
        return b"".join(frame.data for frame in list(self._frames)[-behind:]), self.count

    async def wait(self, place: int) -> None:
        """Until there is something new for a viewer at this place."""
        while self.count == place and not self.closed:
            await self._woken.wait()

    def _wake(self) -> None:
        self._woken.set()
        self._woken = asyncio.Event()
