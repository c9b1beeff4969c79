"""Sums of each video's weeks, made anew of the newest answers about a week that anything is said of."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"

SUM_WEEKS = """
CREATE FUNCTION factory.sum_video_weeks(videos text[], outlets text[], mondays date[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factory.video_weeks w USING unnest(videos, outlets, mondays) t (video_id, outlet, monday)
    WHERE (w.video_id, w.outlet, w.monday) = (t.video_id, t.outlet, t.monday);
    INSERT INTO factory.video_weeks
        (video_id, outlet, monday, tenant, views, impressions, clicks, shared_views, viewed)
    SELECT t.video_id, t.outlet, t.monday, min(n.tenant), sum(n.views),
           sum(n.impressions) FILTER (WHERE n.shown), sum(n.impressions * n.click_rate) FILTER (WHERE n.shown),
           sum(n.views) FILTER (WHERE n.shown AND n.average_view_share IS NOT NULL),
           sum(n.views * n.average_view_share) FILTER (WHERE n.shown)
    FROM unnest(videos, outlets, mondays) t (video_id, outlet, monday) CROSS JOIN LATERAL (
        SELECT DISTINCT ON (o.day) o.tenant, o.views, o.impressions, o.click_rate, o.average_view_share,
               o.impressions > 0 AND o.click_rate IS NOT NULL AS shown
        FROM factory.observations o
        WHERE o.video_id = t.video_id AND o.outlet = t.outlet AND o.day BETWEEN t.monday AND t.monday + 6
        ORDER BY o.day, o.revision DESC
    ) n GROUP BY t.video_id, t.outlet, t.monday;
END $$
"""
MONDAY = "day - extract(isodow FROM day)::int + 1"
SUM_ALL = f"""
    PERFORM factory.sum_video_weeks(array_agg(video_id), array_agg(outlet), array_agg(monday))
    FROM (SELECT DISTINCT video_id, outlet, {MONDAY} AS monday FROM {{answers}}) t
"""
KEEP_WEEKS = f"""
CREATE FUNCTION factory.keep_weeks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time, so that each sees what the one before it has said of other days of a week.
    PERFORM pg_advisory_xact_lock(7142035599286059);
    {SUM_ALL.format(answers="answers")} HAVING count(*) > 0;
    RETURN NULL;
END $$
"""
CHANGES = (("added", "INSERT", "NEW"), ("corrected", "UPDATE", "NEW"))
CHANGES = (*CHANGES, ("corrected_from", "UPDATE", "OLD"), ("deleted", "DELETE", "OLD"))
"""By the name of its trigger; a correction may move an answer to another week."""
TRIGGER = """
CREATE TRIGGER keep_weeks_{name} AFTER {change} ON factory.observations
REFERENCING {age} TABLE AS answers FOR EACH STATEMENT EXECUTE FUNCTION factory.keep_weeks()
"""


def upgrade() -> None:
    """Apply; of four million observations it takes a minute."""
    op.create_table(
        "video_weeks",
        sa.Column("video_id", sa.Text, sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("monday", sa.Date, nullable=False),
        *(sa.Column(name, sa.Float) for name in ("views", "impressions", "clicks")),
        *(sa.Column(name, sa.Float) for name in ("shared_views", "viewed")),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("video_id", "outlet", "monday", name="video_weeks_pkey"),
        schema="factory",
    )
    op.create_index(
        "video_weeks_monday_outlet_idx", "video_weeks", ["monday", "outlet"], schema="factory"
    )
    op.execute(SUM_WEEKS)
    op.execute(KEEP_WEEKS)
    for name, change, age in CHANGES:
        op.execute(TRIGGER.format(name=name, change=change, age=age))
    op.execute(f"DO $$ BEGIN {SUM_ALL.format(answers='factory.observations')}; END $$")
