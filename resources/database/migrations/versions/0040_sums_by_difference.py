"""Sums of figures: each tenant's own, changed by what was told and not made anew from whole days."""

from collections.abc import Iterator

from alembic import op

revision = "0040"
down_revision = "0039"

WHOLE = (
    *("views", "engaged_views", "likes", "comments", "shares", "subscribers_gained"),
    *("subscribers_lost", "impressions", "reach", "saves", "interactions"),
)
SUMMED = (*WHOLE, "watch_seconds")
EXACT = {name: f"n.{name}" for name in WHOLE} | {"watch_seconds": "n.watch_seconds::numeric"}
"""Whole numbers are exact as they are; seconds are added in decimals, so that any order is the same."""

SUM_DAYS = f"""
CREATE OR REPLACE FUNCTION factory.sum_channel_days(days date[], channels text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factory.channel_figures WHERE day = ANY (days) AND channel = ANY (channels);
    INSERT INTO factory.channel_figures
        (tenant, channel, outlet, day, {", ".join(SUMMED)}, changed_at)
    SELECT n.tenant, v.channel, n.outlet, n.day,
           {", ".join(f"sum({EXACT[name]})" for name in SUMMED)}, clock_timestamp()
    FROM (
        SELECT DISTINCT ON (day, video_id, outlet) * FROM factory.observations
        WHERE day = ANY (days) ORDER BY day, video_id, outlet, revision DESC
    ) n JOIN factory.videos v USING (video_id)
    WHERE v.channel = ANY (channels) GROUP BY n.tenant, v.channel, n.outlet, n.day;
END $$
"""
"""Whole days, for whatever takes an answer away: only the others then say what is known at all."""

FEWER = "coalesce(sum(sign) FILTER (WHERE {name} IS NOT NULL), 0) < 0"
ADDED = "{name} = coalesce(f.{name} + excluded.{name}, f.{name}, excluded.{name})"
"""What nobody tells changes nothing, and what nobody told before is what is told now."""

NOTHING = "(SELECT * FROM factory.observations WHERE false)"
SIDES = {
    "added": ("INSERT", NOTHING, "told"),
    "corrected": ("UPDATE", "was", "told"),
    "deleted": ("DELETE", "was", NOTHING),
}
"""What a change of `observations` found and what it left, by the name of its trigger."""

DIFFERENCES = f"""
    WITH touched AS (
        SELECT day, video_id, outlet FROM {{told}} t
        UNION SELECT day, video_id, outlet FROM {{was}} w
    ), stands AS (
        SELECT n.* FROM touched t CROSS JOIN LATERAL (
            SELECT * FROM factory.observations o
            WHERE (o.day, o.video_id, o.outlet) = (t.day, t.video_id, t.outlet)
            ORDER BY revision DESC LIMIT 1
        ) n
    ), before AS (
        SELECT DISTINCT ON (day, video_id, outlet) * FROM (
            SELECT * FROM {{was}} w
            UNION ALL
            SELECT o.* FROM touched JOIN factory.observations o USING (day, video_id, outlet)
            WHERE NOT EXISTS (
                SELECT FROM {{told}} t
                WHERE (t.day, t.video_id, t.outlet, t.revision)
                    = (o.day, o.video_id, o.outlet, o.revision)
            )
        ) known ORDER BY day, video_id, outlet, revision DESC
    )
    SELECT s.tenant, v.channel, s.outlet, s.day,
           {", ".join(f"sum({name}) AS {name}" for name in SUMMED)},
           sum(sign) < 0 OR {" OR ".join(FEWER.format(name=name) for name in SUMMED)} AS lost
    FROM (
        SELECT tenant, outlet, day, video_id, 1 AS sign,
               {", ".join(f"{EXACT[name]} AS {name}" for name in SUMMED)} FROM stands n
        UNION ALL
        SELECT tenant, outlet, day, video_id, -1,
               {", ".join(f"-{EXACT[name]}" for name in SUMMED)} FROM before n
    ) s JOIN factory.videos v USING (video_id)
    GROUP BY s.tenant, v.channel, s.outlet, s.day
"""
"""By how much each sum changes; `lost` where fewer answers tell a figure than did before."""

KEEP = f"""
CREATE FUNCTION factory.keep_figures_{{kind}}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone_days date[];
    gone_channels text[];
BEGIN
    IF NOT EXISTS (SELECT FROM {{any}}) THEN
        RETURN NULL;
    END IF;
    -- One at a time, so that each sees what the one before it has added.
    PERFORM pg_advisory_xact_lock(7142035599286059);
    WITH differences AS ({DIFFERENCES}), added AS (
        INSERT INTO factory.channel_figures AS f
            (tenant, channel, outlet, day, {", ".join(SUMMED)}, changed_at)
        SELECT tenant, channel, outlet, day, {", ".join(SUMMED)}, clock_timestamp()
        FROM differences WHERE NOT lost
        ON CONFLICT (tenant, channel, outlet, day) DO UPDATE SET changed_at = excluded.changed_at,
            {", ".join(ADDED.format(name=name) for name in SUMMED)}
    )
    SELECT array_agg(DISTINCT day), array_agg(DISTINCT channel) INTO gone_days, gone_channels
    FROM differences WHERE lost;
    IF gone_days IS NOT NULL THEN
        PERFORM factory.sum_channel_days(gone_days, gone_channels);
    END IF;
    PERFORM factory.sum_first_weeks(array(
        SELECT DISTINCT t.video_id FROM {{any}} t LEFT JOIN factory.first_weeks f USING (video_id, outlet)
        WHERE f.first_day IS NULL OR t.day < f.first_day + 7
    ));
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER keep_figures_{kind} AFTER {change} ON factory.observations
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION factory.keep_figures_{kind}()
"""


def upgrade() -> None:
    """Apply."""
    for statement in _statements():
        op.execute(statement)


def _statements() -> Iterator[str]:
    yield "DROP TRIGGER IF EXISTS say_tenant ON factory.channel_figures"  # the sums' own say it
    for kind in SIDES:
        yield f"DROP TRIGGER keep_figures_{kind} ON factory.observations"
    yield "DROP FUNCTION factory.keep_figures()"
    yield "DELETE FROM factory.channel_figures"
    yield """
        ALTER TABLE factory.channel_figures ALTER COLUMN tenant SET NOT NULL,
            ALTER COLUMN watch_seconds TYPE numeric, DROP CONSTRAINT channel_figures_pkey,
            ADD CONSTRAINT channel_figures_pkey PRIMARY KEY (channel, outlet, day, tenant)"""
    yield SUM_DAYS
    for kind, (change, was, told) in SIDES.items():
        there = {"was": was, "told": told, "any": "was" if told == NOTHING else "told"}
        yield KEEP.format(kind=kind, **there)
        sides = (("OLD", was), ("NEW", told))
        tables = " ".join(f"{age} TABLE AS {name}" for age, name in sides if name != NOTHING)
        yield TRIGGER.format(kind=kind, change=change, tables=tables)
    yield """
        SELECT factory.sum_channel_days(array(SELECT DISTINCT day FROM factory.observations),
                                        array(SELECT DISTINCT channel FROM factory.videos))"""
