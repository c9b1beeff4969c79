"""A curve on the scenes of its video says where viewers leave; days are asked for until they are settled."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from factory.analytics.audience import Audience, AudiencePart
from factory.analytics.due_days import MOST_AT_ONCE, due_days
from factory.analytics.retention import Retention, RetentionPoint
from factory.analytics.scene_retention import scene_retention, typical
from tests.fakes.manifests import a_narration, a_script

DAY = date(2026, 11, 20)


def a_curve(*watching: float) -> Retention:
    points = [
        RetentionPoint(at=(n + 1) / len(watching), watching=share)
        for n, share in enumerate(watching)
    ]
    return Retention(video_id="a-video", outlet="youtube", day=DAY, points=tuple(points))


def test_a_scene_during_which_viewers_leave_faster_than_elsewhere_loses():
    narration = a_narration()
    shares = [1.0] * 50 + [0.6] * 50  # all leave half-way
    found = scene_retention(a_curve(*shares), a_script(), narration)
    half = narration.seconds / 2
    losing = [scene for scene in found.scenes if scene.verdict == "loses"]
    assert all(
        scene.start_seconds <= half + 0.5 and scene.end_seconds >= half - 0.5 for scene in losing
    )
    assert found.worst is not None
    assert found.worst.lost == pytest.approx(0.4, abs=0.01)


def test_a_video_that_loses_evenly_has_no_scene_to_blame():
    shares = [1 - n / 200 for n in range(100)]
    assert scene_retention(a_curve(*shares), a_script(), a_narration()).worst is None


def test_the_typical_curve_is_the_middle_of_at_least_three():
    curves = [a_curve(*[share] * 100) for share in (0.2, 0.5, 0.9)]
    assert typical(curves[:2]) == {}
    assert typical(curves)[0.5] == 0.5


@pytest.mark.parametrize("places", [(0.5, 0.4), (0.5, 0.5), (0.5,)])
def test_a_curve_whose_places_are_not_in_order_is_refused(places: tuple[float, ...]):
    points = tuple(RetentionPoint(at=at, watching=0.5) for at in places)
    with pytest.raises(ValidationError):
        Retention(video_id="a-video", outlet="youtube", day=DAY, points=points)


def test_shares_are_as_told_or_of_the_views_that_were_told():
    told = Audience(
        day=DAY,
        channel="tales",
        outlet="youtube",
        dimension="device",
        parts=(AudiencePart(key="TV", views=10), AudiencePart(key="MOBILE", views=30)),
    )
    assert told.shares() == [("MOBILE", 0.75), ("TV", 0.25)]
    assert told.shares(computed=False) == [], "no platform told a share"


def test_a_day_is_asked_for_when_it_may_be_told_five_days_longer_and_where_it_is_missing():
    first = DAY - timedelta(days=12)
    every = {first + timedelta(days=n) for n in range(11)}
    changing = [DAY - timedelta(days=n) for n in range(7, 1, -1)]
    assert due_days(DAY, first, every) == changing
    assert due_days(DAY, first, every - {first}) == [first, *changing]
    assert due_days(DAY, DAY - timedelta(days=1), ()) == []
    assert len(due_days(DAY, DAY - timedelta(days=400), ())) == MOST_AT_ONCE
