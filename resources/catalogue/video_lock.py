"""Standstill of a video: while it is shown somewhere, nothing about it is decided."""

import sqlalchemy as sa
from sqlalchemy import Connection

from resources.database.fences import check_fences
from resources.database.tables import videos


def hold_still(connection: Connection, video_id: str) -> None:
    """Keep a video to this transaction until its end, after whoever has it now.

    Taken first by whatever a publication hangs on: decisions, briefs, files of stages, launches
    called off; and by the publication itself. So each of them is either seen by it, or comes
    after it and sees that it was published. Whoever had it may have taken long: fences are asked again.
    """
    connection.execute(
        sa.select(videos.c.video_id).where(videos.c.video_id == video_id).with_for_update()
    )
    check_fences(connection)
