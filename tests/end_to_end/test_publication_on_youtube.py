"""What holds for the outbox holds for YouTube: the released bytes, once, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from factory.brief.brief import accept
from factory.brief.planned_changes import LaterChange
from factory.channel.outlet_settings import YouTubeChoices, YouTubeOfBrief
from factory.ports import Accounts
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import upload_to
from resources.outlets.youtube.appointments import YouTubeAppointments, as_google_writes
from resources.outlets.youtube.follow_ups import YouTubeFollowUps
from resources.outlets.youtube.outlet import YouTubeOutlet
from resources.outlets.youtube.post_changer import YouTubeChanger
from sensors.due_changes import Guards, make_due_changes
from tests.end_to_end.finished_video import FinishedVideo, OneOutlet, why
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants, nobody_waits
from tests.fakes.agreements import agreements_of
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


def channel_says(house: FinishedVideo, visibility: str, **brief: Any) -> None:
    """Let the channel want this visibility, and the brief say more."""
    choices = YouTubeChoices.model_validate({"account": ACCOUNT, "visibility": visibility})
    channel = a_channel(outlets=("youtube",), youtube=choices)
    before = an_accepted_brief(channel)
    said = before.brief.model_copy(update=brief)
    now = before.accepted_at
    house.catalogue.briefs.accept(accept(said, channel, VIDEO_ID, before.source, now))


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


def test_a_brief_says_its_own_category_playlist_and_notice_and_what_it_leaves_out_the_channel_says(
    tube: FinishedVideo, vendors: Vendors
):
    own = YouTubeOfBrief(category=24, playlist="PLaaaaaaaaaa", notify_subscribers=True)
    channel_says(tube, "unlisted", youtube=own)
    master = tube.render(b"a master with choices of its own")
    assert tube.materialise(releases, youtube).success
    (video,) = there(vendors, master.sha256)
    told = (video["snippet"]["categoryId"], video["__playlists"], video["status"]["privacyStatus"])
    assert told == ("24", ["PLaaaaaaaaaa"], "unlisted")
    assert video["snippet"]["defaultLanguage"] == "en"
    assert video["__notified"] is True


def test_what_a_brief_wants_later_is_changed_when_it_is_due_once_and_stays_so(
    tube: FinishedVideo, vendors: Vendors
):
    later = (
        LaterChange(what="title", to="Another title", after_seconds=0),
        LaterChange(what="visibility", to="public", after_seconds=0),
        LaterChange(what="thumbnail", to="later/other.jpg", after_seconds=0),
        LaterChange(what="title", to="A third title", after_seconds=86_400),
    )
    channel_says(tube, "unlisted", changes=later)
    tube.store.write(VIDEO_ID, "later/other.jpg", b"another picture")
    master = tube.render(b"a master that changes")
    changes = tube.catalogue.post_changes
    assert not changes.due(datetime.now(UTC)), "nothing is out yet"
    assert tube.materialise(releases, youtube).success
    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    approval = a_review(master_sha256=master.sha256, reviewer="mara")
    tube.catalogue.reviews.decide(rejection)
    assert "rejected by mara" in made_now(tube)[0]
    tube.catalogue.reviews.decide(approval)
    assert made_now(tube, minutes=1) == [], "a change that had to wait is tried again later"
    assert len(made_now(tube, minutes=20)) == 3
    assert made_now(tube, minutes=60) == []
    (video,) = there(vendors, master.sha256)
    seen = (video["snippet"]["title"], video["status"]["privacyStatus"], video["__thumbnails"])
    assert seen == ("Another title", "public", 2)
    assert video["status"]["containsSyntheticMedia"] is True
    assert [row["outcome"] is not None for row in changes.listed()] == [False, True, True, True]
    topics = [one["topic"] for one in tube.catalogue.events.after(video_id=VIDEO_ID)]
    assert topics.count("post.changed") == 3
    tube.edit("listing.json", "#history", "#histories")
    tube.materialise(releases, youtube)
    (video,) = there(vendors, master.sha256)
    again = (video["snippet"]["title"], video["status"]["privacyStatus"])
    assert again == ("Another title", "public"), "the post is mended, and its changes stay"


def made_now(house: FinishedVideo, minutes: float = 0) -> list[str]:
    """Make what is due; return what is said of it."""
    outlets = Changing(house.outlet, house.followed, house.appointed)
    guards = Guards(
        agreements_of(house.catalogue, house.store, outlets),
        house.catalogue.live_posts,
        house.catalogue.reviews,
        house.catalogue.experiments,
        house.catalogue.arm_changes,
    )
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    return list(make_due_changes(house.catalogue.post_changes, outlets, guards, house.store, now))


class Changing(OneOutlet):
    """The outlets of a house, with what changes its posts."""

    def figures(self, name: str) -> None:
        raise AssertionError("nobody asks for figures here")

    def changer(self, name: str) -> YouTubeChanger:
        return YouTubeChanger(Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices()))
