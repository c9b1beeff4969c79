"""Figures at once: observations loaded as a dump is, without triggers, keys and indexes, which all follow at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import Connection

SETTINGS = (
    *("synchronous_commit = off", "work_mem = '128MB'", "maintenance_work_mem = '256MB'"),
    "session_replication_role = replica",
)
INDEXES = """
    SELECT format('DROP INDEX factory.%I', c.relname), pg_get_indexdef(c.oid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'factory.observations'::regclass AND NOT i.indisprimary
    UNION ALL
    SELECT format('ALTER TABLE factory.observations DROP CONSTRAINT %I', conname),
           format('ALTER TABLE factory.observations ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = 'factory.observations'::regclass AND contype = 'p'
"""
"""How each is taken away, and how it is made again."""
SUMS = """
    SELECT factory.sum_channel_days(array(SELECT DISTINCT day FROM factory.observations),
                                    array(SELECT DISTINCT channel FROM factory.videos)),
           factory.sum_first_weeks(array(SELECT video_id FROM factory.videos)),
           factory.sum_video_weeks(array_agg(video_id), array_agg(outlet), array_agg(monday))
    FROM (
        SELECT DISTINCT video_id, outlet, day - extract(isodow FROM day)::int + 1 AS monday
        FROM factory.observations
    ) weeks
"""
"""What the triggers would have kept."""


@contextmanager
def figures_at_once(connection: Connection) -> Iterator[None]:
    """Let a block add observations, each with its tenant, in one transaction of a database that nobody else uses."""
    for setting in SETTINGS:
        connection.execute(sa.text(f"SET LOCAL {setting}"))
    found = connection.execute(sa.text(INDEXES)).all()
    for taken_away, _ in found:
        connection.execute(sa.text(taken_away))
    yield
    for _, made_again in found:
        connection.execute(sa.text(made_again))
    connection.execute(sa.text("SET LOCAL session_replication_role = origin"))
    connection.execute(sa.text("ANALYZE factory.observations"))
    connection.execute(sa.text(SUMS))
