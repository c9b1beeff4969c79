"""Analytics of ten thousand videos that were watched for two years: plans, pages, a day's assets, what it keeps.

Each page is asked for once by a desk that has just begun, and then again and again.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import dagster as dg
import sqlalchemy as sa
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bench.analytics_plans import plans
from bench.desk import asked, cpu_clock, for_owner
from bench.made_up.analytics_rows import OUTLET, observe
from bench.made_up.desk_rows import VIDEO, make_one, multiply
from bench.own_factory import own_factory
from bench.row import Row, at_most, fact
from desk.api.protocol.routes import api_routes
from desk.web.routes import routes
from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from factory.workflow.platform_days import platform_day
from factory_assets.analytics.asset import FIGURES
from wiring.dagster_resources import resources
from wiring.definitions import LogProgress
from wiring.factory import Factory

PAGES = (f"/analytics?of=demo+at+{OUTLET}", "/report", "/experiments", "/api/v1/figures", "/ideas")
MOST_COLD_MS, MOST_MS = 3000, 150
MOST_DAY_SECONDS = 20
MOST_BYTES = 600
"""Of the database for one observation: the row, its three indexes, and its part of the sums."""
SIZES = "SELECT pg_total_relation_size('factory.observations') / count(*) FROM factory.observations"
SUMS = """
    SELECT pg_total_relation_size('factory.channel_figures')
           + pg_total_relation_size('factory.first_weeks')
           + pg_total_relation_size('factory.video_weeks')
"""
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


def rows() -> Iterator[Row]:
    """Make two years, and measure."""
    with own_factory() as factory:
        master = make_one(factory.catalogue)
        multiply(factory.catalogue.engine, master)
        observe(factory.catalogue.engine, VIDEO)
        factory.catalogue.settings.change(SETTING, True, "bench")
        yield from rows_of(factory)


def rows_of(factory: Factory) -> Iterator[Row]:
    """Measure a factory that has them."""
    engine = factory.catalogue.engine
    day = platform_day(datetime.now(UTC)) - timedelta(days=1)
    yield from _kept(engine)
    yield from plans(engine, OUTLET, day)
    yield from _pages(factory)
    yield from _days(factory, day)


def _kept(engine: Engine) -> Iterator[Row]:
    with engine.connect() as connection:
        count = connection.scalar(sa.text("SELECT count(*) FROM factory.observations"))
        yield fact("observations", float(count or 0), "rows")
        size = float(connection.scalar(sa.text(SIZES)) or 0)
        yield at_most(MOST_BYTES, "an observation in the database", size, "bytes")
        yield fact("their sums", float(connection.scalar(sa.text(SUMS)) or 0) / 1e6, "MB")


def _pages(factory: Factory) -> Iterator[Row]:
    app = Starlette(routes=[*routes(factory), *api_routes(factory)])
    with TestClient(for_owner(app)) as pages:
        for address in PAGES:
            clock = cpu_clock(factory.catalogue.engine)
            worked, began = clock(), time.perf_counter()
            answer = pages.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:500]}")
            note = f"{time.perf_counter() - began:.1f} s by the clock"
            yield at_most(MOST_COLD_MS, f"{address}, first", clock() - worked, "CPU ms", note=note)
            taken = asked(pages, address, clock)
            note = f"{taken.wall_median:.0f} ms by the clock (median), {taken.bytes / 1000:.0f} kB"
            yield at_most(MOST_MS, f"{address}, p95", taken.cpu_p95, "CPU ms", note=note)


def _days(factory: Factory, day: date) -> Iterator[Row]:
    """Take in a day's answers about every video, and make days as a backfill does."""
    engine = factory.catalogue.engine
    known = factory.catalogue.metrics.between(day, day)
    told = [
        DayFigures(
            day=day + timedelta(days=1),
            video_id=one.video_id,
            outlet=OUTLET,
            figures=Figures(views=9, likes=1),
        )
        for one in known
    ]
    clock = cpu_clock(engine)
    taken = _taken(clock, lambda: factory.catalogue.metrics.record("bench", told))
    yield _row(f"{len(told)} answers of a day, taken in", taken)
    with engine.connect() as connection:
        before = connection.scalar(sa.text(OPEN)) or 0
        for name, back in (("newest", 0), ("oldest", 700)):
            taken = _taken(clock, lambda past=back: _made(day - timedelta(days=past)))
            yield _row(f"the {name} day made", taken)
        after = connection.scalar(sa.text(OPEN)) or 0
    yield at_most(before, "connections after days were made", after, "connections")


def _taken(clock: Callable[[], float], do: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that this process and its database worked for something, and those of the clock."""
    worked, began = clock(), time.perf_counter()
    do()
    return (clock() - worked) / 1000, time.perf_counter() - began


def _row(what: str, taken: tuple[float, float]) -> Row:
    worked, waited = taken
    return at_most(MOST_DAY_SECONDS, what, worked, "CPU s", note=f"{waited:.1f} s by the clock")


def _made(day: date) -> None:
    """Make a day's assets."""
    own = {
        name: one
        for name, one in resources(LogProgress()).items()
        if name in {key for asset in FIGURES for key in asset.required_resource_keys}
    }
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize(FIGURES, partition_key=str(day), instance=instance, resources=own)
    if not done.success:
        raise RuntimeError(f"{day} was not made")
