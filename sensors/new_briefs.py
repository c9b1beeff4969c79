"""Notice new files in the inbox: each becomes a video and a run, or is rejected with its reason."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import dagster as dg

from factory.errors import PermanentError, TransientError
from factory.intake.accept_brief import take_in
from factory.ports import Briefs, Channels, Events, Inbox, Launches
from factory.typography.text_metrics import GlyphCoverage
from factory_assets.stage.jobs import JOBS
from factory_assets.stage.video_partition import VIDEOS
from sensors.run_requests import ask_first, claimed_runs

FILES_AT_ONCE = 50
SECONDS_A_TICK = 10.0
"""What is not read by then waits for the next tick, in which the newest goes before it."""


@dg.sensor(
    jobs=JOBS,
    minimum_interval_seconds=5,  # as often as Dagster's daemon looks; less has no effect
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A file in the inbox becomes a video, or is rejected with its reason beside it.",
)
def new_briefs(
    context: dg.SensorEvaluationContext,
    inbox: dg.ResourceParam[Inbox],
    channels: dg.ResourceParam[Channels],
    briefs: dg.ResourceParam[Briefs],
    events: dg.ResourceParam[Events],
    launches: dg.ResourceParam[Launches],
    lettering: dg.ResourceParam[GlyphCoverage],
) -> dg.SensorResult | dg.SkipReason:
    """Take in what lies in the inbox; one bad file never keeps the next one waiting."""
    accepted: list[str] = []
    rejected = 0
    until = time.monotonic() + SECONDS_A_TICK
    for path in in_turn(inbox.waiting())[:FILES_AT_ONCE]:
        if time.monotonic() > until:
            break
        try:
            videos = take_in(
                inbox.read(path),
                path.name,
                folder=path.parent,
                channels=channels,
                briefs=briefs,
                lettering=lettering,
                now=datetime.now(UTC),
                source=f"inbox/{path.name}",
                revise=False,
            )
            for video in videos:
                ask_first(launches, video, "new brief", "sensor new_briefs")
            inbox.take(path, videos[0].video_id)
        except TransientError:
            continue  # somebody else took the file, or the database is away: the next tick sees
        except PermanentError as error:
            context.log.warning(f"rejected {path.name!r}: {error}")
            _reject(path, str(error), inbox, events, context)
            rejected += 1
            continue
        accepted += [video.video_id for video in videos]
    if not accepted:
        return dg.SkipReason(f"0 new briefs, {rejected} rejected")
    return dg.SensorResult(
        dynamic_partitions_requests=[VIDEOS.build_add_request(accepted)],
        run_requests=claimed_runs(launches, by="sensor new_briefs"),
    )


def in_turn(oldest_first: Sequence[Path]) -> list[Path]:
    """Return files by turns from the newest and from the oldest on.

    So a thousand bad ones hold up none that was dropped after them, and none is for ever the last.
    """
    half = (len(oldest_first) + 1) // 2
    newest, oldest = list(reversed(oldest_first))[:half], oldest_first[: len(oldest_first) - half]
    turns = zip_longest(newest, oldest)
    return [path for turn in turns for path in turn if path is not None]


def _reject(
    path: Path,
    reason: str,
    inbox: Inbox,
    events: Events,
    context: dg.SensorEvaluationContext,
) -> None:
    """Put a file aside with its reason; one that cannot even be moved keeps nobody waiting."""
    try:
        where = inbox.reject(path, reason)
    except PermanentError as error:
        context.log.error(str(error))
        return
    events.announce("brief.rejected", None, {"file": where.name, "reason": reason})
