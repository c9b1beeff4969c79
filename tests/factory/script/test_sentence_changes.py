"""What changed in words: every word of both texts is told once, and what stayed stays together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from factory.script.sentence_changes import SentenceChange, sentence_changes

SENTENCES = st.lists(
    st.lists(
        st.sampled_from(["the", "sea", "came", "near", "a", "lighthouse", "moved"]), min_size=1
    ).map(" ".join),
    max_size=5,
)


def told(changes: list[SentenceChange], without: str) -> list[str]:
    pieces = [piece.words for one in changes for piece in one.pieces if piece.kind != without]
    return " ".join(pieces).split()


@settings(max_examples=60)
@given(old=SENTENCES, new=SENTENCES)
def test_both_texts_can_be_read_out_of_their_difference(old: list[str], new: list[str]):
    changes = sentence_changes(old, new)
    assert told(changes, "new") == " ".join(old).split()
    assert told(changes, "gone") == " ".join(new).split()
    assert [one.old for one in changes if one.old is not None] == list(range(len(old)))
    assert [one.new for one in changes if one.new is not None] == list(range(len(new)))


def test_a_changed_word_is_shown_in_its_sentence_and_a_new_sentence_as_new():
    old = ["The sea came near.", "They lifted it.", "It stands."]
    new = [
        "The sea came near.",
        "They lifted it slowly onto rails.",
        "People watched.",
        "It stands.",
    ]
    first, second, third, last = sentence_changes(old, new)
    assert first.same and last.same
    assert [(p.kind, p.words) for p in second.pieces] == [
        ("same", "They lifted"),
        ("gone", "it."),
        ("new", "it slowly onto rails."),
    ]
    assert (third.old, third.new) == (None, 2)


def test_sentences_that_have_nothing_in_common_are_not_one():
    gone, came = sentence_changes(["The sea came near."], ["Nobody slept for twelve days."])
    assert (gone.new, came.old) == (None, None)
