"""Reviews: decisions that people make outside Dagster and report to it."""

import dagster as dg

from factory_assets.stage.video_partition import GROUP, VIDEOS

reviews = dg.AssetSpec(
    "reviews",
    partitions_def=VIDEOS,
    deps=["renders"],
    group_name=GROUP,
    kinds={"person"},
    owners=["team:studio"],
    description=(
        "A person's decision about one master, or the channel's policy where it says `automatic`. "
        "Recorded with `factory approve` and `factory reject`; the catalogue holds the facts."
    ),
)
