"""Pools: steps that share something scarce, a vendor or the encoder, take turns by these names."""

from typing import Final

POOLS: Final = ("clips", "outbox", "pictures", "render", "voice", "words")
"""Every pool that an asset names; `dagster instance concurrency set POOL N` changes its size."""
