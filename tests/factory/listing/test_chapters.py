"""Chapters of a listing: where they begin, and when there are none."""

import pytest

from factory.listing.chapter_marks import clock, mark_chapters
from factory.listing.listing import write_listing
from factory.script.script import Script
from tests.factory.listing.listed import LONG, THUMBNAIL, listed, refusals
from tests.fakes.manifests import (
    RATE,
    a_narration,
    a_script,
    an_accepted_brief,
    some_visuals,
)


def chaptered(*titles: str | None) -> Script:
    """Return the script with these chapter marks on its scenes, 5.8 s apart."""
    scenes = zip(a_script().scenes, titles, strict=False)
    return a_script(scenes=tuple(s.model_copy(update={"chapter": t}) for s, t in scenes))


def test_chapters_start_at_zero_and_stand_in_the_description():
    listing = listed(chaptered("One", None, "Two", None, "Three"), LONG)
    assert listing.chapters == ()
    script, narration = chaptered("One", None, "Two", None, "Three"), a_narration()
    slow = narration.model_copy(update={"sample_rate": RATE // 3})
    chapters = mark_chapters(script, slow, LONG.chapters)
    assert [(c.start_seconds, c.title) for c in chapters] == [
        (0, "One"),
        (35, "Two"),
        (70, "Three"),
    ]
    written = write_listing(
        an_accepted_brief(format="longform"), script, slow, some_visuals(), LONG, THUMBNAIL
    )
    assert "Chapters:\n00:00 One\n00:35 Two\n01:10 Three\n" in written.description
    assert not refusals(written, LONG)


def test_what_comes_before_the_first_mark_is_the_introduction():
    slow = a_narration().model_copy(update={"sample_rate": RATE // 3})
    chapters = mark_chapters(chaptered(None, "One", None, "Two", None), slow, LONG.chapters)
    assert [c.title for c in chapters] == ["Introduction", "One", "Two"]


def test_a_chapter_too_short_joins_the_one_before():
    narration = a_narration().model_copy(update={"sample_rate": RATE * 10 // 18})
    chapters = mark_chapters(
        chaptered("One", "Two", "Three", "Four", "Five"), narration, LONG.chapters
    )
    starts = [c.start_seconds for c in chapters]
    assert all(b - a >= 10 for a, b in zip(starts, [*starts[1:], 54], strict=True))


def test_fewer_than_three_chapters_are_none():
    slow = a_narration().model_copy(update={"sample_rate": RATE // 3})
    marks = chaptered("One", None, "Two", None, None)
    assert mark_chapters(marks, slow, LONG.chapters) == ()


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (75, "01:15"), (3725, "1:02:05")])
def test_chapter_times_are_written_as_players_read_them(seconds: int, shown: str):
    assert clock(seconds) == shown
