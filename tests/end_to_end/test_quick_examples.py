"""A quick example is short, and yet what its format asks for."""

import pytest

from factory.documents.durations import seconds_of
from factory.video_formats.formats import formats
from tests.end_to_end.quick_examples import LENGTH, is_long, quick, quick_formats, short_copy
from tests.end_to_end.shipped_examples import BRIEFS

LONG = [file for file in BRIEFS if file.stem in ("four-towers-on-one-rock", "the-night-barge")]
FORMATS = {"four-towers-on-one-rock": "longform", "the-night-barge": "sleep"}


@pytest.mark.parametrize("file", LONG, ids=lambda file: file.stem)
def test_a_long_example_keeps_its_chapters_and_as_many_words_as_its_shorter_format_takes(
    file, tmp_path
):
    before = file.read_text(encoding="utf-8")
    after = short_copy(file, tmp_path).read_text(encoding="utf-8")
    assert after.count("\n## ") == before.count("\n## ") > 2
    profile = quick(formats()[FORMATS[file.stem]])
    body = after.split("---", 2)[2]
    assert profile.words.min <= len(body.split()) <= profile.words.max
    asked = LENGTH.search(after)
    if asked:
        seconds = seconds_of(asked[1])
        assert seconds and profile.length.min_seconds <= seconds <= profile.length.max_seconds


def test_an_example_that_is_short_is_made_as_it_is(tmp_path):
    short = [file for file in BRIEFS if file not in LONG]
    assert [short_copy(file, tmp_path) for file in short] == short
    assert not list(tmp_path.iterdir())


def test_formats_are_quick_for_as_long_as_examples_are_made():
    before = dict(formats())
    with quick_formats():
        for name, profile in formats().items():
            assert profile.picture.width <= 640 and profile.picture.fps <= 10
            assert (profile.length.min_seconds == before[name].length.min_seconds) != is_long(
                before[name]
            )
    assert formats() == before
