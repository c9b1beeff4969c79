"""Campaigns: goals with a span, what belongs to them, and what they have reached."""

from pydantic import Field

from desk.actions.learning.campaigns import (
    MOST_VIDEOS,
    CampaignFacts,
    add_videos,
    begin,
    campaigns_of,
    end,
)
from desk.api.protocol.action import Action, Call, NoInput
from factory.ideas.campaign import Campaign
from factory.records import Payload


class Campaigns(Payload):
    """All there are, the newest first."""

    campaigns: tuple[CampaignFacts, ...]


class CampaignEnding(Payload):
    """Why a campaign ends before its time."""

    name: str
    note: str


class VideosOfCampaign(Payload):
    """Videos that shall belong to a campaign."""

    name: str
    videos: tuple[str, ...] = Field(min_length=1, max_length=MOST_VIDEOS)


def _all(call: Call, asked: NoInput) -> Campaigns:
    return Campaigns(campaigns=tuple(campaigns_of(call.factory)))


def _begin(call: Call, asked: Campaign) -> CampaignFacts:
    return begin(call.factory, asked, call.by)


def _end(call: Call, asked: CampaignEnding) -> CampaignFacts:
    return end(call.factory, asked.name, call.by, asked.note)


def _add(call: Call, asked: VideosOfCampaign) -> CampaignFacts:
    return add_videos(call.factory, asked.name, asked.videos, call.by)


SOME = {"name": "spring-of-lighthouses"}

ACTIONS = (
    Action(
        name="list_campaigns",
        method="GET",
        path="/campaigns",
        role="viewer",
        about="List campaigns: their goal and span, their videos, and what these did at each outlet.",
        asks=NoInput,
        answers=Campaigns,
        do=_all,
        example={},
        commands=("campaigns",),
    ),
    Action(
        name="begin_campaign",
        method="POST",
        path="/campaigns",
        role="operator",
        about="Begin a campaign: its channels give it a share of their ideas as long as it runs.",
        asks=Campaign,
        answers=CampaignFacts,
        do=_begin,
        example={
            **SOME,
            "title": "A spring of lighthouses",
            "goal": "Be known for lighthouses.",
            "target": {"measure": "views", "amount": 10000, "outlet": "youtube"},
            "first_day": "2027-03-01",
            "last_day": "2027-05-31",
            "channels": ["demo"],
            "share": 0.5,
            "topics": [{"about": "Lighthouses that were moved"}],
        },
        status=201,
        makes=True,
        tool=False,
        commands=("campaigns begin",),
    ),
    Action(
        name="end_campaign",
        method="POST",
        path="/campaigns/{name}/end",
        role="operator",
        about="End a campaign before its time; its videos stay with it.",
        asks=CampaignEnding,
        answers=CampaignFacts,
        do=_end,
        example={**SOME, "note": "its goal is reached"},
        tool=False,
        commands=("campaigns end",),
    ),
    Action(
        name="add_to_campaign",
        method="POST",
        path="/campaigns/{name}/videos",
        role="operator",
        about="Let videos belong to a campaign, in place of any other.",
        asks=VideosOfCampaign,
        answers=CampaignFacts,
        do=_add,
        example={**SOME, "videos": ["demo-20261128-the-clock-that-lost-a-day-k3f9"]},
        tool=False,
        commands=("campaigns add",),
    ),
)
