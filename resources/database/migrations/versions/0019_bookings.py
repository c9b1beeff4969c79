"""Bookings: which video goes out when, at which outlet; no moment is given twice."""

from alembic import op

revision = "0019"
down_revision = "0018"

TABLE = """
CREATE TABLE factory.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT bookings_pkey PRIMARY KEY,
    video_id text NOT NULL CONSTRAINT bookings_video_id_fkey REFERENCES factory.videos,
    outlet text NOT NULL,
    channel text NOT NULL,
    at timestamptz NOT NULL,
    booked_by text NOT NULL,
    booked_at timestamptz NOT NULL DEFAULT now(),
    confirmed_by text NOT NULL DEFAULT '',
    ended_at timestamptz,
    outcome text CONSTRAINT bookings_outcome_check
        CHECK (outcome IN ('posted', 'missed', 'moved', 'released'))
);
CREATE UNIQUE INDEX bookings_video_idx ON factory.bookings (video_id, outlet)
    WHERE ended_at IS NULL;
CREATE UNIQUE INDEX bookings_slot_idx ON factory.bookings (channel, outlet, at)
    WHERE ended_at IS NULL OR outcome = 'posted';
CREATE INDEX bookings_at_idx ON factory.bookings (at);
ALTER TABLE factory.posts ADD COLUMN appointed_at timestamptz;
"""


def upgrade() -> None:
    """Apply."""
    op.execute(TABLE)
