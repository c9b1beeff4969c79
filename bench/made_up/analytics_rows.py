"""Two years of figures for ten thousand videos, made by SQL in about a minute: each video every day since it went out."""

import sqlalchemy as sa
from sqlalchemy import Engine

from bench.made_up.figures_at_once import figures_at_once
from bench.made_up.ten_thousand_copies import COPY, VIDEOS

DAYS = 730
OUTLET = "youtube"
CURVES = 4
"""Of retention, of each video."""
TODAY = "(now() AT TIME ZONE 'America/Los_Angeles')::date - 1"
BEGUN = f"({TODAY} - n * {DAYS} / {VIDEOS})"
COPIES = f"generate_series(1, {VIDEOS}) n"
TENANT = "(SELECT tenant FROM factory.videos WHERE video_id = :video)"
OBSERVED = f"""
    INSERT INTO factory.observations (day, video_id, outlet, revision, source, tenant, views,
        engaged_views, watch_seconds, likes, comments, shares, impressions, click_rate, average_view_share)
    SELECT {BEGUN} + age, {COPY}, '{OUTLET}', 1, 'bench', {TENANT}, v, v * 4 / 5, v * 31.7, v / 50, v / 400,
           v / 300, v * 19, 0.03 + (n % 37) / 1000.0, 0.4 + (n % 53) / 200.0
    FROM {COPIES}, LATERAL generate_series(0, {TODAY} - {BEGUN}) age,
         LATERAL (SELECT (n % 97 + 900) / (age + 1) + (n * 7 + age) % 13 AS v) views"""
REVISED = f"""
    INSERT INTO factory.observations (day, video_id, outlet, revision, source, tenant, changed, views, watch_seconds)
    SELECT day, video_id, outlet, 2, 'bench', tenant, true, views + 1, watch_seconds + 9.5 FROM factory.observations
    WHERE day >= {TODAY} - 60 AND outlet = '{OUTLET}' AND hashtext(video_id || day) % 10 = 0"""
"""Late answers about one in ten of the last days."""
STAYED = f"""
    INSERT INTO factory.retentions (day, video_id, outlet, revision, points, source, tenant)
    SELECT {BEGUN} + (ARRAY[3, 7, 14, 28])[k], {COPY}, '{OUTLET}', 1, p.points, 'bench', {TENANT}
    FROM {COPIES}, generate_series(1, {CURVES}) k, (
        SELECT jsonb_agg(jsonb_build_object('at', place / 100.0, 'watching', 1 - place / 150.0,
                                            'relative', 0.5) ORDER BY place) AS points
        FROM generate_series(1, 100) place
    ) p WHERE {BEGUN} + 28 <= {TODAY}"""
WATCHED = f"""
    INSERT INTO factory.audiences (day, channel, outlet, dimension, revision, parts, source)
    SELECT {TODAY} - back, 'demo', '{OUTLET}', d.dimension, 1, d.parts::jsonb, 'bench'
    FROM generate_series(0, {DAYS} - 1) back, (VALUES
        ('traffic', '[{{"key": "YT_SEARCH", "views": 90}}, {{"key": "SHORTS", "views": 900}}]'),
        ('country', '[{{"key": "DE", "views": 90}}, {{"key": "US", "views": 900}}]')
    ) d (dimension, parts)"""


def observe(engine: Engine, video: str) -> None:
    """Add the figures of every copy of a video (`bench.made_up.desk_rows.multiply`)."""
    with engine.begin() as connection, figures_at_once(connection):
        for statement in (OBSERVED, REVISED, STAYED, WATCHED):
            connection.execute(sa.text(statement), {"video": video})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
