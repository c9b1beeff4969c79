"""The table of runs that workers on other machines take: who has which, and since when unheard."""

from sqlalchemy import Column, Integer, Table, Text

from resources.database.columns import metadata, text_column, time_column

run_leases = Table(
    "run_leases",
    metadata,
    Column("run_id", Text, primary_key=True),
    text_column("queue"),
    time_column("asked_at", now=True),
    text_column("worker", null=True),
    time_column("heard_at"),
    time_column("cancelled_at"),
    time_column("ended_at"),
    Column("exit_code", Integer),
)
