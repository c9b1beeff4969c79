"""What a platform counted of posts that it has no longer: none of it is kept, and none is a new post's."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

COUNTED: Final = ("observations", "readings", "retentions")


def delete_figures(connection: Connection, outlet: str, video_ids: Sequence[str]) -> None:
    """Delete all that was counted of these videos at an outlet, for good."""
    for table in COUNTED:
        connection.execute(
            sa.text(
                f"DELETE FROM factory.{table} WHERE outlet = :outlet AND video_id = ANY (:videos)"
            ),
            {"outlet": outlet, "videos": list(video_ids)},
        )
