"""A listing by hand: what fits, what is refused with numbers, and what the factory still adds."""

from datetime import UTC, datetime

import pytest

from factory.brief.edits import Edits, TagsEdit, TextEdit
from factory.errors import BadInput
from factory.listing.listing import Listing, write_listing
from factory.listing.listing_edits import (
    ListingRoom,
    edited_description,
    edited_tags,
    edited_title,
)
from factory.listing.platform_limits import YOUTUBE, utf8_bytes
from tests.factory.listing.listed import SHORT, THUMBNAIL, listed
from tests.fakes.manifests import a_narration, a_script, an_accepted_brief, some_visuals

HAND = {"by": "Ada", "at": datetime(2026, 11, 28, tzinfo=UTC)}


def by_hand(edits: Edits) -> Listing:
    script = a_script()
    accepted = an_accepted_brief().model_copy(update={"edits": edits})
    return write_listing(accepted, script, a_narration(script), some_visuals(), SHORT, THUMBNAIL)


def test_what_a_person_wrote_stands_and_the_factory_adds_what_it_must():
    edits = Edits(
        title=TextEdit(text="A string of iron", **HAND),
        description=TextEdit(text="Mine.", **HAND),
        tags=TagsEdit(tags=("one", "two words"), **HAND),
    )
    own, usual = by_hand(edits), listed()
    assert (own.title, own.opening, own.tags) == ("A string of iron", "Mine.", ("one", "two words"))
    assert own.description.startswith("Mine.\n\n")
    credits = usual.description[len(usual.opening) :].splitlines()
    assert set(credits[:-1]) <= set(own.description.splitlines())  # but for the hashtags


def test_a_description_may_be_as_long_as_what_is_added_leaves_room_for():
    room = ListingRoom.beside(listed())
    fits = "é" * (room.description_bytes // 2)
    assert edited_description(fits, room) == fits
    whole = by_hand(Edits(description=TextEdit(text=fits, **HAND))).description
    assert utf8_bytes(whole) <= YOUTUBE.description.most
    with pytest.raises(BadInput, match=r"bytes \(.* characters\); wanted"):
        edited_description(fits + "éé", room)


@pytest.mark.parametrize("text", ["", "  ", "x" * 101, "a <b> c", "a\u202eb"])
def test_a_title_that_no_platform_takes_is_refused(text: str):
    with pytest.raises(BadInput, match="title: "):
        edited_title(text)


def test_tags_are_counted_as_youtube_counts_them():
    assert edited_tags("one, #two words,, one ") == ("one", "two words")
    with pytest.raises(BadInput, match="501 characters as YouTube counts them"):
        edited_tags(", ".join([*["abcd"[:3] + f"{n:03}" for n in range(71)], "abcd"]))
