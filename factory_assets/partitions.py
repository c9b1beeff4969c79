"""The one partition key: a video."""

import dagster as dg

VIDEOS_NAME = "videos"
VIDEOS = dg.DynamicPartitionsDefinition(name=VIDEOS_NAME)
