"""Decorators of assets: what every asset of the graph has in common."""

from collections.abc import Callable
from typing import Any

import dagster as dg

from factory_assets.stage.code_version import code_version
from factory_assets.stage.day_partition import DAYS
from factory_assets.stage.step_retries import STEP_RETRIES
from factory_assets.stage.video_partition import GROUP, VIDEOS

Decorator = Callable[[Callable[..., Any]], dg.AssetsDefinition]


def video_asset(module: str, **own: Any) -> Decorator:
    """Return the decorator of an asset that has one partition a video.

    Args:
        module: name of the module that declares it.
        own: what `dagster.asset` takes beside what all share.
    """
    return _asset(module, partitions_def=VIDEOS, **own)


def day_asset(module: str, days: dg.PartitionsDefinition = DAYS, **own: Any) -> Decorator:
    """Return the decorator of an asset that has one partition a day; see `video_asset`."""
    return _asset(module, partitions_def=days, **own)


def _asset(module: str, **own: Any) -> Decorator:
    # The empty schema keeps run configuration out: a partition key alone says what is made.
    return dg.asset(
        group_name=GROUP,
        retry_policy=STEP_RETRIES,
        code_version=code_version(module),
        config_schema={},
        **own,
    )
