"""Beside the form of a new video stands how its words fit, and what is missing, in words of the page."""

from tests.desk.opened_desk import BRIEF, Desk

WORDS = BRIEF.rpartition("---\n")[2]


def price(desk: Desk, **typed: str) -> str:
    """Return what stands beside the form."""
    return desk.pages.post(
        "/new/price", data={"channel": "demo", "title": "The clock", **typed}
    ).text


def test_words_are_counted_and_timed_and_said_to_fit_or_not(desk: Desk):
    fits = price(desk, words=WORDS)
    assert "86 words, about 0:29: fits a Short." in fits and "Small True Stories" in fits
    few = price(desk, words="The clock stood still. " * 5)
    assert "too few" in few and "It takes 70 to 185; add 50." in few
    assert "Mend it" not in few and "words: found" not in few


def test_a_topic_for_a_channel_without_a_writer_leads_to_its_form(desk: Desk):
    told = price(desk, words="A clock", **{"from": "topic"})
    assert "has no writer" in told and '/channels/demo#f-words-provider"' in told
