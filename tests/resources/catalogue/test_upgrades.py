"""Upgrades: through every landed schema in turn, with a row in each table of each of them."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from factory.channel.outlet_settings import YouTubeChoices
from resources.catalogue.catalogue import open_catalogue
from resources.database import migrations
from resources.database.columns import SCHEMA
from tests.fakes.catalogued import accepted

VIDEO = "kept-since-the-first-version"
WORDS = {
    "video_id": VIDEO,
    "phase": "plan",
    "decision": "approved",
    "charges.state": "reserved",
    "ideas.state": "new",
    "launches.outcome": "succeeded",
    "slots.outcome": "posted",
    "post_changes.what": "title",
    "post_changes.after_seconds": 1,
    "outcome": "released",
    "role": "viewer",
    "scope": "channel",
}
"""What columns take that do not take any word, or may be empty but not all at once."""
OLD_VIEW = "CREATE VIEW factory.old AS SELECT video_id FROM factory.videos"
LEFT_EMPTY = {"alembic_version", "sessions"}


def test_a_database_of_every_landed_version_comes_up_to_date_with_what_is_in_it(
    empty_database_url: str,
):
    engine = sa.create_engine(empty_database_url)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    steps = list(ScriptDirectory(migrations.__path__[0]).walk_revisions())[::-1]
    filled = set[str]()
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE SCHEMA factory"))
        config.attributes["connection"] = connection
        for step in steps[:-1]:
            command.upgrade(config, step.revision)
            filled |= _fill(connection, filled)
        connection.execute(sa.text(OLD_VIEW))
    engine.dispose()
    assert {"videos", "work", "launches", "charges", "posts", "people"} <= filled
    catalogue = open_catalogue(empty_database_url)
    with catalogue.engine.connect() as connection:
        for name in filled:
            assert connection.scalar(sa.text(f"SELECT count(*) FROM factory.{name}")), name
        accounts = sa.text("SELECT accounts FROM factory.channels")
        assert connection.scalars(accounts).all() == [["youtube UCx"]]
        assert "old" not in sa.inspect(connection).get_view_names(SCHEMA)
    assert [video.video_id for video in catalogue.reports.list_videos()] == [VIDEO]
    catalogue.engine.dispose()


def _fill(connection: Connection, filled: set[str]) -> set[str]:
    """Put a row into every table that has none; return their names."""
    inspector = sa.inspect(connection)
    here = set(inspector.get_table_names(SCHEMA)) - LEFT_EMPTY - filled
    tables = sa.MetaData()
    tables.reflect(connection, schema=SCHEMA, only=sorted(here))
    done = set[str]()
    for table in tables.sorted_tables:
        if table.schema == SCHEMA and table.name in here:
            if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
                row = {column.name: _value(column) for column in table.c if _is_wanted(column)}
                connection.execute(sa.insert(table).values(row))
            done.add(table.name)
    return done


def _is_wanted(column: sa.Column[Any]) -> bool:
    return f"{column.table.name}.{column.name}" in WORDS or (
        not column.nullable and column.server_default is None and column.autoincrement is not True
    )


def _value(column: sa.Column[Any]) -> Any:
    for name in (f"{column.table.name}.{column.name}", column.name):
        if name in WORDS:
            return WORDS[name]
    if column.name == "accepted":
        brief = accepted(VIDEO)
        named = brief.channel.model_copy(update={"youtube": YouTubeChoices(account="UCx")})
        return brief.model_copy(update={"channel": named}).model_dump(mode="json")
    if isinstance(column.type, sa.JSON):
        return {}
    if isinstance(column.type, sa.Uuid):
        return sa.func.gen_random_uuid()
    if isinstance(column.type, sa.DateTime | sa.Date):
        return sa.func.now()
    if isinstance(column.type, sa.Boolean):
        return False
    if isinstance(column.type, sa.Numeric | sa.Integer | sa.Float):
        return 1
    return b"x" if isinstance(column.type, sa.LargeBinary) else "x"
