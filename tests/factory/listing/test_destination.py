"""An approval is bound to a listing, so a listing must become another one with every setting of where a video goes."""

from typing import Any

import pytest

from factory.brief.planned_changes import LaterChange
from factory.channel.channel import Compliance
from factory.channel.outlet_settings import InstagramChoices, TikTokChoices, YouTubeChoices
from factory.listing.listing_difference import changes_between
from factory.records import Payload
from tests.factory.listing.listed import listed
from tests.fakes.manifests import a_channel, an_accepted_brief
from tests.fakes.render_manifests import judged, some_evidence

SAYS_WHERE = "listing_says_where_the_video_goes"

EVERYWHERE = a_channel(
    outlets=("instagram", "outbox", "tiktok", "youtube"),
    youtube=YouTubeChoices(account="UC" + "a" * 22),
    tiktok=TikTokChoices(account="an-account"),
    instagram=InstagramChoices(account="12345"),
)


def other(value: Any) -> Any:
    """Return another value of the same kind; what may stand there does not matter to a hash."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"not {value}"


@pytest.mark.parametrize("platform", ["youtube", "tiktok", "instagram"])
def test_each_setting_of_an_outlet_makes_another_listing(platform: str):
    before, settings = listed(channel=EVERYWHERE).to_json(), getattr(EVERYWHERE, platform)
    assert isinstance(settings, Payload)
    for key, value in settings.model_dump().items():
        changed = settings.model_copy(update={key: other(value)})
        channel = EVERYWHERE.model_copy(update={platform: changed})
        assert listed(channel=channel).to_json() != before, key


def test_outlets_answers_to_platforms_and_later_changes_make_another_listing():
    before = listed(channel=EVERYWHERE).to_json()
    for change in (
        {"outlets": ("outbox", "youtube")},
        {"compliance": Compliance(made_for_kids=True, synthetic_media=True)},
        {"compliance": Compliance(made_for_kids=False, synthetic_media=False)},
        {"compliance": EVERYWHERE.compliance.model_copy(update={"paid_promotion": True})},
    ):
        assert listed(channel=EVERYWHERE.model_copy(update=change)).to_json() != before, change
    later = (LaterChange(what="visibility", to="public", after_seconds=60),)
    assert listed(channel=EVERYWHERE, changes=later).to_json() != before


def test_the_order_of_outlets_and_settings_of_those_it_does_not_go_to_change_no_listing():
    here = EVERYWHERE.model_copy(update={"outlets": ("outbox",)})
    elsewhere = here.model_copy(update={"youtube": None})
    assert listed(channel=here).to_json() == listed(channel=elsewhere).to_json()
    turned = EVERYWHERE.model_copy(update={"outlets": EVERYWHERE.outlets[::-1]})
    assert listed(channel=turned).to_json() == listed(channel=EVERYWHERE).to_json()


def test_a_listing_of_another_destination_than_the_briefs_is_neither_approved_nor_released():
    listing = listed(channel=EVERYWHERE)
    told = {"accepted": an_accepted_brief(EVERYWHERE), "listing": listing}
    assert judged(SAYS_WHERE, some_evidence(**told)).passed
    told["accepted"] = an_accepted_brief(EVERYWHERE.model_copy(update={"outlets": ("outbox",)}))
    held = judged(SAYS_WHERE, some_evidence(**told))
    assert held.refuses
    assert held.found == "the listing says another destination"


def test_what_changed_of_where_it_goes_is_said_with_before_and_now():
    choices = EVERYWHERE.youtube
    assert choices
    public = choices.model_copy(update={"visibility": "public", "notify_subscribers": True})
    changed = EVERYWHERE.model_copy(update={"youtube": public, "outlets": ("outbox", "youtube")})
    changed = changed.model_copy(update={"tiktok": None})
    later = (LaterChange(what="visibility", to="unlisted", after_seconds=60),)
    said = changes_between(listed(channel=EVERYWHERE), listed(channel=changed, changes=later))
    assert "outlets from instagram, outbox, tiktok, youtube to outbox, youtube" in said
    assert "youtube.visibility from private to public" in said
    assert "youtube.notify_subscribers from False to True" in said
    assert "tiktok.account from an-account to not said" in said
    assert "later from not said to visibility unlisted after 60.0 s" in said
    assert changes_between(listed(channel=EVERYWHERE), listed(channel=EVERYWHERE)) == ()
