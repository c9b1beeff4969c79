"""Metrics in the format of Prometheus, collected from the database when they are asked for."""

import shutil
import threading
import time
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from factory.interchange.factory_overview import Levels, OperationFigures
from wiring.factory import Factory

FRESH_SECONDS: Final = 5.0
"""Several that ask at the same time cost the database one answer."""

Rows = Iterator[tuple[tuple[str, ...], float]]


class Metrics:
    """The address `/metrics`.

    Args:
        factory: whose figures.
    """

    def __init__(self, factory: Factory) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(FactoryCollector(factory))
        self._lock = threading.Lock()
        self._known: tuple[float, bytes] | None = None

    def answer(self, request: Request) -> Response:
        """Return all metrics as text."""
        with self._lock:
            now = time.monotonic()
            if self._known is None or now - self._known[0] > FRESH_SECONDS:
                self._known = (now, generate_latest(self._registry))
            return Response(self._known[1], media_type=CONTENT_TYPE_PLAIN_0_0_4)


class FactoryCollector(Collector):
    """Turns figures into metrics; nothing is counted in this process."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory

    def collect(self) -> Iterator[Metric]:
        """Ask the database once, and yield every metric."""
        began = time.monotonic()
        operations = self._factory.catalogue.operations
        figures, levels = operations.figures(), operations.levels()
        yield from _videos(figures)
        yield from _vendors(figures)
        yield from _promised(levels)
        yield from self._budgets()
        disk = shutil.disk_usage(self._factory.settings.media)
        yield _gauge("disk_free_bytes", "Free where the media lie.", (), disk.free)
        yield _gauge("disk_bytes", "Size of the disk where the media lie.", (), disk.total)
        yield _gauge("database_bytes", "Size of the database.", (), figures.database_bytes)
        seconds = time.monotonic() - began
        yield _gauge("scrape_seconds", "How long these metrics took.", (), seconds)

    def _budgets(self) -> Iterator[Metric]:
        labels = ("scope", "name")
        limit = GaugeMetricFamily("factory_budget_usd", "A spending limit.", labels=labels)
        left = GaugeMetricFamily("factory_budget_left_usd", "What is left of it.", labels=labels)
        for one in self._factory.spending_limits.in_use():
            limit.add_metric((one.scope, one.name), float(one.usd))
            left.add_metric((one.scope, one.name), float(one.left_usd))
        yield from (limit, left)


def _videos(figures: OperationFigures) -> Iterator[Metric]:
    yield _gauges(
        "videos", "Videos by state.", ("state",), (((s,), n) for s, n in figures.videos.items())
    )
    stages = GaugeMetricFamily(
        "factory_stages", "Stages of videos by what became of them.", labels=("stage", "outcome")
    )
    for one in figures.stages:
        for outcome in ("finished", "failed", "running"):
            stages.add_metric((one.stage, outcome), getattr(one, outcome))
    yield stages
    yield _counters(
        "stage_seconds",
        "Seconds of finished stages.",
        ("stage",),
        (((one.stage,), one.seconds) for one in figures.stages),
    )
    yield _gauges(
        "stage_seconds_95",
        "Seconds that 95 % of last week's stages took at most.",
        ("stage",),
        (((s.stage,), s.seconds_95) for s in figures.stages if s.seconds_95 is not None),
    )
    queue = GaugeMetricFamily(
        "factory_queue_launches", "Phases that have not ended.", labels=("phase", "state")
    )
    for one in figures.queue:
        for state in ("waiting", "postponed", "running"):
            queue.add_metric((one.phase, state), getattr(one, state))
    yield queue
    yield _gauges(
        "queue_age_seconds",
        "How long the oldest due phase has waited.",
        ("phase",),
        (((one.phase,), one.oldest_seconds) for one in figures.queue),
    )
    ended = ("phase", "outcome")
    kinds = [((one.phase, one.outcome), one) for one in figures.runs]
    yield _counters("runs", "Ended runs.", ended, ((k, one.runs) for k, one in kinds))
    yield _counters("run_seconds", "Their seconds.", ended, ((k, one.seconds) for k, one in kinds))
    yield _counters(
        "decisions",
        "Decisions about masters.",
        ("decision",),
        (((one.decision,), one.decisions) for one in figures.decisions),
    )
    posts = GaugeMetricFamily(
        "factory_posts", "Posts by what became of them.", labels=("outlet", "outcome")
    )
    for one in figures.posts:
        for outcome in ("published", "failed", "unknown"):
            posts.add_metric((one.outlet, outcome), getattr(one, outcome))
    yield posts


def _vendors(figures: OperationFigures) -> Iterator[Metric]:
    of_call = ("stage", "provider")
    calls = GaugeMetricFamily(
        "factory_calls_today", "Paid calls since midnight UTC.", labels=(*of_call, "outcome")
    )
    for one in figures.spending:
        for outcome in ("settled", "failed", "in_doubt"):
            calls.add_metric((one.stage, one.provider, outcome), getattr(one, outcome))
    yield calls
    spent = (((one.stage, one.provider), one.spent_usd) for one in figures.spending)
    yield _gauges("spent_today_usd", "Spent since midnight UTC.", of_call, spent)
    vendor = ("provider",)
    opened = (((one.provider,), float(one.open)) for one in figures.circuits)
    yield _gauges("circuit_open", "1 while a vendor is left alone.", vendor, opened)
    failures = (((one.provider,), one.failures) for one in figures.circuits)
    yield _gauges("vendor_failures_in_a_row", "Failures since a success.", vendor, failures)
    silent = (((one.daemon.lower(),), one.silent_seconds) for one in figures.daemons)
    yield _gauges("daemon_silent_seconds", "Since a daemon's sign of life.", ("daemon",), silent)
    switches = (((name,), float(on)) for name, on in figures.switches.items())
    yield _gauges("switch", "Settings that are on or off.", ("setting",), switches)


def _promised(levels: Levels) -> Iterator[Metric]:
    told = (
        ("runs_succeeded_ratio", "Runs of 30 days that succeeded.", levels.runs_succeeded),
        ("calls_failed_ratio", "Paid calls of 30 days that failed.", levels.calls_failed),
        ("approved_ratio", "Decisions of 30 days that approved.", levels.approved),
        ("uploaded_ratio", "Posts of 30 days that are out.", levels.uploaded),
        ("usd_per_video", "Spent in 30 days by published video.", levels.usd_per_video),
        ("minutes_per_video", "Median minutes of a video's runs.", levels.minutes_per_video),
    )
    for name, about, value in told:
        if value is not None:
            yield _gauge(name, about, (), value)


def _gauge(name: str, about: str, labels: tuple[str, ...], value: float) -> Metric:
    return _gauges(name, about, labels, iter([((), value)]))


def _gauges(name: str, about: str, labels: tuple[str, ...], rows: Rows) -> Metric:
    metric = GaugeMetricFamily(f"factory_{name}", about, labels=labels)
    for values, value in rows:
        metric.add_metric(values, value)
    return metric


def _counters(name: str, about: str, labels: tuple[str, ...], rows: Rows) -> Metric:
    metric = CounterMetricFamily(f"factory_{name}", about, labels=labels)
    for values, value in rows:
        metric.add_metric(values, value)
    return metric
