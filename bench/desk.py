"""How fast the desk answers with ten thousand videos: the server's time of every page.

The videos are rows of a database of its own, one real row of each table multiplied by SQL: most are
published, some wait for a decision, some have failed. They have no files.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.row import Row, at_most
from bench.ten_thousand_copies import COPY, VIDEOS, catalogue_copy
from desk.web.routes import PAGES, routes
from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel
from factory.people.visitor import OWNER, Visitor
from factory.records import FileRef
from factory.workflow import events as topics
from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving
from wiring.factory import Factory

VIDEO = "bench-20261121-the-film-b000"
STAGES = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders", "releases")
TABLES = ("videos", "briefs", "stages", "artifacts", "launches", "events")
EVENTS = 4
WAITING, FAILED = 200, 30
ASKED = 30
MOST_MS = 150
NOT_PAGES = ("/media/", "/picture", "/watch/")
POSTS = f"""
    INSERT INTO factory.posts (video_id, outlet, master_sha256, token, published_at, claimed_at)
    SELECT {COPY}, 'outbox', :master, md5(n::text)::uuid, now() - n * interval '1 minute', now()
    FROM generate_series(:first, :last) n
"""


def rows() -> Iterator[Row]:
    """Measure every page, each a few dozen times after the first."""
    with TemporaryDirectory(prefix="factory-bench-") as name:
        home = Path(name)
        home.chmod(0o755)  # the server's account is another one where root runs this
        settings = Settings(home=home, database_url=None)
        with serving(settings, wait_for_stop=True) as url:
            factory = Factory(settings, url)
            _fill(factory)
            with TestClient(_for_owner(Starlette(routes=routes(factory)))) as pages:
                for address in _addresses():
                    yield _row(pages, address)
            factory.catalogue.engine.dispose()


def _addresses() -> list[str]:
    known = [path for path in PAGES if not any(part in path for part in NOT_PAGES)]
    filled = [path.replace("{video_id}", VIDEO).replace("{channel}", "demo") for path in known]
    return [*filled, "/videos?state=published&q=film", "/videos?state=needs-somebody"]


def _row(pages: TestClient, address: str) -> Row:
    taken: list[float] = []
    size = 0
    for _ in range(ASKED + 1):
        began = time.perf_counter()
        answer = pages.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:500]}")
        size = len(answer.content)
    p95 = statistics.quantiles(taken[1:], n=20)[-1]
    note = f"median {statistics.median(taken[1:]):.0f} ms, {size / 1000:.0f} kB"
    return at_most(MOST_MS, f"{address.replace(VIDEO, 'VIDEO')}, p95", p95, "ms", note=note)


def _fill(factory: Factory) -> None:
    """Make one finished video, multiply its rows, and publish most of the copies."""
    catalogue = factory.catalogue
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
    facts = {"video": VIDEO, "first": 1, "last": VIDEOS}
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL synchronous_commit = off"))
        for table in TABLES:
            connection.execute(sa.text(catalogue_copy(connection, table)), facts)
        out = {**facts, "first": WAITING + 1, "master": master.sha256}
        connection.execute(sa.text(POSTS), out)
        failing = sa.text(
            "UPDATE factory.stages SET failed_at = now(), finished_at = NULL, error = 'a vendor "
            "refused it' WHERE stage = 'renders' AND video_id IN (SELECT video_id FROM "
            "factory.videos WHERE video_id NOT IN (SELECT video_id FROM factory.posts) LIMIT :n)"
        )
        connection.execute(failing, {"n": FAILED})
    with catalogue.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def _accepted() -> AcceptedBrief:
    return AcceptedBrief(
        video_id=VIDEO,
        brief=Brief(title="The film", channel="demo", format="short", language="en", words="Once."),
        brief_sha256="",
        channel=Channel(name="demo", title="Demo", format="short"),
        source="bench",
        accepted_at=datetime.now(UTC),
    )


def _for_owner(app: ASGIApp) -> ASGIApp:
    """Ask as whoever came in by the link."""

    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        visitor = Visitor(name=OWNER, role="admin", known_by="link")
        await app({**scope, "state": {"visitor": visitor}}, receive, send)

    return known
