"""The doctor notices what of Dagster's has stopped."""

import time

import dagster as dg
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import (
    GrpcServerCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import (
    InstigatorState,
    InstigatorStatus,
    ScheduleInstigatorData,
)
from dagster._daemon.types import DaemonHeartbeat

from desk.actions.doctor import stopped

LOCATION = GrpcServerCodeLocationOrigin(host="127.0.0.1", port=1, location_name="video_factory")
REPOSITORY = RemoteRepositoryOrigin(LOCATION, "__repository__")


def beats(instance: dg.DagsterInstance, seconds_ago: float) -> None:
    """Let every daemon that is wanted say that it lives."""
    for kind in instance.get_required_daemon_types():
        instance.add_daemon_heartbeat(DaemonHeartbeat(time.time() - seconds_ago, kind, "x", []))


def test_a_dead_daemon_is_named_with_the_time_of_its_last_sign_of_life():
    with dg.instance_for_test() as instance:
        silent = {row.found for row in stopped(instance, "http://x")}
        assert silent == {"has given no sign of life yet"}
        beats(instance, 7200)
        dead = list(stopped(instance, "http://x"))
        assert "sensor" in {row.provider for row in dead}
        assert all("no sign of life since 20" in row.found for row in dead)
        assert all(row.remedy for row in dead)


def test_a_sensor_or_schedule_that_is_switched_off_is_named():
    with dg.instance_for_test() as instance:
        beats(instance, 1)
        nightly = ScheduleInstigatorData("0 3 * * *")
        for name, kind, status, data in (
            ("new_briefs", InstigatorType.SENSOR, InstigatorStatus.STOPPED, None),
            ("nightly", InstigatorType.SCHEDULE, InstigatorStatus.STOPPED, nightly),
            ("pending_work", InstigatorType.SENSOR, InstigatorStatus.RUNNING, None),
        ):
            origin = RemoteInstigatorOrigin(REPOSITORY, name)
            instance.add_instigator_state(InstigatorState(origin, kind, status, data))
        rows = list(stopped(instance, "http://127.0.0.1:3000"))
        off = [(row.subject, row.provider, row.severity) for row in rows]
        assert sorted(off) == [("schedule", "nightly", "error"), ("sensor", "new_briefs", "error")]
        assert {row.remedy for row in rows} == {"switch it on at http://127.0.0.1:3000/automation"}
