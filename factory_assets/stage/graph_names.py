"""Names that the graph shares with whoever only asks about it, without loading Dagster for that."""

from typing import Final

VIDEOS_NAME: Final = "videos"
"""Of the one partition key: a video."""

POOLS: Final = ("clips", "pictures", "render", "voice", "words")
"""Every pool that a stage names; each outlet has one of its own name besides; `dagster instance concurrency set POOL N` changes its size."""
