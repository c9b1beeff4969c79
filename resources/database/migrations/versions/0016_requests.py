"""Requests: events numbered in the order in which they can be seen, answers kept by key, orders."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"

NUMBERED_LAST = """
    CREATE SEQUENCE factory.events_seq;
    ALTER TABLE factory.events ADD COLUMN seq bigint;
    UPDATE factory.events e SET seq = o.n FROM (
        SELECT id, row_number() OVER (ORDER BY id) AS n FROM factory.events
    ) o WHERE o.id = e.id;
    SELECT setval('factory.events_seq', (SELECT count(*) + 1 FROM factory.events));
    CREATE UNIQUE INDEX events_seq_idx ON factory.events (seq);
    -- At the commit, one transaction after the other: whoever has read up to a number has read all
    -- before it. The lock is the last thing that a transaction takes, so that none waits in a ring.
    CREATE FUNCTION factory.number_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(7142035599286043);
        UPDATE factory.events SET seq = nextval('factory.events_seq') WHERE id = NEW.id;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER number_event AFTER INSERT ON factory.events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION factory.number_event();
"""


def upgrade() -> None:
    """Apply."""
    op.execute(NUMBERED_LAST)
    op.add_column("videos", sa.Column("runs_until", sa.Text()), schema="factory")
    now = sa.text("now()")
    op.create_table(
        "api_answers",
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("status", sa.Integer()),
        sa.Column("body", sa.Text()),
        sa.PrimaryKeyConstraint("by", "key", name="api_answers_pkey"),
        schema="factory",
    )
    op.create_index("api_answers_asked_at_idx", "api_answers", ["asked_at"], schema="factory")
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("asked", JSONB(), nullable=False),
        sa.Column("usd", sa.Numeric(14, 6), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("agreed_by", sa.Text()),
        sa.Column("agreed_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="orders_pkey"),
        schema="factory",
    )
