"""One approved video on YouTube, TikTok and Instagram: sent once to each, with every flag as it was declared."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factory.channel.outlet_settings import InstagramChoices, TikTokChoices, YouTubeChoices
from factory.ports import Accounts, PostChoice
from factory.records import FileRef
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import upload_to
from resources.machine.environment_variables import Settings
from resources.outlets.installed import InstalledOutlets
from tests.end_to_end.finished_video import FinishedVideo, why
from tests.fakes import instagram, tiktok, youtube
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review
from tests.fakes.vendors import Vendors

THREE = tuple(upload_to(name, "A post.") for name in ("youtube", "tiktok", "instagram"))
WHERE = {"youtube": "__videos", "tiktok": "__posts", "instagram": "__media"}


@pytest.fixture
def accounts(house: FinishedVideo, vendors: Vendors, tmp_path: Path) -> Accounts:
    grants = KeptGrants(youtube.connected(), tiktok.connected(), instagram.connected())
    accounts = Accounts(grants, CountedQuotas(), KeptChoices())
    house.outlets = InstalledOutlets(Settings(home=tmp_path, sheets_log=""), accounts)
    channel = a_channel(
        outlets=("youtube", "tiktok", "instagram"),
        youtube=YouTubeChoices(account=youtube.ACCOUNT, visibility="unlisted"),
        tiktok=TikTokChoices(account=tiktok.ACCOUNT),
        instagram=InstagramChoices(account=instagram.ACCOUNT),
    )
    house.catalogue.briefs.accept(an_accepted_brief(channel))
    return accounts


def chosen_of(house: FinishedVideo, master: FileRef, choices: dict[str, Any]) -> PostChoice:
    """Return what somebody chose for TikTok, of a master with the listing that lies there."""
    listing = house.catalogue.artifacts.artifact(VIDEO_ID, "listings", "listing.json")
    assert listing
    return PostChoice(
        outlet="tiktok",
        master_sha256=master.sha256,
        listing_sha256=listing.sha256,
        account=tiktok.ACCOUNT,
        choices=choices,
        by="mara",
        at=datetime.now(UTC),
    )


def told(vendors: Vendors, sha256: str) -> dict[str, Any]:
    """Return what each platform was told of this file; the posts that it has of it."""
    found: dict[str, Any] = {}
    for name, place in WHERE.items():
        key = "__sha256" if name == "youtube" else "sha256"
        every = vendors.http.get(f"/{name}/{place}").json()
        found[name] = [one for one in every if one[key] == sha256]
    return found


def test_each_platform_gets_the_released_file_once_with_its_flags(
    house: FinishedVideo, vendors: Vendors, accounts: Accounts
):
    master = house.render(b"one master for three platforms")
    house.catalogue.settings.change("distribution", True)
    waits = house.materialise(releases, *THREE)
    assert "TikTok wants a person to choose" in why(waits)
    chosen = {"privacy": "SELF_ONLY", "comments": True}
    accounts.choices.choose(VIDEO_ID, chosen_of(house, master, chosen))
    for _ in range(2):
        assert house.materialise(releases, *THREE).success
    seen = told(vendors, master.sha256)
    (video,), (post,), (reel,) = seen["youtube"], seen["tiktok"], seen["instagram"]
    flags = {
        "privacyStatus": "unlisted",
        "containsSyntheticMedia": True,
        "selfDeclaredMadeForKids": False,
    }
    assert flags.items() <= video["status"].items()
    flags = {
        "privacy_level": "SELF_ONLY",
        "is_aigc": True,
        "disable_comment": False,
        "disable_duet": True,
        "disable_stitch": True,
        "brand_content_toggle": False,
    }
    assert flags.items() <= post["info"].items() and post["status"] == "PUBLISH_COMPLETE"
    flags = {"is_ai_generated": "true", "media_type": "REELS", "share_to_feed": "true"}
    assert flags.items() <= reel["asked"].items() and reel["media"]
    rows = {row["outlet"]: row for row in house.catalogue.posts.listed()}
    assert set(rows) == set(WHERE)
    assert all(row["published_at"] and not row["error"] for row in rows.values())


def test_what_is_altered_outdated_rejected_or_refused_reaches_none_of_them(
    house: FinishedVideo, vendors: Vendors, accounts: Accounts
):
    house.catalogue.settings.change("distribution", True)
    master = house.render(b"released, and then altered")
    accounts.choices.choose(VIDEO_ID, chosen_of(house, master, {"privacy": "SELF_ONLY"}))
    assert house.materialise(releases).success
    vendors.forget()

    def each_refuses() -> None:
        for outlet in THREE:
            assert not house.materialise(outlet).success

    house.store.write(VIDEO_ID, "master.mp4", b"something else")
    each_refuses()
    house.render(b"rendered anew, and judged by nobody")
    each_refuses()
    master = house.render(b"released, and then rejected")
    assert house.materialise(releases).success
    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    house.catalogue.reviews.decide(rejection)
    each_refuses()
    house.render(b"broken", decode_errors=9)
    assert not house.materialise(releases).success
    each_refuses()
    asked = [one["path"] for name in WHERE for one in vendors.seen(name) if one["method"] != "GET"]
    assert [path for path in asked if "token" not in path] == []
