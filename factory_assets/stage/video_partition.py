"""The one partition key: a video."""

import dagster as dg

from factory_assets.stage.graph_names import VIDEOS_NAME

GROUP = "videos"
"""The group of every asset: Dagster shows one group open, and several as closed boxes."""
VIDEOS = dg.DynamicPartitionsDefinition(name=VIDEOS_NAME)
