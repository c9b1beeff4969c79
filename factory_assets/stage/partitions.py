"""The one partition key: a video."""

import dagster as dg

from factory_assets.stage.names import VIDEOS_NAME

VIDEOS = dg.DynamicPartitionsDefinition(name=VIDEOS_NAME)
