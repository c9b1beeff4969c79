"""The keys of a brief that say how its words are spoken."""

from tests.factory.brief.reading import WORDS, read, refused

FRONT = "channel: demo\ntitle: T"


def test_names_and_their_sounds_are_kept_and_what_is_none_is_refused():
    brief = read(f"{FRONT}\npronounce: {{Gimli: Ghimly}}")
    assert brief.pronounce == {"Gimli": "Ghimly"}
    assert "pronounce" in refused(f"{FRONT}\npronounce: {{Gimli: /gimli/}}")
    assert "pronounce" in refused(f"{FRONT}\npronounce: {{Gimli: ''}}")


def test_directions_are_left_out_where_the_brief_says_so():
    words = f"NARRATOR: {WORDS}\n\n[MUSIC FADES]\n"
    assert read(FRONT, words).words.startswith("NARRATOR:")
    dropped = read(f"{FRONT}\ndirections: drop", words).words
    assert dropped == read(FRONT, WORDS).words


def test_a_table_among_the_words_is_refused_with_its_line():
    told = refused(FRONT, f"{WORDS}\n\n| Boat | Bread |\n|---|---|\n")
    assert "a table begins in line 3 of the words" in told
