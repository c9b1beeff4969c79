"""A video goes to TikTok once, by its last piece, with the label and with what was chosen for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factory.channel.branding import Insert
from factory.errors import (
    NoAccess,
    OutcomeUnknown,
    PermanentError,
    PublishingWaits,
    TransientError,
)
from resources.machine.atomic_files import sha256_of
from resources.outlets.tiktok.metadata import cut_for_tiktok
from tests.fakes.outlets import NoNotes
from tests.fakes.paid_promotion import paid_for
from tests.fakes.tiktok import MIB, Account, an_account, connected
from tests.fakes.vendors import Vendors

UNAUDITED = "unaudited_client_can_only_post_to_private_accounts"


def shown(account: Account, notes: NoNotes | None = None) -> dict[str, str]:
    """Publish it, and return the post as it is known at last."""
    post = account.outlet.begin(account.publication, notes or NoNotes())
    post = account.outlet.finish(account.publication, post)
    sight = account.outlet.look(account.publication, post, shown_before=True)
    assert sight.state == "shown", sight
    return {**post, **sight.learned}


def test_nothing_is_out_before_the_last_piece_and_then_everything_is_as_it_was_chosen(
    account: Account,
):
    post = account.outlet.begin(account.publication, NoNotes())
    assert account.there == []
    assert account.outlet.look(account.publication, post).state == "hidden"
    known = account.outlet.finish(account.publication, post)
    assert not {"address", "last_sha256"} & set(known)
    (there,) = account.there
    wanted = {
        "privacy_level": "PUBLIC_TO_EVERYONE",
        "is_aigc": True,
        "disable_comment": True,
        "disable_duet": True,
        "disable_stitch": True,
        "brand_content_toggle": False,
    }
    assert wanted.items() <= there["info"].items()
    sight = account.outlet.look(account.publication, known, shown_before=True)
    assert sight.state == "shown"
    number = sight.learned["post_id"]
    assert number.isdecimal()
    assert sight.learned["url"] == f"https://www.tiktok.com/@sandbox/video/{number}"


def test_what_somebody_pays_for_waits_until_it_is_chosen_as_branded_content(account: Account):
    paid = paid_for(account.publication)
    with pytest.raises(PublishingWaits, match="--branded-content"):
        account.outlet.begin(paid, NoNotes())
    assert paid.channel and paid.channel.tiktok
    chosen = paid.channel.tiktok.model_copy(update={"branded_content": True})
    channel = paid.channel.model_copy(update={"tiktok": chosen})
    account.publication = replace(paid, channel=channel)
    shown(account)
    assert account.there[0]["info"]["brand_content_toggle"] is True


@pytest.mark.parametrize("size", [1, 5 * MIB - 1, 5 * MIB, 10 * MIB - 1, 10 * MIB])
def test_files_of_every_size_are_cut_as_tiktok_wants_it(
    vendors: Vendors, tmp_path: Path, size: int
):
    shown(an_account(vendors, tmp_path / "store", connected(), size, privacy="SELF_ONLY"))


def test_what_the_creator_has_switched_off_stays_off_and_other_privacies_are_not_sent(
    vendors: Vendors, tmp_path: Path
):
    chosen: dict[str, Any] = {"duets": True, "comments": True, "privacy": "SELF_ONLY"}
    account = an_account(vendors, tmp_path / "store", connected(), **chosen)
    shown(account)
    assert account.there[0]["info"]["disable_duet"] is True
    assert account.there[0]["info"]["disable_comment"] is False
    account.fault("creator_changed", options={"privacy_level_options": ["FOLLOWER_OF_CREATOR"]})
    with pytest.raises(PublishingWaits, match="offers FOLLOWER_OF_CREATOR, chosen was SELF_ONLY"):
        account.outlet.begin(account.publication, NoNotes())


def test_where_direct_posts_are_refused_only_who_promises_the_label_gets_a_draft(
    vendors: Vendors, tmp_path: Path
):
    said: dict[str, Any] = {"privacy": "PUBLIC_TO_EVERYONE"}
    nothing: dict[str, Any] = {}
    drafts: dict[str, Any] = {"when_refused": "inbox"}
    for more, wanted in (
        (nothing, "when_refused: inbox"),
        (drafts, "labels for generated or paid content would get lost"),
    ):
        account = an_account(vendors, tmp_path / "store", connected(), **said, **more)
        account.fault("unaudited", "/video/init")
        with pytest.raises(NoAccess, match=wanted):
            account.outlet.begin(account.publication, NoNotes())
    said |= {"when_refused": "inbox", "label_by_hand": True}
    account = an_account(vendors, tmp_path / "store", connected(), **said)
    account.fault("unaudited", "/video/init")
    post = shown(account)
    assert "AI-generated content" in post["to_do"]
    assert [(one["route"], one["status"]) for one in account.there] == [
        ("inbox", "SEND_TO_USER_INBOX")
    ]


def test_a_mark_of_the_channel_never_goes_to_tiktok(account: Account):
    channel = account.publication.channel
    assert channel
    marked = channel.model_copy(update={"watermark": object()})
    with pytest.raises(PermanentError, match="watermark, which TikTok forbids"):
        account.outlet.begin(replace(account.publication, channel=marked), NoNotes())


def test_what_is_longer_than_the_account_may_post_is_never_sent(account: Account):
    with pytest.raises(PermanentError, match="it lasts 10 min 1 s; .* 10 min at most"):
        account.outlet.begin(replace(account.publication, seconds=601.0), NoNotes())
    assert account.there == []


def test_where_there_is_a_cut_without_the_mark_that_goes_to_tiktok(account: Account):
    publication, channel = account.publication, account.publication.channel
    assert channel
    cut = publication.paths["master.mp4"].with_name("tiktok.mp4")
    cut.write_bytes(b"the same without a mark" * 1000)
    both = replace(
        publication,
        channel=channel.model_copy(update={"watermark": object()}),
        paths={**publication.paths, "tiktok.mp4": cut},
        sha256={**publication.sha256, "tiktok.mp4": sha256_of(cut)},
    )
    assert cut_for_tiktok(both) == (cut, sha256_of(cut))
    intro = Insert(file="hello.mp4")
    titled = replace(both, channel=channel.model_copy(update={"intro": intro}))
    with pytest.raises(PermanentError, match="intro, which TikTok forbids"):
        cut_for_tiktok(titled)
    unbranded = intro.model_copy(update={"branded": False})
    plain = replace(both, channel=channel.model_copy(update={"intro": unbranded}))
    assert cut_for_tiktok(plain)[0] == cut


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("rate_limit_exceeded", PublishingWaits),
        ("spam_risk_too_many_posts", PublishingWaits),
        ("refused_with_200", PublishingWaits),
        ("reached_active_user_cap", PublishingWaits),
        ("internal_error", TransientError),
        ("spam_risk_user_banned_from_posting", NoAccess),
        ("invalid_params", PermanentError),
    ],
)
def test_a_refusal_before_the_first_byte_is_told_by_what_it_means(
    account: Account, kind: str, wanted: type[Exception]
):
    account.fault(kind, "/video/init")
    notes = NoNotes()
    with pytest.raises(wanted):
        account.outlet.begin(account.publication, notes)
    assert notes.noted == {}
    shown(account, notes)
    assert len(account.there) == 1


@pytest.mark.parametrize("kind", ["drop", "lose", "status"])
def test_what_goes_wrong_in_mid_upload_costs_no_second_post(account: Account, kind: str):
    account.fault(kind, "/upload/")
    shown(account)
    assert len(account.there) == 1
    assert len(account.vendors.seen("tiktok", "/init")) == 1


def test_an_access_that_is_over_in_mid_upload_is_renewed(account: Account):
    account.fault("drop", "/upload/")
    account.fault("expired", "/status")
    shown(account)
    assert len(account.there) == 1


def test_a_lost_last_answer_is_looked_up(account: Account):
    notes = NoNotes()
    post = account.outlet.begin(account.publication, notes)
    account.fault("lose", "/upload/")
    with pytest.raises(TransientError):
        account.outlet.finish(account.publication, post)
    shown(account, notes)
    assert len(account.there) == 1


def test_an_address_that_is_over_before_all_was_sent_is_begun_anew(account: Account):
    notes = NoNotes()
    account.fault("upload_expired", "/upload/")
    with pytest.raises(TransientError, match="nothing is out"):
        account.outlet.begin(account.publication, notes)
    shown(account, notes)
    assert len(account.there) == 1


def test_where_tiktok_forgot_the_order_its_public_posts_are_looked_through(account: Account):
    notes = NoNotes()
    number = shown(account, notes)["post_id"]
    account.fault("forgotten", "/status")
    found = account.outlet.begin(account.publication, notes)
    assert found["post_id"] == number
    assert account.outlet.look(account.publication, found).state == "shown"
    assert len(account.there) == 1


def test_a_private_post_that_tiktok_forgot_is_unknown_and_never_sent_again(
    vendors: Vendors, tmp_path: Path
):
    account = an_account(vendors, tmp_path / "store", connected(), privacy="SELF_ONLY")
    notes = NoNotes()
    shown(account, notes)
    account.fault("forgotten", "/status", times=2)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown, match="factory posts resolve"):
            account.outlet.begin(account.publication, notes)
    assert len(account.there) == 1


def test_what_tiktok_takes_and_does_not_publish_is_told_with_its_reason(account: Account):
    account.fault("slow_processing", "/init", options={"polls": 1})
    account.fault("processing_failed", "/init")
    notes = NoNotes()
    post = account.outlet.begin(account.publication, notes)
    post = account.outlet.finish(account.publication, post)
    look = account.outlet.look
    assert look(account.publication, post, shown_before=True).state == "underway"
    sight = look(account.publication, post, shown_before=True)
    assert (sight.state, sight.faults[0]) == (
        "missing",
        "TikTok did not publish it: TikTok wants 23 to 60 frames a second",
    )
    shown(account, notes)
    assert [one["status"] for one in account.there] == ["PUBLISH_COMPLETE", "FAILED"]


def test_a_file_changed_while_it_is_sent_is_never_whole_there(account: Account):
    changed = replace(
        account.publication, sha256={**account.publication.sha256, "master.mp4": "0" * 64}
    )
    notes = NoNotes()
    with pytest.raises(PermanentError, match="its last piece was kept back"):
        account.outlet.begin(changed, notes)
    assert (account.there, notes.noted) == ([], {})
