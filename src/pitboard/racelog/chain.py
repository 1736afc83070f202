"""The hash chain: each fact's hash covers its bytes, its place and everything before it.

hash_n = SHA-256(hash_{n-1} ‖ seq as 8 bytes big-endian ‖ stored bytes), and hash_0 is a constant. Whoever holds one hash
(a published head, a result sheet) can tell whether anything up to that fact was changed, removed or put in another order.
"""

from __future__ import annotations

from hashlib import sha256

GENESIS = sha256(b"pitboard race log 1").digest()
"""hash_0: the hash before the first fact."""


def link(previous: bytes, seq: int, stored: bytes) -> bytes:
    """The hash of a fact, from the hash before it.

    >>> link(GENESIS, 1, b"{}").hex()[:16]
    '38e95103f4ff94f2'
    """
    return sha256(previous + seq.to_bytes(8, "big") + stored).digest()
