"""What stands between a video and its publication beside the verdict: switches, withdrawals, faults."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from factory.errors import PermanentError, PublishingWaits, Refused, TransientError
from factory.ports import Outlet, Publication, Sight
from resources.database.tables import config, launches, videos

PATIENCE_SECONDS: Final = 60.0
"""How long a run stays while a platform works on a video; then the video waits without a run."""
LOOK_AGAIN: Final = timedelta(minutes=5)


def hold_back(connection: Connection, publication: Publication, outlet: Outlet) -> None:
    """Let nothing leave this machine while distribution is off."""
    if not outlet.distributes:
        return
    on = sa.select(config.c.value).where(config.c.key == "distribution")
    if connection.scalar(on) is not True:
        raise PublishingWaits(
            f"{publication.video_id} was not sent to {outlet.name}: distribution is off; "
            "`factory settings distribution true` lets released videos out, this one too",
            scope=f"outlet {outlet.name}",
        )


def watch(
    publication: Publication,
    outlet: Outlet,
    answer: Mapping[str, str],
    *,
    shown_before: bool = False,
) -> Sight:
    """Look at a post until the platform is done with it; read only.

    Raises:
        PublishingWaits: it is still at it.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        sight = outlet.look(publication, answer, shown_before=shown_before)
        if sight.state != "underway":
            return sight
        if time.monotonic() + sight.look_again_seconds > until:
            raise PublishingWaits(
                f"{publication.video_id}: {outlet.name} is still working on it; "
                "it is looked at again in a few minutes",
                until=datetime.now(UTC) + LOOK_AGAIN,
                scope=f"outlet {outlet.name}",
            )
        time.sleep(sight.look_again_seconds)


def see_it_whole(publication: Publication, outlet: Outlet, answer: Mapping[str, str]) -> Sight:
    """Return when what was begun stands there whole; read only.

    Raises:
        PublishingWaits: the platform is still at it.
        TransientError: it is not to be seen there.
        PermanentError: what stands there is not what was sent, or its disclosures did not arrive.
    """
    sight = watch(publication, outlet, answer)
    if outlet.settles and sight.state == "shown":
        return sight
    if sight.faults:
        raise PermanentError(
            f"{publication.video_id} stands at {outlet.name}, unseen, and is not shown: "
            f"{'; '.join(sight.faults)}"
        )
    if sight.state == "missing":
        raise TransientError(
            f"{publication.video_id} was sent to {outlet.name} and is not to be seen there"
        )
    return sight


def refuse_what_was_withdrawn(connection: Connection, video_id: str, since: datetime) -> None:
    """Refuse what was called off or deleted while it was being published."""
    called_off = sa.select(launches.c.id).where(
        launches.c.video_id == video_id,
        launches.c.outcome == "cancelled",
        launches.c.ended_at > since,
    )
    deleted = sa.select(videos.c.video_id).where(
        videos.c.video_id == video_id, videos.c.deleted_at > since
    )
    if connection.scalar(sa.select(called_off.exists() | deleted.exists())):
        raise Refused(
            f"{video_id} was called off while it was being published, so it was not; if it shall "
            f"go out after all, `factory approve {video_id}` again"
        )


def refuse_what_was_forgotten(row: Row | None, publication: Publication, outlet: Outlet) -> None:
    """Send nothing again of which all that its platform told was deleted."""
    if row is not None and row.forgotten_at is not None:
        raise Refused(
            f"{publication.video_id} was sent to {outlet.name} before its channel was forgotten there "
            f"({row.forgotten_at:%Y-%m-%d}); it is not sent again"
        )
