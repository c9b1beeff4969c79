"""Tables of who does what: runs that workers on other machines take, and what a process does alone."""

from sqlalchemy import Column, DateTime, Integer, Table, Text, Uuid

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

process_locks = Table(
    "process_locks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", Uuid, nullable=False),
    text_column("owner"),
    Column("lease_expires_at", DateTime(timezone=True), nullable=False),
)
