"""What holds for the outbox holds for YouTube: the released bytes, once, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from factory.channel.publishing import YouTubeChoices
from factory.ports import Accounts
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import upload_to
from resources.outlets.youtube.appointments import YouTubeAppointments, as_google_writes
from resources.outlets.youtube.follow_ups import YouTubeFollowUps
from resources.outlets.youtube.outlet import YouTubeOutlet
from tests.end_to_end.finished_video import FinishedVideo, why
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants, nobody_waits
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, connected

youtube = upload_to("youtube", "A video on a YouTube channel.")


@pytest.fixture
def tube(house: FinishedVideo, vendors: Vendors) -> FinishedVideo:
    accounts = Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices())
    house.outlet = YouTubeOutlet(accounts, nobody_waits)
    house.followed = YouTubeFollowUps(accounts)
    house.appointed = YouTubeAppointments(accounts)
    channel_says(house, "unlisted")
    return house


def channel_says(house: FinishedVideo, visibility: str) -> None:
    """Let the channel want this visibility."""
    choices = YouTubeChoices.model_validate({"account": ACCOUNT, "visibility": visibility})
    channel = a_channel(outlets=("youtube",), youtube=choices)
    house.catalogue.briefs.accept(an_accepted_brief(channel))


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


def test_a_video_with_a_time_stands_private_there_until_youtube_shows_it(
    tube: FinishedVideo, vendors: Vendors
):
    channel_says(tube, "public")
    master = tube.render(b"a master for tomorrow")
    table = tube.catalogue.timetable
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=20)
    channel = tube.catalogue.briefs.newest(VIDEO_ID).channel
    table.move(VIDEO_ID, "youtube", channel, "mara", at)
    assert "is shown there at" in why(tube.materialise(releases, youtube))
    (video,) = there(vendors, master.sha256)
    told = {"privacyStatus": "private", "publishAt": as_google_writes(at)}
    assert told.items() <= video["status"].items()
    assert (video["__thumbnails"], len(video["__captions"])) == (1, 1)
    assert tube.catalogue.posts.listed()[0]["published_at"] is None

    table.move(VIDEO_ID, "youtube", channel, "mara", at + timedelta(hours=1))
    assert [one.at for one in tube.catalogue.appointed_posts.without_time()] == [at]
    assert not tube.materialise(youtube).success
    (video,) = there(vendors, master.sha256)
    assert video["status"]["publishAt"] == as_google_writes(at + timedelta(hours=1))

    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    tube.catalogue.reviews.decide(rejection)
    table.release()
    (post,) = tube.catalogue.appointed_posts.without_time()
    assert tube.appointed
    for _ in range(2):
        tube.appointed.withdraw(channel, post.post)
    (video,) = there(vendors, master.sha256)
    assert video["status"]["privacyStatus"] == "private" and "publishAt" not in video["status"]
    assert video["status"]["containsSyntheticMedia"] is True


def test_when_its_time_has_come_it_is_found_public_and_recorded_once(
    tube: FinishedVideo, vendors: Vendors
):
    channel_says(tube, "public")
    master = tube.render(b"a master for an hour")
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    channel = tube.catalogue.briefs.newest(VIDEO_ID).channel
    tube.catalogue.timetable.move(VIDEO_ID, "youtube", channel, "mara", at)
    assert not tube.materialise(releases, youtube).success
    with tube.catalogue.engine.begin() as connection:
        hour = "at - interval '61 minutes'"
        connection.execute(sa.text(f"UPDATE factory.bookings SET at = {hour}"))
    vendors.order("clock_ahead", vendor="youtube", times=1, options={"seconds": 3700})
    assert tube.materialise(releases, youtube).success
    (video,) = there(vendors, master.sha256)
    assert video["status"]["privacyStatus"] == "public"
    assert (video["__thumbnails"], len(vendors.seen("youtube", "/upload/youtube/v3/videos"))) == (
        1,
        2,
    )
    (post,) = tube.catalogue.posts.listed()
    assert post["published_at"] and post["follow_ups"]["read back"].startswith("public, ")
