"""What holds for the outbox holds for YouTube: the released bytes, once, and nothing else."""

from typing import Any

import pytest

from factory.channel.publishing import YouTubeChoices
from factory.ports import Accounts
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import upload_to
from resources.outlets.youtube.follow_ups import YouTubeFollowUps
from resources.outlets.youtube.outlet import YouTubeOutlet
from tests.end_to_end.finished_video import FinishedVideo, why
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, CountedQuotas, KeptGrants, connected, nobody_waits

youtube = upload_to("youtube", "A video on a YouTube channel.")


@pytest.fixture
def tube(house: FinishedVideo, vendors: Vendors) -> FinishedVideo:
    accounts = Accounts(KeptGrants(connected()), CountedQuotas())
    house.outlet = YouTubeOutlet(accounts, nobody_waits)
    house.followed = YouTubeFollowUps(accounts)
    choices = YouTubeChoices(account=ACCOUNT, visibility="unlisted")
    channel = a_channel(outlets=("youtube",), youtube=choices)
    house.catalogue.briefs.accept(an_accepted_brief(channel))
    return house


def there(vendors: Vendors, sha256: str) -> list[dict[str, Any]]:
    """Return the videos of this master."""
    found = vendors.http.get("/youtube/__videos").json()
    return [video for video in found if video["__sha256"] == sha256]


def test_a_released_video_is_out_once_with_every_flag_and_all_that_comes_after(
    tube: FinishedVideo, vendors: Vendors
):
    master = tube.render(b"a master for youtube")
    assert tube.materialise(releases, youtube).success
    assert tube.materialise(releases, youtube).success
    (video,) = there(vendors, master.sha256)
    flags = {"privacyStatus": "unlisted", "containsSyntheticMedia": True}
    assert flags.items() <= video["status"].items()
    assert (video["__thumbnails"], list(video["__captions"])) == (1, [f"{video['id']}-en"])
    (post,) = tube.catalogue.posts.listed()
    assert (post["post_id"], post["follow_ups"]) == (
        video["id"],
        {
            "thumbnail": "set",
            "captions en": "added",
            "read back": "unlisted, containsSyntheticMedia true, selfDeclaredMadeForKids false",
        },
    )
    page = vendors.http.get(post["url"].removeprefix(vendors.base)).text
    assert "EMULATED" in page


def test_what_is_altered_rejected_or_refused_never_reaches_youtube(
    tube: FinishedVideo, vendors: Vendors
):
    master = tube.render(b"altered later")
    assert tube.materialise(releases).success
    tube.store.write(VIDEO_ID, "master.mp4", b"something else")
    assert "master.mp4" in why(tube.materialise(youtube))
    tube.render(b"altered later")
    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    tube.catalogue.reviews.decide(rejection)
    assert not tube.materialise(youtube).success
    tube.render(b"broken", decode_errors=9)
    assert not tube.materialise(releases, youtube).success
    assert vendors.seen("youtube", "/upload") == []
