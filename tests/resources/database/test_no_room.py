"""A database that has no room left."""

import pytest
import sqlalchemy as sa

from factory.errors import DiskFull
from resources.database.connection import open_database, transact


def test_a_database_without_room_is_said_in_one_sentence_with_what_is_free(database_url: str):
    engine = open_database(database_url)

    def fill(connection: sa.Connection) -> None:
        connection.execute(
            sa.text(
                "DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'"
                " USING ERRCODE = 'disk_full'; END $$"
            )
        )

    with pytest.raises(DiskFull, match=r"^the disk.* is full") as refused:
        transact(engine, fill)
    engine.dispose()
    assert "\n" not in str(refused.value)
