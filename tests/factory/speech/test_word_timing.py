"""Word times: from phonemes to spoken words, from spoken words to shown ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.speech.normalisation import spoken, spoken_pairs
from factory.speech.shared_time import by_weight
from factory.speech.word_timing import Phoneme, align_words, pair_words, spoken_word_times


def stream(symbols: str, each: int = 100) -> list[Phoneme]:
    return [Phoneme(c, n * each, (n + 1) * each) for n, c in enumerate(symbols)]


def test_a_number_covers_all_the_words_it_is_spoken_as():
    pairs = spoken_pairs("In 1848 ended", "en")

    words = align_words(pairs, [(0, 10), (10, 40), (40, 60), (60, 90)])

    assert words == [("In", 0, 10), ("1848", 10, 60), ("ended", 60, 90)]


def test_words_spoken_together_share_their_time_by_letters():
    words = align_words(
        [("$3.5 million", "three point five million dollars")], [(0, 20)] * 4 + [(80, 110)]
    )

    assert [word for word, _, _ in words] == ["$3.5", "million"]
    assert words[0][1] == 0 and words[0][2] == words[1][1] and words[1][2] == 110  # fmt: skip


def test_a_symbol_without_sound_stands_at_the_end_of_the_word_before_it():
    words = align_words([("yes", "yes"), ("😀", ""), ("no", "no")], [(5, 10), (12, 20)])

    assert words == [("yes", 5, 10), ("😀", 10, 10), ("no", 12, 20)]


def test_times_that_do_not_fit_the_words_are_refused():
    with pytest.raises(ValueError, match="2 spoken words but 1 times"):
        align_words([("a b", "a b")], [(0, 1)])


def test_words_that_the_engine_merges_are_told_apart():
    times = spoken_word_times(
        ["fˈɔl", "ʌv", "ðə", "ɹˈoʊd"], stream("fˈɔl ʌvðə ɹˈoʊd."), ["fall", "of", "the", "road"]
    )

    assert times == [(0, 450), (450, 700), (700, 950), (950, 1500)]  # fmt: skip


def test_a_pause_at_a_comma_belongs_to_no_word():
    times = spoken_word_times(["jɛs", "noʊ"], stream("jɛs, noʊ."), ["yes", "no"])

    assert times == [(0, 300), (500, 800)]


def test_phonemes_of_other_words_are_not_taken_for_an_alignment():
    assert spoken_word_times(["kæt", "dɔg"], stream("əlɪfənt ɹaɪnɑsɝəs"), ["cat", "dog"]) is None


def test_hand_edited_speech_is_paired_by_the_words_both_sides_share():
    pairs = pair_words(
        "The Xhosa fled in 1779", "The Kohsa people fled in seventeen seventy nine", "en"
    )

    assert pairs == (
        ("The", "The"),
        ("Xhosa", "Kohsa people"),
        ("fled", "fled"),
        ("in", "in"),
        ("1779", "seventeen seventy nine"),
    )


@given(st.text(max_size=60), st.integers(min_value=0, max_value=5000))
def test_every_shown_word_has_its_time_in_order(text: str, length: int):
    pairs = pair_words(text, spoken(text, "en"), "en")
    count = sum(len(words.split()) for _, words in pairs)
    times = by_weight(["word"] * count, 7, 7 + length) if count else []

    words = align_words(pairs, times)

    assert [word for word, _, _ in words] == text.split()
    edges = [edge for _, start, end in words for edge in (start, end)]
    assert all(after >= before for before, after in pairwise(edges))
    assert all(7 <= edge <= 7 + length for edge in edges) or not count


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_any_speech_can_be_paired_with_any_text(shown: str, said: str):
    pairs = pair_words(shown, said, "en")

    assert " ".join(left for left, _ in pairs).split() == shown.split()
    if shown.split():
        assert " ".join(right for _, right in pairs).split() == said.split()


@given(
    st.lists(
        st.text(alphabet="abdefiklmnoprstuvz", min_size=1, max_size=6), min_size=1, max_size=12
    ),
    st.data(),
)
def test_spans_of_words_are_in_order_and_inside_the_sentence(words: list[str], data: st.DataObject):
    gaps = [data.draw(st.sampled_from(["", " ", ", "])) for _ in words]
    sounds = stream("".join(word + gap for word, gap in zip(words, gaps, strict=True)))

    times = spoken_word_times(words, sounds, words)

    assert times is not None
    edges = [0, *(edge for span in times for edge in span), sounds[-1].end]
    assert all(after >= before for before, after in pairwise(edges))
