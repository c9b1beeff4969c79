"""What whoever watches the factory is told: metrics, health, service levels."""

import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import PROJECT
from tests.desk.server.guarded_desk import GuardedDesk
from tests.fakes.catalogued import accepted

NAME = re.compile(r"\bfactory_[a-z0-9_]+")

HAPPENED = """
    INSERT INTO factory.stages (video_id, stage, token, started_at, finished_at, failed_at) VALUES
        ('one', 'audio', gen_random_uuid(), now() - interval '50 s', now() - interval '20 s', NULL),
        ('two', 'audio', gen_random_uuid(), now() - interval '50 s', NULL, now());
    INSERT INTO factory.launches
        (video_id, phase, reason, requested_by, requested_at, claimed_at, ended_at, outcome, error)
    VALUES
        ('one', 'plan', 'r', 't', now(), now() - interval '90 s', now(), 'succeeded', NULL),
        ('two', 'plan', 'r', 't', now(), now() - interval '30 s', now(), 'failed', 'x'),
        ('two', 'render', 'r', 't', now() - interval '1 hour', NULL, NULL, NULL, NULL);
    INSERT INTO factory.charges
        (token, video_id, stage, fingerprint, provider, channel, tenant, estimated_usd, settled_usd, state)
    VALUES
        (gen_random_uuid(), 'one', 'audio/s1', 'f', 'google', 'mine', '', 0.5, 0.4, 'settled'),
        (gen_random_uuid(), 'one', 'audio/s2', 'f', 'google', 'mine', '', 0.5, NULL, 'in_doubt'),
        (gen_random_uuid(), 'one', 'audio/s3', 'f', 'google', 'mine', '', 0.5, NULL, 'released');
    INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at) VALUES
        ('one', 'm', 'approved', 'p', '', now()), ('two', 'm', 'rejected', 'p', '', now());
    INSERT INTO factory.posts (video_id, outlet, master_sha256, token, published_at, unknown_at) VALUES
        ('one', 'outbox', 'm', gen_random_uuid(), now(), NULL),
        ('two', 'youtube', 'm', gen_random_uuid(), NULL, now());
    INSERT INTO factory.circuits (provider, failures, open_until) VALUES
        ('google', 5, now() + interval '1 hour');
"""


@pytest.fixture
def busy(desk: GuardedDesk) -> GuardedDesk:
    catalogue = desk.factory.catalogue
    desk.factory.settings.media.mkdir(parents=True)
    for name in ("one", "two"):
        catalogue.briefs.accept(accepted(name))
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql(HAPPENED, execution_options={"no_parameters": True})
    return desk


def test_metrics_tell_what_happened_to_whoever_has_a_token(busy: GuardedDesk):
    with busy.program() as program:
        assert program.get("/metrics").status_code == 401
        answer = program.get("/metrics", headers=busy.shows("viewer"))
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["factory_stages", "audio", "finished"] == 1
    assert found["factory_stages", "audio", "failed"] == 1
    assert found["factory_stage_seconds_total", "audio"] == 30
    assert found["factory_runs_total", "plan", "succeeded"] == 1
    assert found["factory_run_seconds_total", "failed", "plan"] == 30
    assert found["factory_queue_launches", "render", "waiting"] == 1
    assert 3600 <= found["factory_queue_age_seconds", "render"] < 3700
    assert found["factory_calls_today", "audio", "failed", "google"] == 1
    assert found["factory_spent_today_usd", "audio", "google"] == pytest.approx(0.9)
    assert found["factory_circuit_open", "google"] == 1
    assert found["factory_decisions_total", "approved"] == 1
    assert found["factory_posts", "unknown", "youtube"] == 1
    assert found["factory_budget_left_usd", "channel", "demo"] > 0
    assert found["factory_approved_ratio",] == 0.5
    assert found["factory_usd_per_video",] == pytest.approx(0.9)
    assert found["factory_disk_free_bytes",] > 0


def test_dashboard_and_alerts_name_metrics_that_there_are(busy: GuardedDesk):
    with busy.program() as program:
        text = program.get("/metrics", headers=busy.shows("viewer")).text
    there = {name for line in text.splitlines() for name in NAME.findall(line)}
    dashboard = (PROJECT / "deploy/grafana/video-factory.json").read_text(encoding="utf-8")
    panels = json.loads(dashboard)["panels"]
    alerts = yaml.safe_load((PROJECT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    asked += [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    named = {name for question in asked for name in NAME.findall(question)}
    only_with_daemons = {"factory_daemon_silent_seconds"}
    assert len(named) > 20
    assert named - there - only_with_daemons == set()


def test_health_is_told_to_everybody_and_says_what_is_missing(busy: GuardedDesk):
    with busy.program() as program:
        assert program.get("/healthz").json() == {"alive": True}
        assert program.get("/readyz").json() == {"ready": True, "missing": []}
        with busy.factory.catalogue.engine.begin() as connection:
            connection.execute(
                sa.text(
                    "CREATE TABLE public.daemon_heartbeats (daemon_type text, timestamp timestamp)"
                )
            )
            connection.execute(
                sa.text(
                    "INSERT INTO public.daemon_heartbeats"
                    " VALUES ('SENSOR', now() AT TIME ZONE 'UTC' - interval '5 min')"
                )
            )
        answer = program.get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["daemons"])


def test_levels_are_told_as_met_or_missed(busy: GuardedDesk):
    with busy.program() as program:
        page = program.get("/service-levels", headers=busy.shows("viewer")).text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert (
        "Missed: runs that succeed, calls of vendors that fail, masters that are approved" in words
    )
    assert "Cost of a published video at most $1.00 $0.90 1 met" in words
    assert "1 video a month, $0.90, if it goes on like this" in words


def test_a_factory_in_which_nothing_happened_promises_nothing(desk: GuardedDesk):
    with desk.program() as program:
        page = program.get("/service-levels", headers=desk.shows("viewer")).text
    assert "Nothing to count yet." in page


def test_the_prometheus_that_we_ship_asks_with_a_token_from_a_file():
    text = Path(PROJECT / "deploy/prometheus/prometheus.yml").read_text(encoding="utf-8")
    (scrape,) = yaml.safe_load(text)["scrape_configs"]
    assert scrape["metrics_path"] == "/metrics"
    assert set(scrape["authorization"]) == {"type", "credentials_file"}
