"""A post that a platform goes on with is out when the platform says so, and not a moment before."""

from collections.abc import Mapping
from typing import Any

import pytest

from factory.errors import PermanentError, PublishingWaits, Refused
from factory.ports import Publication, Sight
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

VIDEO = "a-video"
PUBLICATION = a_publication(VIDEO, MASTER)
KNOWN = {"post_id": "7400", "url": "https://tiktok.example/video/7400"}


class Settling(FakeOutlet):
    """An outlet that takes a post, and tells later what became of it."""

    def __init__(self, *after: Sight) -> None:
        super().__init__(name="tiktok")
        self.settles = True
        self.after = list(after)

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        if shown_before and self.after:
            return self.after.pop(0)
        return super().look(publication, post, shown_before=shown_before)


@pytest.fixture
def house(catalogue: Catalogue) -> Catalogue:
    catalogue.briefs.accept(accepted(VIDEO))
    catalogue.settings.change("distribution", True)
    return catalogue


def row(house: Catalogue) -> dict[str, Any]:
    (found,) = house.posts.listed()
    return found


def told(house: Catalogue) -> list[str]:
    return [e["topic"] for e in house.events.after() if e["topic"] == "posts.published"]


def test_it_is_told_as_published_once_the_platform_says_so_with_what_it_is_called_there(
    house: Catalogue,
):
    outlet = Settling(
        Sight("underway", look_again_seconds=0), Sight("shown", learned=KNOWN), Sight("shown")
    )
    assert house.posts.post(PUBLICATION, outlet, nothing)["post_id"] == "7400"
    assert house.posts.post(PUBLICATION, outlet, nothing)["url"] == KNOWN["url"]
    assert (row(house)["post_id"], row(house)["settled_at"] is not None) == ("7400", True)
    assert (outlet.finished, len(told(house))) == (1, 1)


def test_while_the_platform_is_at_it_it_waits_and_is_not_sent_again(house: Catalogue):
    outlet = Settling(Sight("underway", look_again_seconds=3600), Sight("shown"))
    with pytest.raises(PublishingWaits, match="still working on it"):
        house.posts.post(PUBLICATION, outlet, nothing)
    assert (row(house)["settled_at"], told(house)) == (None, [])
    house.posts.post(PUBLICATION, outlet, nothing)
    assert (outlet.finished, len(told(house))) == (1, 1)


def test_what_the_platform_took_and_did_not_publish_is_not_out_and_may_be_sent_anew(
    house: Catalogue,
):
    outlet = Settling(Sight("missing", ("it has 15 frames a second",)))
    with pytest.raises(PermanentError, match="did not publish it: it has 15 frames"):
        house.posts.post(PUBLICATION, outlet, nothing)
    assert (row(house)["published_at"], row(house)["url"], told(house)) == (None, None, [])
    house.posts.post(PUBLICATION, outlet, nothing)
    assert (outlet.finished, len(told(house))) == (2, 1)


def test_a_disclosure_that_did_not_arrive_is_a_failure_of_a_post_that_is_out(house: Catalogue):
    outlet = Settling(Sight("shown", ("the label was sent and is not there",)))
    with pytest.raises(PermanentError, match="is out at tiktok, otherwise than it was to"):
        house.posts.post(PUBLICATION, outlet, nothing)
    assert row(house)["published_at"] and "the label" in row(house)["error"]
    assert outlet.finished == 1


def test_what_a_dead_process_has_shown_is_recorded_whoever_objects_by_now(house: Catalogue):
    outlet, asked = Settling(), list[int]()

    def objects_later() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise Refused("somebody rejected it")

    outlet.seen[VIDEO] = MASTER
    outlet.finishing = lambda: outlet.begun.setdefault(VIDEO, MASTER)
    assert house.posts.post(PUBLICATION, outlet, objects_later)["post_id"] == VIDEO
    assert row(house)["published_at"]
