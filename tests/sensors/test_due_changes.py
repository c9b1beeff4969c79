"""A change that is due is one run, waits while nobody may make it, and is not made of what goes down."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from factory.brief.brief import AcceptedBrief
from factory.brief.planned_changes import Changed, LaterChange
from factory.channel.outlet_settings import YouTubeChoices
from factory.listing.destination import destination_of
from factory.ports import ChangeOutcome, LivePost
from resources.catalogue.catalogue import Catalogue
from resources.storage.disk_store import DiskStore
from sensors.due_changes import Guards, make_due_changes, run_key
from tests.fakes.agreements import agreements_of, looked_at
from tests.fakes.catalogued import MASTER, file_ref
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing, an_accepted_brief
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.fakes.render_manifests import a_review

Changes = tuple[LaterChange, ...]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def out_on_youtube(catalogue: Catalogue) -> int:
    """Publish a video, and ask for another title of it; return the number of the change."""
    catalogue.settings.change("distribution", True)
    names(catalogue, "youtube")
    outlet = FakeOutlet(name="youtube")
    catalogue.posts.post(a_publication(VIDEO_ID, MASTER), outlet, nothing)
    return catalogue.post_changes.ask(
        VIDEO_ID, LaterChange(what="title", to="Another", after_seconds=0), "mara"
    )


def names(catalogue: Catalogue, outlet: str, review: str = "required") -> None:
    """Let the brief name one outlet and no other, and its channel say who decides."""
    youtube = YouTubeChoices(account="UC" + "a" * 22) if outlet == "youtube" else None
    channel = a_channel(outlets=(outlet,), youtube=youtube, review=review)
    catalogue.briefs.accept(an_accepted_brief(channel, title=f"For {outlet} {review}"))


def test_what_is_due_is_one_run_a_quarter_of_an_hour_however_long_that_waits_for_its_turn():
    looks = [NOON + timedelta(seconds=30 * n) for n in range(30)]
    assert len({run_key([3, 7], now) for now in looks}) == 1
    tried_again = [run_key([3, 7], now + timedelta(minutes=15)) for now in looks]
    assert run_key([3, 7], NOON) not in tried_again
    assert run_key([3, 7], NOON) != run_key([3, 7, 8], NOON)


def test_a_change_is_not_due_while_its_brief_names_no_account(catalogue: Catalogue):
    number = out_on_youtube(catalogue)
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert catalogue.post_changes.due(now) == [number]
    names(catalogue, "outbox")
    assert catalogue.post_changes.due(now) == []
    assert catalogue.post_changes.claim(now) == []
    assert catalogue.live_posts.standing(VIDEO_ID, "youtube") == "out"
    names(catalogue, "youtube")
    assert [one.number for one in catalogue.post_changes.claim(now)] == [number]


def guards_of(catalogue: Catalogue, folder: Path) -> Guards:
    agreements = agreements_of(catalogue, DiskStore(folder))
    return Guards(
        agreements,
        catalogue.live_posts,
        catalogue.reviews,
        catalogue.experiments,
        catalogue.arm_changes,
    )


def test_another_title_is_shown_when_whom_the_channel_asks_has_approved_it(
    catalogue: Catalogue, tmp_path: Path
):
    out_on_youtube(catalogue)
    catalogue.reviews.decide(a_review(master_sha256=MASTER, reviewer="mara"))
    now = datetime.now(UTC) + timedelta(minutes=1)
    (change,) = catalogue.post_changes.claim(now)
    guards, agreements = (
        guards_of(catalogue, tmp_path),
        agreements_of(catalogue, DiskStore(tmp_path)),
    )
    assert "nobody has approved it" in guards.hindrance(change, now)
    looked_at(agreements, VIDEO_ID, "Another one")
    assert "nobody has approved it" in guards.hindrance(change, now), "that is another title"
    looked_at(agreements, VIDEO_ID, "Another", decision="rejected")
    assert "rejected by mara: not this" in guards.hindrance(change, now)
    looked_at(agreements, VIDEO_ID, "Another")
    assert guards.hindrance(change, now) == ""
    names(catalogue, "youtube", review="two_reviewers")
    assert "mara alone" in guards.hindrance(change, now)
    looked_at(agreements, VIDEO_ID, "Another", reviewer="ada")
    assert guards.hindrance(change, now) == ""
    looked_at(agreements, VIDEO_ID, "Another", decision="rejected", reviewer="ada")
    looked_at(agreements, VIDEO_ID, "Another")
    assert "mara alone" in guards.hindrance(change, now), "a rejection ends what was agreed before"
    looked_at(agreements, VIDEO_ID, "Another", decision="rejected", reviewer="ada")
    names(catalogue, "youtube", review="automatic")
    assert guards.hindrance(change, now), "it leaves this machine, and `auto_approval` is off"
    catalogue.settings.change("auto_approval", True)
    assert guards.hindrance(change, now) == ""


def a_listed_post(catalogue: Catalogue, store: DiskStore, review: str, later: Changes = ()) -> None:
    """Approve a video as private, with its listing, by whom its channel asks; publish it."""
    catalogue.settings.change("distribution", True)
    channel = a_channel(
        outlets=("youtube",), youtube=YouTubeChoices(account="UC" + "a" * 22), review=review
    )
    accepted = an_accepted_brief(channel, title=f"As private {review}", changes=later)
    approved_with_listing(catalogue, store, accepted, MASTER)
    catalogue.posts.post(a_publication(VIDEO_ID, MASTER), FakeOutlet(name="youtube"), nothing)


def approved_with_listing(
    catalogue: Catalogue, store: DiskStore, accepted: AcceptedBrief, master: str
) -> None:
    """Approve a master with the listing that its brief asks for, by two people."""
    catalogue.briefs.accept(accepted)
    listing = a_listing().model_copy(update={"destination": destination_of(accepted)}).to_json()
    store.write(VIDEO_ID, "listing.json", listing)
    listed = sha256(listing).hexdigest()
    for stage, name, sha in (
        ("renders", "master.mp4", master),
        ("listings", "listing.json", listed),
    ):
        file = file_ref(name, sha)
        catalogue.artifacts.record(VIDEO_ID, stage, [file], provider=None, run_id=None)
    for who in ("mara", "ada"):
        approval = a_review(master_sha256=master, listing_sha256=listed, reviewer=who)
        catalogue.reviews.decide(approval)


def asked_to_be(catalogue: Catalogue, visibility: str) -> None:
    wanted = LaterChange(what="visibility", to=visibility, after_seconds=0)
    catalogue.post_changes.ask(VIDEO_ID, wanted, "an operator")


def hindrances(catalogue: Catalogue, folder: Path) -> dict[str, str]:
    """Return what stands in the way of each change, by what the post shall become."""
    now = datetime.now(UTC) + timedelta(minutes=1)
    guards = guards_of(catalogue, folder)
    return {one.to: guards.hindrance(one, now) for one in catalogue.post_changes.claim(now)}


@pytest.mark.parametrize("review", ["required", "two_reviewers"])
def test_a_visibility_that_more_people_see_than_was_approved_wants_an_approval_of_its_own(
    catalogue: Catalogue, tmp_path: Path, review: str
):
    store = DiskStore(tmp_path)
    a_listed_post(catalogue, store, review)
    asked_to_be(catalogue, "public")
    assert "nobody has approved it" in hindrances(catalogue, tmp_path)["public"]
    agreements = agreements_of(catalogue, store)
    looked_at(agreements, VIDEO_ID, "unlisted", what="visibility")
    looked_at(agreements, VIDEO_ID, "public", what="visibility")
    (change,) = catalogue.post_changes.listed()
    asked = ("youtube", "visibility", "public")
    alone = agreements.missing(VIDEO_ID, *asked)
    assert ("mara alone" in alone) == (review == "two_reviewers")
    looked_at(agreements, VIDEO_ID, "public", what="visibility", reviewer="ada")
    assert not agreements.missing(VIDEO_ID, *asked) and change["value"] == "public"
    other = file_ref("listing.json", "cd" * 32)
    catalogue.artifacts.record(VIDEO_ID, "listings", [other], provider=None, run_id=None)
    again = agreements.missing(VIDEO_ID, *asked)
    assert "nobody has approved it" in again, "it would be seen with another listing"


def test_a_visibility_waits_while_the_listing_of_its_video_is_written_anew(
    catalogue: Catalogue, tmp_path: Path
):
    store = DiskStore(tmp_path)
    a_listed_post(catalogue, store, "required")
    asked_to_be(catalogue, "public")
    (listing,) = tmp_path.rglob("listing.json")
    listing.unlink()
    listing.write_text("{}", encoding="utf-8")
    assert "listing.json" in hindrances(catalogue, tmp_path)["public"]


@pytest.mark.parametrize("review", ["required", "two_reviewers"])
def test_a_visibility_that_was_approved_of_another_master_shows_this_one_to_nobody_more(
    catalogue: Catalogue, tmp_path: Path, review: str
):
    store, other = DiskStore(tmp_path), "ee" * 32
    a_listed_post(catalogue, store, review)
    youtube = YouTubeChoices(account="UC" + "a" * 22, visibility="public")
    channel = a_channel(outlets=("youtube",), youtube=youtube, review=review)
    approved_with_listing(catalogue, store, an_accepted_brief(channel, title="As public"), other)
    asked_to_be(catalogue, "public")
    assert f"its post shows the master {MASTER[:12]}" in hindrances(catalogue, tmp_path)["public"]
    asked_to_be(catalogue, "private")
    assert hindrances(catalogue, tmp_path) == {"private": ""}
    catalogue.posts.post(a_publication(VIDEO_ID, other), FakeOutlet(name="youtube"), nothing)
    asked_to_be(catalogue, "public")
    assert hindrances(catalogue, tmp_path) == {"public": ""}, "now it is the approved one's post"


def test_what_fewer_people_see_and_what_the_approved_brief_wants_later_needs_no_approval_more(
    catalogue: Catalogue, tmp_path: Path
):
    later = (LaterChange(what="visibility", to="unlisted", after_seconds=0),)
    a_listed_post(catalogue, DiskStore(tmp_path), "required", later)
    asked_to_be(catalogue, "private")
    found = hindrances(catalogue, tmp_path)
    assert found == {"private": ""}, "the brief's came first, and the later one stands in its place"
    agreements = agreements_of(catalogue, DiskStore(tmp_path))
    asked = ("youtube", "visibility", "unlisted")
    assert agreements.missing(VIDEO_ID, *asked, of_brief=True) == ""
    assert agreements.missing(VIDEO_ID, *asked), "an operator may ask for it at another time"
    sooner = (LaterChange(what="visibility", to="unlisted", after_seconds=9),)
    channel = catalogue.briefs.newest(VIDEO_ID).channel
    catalogue.briefs.accept(an_accepted_brief(channel, title="Sooner", changes=sooner))
    assert agreements.missing(VIDEO_ID, *asked, of_brief=True), "the listing does not say it yet"


def test_a_takedown_that_is_asked_for_after_a_change_was_claimed_hinders_it(
    catalogue: Catalogue, tmp_path: Path
):
    out_on_youtube(catalogue)
    catalogue.reviews.decide(a_review(master_sha256=MASTER, reviewer="mara"))
    now = datetime.now(UTC) + timedelta(minutes=1)
    (change,) = catalogue.post_changes.claim(now)
    guards = guards_of(catalogue, tmp_path)
    looked_at(agreements_of(catalogue, DiskStore(tmp_path)), VIDEO_ID, "Another")
    assert guards.hindrance(change, now) == ""
    catalogue.takedowns.ask([VIDEO_ID], "mara", "a wrong name")
    assert "taken down" in guards.hindrance(change, now)
    assert catalogue.live_posts.standing(VIDEO_ID, "youtube") == "down"
    assert catalogue.live_posts.standing(VIDEO_ID, "tiktok") == "gone"


APPROVED, OTHER = b"a harmless picture", b"another picture"


class Replacing:
    """YouTube, while somebody writes another picture to the name of the one that is to be shown."""

    def __init__(self, store: DiskStore) -> None:
        self._store = store
        self.sent: list[bytes] = []

    def changer(self, name: str) -> "Replacing":
        return self

    def found(self, post: LivePost, what: Changed) -> str:
        return ""

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        assert file is not None
        self._store.write(VIDEO_ID, to, OTHER)
        self.sent.append(file.read_bytes())
        return ChangeOutcome(said="changed")


def test_a_thumbnail_that_is_replaced_while_it_is_sent_goes_out_as_it_was_approved(
    catalogue: Catalogue, tmp_path: Path
):
    out_on_youtube(catalogue)
    store = DiskStore(tmp_path)
    store.write(VIDEO_ID, "later/x.jpg", APPROVED)
    wanted = LaterChange(what="thumbnail", to="later/x.jpg", after_seconds=0)
    catalogue.post_changes.ask(VIDEO_ID, wanted, "mara")
    catalogue.reviews.decide(a_review(master_sha256=MASTER, reviewer="mara"))
    looked_at(agreements_of(catalogue, store), VIDEO_ID, "later/x.jpg", what="thumbnail")
    outlet, guards = Replacing(store), guards_of(catalogue, tmp_path)
    now = datetime.now(UTC) + timedelta(minutes=1)
    list(make_due_changes(catalogue.post_changes, outlet, guards, store, now))
    assert outlet.sent == [APPROVED]
    assert store.local(VIDEO_ID, "later/x.jpg").read_bytes() == OTHER


def test_a_thumbnail_whose_bytes_nobody_approved_by_now_waits(catalogue: Catalogue, tmp_path: Path):
    store = DiskStore(tmp_path)
    store.write(VIDEO_ID, "later/x.jpg", APPROVED)
    out_on_youtube(catalogue)
    now = datetime.now(UTC) + timedelta(minutes=1)
    (change,) = catalogue.post_changes.claim(now)
    thumbnail = change.model_copy(update={"what": "thumbnail", "to": "later/x.jpg"})
    looked_at(agreements_of(catalogue, store), VIDEO_ID, "later/x.jpg", what="thumbnail")
    guards = guards_of(catalogue, tmp_path)
    assert guards.unapproved(thumbnail, sha256(APPROVED).hexdigest()) == ""
    assert "nobody has approved it" in guards.unapproved(thumbnail, sha256(OTHER).hexdigest())
