"""Ten thousand videos for the desk to show, as a year leaves them: one finished one, multiplied by SQL.

Most are published, approved, paid for and watched; the newest wait for a decision, and some have failed.
They have no files.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from bench.made_up.figures_at_once import figures_at_once
from bench.made_up.ten_thousand_copies import COPY, VIDEOS, catalogue_copy
from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel
from factory.records import FileRef
from factory.workflow import events as topics
from resources.catalogue.catalogue import Catalogue

VIDEO = "bench-20261121-the-film-b000"
STAGES = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders", "releases")
TABLES = ("videos", "briefs", "stages", "artifacts", "launches", "events")
EVENTS = 4
WAITING, FAILED = 200, 30
CALLS = 10
"""Paid for each video."""
WATCHED_DAYS = 14
"""Of each video that somebody counted."""
A_DAY = 28
"""Videos; ten thousand make a year."""

DAY = f"(now() AT TIME ZONE 'UTC')::date - n / {A_DAY}"
AGE = f"n * interval '1 day' / {A_DAY}"
COPIES = "generate_series(cast(:first AS int), cast(:last AS int)) n"
OLD = (
    f"UPDATE factory.videos v SET created_at = now() - {AGE} FROM {COPIES} WHERE video_id = {COPY}",
    f"""
    INSERT INTO factory.charges (token, video_id, stage, fingerprint, provider, model, role, channel,
        tenant, estimated_usd, settled_usd, state, day, reserved_at, settled_at)
    SELECT md5(n || ' ' || k)::uuid, {COPY}, CASE k WHEN 1 THEN 'scripts' ELSE 'visuals' END,
           md5(n || ' ' || k), CASE k WHEN 1 THEN 'words' ELSE 'pictures' END, 'one', 'pictures',
           'demo', 'one', 0.04, 0.04, 'settled', {DAY}, now() - {AGE}, now() - {AGE}
    FROM {COPIES}, generate_series(1, {CALLS}) k""",
)
"""Of every copy."""
OUT = (
    f"""
    INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at,
        reported_at)
    SELECT {COPY}, :master, 'approved', 'Ada', '', now() - {AGE}, now() FROM {COPIES}""",
    f"""
    INSERT INTO factory.posts (video_id, outlet, master_sha256, token, claimed_at, published_at,
        settled_at, verified_at)
    SELECT {COPY}, 'outbox', :master, md5(n::text)::uuid, now() - {AGE}, now() - {AGE}, now(), now()
    FROM {COPIES}""",
)
"""Of those that are published."""
WATCHED = f"""
    INSERT INTO factory.observations (day, video_id, outlet, revision, source, tenant, views,
        watch_seconds, likes, impressions)
    SELECT {DAY} + k, {COPY}, 'outbox', 1, 'bench',
           (SELECT tenant FROM factory.videos WHERE video_id = :video), 900 / k, 9000 / k, 9, 5000
    FROM {COPIES}, generate_series(1, {WATCHED_DAYS}) k
    WHERE {DAY} + k < (now() AT TIME ZONE 'UTC')::date
"""
"""The same."""
UNDECIDED = """
    DELETE FROM factory.stages s WHERE stage = 'releases'
    AND NOT EXISTS (SELECT FROM factory.posts WHERE video_id = s.video_id)
"""
FAILING = """
    UPDATE factory.stages SET failed_at = now(), finished_at = NULL, error = 'a vendor refused it'
    WHERE stage = 'renders' AND video_id IN (
        SELECT video_id FROM factory.videos v
        WHERE NOT EXISTS (SELECT FROM factory.posts WHERE video_id = v.video_id) LIMIT :n
    )
"""
STATES = """
    WITH kept AS (
        UPDATE factory.videos v SET state = s.state FROM factory.video_status s
        WHERE s.video_id = v.video_id RETURNING v.video_id, v.state
    )
    INSERT INTO factory.states (video_id, state) SELECT video_id, state FROM kept
"""
"""As they are kept at every change."""


def make_one(catalogue: Catalogue) -> str:
    """Make the first, and return its master's hash."""
    catalogue.briefs.accept(_accepted())
    for stage in STAGES:
        with catalogue.stages.stage(VIDEO, stage, None):
            pass
    master = FileRef(name="master.mp4", sha256="ab" * 32, bytes=9_000_000, media_type="video/mp4")
    catalogue.artifacts.record(VIDEO, "renders", [master], provider=None, run_id=None)
    launch = catalogue.launches.claim_video(VIDEO, "plan", reason="bench", by="bench")
    if launch:
        catalogue.outcomes.ended(launch.id, "succeeded")
    for _ in range(EVENTS):
        catalogue.events.announce(min(topics.TOPICS), VIDEO, {})
    return master.sha256


def multiply(engine: Engine, master: str) -> None:
    """Multiply its rows, publish most of the copies, and keep the state of each."""
    facts = {"video": VIDEO, "first": 1, "last": VIDEOS}
    out = {**facts, "first": WAITING + 1, "master": master}
    with engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL synchronous_commit = off"))
        for table in TABLES:
            connection.execute(sa.text(catalogue_copy(connection, table)), facts)
        for statement in OLD:
            connection.execute(sa.text(statement), facts)
        for statement in OUT:
            connection.execute(sa.text(statement), out)
        connection.execute(sa.text(UNDECIDED))
        connection.execute(sa.text(FAILING), {"n": FAILED})
        with figures_at_once(connection):
            connection.execute(sa.text(WATCHED), out)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
        connection.execute(sa.text(STATES))
        connection.execute(sa.text("VACUUM ANALYZE"))


def _accepted() -> AcceptedBrief:
    return AcceptedBrief(
        video_id=VIDEO,
        brief=Brief(title="The film", channel="demo", format="short", language="en", words="Once."),
        brief_sha256="",
        channel=Channel(name="demo", title="Demo", format="short"),
        source="bench",
        accepted_at=datetime.now(UTC),
    )
