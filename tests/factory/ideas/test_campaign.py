"""Campaigns: a share of a channel's ideas over days, of topics of their own, and a target that is counted at one outlet."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from factory.channel.channel import Channel
from factory.channel.idea_settings import IdeaSettings, Topic
from factory.ideas.campaign import Campaign, CampaignAtOutlet, CampaignFigures, Target
from factory.ideas.duplicate_check import Told
from factory.ideas.idea import ProposedIdea
from factory.ideas.proposal import proposals
from tests.fakes.manifests import a_channel

FIRST = date(2027, 3, 1)


def a_campaign(**said: Any) -> Campaign:
    usual = {
        "name": "spring",
        "title": "Spring",
        "first_day": FIRST,
        "last_day": FIRST + timedelta(days=29),
        "channels": ("tales",),
        "topics": [{"about": f"Lighthouse number {n}"} for n in range(40)],
    }
    return Campaign.model_validate(usual | said)


def a_month(channel: Channel, *campaigns: Campaign) -> list[ProposedIdea]:
    """Return the ideas of 30 days, each decided on its morning."""
    told: list[Told] = []
    found: list[ProposedIdea] = []
    for n in range(30):
        day = FIRST + timedelta(days=n)
        ideas = proposals(channel, day, told, campaigns=campaigns)
        told += [Told(one.title, day, "approved") for one in ideas]
        found += ideas
    return found


def tales(per_day: int = 1, topics: int = 60) -> Channel:
    listed = tuple(Topic(about=f"Clock number {n}") for n in range(topics))
    return a_channel(name="tales", ideas=IdeaSettings(topics=listed, per_day=per_day))


@pytest.mark.parametrize(("share", "per_day"), [(0.5, 1), (0.25, 2), (1.0, 1), (0.1, 1)])
def test_over_a_month_a_campaign_has_its_share_and_the_list_the_rest(share: float, per_day: int):
    found = a_month(tales(per_day), a_campaign(share=share))
    own = [one for one in found if one.campaign == "spring"]
    assert len(found) == 30 * per_day
    assert abs(len(own) - share * 30 * per_day) <= 1
    assert all(one.source == "campaign" and "Lighthouse" in one.title for one in own)
    assert len({one.title for one in found}) == len(found)


def test_two_campaigns_that_want_everything_get_no_more_than_there_is_and_the_first_is_first():
    other = a_campaign(name="other", topics=[{"about": f"Bridge {n}"} for n in range(40)], share=1)
    found = a_month(tales(), a_campaign(share=0.5), other)
    assert len(found) == 30
    assert sum(one.campaign == "spring" for one in found) == 15
    assert sum(one.campaign == "other" for one in found) == 15


def test_a_campaign_without_topics_left_or_of_another_channel_leaves_the_list_alone():
    few = a_month(tales(), a_campaign(share=1, topics=[{"about": "One lighthouse"}]))
    assert [one.campaign for one in few].count("spring") == 1
    assert len(few) == 30
    assert not any(one.campaign for one in a_month(tales(), a_campaign(channels=("songs",))))


def test_a_campaign_begins_and_ends_with_its_days():
    week = a_campaign(
        share=1, first_day=FIRST + timedelta(days=3), last_day=FIRST + timedelta(days=9)
    )
    days = {one.day for one in a_month(tales(), week) if one.campaign}
    assert (min(days), max(days), len(days)) == (week.first_day, week.last_day, 7)


def test_a_target_is_counted_at_its_outlet_alone():
    at = [
        CampaignAtOutlet(
            outlet=name, videos=1, figures={"views": views}, usd_per_thousand_views=None
        )
        for name, views in (("youtube", 700.0), ("tiktok", 9000.0))
    ]
    figures = CampaignFigures(ideas=3, videos=2, published=1, cost_usd=0, outlets=tuple(at))
    assert figures.reached(Target(measure="views", amount=1000, outlet="youtube")) == 700
    assert figures.reached(Target(measure="likes", amount=10, outlet="youtube")) == 0
    assert figures.reached(Target(measure="views", amount=10, outlet="instagram")) == 0
    assert figures.reached(Target(measure="videos", amount=10)) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "A Spring"}, "name"),
        ({"last_day": FIRST - timedelta(days=1)}, "last_day"),
        ({"share": 0}, "share"),
        ({"channels": ()}, "channels"),
        ({"target": {"measure": "views", "amount": 10}}, "an outlet"),
        ({"target": {"measure": "videos", "amount": 10, "outlet": "youtube"}}, "no outlet"),
        ({"target": {"measure": "claps", "amount": 10, "outlet": "x"}}, "claps"),
        ({"topics": [{"brief": "a.md"}]}, "topics"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_refused(said: dict[str, Any], words: str):
    with pytest.raises(ValidationError, match=words):
        a_campaign(**said)
