"""Espeak's phonemes in Kokoro's letters: none is lost, and each has its time."""

from itertools import pairwise

from resources.narrators.kokoro.letters import NUMBERS, letters_of
from resources.narrators.kokoro.worker import FRAME_SAMPLES, _timed


def told(phonemes: str, voice: str = "en-us") -> str:
    return "".join(one.letter for one in letters_of(list(phonemes), voice))


def test_diphthongs_and_affricates_are_letters_of_their_own():
    assert told("lˈaɪthaʊs") == "lˈIthWs"
    assert told("tʃˈeɪndʒ ɡˌoʊ bˈɔɪ") == "ʧˈAnʤ ɡˌO bˈY"
    assert told("həlˈəʊ ðˈeə", "en-gb-x-rp") == "həlˈQ ðˈɛː"
    assert told("ɡˈatto", "it") == "ɡˈatto"


def test_an_r_that_is_written_twice_is_said_once():
    assert told("sˈʌmɚɹ əv") == "sˈʌməɹ əv"
    assert told("tˈɜːnz fˈɜːɹ") == "tˈɜɹnz fˈɜɹ"


def test_what_has_no_letter_is_heard_with_the_one_before_it():
    (first, second) = letters_of(["i", "ː", "\u0361", "n"], "en-us")
    assert (first.letter, first.symbols) == ("i", ("i", "ː", "\u0361"))
    assert second.symbols == ("n",)
    assert letters_of(["\u0361"], "en-us") == []


def test_every_letter_that_a_spelling_gives_has_a_number():
    said = "ʔˌn\u0329ʔn\u0329ʔnʔaɪaʊdʒeɪtʃɔɪeɚɹɚɹɹrxçɐɬʲoʲəʲoʊɜːɹɜːɪəːoɾeəiəəʊdztsʃθðŋ"
    for voice in ("en-us", "en-gb-x-rp", "es"):
        assert all(one.letter in NUMBERS for one in letters_of(list(said), voice))


def test_times_of_phonemes_follow_on_and_end_with_the_sound():
    letters = letters_of(list("lˈaɪtɚ."), "en-us")
    frames = [2, *range(1, len(letters) + 1), 3]
    edges = [sum(frames[: n + 1]) * FRAME_SAMPLES for n in range(len(frames))]
    phonemes = _timed(letters, edges)
    assert "".join(one.symbol for one in phonemes) == "lˈaɪtɚ."
    assert phonemes[0].start == 2 * FRAME_SAMPLES
    assert all(a.end == b.start for a, b in pairwise(phonemes))
    assert phonemes[-1].end == edges[-2]
