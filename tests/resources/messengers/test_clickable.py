"""Buttons name the master and the listing they were shown with, so that no other is approved by them."""

from typing import get_args

from factory.messages.message import Message
from factory.reviews.decision import Decision
from resources.messengers.clickable import read_value, value_of

DISCORD_CHARS = 100
QUESTION = Message(
    heading="To decide",
    title="The bell",
    video_id="a" * 63,
    master_sha256="ab" * 32,
    listing_sha256="cd" * 32,
)


def test_a_button_tells_apart_what_differs_in_the_last_digit_alone():
    others = (
        {"listing_sha256": "cd" * 31 + "ce"},
        {"master_sha256": "ab" * 31 + "ac"},
        {"listing_sha256": ""},
    )
    shown = [QUESTION, *(QUESTION.model_copy(update=other) for other in others)]
    assert len({value_of("approved", one) for one in shown}) == len(shown)


def test_a_button_of_the_longest_id_fits_at_discord_and_is_read_back():
    for decision in get_args(Decision):
        value = value_of(decision, QUESTION)
        assert len(value) <= DISCORD_CHARS
        read = read_value(value)
        assert read is not None and read[:2] == (decision, QUESTION.video_id)


def test_what_is_no_button_of_ours_is_read_as_none():
    for value in (None, 7, "", "open", "approved:a-video:abababababab", "x:a-video:" + "A" * 32):
        assert read_value(value) is None
