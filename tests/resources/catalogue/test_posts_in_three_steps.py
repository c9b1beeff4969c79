"""What may be out is never sent again blindly; what comes after a post never repeats it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from factory.errors import OutcomeUnknown, PermanentError, PublishingWaits, TransientError
from factory.ports import FollowUp, Found, Publication, Sight
from factory.units_of_work import Notes
from factory.workflow.waiting import Wait
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

VIDEO = "a-video"
PUBLICATION = a_publication(VIDEO, MASTER)
POST = {"post_id": VIDEO, "url": f"file:///outbox/{VIDEO}"}


class Forgetful(FakeOutlet):
    """An outlet that loses its answer once, and cannot tell afterwards whether it has the video."""

    def begin(self, publication: Publication, notes: Notes):
        noted = notes.get()
        if "post_id" in noted:
            self.begun[publication.video_id] = publication.master_sha256
            return noted
        if noted:
            raise OutcomeUnknown(f"{publication.video_id} may be out")
        notes.put({"sent": True})
        self.beginning()
        return super().begin(publication, notes)


def lost() -> None:
    raise TransientError("the answer got lost")


@pytest.fixture
def house(catalogue: Catalogue) -> Catalogue:
    catalogue.briefs.accept(accepted(VIDEO))
    catalogue.settings.change("distribution", True)
    return catalogue


@pytest.fixture
def unknown(house: Catalogue) -> tuple[Catalogue, Forgetful]:
    outlet = Forgetful(lost, name="youtube")
    with pytest.raises(TransientError):
        house.posts.post(PUBLICATION, outlet, nothing)
    outlet.beginning = nothing
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            house.posts.post(PUBLICATION, outlet, nothing)
    return house, outlet


def test_what_may_be_out_is_listed_and_is_not_sent_again(unknown: tuple[Catalogue, Forgetful]):
    house, outlet = unknown
    (row,) = house.posts.listed(unknown=True)
    assert (row["video_id"], row["outlet"], row["published_at"]) == (VIDEO, "youtube", None)
    assert outlet.seen == outlet.begun == {}


def test_where_a_person_found_it_the_publication_goes_on_with_that_post(
    unknown: tuple[Catalogue, Forgetful],
):
    house, outlet = unknown
    found = Found("mara", datetime.now(UTC), post_id="abc", url="https://youtu.be/abc")
    house.posts.resolve(VIDEO, "youtube", found)
    answer = house.posts.post(PUBLICATION, outlet, nothing)
    assert answer == {"post_id": "abc", "url": "https://youtu.be/abc"}
    assert outlet.seen == {"abc": MASTER}
    assert house.posts.listed(unknown=True) == []
    assert [e["topic"] for e in house.events.after()][-2:] == ["posts.resolved", "posts.published"]


def test_what_a_person_says_was_never_posted_is_sent_anew(unknown: tuple[Catalogue, Forgetful]):
    house, outlet = unknown
    house.posts.resolve(VIDEO, "youtube", Found("mara", datetime.now(UTC)))
    assert house.posts.post(PUBLICATION, outlet, nothing) == POST


def test_only_what_is_unknown_can_be_resolved(house: Catalogue):
    house.posts.post(PUBLICATION, FakeOutlet(), nothing)
    with pytest.raises(PermanentError, match="of no post at outbox is it unknown"):
        house.posts.resolve(VIDEO, "outbox", Found("mara", datetime.now(UTC)))


def test_while_distribution_is_off_only_the_outbox_gets_anything(house: Catalogue):
    house.settings.change("distribution", False)
    outlet = FakeOutlet(name="youtube")
    with pytest.raises(PublishingWaits, match="distribution is off"):
        house.posts.post(PUBLICATION, outlet, nothing)
    assert outlet.begun == {}
    assert house.posts.post(PUBLICATION, FakeOutlet(), nothing) == POST


def test_distribution_switched_off_while_a_video_is_sent_comes_in_time(house: Catalogue):
    off = FakeOutlet(lambda: house.settings.change("distribution", False), name="youtube")
    with pytest.raises(PublishingWaits):
        house.posts.post(PUBLICATION, off, nothing)
    assert off.seen == {}


def test_what_waits_for_distribution_goes_on_when_it_is_switched_on(house: Catalogue):
    house.launches.request(VIDEO, "publish", "approved", by="mara")
    (launch,) = house.launches.claim(1, "mara")
    wait = Wait(waits_for="outlet", scope="outlet youtube", words="distribution is off")
    house.outcomes.postpone(launch.id, wait)
    assert house.launches.claim(1, "mara") == []
    house.settings.change("distribution", True)
    assert [one.video_id for one in house.launches.claim(1, "mara")] == [VIDEO]


def test_a_post_that_a_platform_still_works_on_is_looked_at_again_before_it_is_shown(
    house: Catalogue,
):
    outlet = FakeOutlet(name="youtube")
    outlet.sights = [Sight("underway", look_again_seconds=0.0)] * 3
    assert house.posts.post(PUBLICATION, outlet, nothing) == POST
    slow = FakeOutlet(name="tiktok")
    slow.sights = [Sight("underway", look_again_seconds=3600)]
    with pytest.raises(PublishingWaits, match="still working on it") as waits:
        house.posts.post(PUBLICATION, slow, nothing)
    assert waits.value.until and slow.seen == {}


def test_what_arrived_otherwise_than_it_was_sent_is_not_shown(house: Catalogue):
    outlet = FakeOutlet(name="youtube")
    outlet.sights = [Sight("hidden", ("the disclosure did not arrive",))]
    with pytest.raises(PermanentError, match="the disclosure did not arrive"):
        house.posts.post(PUBLICATION, outlet, nothing)
    assert outlet.seen == {}


def test_each_follow_up_is_done_once_and_a_failed_one_repeats_neither_post_nor_others(
    house: Catalogue,
):
    outlet, done = FakeOutlet(), list[str]()

    def doing(name: str, fails: bool = False) -> Callable[[], str]:
        def do() -> str:
            done.append(name)
            if fails:
                raise PermanentError("the picture is refused")
            return f"{name} is set"

        return do

    def due(fails: bool, key: str = "k1") -> list[FollowUp]:
        return [
            FollowUp("thumbnail", "k1", doing("thumbnail", fails)),
            FollowUp("captions en", key, doing("captions")),
        ]

    house.posts.post(PUBLICATION, outlet, nothing)
    with pytest.raises(PermanentError, match="is out at outbox.*thumbnail: the picture is refused"):
        house.posts.follow_up(PUBLICATION, outlet, due(fails=True))
    told = house.posts.follow_up(PUBLICATION, outlet, due(fails=False))
    assert told == {"thumbnail": "thumbnail is set", "captions en": "captions is set"}
    house.posts.follow_up(PUBLICATION, outlet, due(fails=False, key="k2"))
    assert done == ["thumbnail", "captions", "thumbnail", "captions"]
    assert outlet.finished == 1
