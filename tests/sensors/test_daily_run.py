"""The daily run: each morning one run for its day, whatever the clocks do and however long it was off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from factory_assets.ideas.channels_of_a_day import MISSED_DAYS, missed_in
from sensors.daily_run import IDEAS, daily_run

BERLIN = ZoneInfo("Europe/Berlin")


def run_of(instance: dg.DagsterInstance, at: datetime, clock: str = "09:00") -> dg.RunRequest:
    with dg.build_schedule_context(instance=instance, scheduled_execution_time=at) as context:
        asked = daily_run(clock, BERLIN.key, lambda zone: at.astimezone(zone))(context)
    assert isinstance(asked, dg.RunRequest)
    return asked


def test_a_morning_on_which_the_machine_was_off_is_made_up_for_as_long_as_its_day_lasts():
    at = datetime(2027, 3, 30, 9, tzinfo=BERLIN)
    with (
        dg.instance_for_test() as instance,
        dg.build_schedule_context(instance=instance, scheduled_execution_time=at) as context,
    ):
        evening = at + timedelta(hours=14)
        asked = daily_run("09:00", BERLIN.key, lambda zone: evening.astimezone(zone))(context)
    assert isinstance(asked, dg.RunRequest)
    assert asked.partition_key == "2027-03-30"


def test_a_morning_that_is_looked_at_a_day_late_is_left_to_the_next_run_as_missed():
    at = datetime(2027, 3, 30, 9, tzinfo=BERLIN)
    with (
        dg.instance_for_test() as instance,
        dg.build_schedule_context(instance=instance, scheduled_execution_time=at) as context,
    ):
        later = at + timedelta(hours=20)
        said = daily_run("09:00", BERLIN.key, lambda zone: later.astimezone(zone))(context)
    assert isinstance(said, dg.SkipReason)
    assert "2027-03-30 is over" in str(said.skip_message)


def planned(instance: dg.DagsterInstance, *days: date) -> None:
    for day in days:
        made = dg.AssetMaterialization(IDEAS, partition=str(day))
        instance.report_runless_asset_event(made)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-03-28T03:30+02:00", "2027-03-28"),  # 02:30 does not exist: it is an hour later
        ("2027-10-31T02:30+02:00", "2027-10-31"),
        ("2027-10-31T02:30+01:00", "2027-10-31"),  # it comes twice
        ("2027-03-27T23:30+00:00", "2027-03-28"),
        ("2027-10-30T22:30+00:00", "2027-10-31"),
    ],
)
def test_a_day_is_that_of_the_zone_and_one_run_when_the_clocks_change(moment: str, day: str):
    with dg.instance_for_test() as instance:
        asked = run_of(instance, datetime.fromisoformat(moment), "02:30")
    assert (asked.partition_key, asked.run_key) == (day, day)


def test_a_missed_week_is_handed_to_the_run_of_the_morning_after():
    day = date(2027, 3, 31)  # the clocks changed within the week
    week = [day - timedelta(days=back) for back in range(7, 0, -1)]
    with dg.instance_for_test() as instance:
        at = datetime(2027, 3, 31, 9, tzinfo=BERLIN)
        assert missed_in(run_of(instance, at).tags) == (), "it never ran before"
        planned(instance, date(2027, 3, 23))
        asked = run_of(instance, at)
        assert (asked.partition_key, list(missed_in(asked.tags))) == ("2027-03-31", week)
        planned(instance, *week)
        assert MISSED_DAYS not in run_of(instance, at).tags
