"""Who may work at the desk: a file of their own beside the log, and signed cookies.

Passwords are kept as argon2 hashes. A cookie is signed with the file's secret, so a restart of the server signs nobody out;
the role is looked up at every request, so whoever is taken off the file is out at once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import msgspec

from pitboard.errors import UsageError
from pitboard.live.http import Refused
from pitboard.wire.desk import Role

COOKIE = "pitboard_desk"
VALID_S = 24 * 3600
ATTEMPTS = 5
WINDOW_S = 60.0
_REMEMBERED = 10_000
LEAST_PASSWORD = 8


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person; `hash` is argon2's."""

    name: str
    role: Role
    hash: str


class UsersFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds."""

    secret: str
    users: tuple[User, ...] = ()


def users_path(log: Path) -> Path:
    """The users' file of a log or meeting file: `NAME.users.json` beside it."""
    return log.with_name(f"{log.stem}.users.json")


def read_users(path: Path) -> UsersFile:
    """The file, or a new one in memory where there is none.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=UsersFile)
    except FileNotFoundError:
        return UsersFile(secret=secrets.token_hex(32))
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a users' file: {error}") from error


def write_users(path: Path, users: UsersFile) -> None:
    """Replace the file whole, readable by its owner alone."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(users)))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def with_user(users: UsersFile, name: str, role: Role, password: str) -> UsersFile:
    """The file with a user added or replaced.

    Raises:
        UsageError: an empty or long name, or a short password.
    """
    from argon2 import PasswordHasher

    if not name.strip() or len(name) > 100:
        raise UsageError(f"expected a name of 1 to 100 letters, was {name!r}")
    if len(password) < LEAST_PASSWORD:
        raise UsageError(f"expected a password of at least {LEAST_PASSWORD} characters")
    user = User(name=name, role=role, hash=PasswordHasher().hash(password))
    return msgspec.structs.replace(users, users=(*(each for each in users.users if each.name != name), user))


class Desks:
    """Signing in and out.

    Args:
        users: who there is.
        now_s: the machine's clock [s]; tests put their own here.
    """

    def __init__(self, users: UsersFile, now_s: Callable[[], float] = time.time) -> None:
        self._users = {user.name: user for user in users.users}
        self._secret = users.secret.encode()
        self._now_s = now_s
        self._failed: OrderedDict[str, list[float]] = OrderedDict()
        self._signed_out: OrderedDict[str, None] = OrderedDict()
        self._nobody = ""

    # ---- passwords ----

    def sign_in(self, name: str, password: str, client: str) -> str:
        """A cookie's value for a right name and password. Takes a tenth of a second on purpose.

        Raises:
            Refused: wrong, or tried too often.
        """
        keys = (f"from {client}", f"as {name[:100]}")
        self._slow_down(keys)
        user = self._users.get(name)
        if not self._matches(user, password[:1000]) or user is None:
            for key in keys:
                self._failed.setdefault(key, []).append(self._now_s())
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)
            raise Refused(401, "wrong_login", "name or password is wrong")
        return self._token(name)

    def _slow_down(self, keys: tuple[str, ...]) -> None:
        now = self._now_s()
        for key in keys:
            recent = [at for at in self._failed.get(key, ()) if now - at < WINDOW_S]
            if recent:
                self._failed[key] = recent
            else:
                self._failed.pop(key, None)
            if len(recent) >= ATTEMPTS:
                refused = Refused(429, "too_many_attempts", f"tried {len(recent)} times; wait a minute")
                refused.retry_after_s = max(1, int(WINDOW_S - (now - recent[0])))
                raise refused

    def _matches(self, user: User | None, password: str) -> bool:
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        hasher = PasswordHasher()
        if user is None and not self._nobody:
            self._nobody = hasher.hash(secrets.token_hex(16))
        try:
            # A name that nobody has takes as long as one that somebody has.
            return hasher.verify(user.hash if user is not None else self._nobody, password)
        except (Argon2Error, InvalidHashError):
            return False

    # ---- cookies ----

    def _token(self, name: str) -> str:
        plain = json.dumps([name, int(self._now_s()), secrets.token_hex(8)]).encode()
        text = base64.urlsafe_b64encode(plain).decode().rstrip("=")
        return f"{text}.{self._sign(text)}"

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def user_of(self, token: str) -> User | None:
        """Whose cookie it is; None for a wrong, old or signed-out one."""
        text, _, signature = token.rpartition(".")
        if (
            len(token) > 1000
            or not text
            or not hmac.compare_digest(signature.encode(), self._sign(text).encode())
        ):
            return None
        name, issued_s, _nonce = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if self._now_s() - issued_s > VALID_S or token in self._signed_out:
            return None
        return self._users.get(name)

    def csrf_of(self, token: str) -> str:
        """What a page sends back with everything that changes something."""
        return self._sign(f"csrf {token}")[:32]

    def sign_out(self, token: str) -> None:
        """The cookie is worth nothing from now on."""
        self._signed_out[token] = None
        while len(self._signed_out) > _REMEMBERED:
            self._signed_out.popitem(last=False)
