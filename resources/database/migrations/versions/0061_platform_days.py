"""Campaigns and experiments end by the platforms' days and campaigns stay where they began, by the triggers."""

from alembic import op

revision = "0061"
down_revision = "0060"

KEEP_WEEKS = """
CREATE OR REPLACE FUNCTION factory.keep_weeks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM answers) THEN
        RETURN NULL;
    END IF;
    -- One at a time, so that each sees what the one before it has said of other days of a week.
    PERFORM pg_advisory_xact_lock(7142035599286059);
    PERFORM factory.sum_video_weeks(array_agg(video_id), array_agg(outlet), array_agg(monday))
    FROM (SELECT DISTINCT video_id, outlet, day - extract(isodow FROM day)::int + 1 AS monday FROM answers) t;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Apply; what changes nothing waits for nobody."""
    op.execute(KEEP_WEEKS)
