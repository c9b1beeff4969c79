"""What is known of viewers, as rows of plain values."""

from collections.abc import Sequence

from factory.analytics.audience import Audience
from factory.analytics.derived_metrics import is_derivable
from factory.analytics.figures import Observation
from factory.analytics.retention import Retention
from factory.analytics.scene_retention import SceneRetention

SHOWN = 100
"""Rows in a table of Dagster's; the desk has all of them."""

Row = dict[str, str | int | float | bool]


def reached(rows: Sequence[Observation]) -> list[Row]:
    """Return one row for each video, those shown most often first."""
    most = sorted(rows, key=lambda one: -(one.figures.impressions or 0))
    return [
        {
            "video": one.video_id,
            "outlet": one.outlet,
            "impressions": one.figures.impressions or 0,
            "click rate": "" if one.figures.click_rate is None else one.figures.click_rate,
        }
        for one in most
    ]


def viewers(found: Sequence[Audience], *, accepted: bool) -> list[Row]:
    """Return one row for each part; a share that no platform told is ours.

    Args:
        found: whose parts.
        accepted: whether YouTube's amendment on derived metrics is.
    """
    return [
        {
            "channel": one.channel,
            "outlet": one.outlet,
            "what": one.dimension,
            "which": key,
            "share": round(share, 4),
            "said by": one.outlet if one.dimension == "age" else "ours, of its views",
        }
        for one in found
        for key, share in one.shares(computed=is_derivable(one.outlet, accepted=accepted))
    ]


def curves(found: Sequence[Retention]) -> list[Row]:
    """Return one row for each video: how many are left at a quarter, half, and the end."""
    return [
        {
            "video": one.video_id,
            "outlet": one.outlet,
            **{f"at {place:.0%}": round(one.watching(place), 3) for place in (0.25, 0.5, 1.0)},
        }
        for one in found
    ]


def losing(found: Sequence[SceneRetention]) -> list[Row]:
    """Return one row for each scene that drives viewers off, those that lose most first."""
    scenes = [(one.video_id, scene) for one in found for scene in one.scenes]
    worst = sorted(
        (pair for pair in scenes if pair[1].verdict == "loses"), key=lambda pair: -pair[1].lost
    )
    return [
        {
            "video": video_id,
            "scene": scene.scene_id,
            "from second": round(scene.start_seconds, 1),
            "to second": round(scene.end_seconds, 1),
            "lost, of all who began": round(scene.lost, 3),
            "chapter": scene.chapter,
            "words": scene.words[:80],
        }
        for video_id, scene in worst
    ]
