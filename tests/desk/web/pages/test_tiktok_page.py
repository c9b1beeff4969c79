"""The composer of a TikTok post: whose account it is, nothing chosen, and only what it offers."""

from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from factory.channel.outlet_settings import TikTokChoices
from tests.desk.opened_desk import Desk
from tests.end_to_end.finished_video import FinishedVideo
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.outlets import FakeOutlet
from tests.fakes.tiktok import ACCOUNT, connected
from tests.fakes.vendors import Vendors

PAGE = f"/videos/{VIDEO_ID}/tiktok"


@pytest.fixture
def seen(desk: Desk, vendors: Vendors, tmp_path: Path) -> str:
    """Return what the page of a finished video shows, of a channel that goes to TikTok."""
    catalogue, none = desk.factory.catalogue, cast(Any, None)
    desk.factory.accounts.grants.connect(connected())
    channel = a_channel(outlets=("outbox", "tiktok"), tiktok=TikTokChoices(account=ACCOUNT))
    catalogue.briefs.accept(an_accepted_brief(channel))
    store = cast(Any, desk.factory.store)
    with catalogue.stages.stage(VIDEO_ID, "renders", None):
        FinishedVideo(store, catalogue, FakeOutlet(), tmp_path, none).render()
    return catalogue.reports.show(VIDEO_ID).seen


def form(shown: str, **more: str) -> dict[str, str]:
    return {"seen": shown, "privacy": "SELF_ONLY", "agreed": "on", **more}


def test_the_creator_is_shown_and_nothing_is_chosen_or_to_be_had_that_they_switched_off(
    desk: Desk, seen: str
):
    page = desk.pages.get(PAGE).text
    assert "As <b>Sandbox</b> (@sandbox)" in page
    assert '<option value="">choose</option>' in page
    assert "selected" not in page and " checked" not in page
    assert 'name="duets" value="on" disabled' in page and 'name="comments" value="on"  >' in page
    assert "Music Usage Confirmation" in page and "for a few minutes" in page


def test_a_post_that_only_waits_for_this_choice_has_not_failed(desk: Desk, seen: str):
    row = sa.text(
        "INSERT INTO factory.posts (video_id, outlet, master_sha256, files_sha256, token, error)"
        " VALUES (:video, 'tiktok', :master, 'f', gen_random_uuid(), 'TikTok wants a person to choose')"
    )
    with desk.factory.catalogue.engine.begin() as connection:
        connection.execute(row, {"video": VIDEO_ID, "master": seen.partition("-")[0]})
    page = desk.pages.get(PAGE).text
    assert "not sent" in page and "wants a person to choose" not in page


def test_what_a_person_chooses_is_kept_for_this_master_and_the_video_goes_on(desk: Desk, seen: str):
    assert desk.pages.post(PAGE, data=form(seen, comments="on")).status_code == 303
    kept = desk.factory.accounts.choices.chosen(VIDEO_ID, "tiktok")
    assert kept and (kept.master_sha256, kept.by) == (seen.partition("-")[0], "test")
    assert kept.choices["comments"] is True and kept.choices["duets"] is False
    assert kept.account == ACCOUNT and kept.listing_sha256
    assert "test chose SELF_ONLY" in desk.pages.get(PAGE).text
    channel = a_channel(
        outlets=("outbox", "tiktok"), tiktok=TikTokChoices(account=ACCOUNT, privacy="SELF_ONLY")
    )
    desk.factory.catalogue.briefs.accept(an_accepted_brief(channel, title="For one alone"))
    friends = form(seen, privacy="MUTUAL_FOLLOW_FRIENDS")
    refused = desk.pages.post(PAGE, data=friends)
    assert refused.status_code == 409 and "more people see that than SELF_ONLY" in refused.text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"privacy": ""}, "privacy: found"),
        ({"duets": "on"}, "duets: the account has switched them off"),
        ({"branded_content": "on"}, "choose a wider privacy"),
        ({"seen": "0" * 64}, "by now the master is"),
        ({"seen": ""}, "names no master and listing"),
    ],
)
def test_what_the_account_does_not_offer_is_told_beside_what_was_chosen(
    desk: Desk, seen: str, said: dict[str, str], wanted: str
):
    refused = desk.pages.post(PAGE, data=form(seen, comments="on", **said))
    assert refused.status_code == 409
    assert wanted in refused.text and 'name="comments" value="on"  checked' in refused.text
    assert desk.factory.accounts.choices.chosen(VIDEO_ID, "tiktok") is None


def test_a_choice_names_the_listing_that_was_shown_too(desk: Desk, seen: str):
    master, _, _ = seen.partition("-")
    for said, wanted in (
        (master, "names the master alone"),
        (f"{master}-{'0' * 16}", "listing changed"),
    ):
        refused = desk.pages.post(PAGE, data=form(said))
        assert (refused.status_code, wanted in refused.text) == (409, True)
    assert desk.factory.accounts.choices.chosen(VIDEO_ID, "tiktok") is None


def test_without_agreement_nothing_is_kept(desk: Desk, seen: str):
    refused = desk.pages.post(PAGE, data={"seen": seen, "privacy": "SELF_ONLY"})
    assert refused.status_code == 409 and "wanted that you agree" in refused.text


def test_where_tiktok_does_not_answer_the_page_says_so(desk: Desk, seen: str, vendors: Vendors):
    vendors.order("drop", vendor="tiktok", path="/creator_info")
    refused = desk.pages.get(PAGE)
    assert refused.status_code == 409 and "no answer from TikTok" in refused.text
