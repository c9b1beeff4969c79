"""What a recogniser wrote down, compared with what was to be said.

The texts it wrote down are those of Whisper tiny.en, of the factory's own voice.
"""

from factory.records import Provider
from factory.speech.normalisation import spoken
from factory.speech.recognition import Misheard, Recognition
from factory.speech.word_error_rate import Told, names_in, recognition_of

WHISPER = Provider(role="recogniser", name="whisper", model="tiny.en int8", version="4")
LIGHTHOUSE = {
    "s001-1": "In the summer of 1999, a lighthouse went for a walk.",
    "s002-1": "For more than a century its light had warned ships off Cape Hatteras, the Graveyard of the Atlantic.",
    "s002-2": "When the tower was built, the sea lay fifteen hundred feet away.",
    "s003-1": "But the sea was patient.",
    "s003-2": "Storm after storm carried off the beach, grain by grain, until waves broke a hundred and twenty feet from "
    "the door.",
    "s004-1": "So engineers cut the tower from its roots, raised it on a hundred jacks, and laid steel rails across "
    "the sand.",
    "s005-1": "Then, five feet at a time, they pushed.",
    "s005-2": "Nearly five thousand tons of brick crept inland, upright all the way.",
}
HEARD = (
    "In the summer of 1999, a lighthouse went for a walk. For more than a century, its light had worn ships off "
    "k-patterns, the graveyard of the Atlantic. When the tower was built, the sea lay 1500 feet away, but the sea was "
    "patient. Storm after storm carried off the beach, grained by grain until Wade's broke 120 feet from the door. So "
    "engineers cut the tower from its roots, raced it on 100 jacks, and they'd still rails across the sand. Then, five "
    "feet at a time, they pushed nearly 5,000 tons of brick-craft inland upright all the way."
)


def compared(
    texts: dict[str, str], heard: str, pronounce: dict[str, str] | None = None
) -> Recognition:
    sentences = [(name, spoken(text, "en")) for name, text in texts.items()]
    names = names_in(list(texts.values()), pronounce or {})
    return recognition_of([Told(sentences, heard)], names, WHISPER)


def rows(hearing: Recognition) -> list[tuple[str, str, str]]:
    return [(m.sentence_id, m.said, m.heard) for m in hearing.misheard]


def test_only_words_that_sound_otherwise_are_errors():
    hearing = compared(LIGHTHOUSE, HEARD)
    assert sorted(rows(hearing)) == [
        ("s002-1", "warned", "worn"),
        ("s003-2", "grain", "grained"),
        ("s003-2", "waves", "wades"),
        ("s004-1", "laid steel", "theyd still"),
        ("s004-1", "raised", "raced"),
        ("s005-2", "crept", "craft"),
    ]
    assert (hearing.words, hearing.errors, hearing.sentences) == (102, 7, 8)
    assert round(hearing.error_rate, 3) == 0.069


def test_the_sentence_with_most_of_its_words_misheard_comes_first():
    assert compared(LIGHTHOUSE, HEARD).misheard[0].sentence_id == "s004-1"


def test_names_may_be_written_down_as_anything():
    texts = {"s001-1": "The old tower of Rubjerg Knude moved."}
    assert compared(texts, "The old tower of Rue Bjarg can you the moved.").errors == 0
    assert compared(texts, "The old tower of moved.").errors == 0
    assert compared(texts, "The cold tower of Rubjerg Knude moved.").errors == 1


def test_names_that_the_brief_tells_are_said_by_its_letters():
    texts = {"s001-1": "Kalundborg is far away."}
    sentences = [("s001-1", "Kalloonborr is far away.")]
    names = names_in(list(texts.values()), {"Kalundborg": "Kalloonborr"})
    assert (
        recognition_of([Told(sentences, "Call on Borr is far away.")], names, WHISPER).errors == 0
    )


def test_the_first_word_of_a_sentence_and_shouting_are_no_names():
    assert names_in(
        ["Storms came.", "ALL OF IT WAS LOST", "Then Mara left, and I with her."], {}
    ) == {"mara"}


def test_words_written_together_or_apart_are_the_same():
    texts = {"s001-1": "By the seawall at nine a.m. the life boat left."}
    assert compared(texts, "By the sea wall at 9 am the lifeboat left.").errors == 0


def test_words_left_out_and_words_too_many_are_errors_at_their_sentence():
    texts = {"s001-1": "The sea is still coming.", "s001-2": "It always will be."}
    hearing = compared(texts, "The sea is coming. It always will be there and.")
    assert set(rows(hearing)) == {("s001-1", "still", ""), ("s001-2", "", "there and")}
    assert hearing.errors == 3


def test_nothing_heard_is_every_word_in_error():
    hearing = compared({"s001-1": "The sea is still coming."}, "")
    assert hearing.misheard == (
        Misheard(sentence_id="s001-1", said="the sea is still coming", heard=""),
    )
    assert hearing.error_rate == 1.0


def test_another_text_is_heard_as_such():
    assert compared(LIGHTHOUSE, "Thank you for watching. " * 12).error_rate > 0.9
