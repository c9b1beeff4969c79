"""A unit of work is known by the hash of everything that decides its result."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def fingerprint(kind: str, recipe: Mapping[str, Any]) -> str:
    """Return 64 hex digits: SHA-256 over the kind and the recipe in canonical JSON.

    Args:
        kind: what sort of unit this is; two kinds never share a fingerprint.
        recipe: JSON values only; whatever is not in it cannot change the result.

    Raises:
        TypeError: a value is not JSON (a float NaN, a Path, a set).
    """
    body = json.dumps(
        [kind, recipe], ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(body.encode()).hexdigest()


def seed_of(text: str, bits: int = 32) -> int:
    """Return a whole number of so many bits that follows from the text alone.

    Args:
        text: whatever decides the result.
        bits: a multiple of 8, 256 at most.
    """
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: bits // 8])
