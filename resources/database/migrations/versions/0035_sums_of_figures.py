"""Sums of figures: each channel's days, and how each video began, kept by the database itself."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

WHOLE = (
    "views",
    "engaged_views",
    "likes",
    "comments",
    "shares",
    "subscribers_gained",
    "subscribers_lost",
    "impressions",
    "reach",
    "saves",
    "interactions",
)
SUMS = ", ".join(f"sum(n.{name})" for name in WHOLE)

KEEP = f"""
CREATE FUNCTION factory.sum_channel_days(days date[], channels text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factory.channel_figures WHERE day = ANY (days) AND channel = ANY (channels);
    INSERT INTO factory.channel_figures
        (channel, outlet, day, {", ".join(WHOLE)}, watch_seconds, changed_at)
    SELECT v.channel, n.outlet, n.day, {SUMS},
           sum(n.watch_seconds::numeric)::float8,  -- exact in any order
           clock_timestamp()
    FROM (
        SELECT DISTINCT ON (day, video_id, outlet) * FROM factory.observations
        WHERE day = ANY (days) ORDER BY day, video_id, outlet, revision DESC
    ) n JOIN factory.videos v USING (video_id)
    WHERE v.channel = ANY (channels) GROUP BY v.channel, n.outlet, n.day;
END $$;

CREATE FUNCTION factory.sum_first_weeks(videos text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factory.first_weeks WHERE video_id = ANY (videos);
    INSERT INTO factory.first_weeks (video_id, outlet, first_day, views)
    SELECT f.video_id, f.outlet, f.first_day, coalesce(sum(n.views), 0)
    FROM (
        SELECT video_id, outlet, min(day) AS first_day FROM factory.observations
        WHERE video_id = ANY (videos) GROUP BY video_id, outlet
    ) f JOIN LATERAL (
        SELECT DISTINCT ON (o.day) o.views FROM factory.observations o
        WHERE o.video_id = f.video_id AND o.outlet = f.outlet
          AND o.day BETWEEN f.first_day AND f.first_day + 6
        ORDER BY o.day, o.revision DESC
    ) n ON true
    GROUP BY f.video_id, f.outlet, f.first_day;
END $$;

CREATE FUNCTION factory.keep_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM told) THEN
        RETURN NULL;
    END IF;
    -- One at a time, so that each sees what the one before it has added.
    PERFORM pg_advisory_xact_lock(7142035599286059);
    PERFORM factory.sum_channel_days(
        array(SELECT DISTINCT day FROM told),
        array(SELECT DISTINCT v.channel FROM told JOIN factory.videos v USING (video_id))
    );
    PERFORM factory.sum_first_weeks(array(
        SELECT DISTINCT t.video_id FROM told t LEFT JOIN factory.first_weeks f USING (video_id, outlet)
        WHERE f.first_day IS NULL OR t.day < f.first_day + 7
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER keep_figures_added AFTER INSERT ON factory.observations
REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION factory.keep_figures();
CREATE TRIGGER keep_figures_corrected AFTER UPDATE ON factory.observations
REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION factory.keep_figures();
CREATE TRIGGER keep_figures_deleted AFTER DELETE ON factory.observations
REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION factory.keep_figures();
"""
"""Made anew from what was observed, whoever adds to it, corrects it or deletes of it."""

FILL = (
    "SELECT factory.sum_channel_days(array(SELECT DISTINCT day FROM factory.observations),"
    " array(SELECT DISTINCT channel FROM factory.videos))",
    "SELECT factory.sum_first_weeks(array(SELECT DISTINCT video_id FROM factory.observations))",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "channel_figures",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        *(sa.Column(name, sa.Float) for name in (*WHOLE, "watch_seconds")),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "outlet", "day", name="channel_figures_pkey"),
        schema="factory",
    )
    op.create_index("channel_figures_day_idx", "channel_figures", ["day"], schema="factory")
    op.create_table(
        "first_weeks",
        sa.Column("video_id", sa.Text, sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("views", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("video_id", "outlet", name="first_weeks_pkey"),
        schema="factory",
    )
    op.execute(KEEP)
    for statement in FILL:
        op.execute(statement)
