"""The server that a standby follows, over HTTP: its log, its classification, and being relieved. Calls block; they run in threads."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TypeVar

import msgspec

from pitboard.errors import SourceError, UsageError
from pitboard.wire.base import Problem
from pitboard.wire.desk import Appended, Login, Me
from pitboard.wire.log import LogPage, TakeOver
from pitboard.wire.pages import Classification

ANSWER_S = 5.0
_ANSWER_BYTES = 64 << 20
T = TypeVar("T")


class NoAnswerError(SourceError):
    """The server does not answer, or answers what no Pitboard would."""


class RefusedError(SourceError):
    """The server answers, and says no."""


class Followed:
    """A server's addresses.

    Args:
        url: where it is.
        certificate: the server's own certificate, where it serves HTTPS with one that it made itself.

    Raises:
        UsageError: no web address, or no certificate.
    """

    def __init__(self, url: str, certificate: Path | None = None) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url}: expected an address that begins with http:// or https://")
        self.url = url.rstrip("/")
        self._context = ssl.create_default_context()
        if certificate is not None:
            try:
                self._context.load_verify_locations(certificate)
            except OSError as error:
                raise UsageError(f"{certificate}: cannot be read as a certificate: {error}") from error

    def log(self, since: int, *, wait_s: float = 0.0, limit: int = 2000) -> LogPage:
        """What its log holds after `since`; waits for it up to `wait_s`.

        Raises:
            NoAnswerError, RefusedError: it does not answer, or says no.
        """
        query = urllib.parse.urlencode({"since": since, "wait_s": wait_s, "limit": limit})
        return self._ask(f"/api/log?{query}", LogPage, timeout_s=ANSWER_S + wait_s)

    def classification(self, session: str) -> Classification:
        """The classification as it computes it.

        Raises:
            NoAnswerError, RefusedError: it does not answer, or says no.
        """
        return self._ask(
            f"/api/sessions/{urllib.parse.quote(session, safe='')}/classification", Classification
        )

    def relieve(self, take_over: TakeOver, name: str, password: str) -> int:
        """Tell it to write no more, signed in as somebody who may.

        Returns:
            The place of the take-over in its log.

        Raises:
            NoAnswerError, RefusedError: it does not answer, or says no.
        """
        data = msgspec.json.encode(Login(name=name, password=password))
        with self._open("/api/login", data, {}) as answer:
            me = msgspec.json.decode(answer.read(_ANSWER_BYTES), type=Me)
            cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        headers = {"Cookie": cookie, "X-Pitboard-CSRF": me.csrf}
        with self._open("/api/log/take-over", msgspec.json.encode(take_over), headers) as answer:
            return msgspec.json.decode(answer.read(_ANSWER_BYTES), type=Appended).seq

    def _ask(self, path: str, kind: type[T], *, timeout_s: float = ANSWER_S) -> T:
        with self._open(path, None, {}, timeout_s) as answer:
            try:
                return msgspec.json.decode(answer.read(_ANSWER_BYTES), type=kind)
            except (msgspec.DecodeError, OSError, http.client.HTTPException) as error:
                raise NoAnswerError(f"{self.url}: cannot be understood: {error}") from error

    def _open(self, path: str, data: bytes | None, headers: dict[str, str], timeout_s: float = ANSWER_S):  # type: ignore[no-untyped-def]
        headers = headers | ({"Content-Type": "application/json"} if data is not None else {})
        request = urllib.request.Request(self.url + path, data, headers)  # noqa: S310 (scheme checked above)
        try:
            return urllib.request.urlopen(request, timeout=timeout_s, context=self._context)  # noqa: S310
        except urllib.error.HTTPError as error:
            with error:
                raise RefusedError(f"{self.url}: {_reason(error)}") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise NoAnswerError(f"{self.url}: does not answer: {reason}") from error


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return msgspec.json.decode(error.read(100_000), type=Problem).detail
    except (msgspec.DecodeError, OSError):
        return f"answered {error.code}"
