"""Calling videos off and deleting them: what is at work is never pulled away from under somebody."""

import pytest

from factory.errors import PermanentError
from factory.workflow import events
from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.launches.cancelled_and_deleted import PostgresWithdrawals
from resources.catalogue.launches.launch_queue import PostgresLaunches
from tests.fakes.catalogued import accepted

VIDEO = "a-video"


def test_a_video_is_called_off_before_it_is_deleted(database_url: str):
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    launches, withdrawals = (
        PostgresLaunches(catalogue.engine),
        PostgresWithdrawals(catalogue.engine),
    )
    launches.request(VIDEO, "plan", "x", "x")
    with pytest.raises(PermanentError, match=r"plan of it is running.*factory cancel a-video"):
        withdrawals.delete(VIDEO, "Ada")
    (called_off,) = withdrawals.cancel(VIDEO, "Ada")
    assert (called_off.phase, called_off.begun) == ("plan", False)
    assert launches.claim(1, "sensor") == []
    assert withdrawals.cancel(VIDEO, "Ada") == []
    withdrawals.delete(VIDEO, "Ada")
    told = [event["topic"] for event in catalogue.events.after()]
    assert told[1:] == [events.VIDEO_CANCELLED, events.VIDEO_DELETED]
    catalogue.engine.dispose()


def test_a_phase_inside_a_living_process_is_told_from_a_run(database_url: str):
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    launches = PostgresLaunches(catalogue.engine)
    launches.claim_video(VIDEO, "plan", reason="x", by="x", in_process=True)
    (found,) = PostgresWithdrawals(catalogue.engine).open_launches(VIDEO)
    assert (found.begun, found.in_terminal) == (True, True)
    catalogue.engine.dispose()
