"""Identities of traces and spans that every process reckons for itself, from what it knows anyway."""

from hashlib import sha256


def trace_of(video_id: str) -> int:
    """Return the 128 bits of a video's trace."""
    return _bits(f"trace {video_id}", 16)


def root_of(video_id: str) -> int:
    """Return the 64 bits of the span that all others of a video's trace are below."""
    return _bits(f"root {video_id}", 8)


def span_of_run(run_id: str) -> int:
    """Return the 64 bits of a run's span."""
    return _bits(f"run {run_id}", 8)


def _bits(words: str, count: int) -> int:
    # 0 is no identity: W3C Trace Context, 3.2.2.
    return int.from_bytes(sha256(words.encode()).digest()[:count], "big") or 1
