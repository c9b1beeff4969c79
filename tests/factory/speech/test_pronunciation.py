"""Names are said as they sound, and shown as they are written."""

from factory.speech.pronunciation import saying
from factory.speech.word_timing import align_words, pair_words

NAMES = {"Rubjerg Knude": "Roobyair Knoothe", "Knude": "Knud", "Gimli": "Ghimly"}


def test_a_name_is_said_as_it_sounds_wherever_it_stands_as_a_word():
    read = saying(NAMES)
    assert read("At Rubjerg Knude, 5 km off Gimli.", "en") == (
        "At Roobyair Knoothe, five kilometers off Ghimly."
    )
    assert read("Gimlis and gimli", "en") == "Gimlis and gimli"


def test_captions_show_the_name_at_the_time_of_its_sound():
    shown = "They left Gimli at 5 pm."
    said = saying(NAMES)(shown, "en")
    pairs = pair_words(shown, said, "en")
    times = [(n * 10, n * 10 + 10) for n in range(len(said.split()))]
    assert [word for word, _, _ in align_words(pairs, times)] == shown.split()
    assert ("Gimli", 20, 30) in align_words(pairs, times)
