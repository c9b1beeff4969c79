"""Campaigns: beginning and ending them, what belongs to them, and what they have reached."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from desk.actions.acting import acting
from factory.documents.error_words import listed, one_of, shown
from factory.documents.field_problems import first_fault
from factory.errors import BadInput
from factory.ideas.campaign import Campaign, CampaignFigures, KeptCampaign, Target
from factory.records import Payload
from factory.workflow.platform_days import platform_day
from wiring.factory import Factory, open_factory

LONGEST_NOTE = 2000
MOST_VIDEOS = 500


class CampaignFacts(Payload):
    """A campaign, where it stands, and what became of it."""

    kept: KeptCampaign
    state: str
    """`to come`, `running`, `over` or `ended`."""
    figures: CampaignFigures
    reached: float | None
    """Of its target, in what that counts; None where it has none."""


def campaigns_of(factory: Factory) -> Sequence[CampaignFacts]:
    """Return every campaign, the newest first."""
    campaigns = factory.catalogue.campaigns
    kept = campaigns.all()
    figures = campaigns.figures([one.begun.name for one in kept])
    return [_facts(one, figures[one.begun.name]) for one in kept]


def facts_of(factory: Factory, kept: KeptCampaign) -> CampaignFacts:
    """Return where a campaign stands."""
    name = kept.begun.name
    return _facts(kept, factory.catalogue.campaigns.figures([name])[name])


def _facts(kept: KeptCampaign, figures: CampaignFigures) -> CampaignFacts:
    target = kept.begun.target
    return CampaignFacts(
        kept=kept,
        state=kept.state(platform_day(datetime.now(UTC))),
        figures=figures,
        reached=figures.reached(target) if target else None,
    )


def begin(factory: Factory, campaign: Campaign, by: str) -> CampaignFacts:
    """Begin a campaign.

    Raises:
        BadInput: there is one of that name, or a channel of it is not there, has no ideas, or
            belongs to another tenant than the first.
    """
    channels = factory.channels.all()
    for name in campaign.channels:
        if name not in channels:
            raise BadInput(f"channels: {shown(name)}; wanted {one_of(name, channels)}")
        if channels[name].ideas is None and campaign.topics:
            raise BadInput(
                f"channels: {name} proposes no ideas; write `ideas` into its file (docs/ideas.md), or "
                "begin the campaign without topics and add videos to it"
            )
    tenants = sorted({channels[name].tenant for name in campaign.channels})
    if len(tenants) > 1:
        raise BadInput(
            f"channels: they belong to {listed(tenants)}; a campaign is of one tenant's channels"
        )
    return facts_of(factory, factory.catalogue.campaigns.begin(campaign, by))


def end(factory: Factory, name: str, by: str, note: str) -> CampaignFacts:
    """End a campaign before its time: no idea is drawn for it any more.

    Raises:
        BadInput: nobody said why.
        PermanentError: there is none of that name.
    """
    if not 0 < len(note.strip()) <= LONGEST_NOTE:
        raise BadInput(f"note: wanted why it ends, in at most {LONGEST_NOTE} characters")
    kept = factory.catalogue.campaigns.end(name, by, note.strip(), datetime.now(UTC))
    return facts_of(factory, kept)


def add_videos(factory: Factory, name: str, video_ids: Sequence[str], by: str) -> CampaignFacts:
    """Let videos belong to a campaign, in place of any other.

    Raises:
        PermanentError: there is no such campaign or video.
    """
    if not 0 < len(video_ids) <= MOST_VIDEOS:
        raise BadInput(f"videos: found {len(video_ids)}; wanted 1 to {MOST_VIDEOS}")
    factory.catalogue.campaigns.add(name, video_ids, by)
    return facts_of(factory, factory.catalogue.campaigns.find(name))


def campaign_from(said: Mapping[str, Any], target: str = "") -> Campaign:
    """Return the campaign that a person describes.

    Args:
        said: its fields, as they were typed.
        target: `videos:20`, or `views:10000@youtube`; empty for none.

    Raises:
        BadInput: it makes no sense.
    """
    try:
        return Campaign.model_validate({**said, "target": _target(target)})
    except ValidationError as error:
        raise BadInput(f"the campaign cannot be begun: {first_fault(error)}") from None


def _target(said: str) -> Target | None:
    if not said.strip():
        return None
    measure, _, rest = said.strip().partition(":")
    amount, _, outlet = rest.partition("@")
    try:
        number = float(amount.replace(",", "").replace("_", ""))
    except ValueError:
        raise BadInput(
            f"target: {shown(said)}; wanted one such as videos:20 or views:10000@youtube"
        ) from None
    return Target.model_validate({"measure": measure, "amount": number, "outlet": outlet})


def list_campaigns() -> Sequence[CampaignFacts]:
    """Return `campaigns_of` the factory of this home."""
    with open_factory() as factory:
        return campaigns_of(factory)


def begin_here(campaign: Campaign) -> CampaignFacts:
    """Begin a campaign in the name of the account that asks."""
    with open_factory() as factory:
        return begin(factory, campaign, acting())


def end_here(name: str, note: str) -> CampaignFacts:
    """End a campaign in the name of the account that asks."""
    with open_factory() as factory:
        return end(factory, name, acting(), note)


def add_here(name: str, video_ids: Sequence[str]) -> CampaignFacts:
    """Add videos in the name of the account that asks."""
    with open_factory() as factory:
        return add_videos(factory, name, video_ids, acting())
