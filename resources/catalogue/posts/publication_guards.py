"""What stands between a video and its publication beside the verdict: switches and withdrawals."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from factory.errors import PublishingWaits, Refused
from factory.ports import Outlet, Publication
from resources.database.tables import config, launches, videos


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
