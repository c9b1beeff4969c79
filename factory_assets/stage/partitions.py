"""The one partition key: a video."""

from typing import Final

import dagster as dg

VIDEOS_NAME = "videos"
VIDEOS = dg.DynamicPartitionsDefinition(name=VIDEOS_NAME)


POOLS: Final = ("clips", "outbox", "pictures", "render", "voice", "words")
"""Every pool that an asset names; `dagster instance concurrency set POOL N` changes its size."""
