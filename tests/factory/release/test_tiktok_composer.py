"""What TikTok wants before a post: everything unset, nothing that the creator switched off, consent."""

import pytest

from factory.errors import BadInput
from factory.release.tiktok_composer import ChosenPost, Creator, check_chosen, consent_words

CREATOR = Creator.told(
    {
        "creator_nickname": "Mara",
        "privacy_level_options": ["PUBLIC_TO_EVERYONE", "SELF_ONLY"],
        "duet_disabled": True,
        "max_video_post_duration_sec": 60,
    }
)


def test_everything_but_the_privacy_is_off_at_first():
    told = ChosenPost(privacy="SELF_ONLY").model_dump()
    assert {name for name, value in told.items() if value is not False} == {"privacy"}


@pytest.mark.parametrize(
    ("chosen", "agreed", "seconds", "wanted"),
    [
        (ChosenPost(privacy="FOLLOWER_OF_CREATOR"), True, 30, "the account offers PUBLIC_TO"),
        (ChosenPost(privacy="SELF_ONLY", duets=True), True, 30, "duets: the account has switched"),
        (ChosenPost(privacy="SELF_ONLY", branded_content=True), True, 30, "choose a wider privacy"),
        (ChosenPost(privacy="SELF_ONLY"), True, 61, "lasts 61 s; the account may post 60 s"),
        (ChosenPost(privacy="SELF_ONLY"), False, 30, "Music Usage Confirmation"),
    ],
)
def test_what_is_not_possible_is_named(
    chosen: ChosenPost, agreed: bool, seconds: float, wanted: str
):
    with pytest.raises(BadInput, match=wanted):
        check_chosen(chosen, CREATOR, agreed=agreed, seconds=seconds)


def test_what_the_account_offers_is_taken():
    chosen = ChosenPost(privacy="PUBLIC_TO_EVERYONE", comments=True, branded_content=True)
    check_chosen(chosen, CREATOR, agreed=True, seconds=60)


def test_branded_content_has_a_policy_of_its_own():
    assert "Branded Content Policy" in consent_words(branded_content=True)
    assert "Branded" not in consent_words(branded_content=False)
