"""Campaigns in the catalogue: a video of their ideas is theirs, and its figures are told by outlet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factory.analytics.figures import DayFigures, Figures
from factory.errors import BadInput, PermanentError
from factory.ideas.campaign import Campaign
from factory.ideas.idea import ProposedIdea
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted

FIRST = date(2027, 3, 1)
SPRING = Campaign(
    name="spring",
    title="Spring",
    first_day=FIRST,
    last_day=FIRST + timedelta(days=30),
    channels=("tales",),
)
IDEA = ProposedIdea(
    idea_id="20270301-abc",
    day=FIRST,
    channel="tales",
    title="A lighthouse",
    target_format="short",
    language="en",
    source="campaign",
    campaign="spring",
    score=0.5,
    reasons=(),
    near=(),
)


def told(video: str, outlet: str, day: int, **figures: float) -> DayFigures:
    when = FIRST + timedelta(days=day)
    return DayFigures(day=when, video_id=video, outlet=outlet, figures=Figures(**figures))


def test_videos_of_a_campaign_are_counted_each_day_once_and_by_outlet(catalogue: Catalogue):
    for name in ("from-idea", "by-hand", "another"):
        catalogue.briefs.accept(accepted(name, channel="tales"))
    catalogue.campaigns.begin(SPRING, "Ada")
    catalogue.ideas.propose([IDEA], None)
    catalogue.ideas.made(IDEA.idea_id, "from-idea")
    catalogue.campaigns.add("spring", ["by-hand"], "Ada")
    catalogue.campaigns.add("spring", ["by-hand"], "Ada")
    said = [
        told(v, "youtube", d, views=10, likes=1) for v in ("from-idea", "another") for d in (0, 1)
    ]
    catalogue.metrics.record("api", [*said, told("by-hand", "tiktok", 0, views=7)])
    catalogue.metrics.record("api", [told("from-idea", "youtube", 1, views=30)])
    catalogue.campaigns.begin(SPRING.model_copy(update={"name": "autumn"}), "Ada")
    figures = catalogue.campaigns.figures(["spring", "autumn"])
    assert (figures["autumn"].videos, figures["autumn"].outlets) == (0, ())
    found = figures["spring"]
    assert (found.ideas, found.videos, found.published) == (1, 2, 0)
    assert {one.outlet: one.figures for one in found.outlets} == {
        "youtube": {"views": 40, "likes": 2},
        "tiktok": {"views": 7},
    }
    assert [one.videos for one in found.outlets] == [1, 1]


def test_a_campaign_runs_on_its_days_until_it_is_ended(catalogue: Catalogue):
    catalogue.campaigns.begin(SPRING, "Ada")
    with pytest.raises(BadInput, match="already"):
        catalogue.campaigns.begin(SPRING, "Ada")
    campaigns = catalogue.campaigns
    assert campaigns.running(FIRST - timedelta(days=1)) == []
    assert campaigns.running(FIRST) == [SPRING]
    campaigns.end("spring", "Ada", "enough", datetime(2027, 3, 5, 12, tzinfo=UTC))
    campaigns.end("spring", "Bob", "again", datetime(2027, 3, 9, 12, tzinfo=UTC))
    assert campaigns.running(date(2027, 3, 4)) == [SPRING]
    assert campaigns.running(date(2027, 3, 5)) == []
    assert (campaigns.find("spring").ended_by, campaigns.find("spring").note) == ("Ada", "enough")
    with pytest.raises(PermanentError, match="no campaign"):
        campaigns.add("winter", ["x"], "Ada")
    with pytest.raises(PermanentError, match="nowhere"):
        campaigns.add("spring", ["nowhere"], "Ada")
