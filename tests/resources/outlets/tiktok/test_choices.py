"""What a person chose for a post on TikTok holds for what they saw, and shows it to nobody more than was approved."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factory.errors import PublishingWaits
from factory.ports import PostChoice
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.outlets import NoNotes
from tests.fakes.tiktok import Account, an_account, connected
from tests.fakes.vendors import Vendors


def chosen_here(account: Account, **choices: Any) -> PostChoice:
    """Return what somebody chose for what the account is about to post."""
    channel = account.publication.channel
    assert channel and channel.tiktok
    return PostChoice(
        outlet="tiktok",
        master_sha256=account.publication.master_sha256,
        listing_sha256=account.publication.sha256["listing.json"],
        account=channel.tiktok.account,
        choices=choices,
        by="mara",
        at=datetime.now(UTC),
    )


def test_without_a_choice_it_waits_for_a_person_and_their_choice_holds_for_this_master_alone(
    vendors: Vendors, tmp_path: Path
):
    account = an_account(vendors, tmp_path / "store", connected())
    with pytest.raises(PublishingWaits, match="wants a person to choose who sees"):
        account.outlet.begin(account.publication, NoNotes())
    mine = chosen_here(account, privacy="SELF_ONLY", comments=True)
    for other in (
        {"master_sha256": "0" * 64},
        {"listing_sha256": "0" * 64},
        {"account": "another-account"},
    ):
        account.accounts.choices.choose(VIDEO_ID, replace(mine, **other))
        with pytest.raises(PublishingWaits):
            account.outlet.begin(account.publication, NoNotes())
    account.accounts.choices.choose(VIDEO_ID, mine)
    post = account.outlet.begin(account.publication, NoNotes())
    account.outlet.finish(account.publication, post)
    (there,) = account.there
    assert (there["info"]["privacy_level"], there["info"]["disable_comment"]) == (
        "SELF_ONLY",
        False,
    )


def test_a_choice_that_more_people_see_than_was_approved_waits(vendors: Vendors, tmp_path: Path):
    account = an_account(vendors, tmp_path / "store", connected(), privacy="MUTUAL_FOLLOW_FRIENDS")
    wider = chosen_here(account, privacy="PUBLIC_TO_EVERYONE")
    account.accounts.choices.choose(VIDEO_ID, wider)
    with pytest.raises(PublishingWaits, match="more people see that than MUTUAL_FOLLOW_FRIENDS"):
        account.outlet.begin(account.publication, NoNotes())
    account.accounts.choices.choose(VIDEO_ID, replace(wider, choices={"privacy": "SELF_ONLY"}))
    post = account.outlet.begin(account.publication, NoNotes())
    account.outlet.finish(account.publication, post)
    assert account.there[0]["info"]["privacy_level"] == "SELF_ONLY"
