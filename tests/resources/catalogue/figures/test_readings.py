"""How posts begin is read of one channel and outlet, however many newer posts others have."""

from datetime import UTC, datetime, timedelta

import pytest

from factory.analytics.figures import Figures
from factory.analytics.running_totals import Reading
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing


def test_a_quiet_channel_shows_its_newest_behind_the_newer_posts_of_others(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("resources.catalogue.figures.readings.MOST_BEGUN", 1)
    catalogue.settings.change("distribution", True)
    now = datetime.now(UTC)
    for video_id, channel in (("quiet-one", "quiet"), ("busy-one", "busy")):
        catalogue.briefs.accept(accepted(video_id, channel=channel))
        outlet = FakeOutlet(name="tiktok")
        catalogue.posts.post(a_publication(video_id, MASTER), outlet, nothing)
        catalogue.readings.record(
            [
                Reading(
                    video_id=video_id,
                    outlet="tiktok",
                    read_at=now + timedelta(hours=hour),
                    counts=Figures(views=hour),
                )
                for hour in (1, 2, 71, 73)
            ]
        )
    later = now + timedelta(hours=100)
    (busy,) = catalogue.readings.first_hours(later)
    assert busy.channel == "busy"
    (quiet,) = catalogue.readings.first_hours(later, "quiet", "tiktok")
    assert (quiet.channel, quiet.now) == ("quiet", 71), "what was read after 72 hours is left out"
    (early,) = catalogue.readings.first_hours(now + timedelta(hours=3), "quiet", "tiktok")
    assert early.now == 2
    assert catalogue.readings.first_hours(later, "quiet", "youtube") == []
