"""A long run of made-up stories is refused by no rule for being told before."""

from factory.copy_detection.likeness import is_copy, likeness
from factory.text.sentences import sentences
from tests.end_to_end.made_up_stories import made_up_story
from tests.factory.copy_detection.labelled import signed


def test_of_a_hundred_made_up_stories_none_is_a_copy_of_another():
    told = [(str(n), *made_up_story(n)) for n in range(100)]
    signatures = [signed(name, title, sentences(words, "en", 200)) for name, title, words in told]
    copies = [
        (ours.video_id, earlier.video_id)
        for n, ours in enumerate(signatures)
        for earlier in signatures[:n]
        if is_copy(likeness(ours, earlier))
    ]
    assert copies == []
    assert len({title for _, title, _ in told}) == len(told)
