"""The text as a reader says it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.speech.normalisation import spoken, spoken_pairs

READINGS = {
    "In 1848 it began.": "In eighteen forty-eight it began.",
    "the 1900s and the 1840s": "the nineteen hundreds and the eighteen forties",
    "in 1906": "in nineteen oh six",
    "since 2005": "since two thousand five",
    "by 2024": "by twenty twenty-four",
    "In 1,848 ships": "In one thousand eight hundred forty-eight ships",
    "There were 1848 ships": "There were one thousand eight hundred forty-eight ships",
    "1914-1918": "nineteen fourteen to nineteen eighteen",
    "1914–18": "nineteen fourteen to eighteen",
    "the 19th century": "the nineteenth century",
    "the 21st of 3": "the twenty-first of three",
    "3.14": "three point one four",
    "12.5% of 12 %": "twelve point five percent of twelve percent",
    "10–20% more": "ten to twenty percent more",
    "$3.5 million": "three point five million dollars",
    "£20 and €1": "twenty pounds and one euro",
    "$19.99": "nineteen dollars and ninety-nine cents",
    "a $20 bill": "a twenty dollar bill",
    "5 km, 1 kg, 60 mph": "five kilometers, one kilogram, sixty miles per hour",
    "-5 °C": "minus five degrees Celsius",
    "3 ft": "three feet",
    "5'10\" tall": "five foot ten tall",
    "at 5:30 p.m. sharp": "at five thirty P M sharp",
    "at 5pm": "at five P M",
    "17:05": "seventeen oh five",
    "Henry VIII": "Henry the Eighth",
    "Louis XIV's court": "Louis the Fourteenth's court",
    "World War II": "World War Two",
    "Chapter IV": "Chapter Four",
    "King Charles I was": "King Charles the First was",
    "as Charles I think": "as Charles I think",
    "You and I": "You and I",
    "Malcolm X": "Malcolm X",
    "Dr. Smith and Mr. Jones": "Doctor Smith and Mister Jones",
    "St. Paul on Baker St. in town": "Saint Paul on Baker Street in town",
    "No. 5, e.g. this vs. that, etc.": "number five, for example this versus that, et cetera",
    "the FBI and NASA": "the FBI and NASA",
    "the U.S. Army": "the U S Army",
    "J. R. R. Tolkien": "J R R Tolkien",
    "March 3, 1848": "March third, eighteen forty-eight",
    "3 March 1848": "the third of March eighteen forty-eight",
    "the 4th of July": "the fourth of July",
    "2024-03-05": "March fifth, twenty twenty-four",
    "salt & pepper": "salt and pepper",
    "C++": "C plus plus",
    "#1": "number one",
    "1/2 and 3/4": "one half and three quarters",
    "1 1/2 cups, 2½ spoons": "one and a half cups, two and a half spoons",
    "call 555-0123": "call five five five, zero one two three",
    "agent 007": "agent zero zero seven",
    "COVID-19 and MP3": "COVID-nineteen and MP three",
    "a Boeing 747": "a Boeing seven forty-seven",
    "see https://www.example.com/about": "see example dot com slash about",
    "mail bob@example.org": "mail bob at example dot org",
    "Hello 😀 world ❤️": "Hello world",
    "He left — “at last” (twice).": "He left, at last, twice.",
    "Wait... what?": "Wait, what?",
    "[[abc]] <b>": "abc, b",
    "4 to 6": "four to six",
    "": "",
    "😀": "",
}

QUANTITIES = {
    "$10–$20 or 10%–20%": "ten to twenty dollars or ten to twenty percent",
    "9am–5pm, 8–10 a.m.": "nine A M to five P M, eight to ten A M",
    "Jan 1st–Feb 2nd": "January first to February second",
    "Mon.–Fri. only": "Monday to Friday only",
    "froze at –12 °C": "froze at minus twelve degrees Celsius",
    "+5 °C": "plus five degrees Celsius",
    ".5 percent for $.99": "zero point five percent for ninety-nine cents",
    "node.js on example.co.uk": "node dot J S on example dot co dot U K",
    "$5/hour, 99¢ each": "five dollars per hour, ninety-nine cents each",
    "1,000 kg/m³ and 90 km/h": "one thousand kilograms per cubic meter and ninety kilometers per hour",
    "10 ft. tall, 12 in. wide": "ten feet tall, twelve inches wide",
    "22,300 lbs. of fuel": "twenty-two thousand three hundred pounds of fuel",
    "0.45 kg. -- about 2.2x": "zero point four five kilograms, about two point two times",
    "E = mc² and 10^6": "E equals m c squared and ten to the power of six",
    "the word.² and": "the word. and",
    "3h 25m": "three hours twenty-five minutes",
    "1.5m people, 1.5 m long": "one point five million people, one point five meters long",
    "> 5 and < 7": "more than five and less than seven",
    "45° 30′ N": "forty-five degrees thirty minutes north",
    "CHF 20": "twenty Swiss francs",
    "$10M–$20M": "ten million dollars to twenty million dollars",
}


@pytest.mark.parametrize(("text", "reading"), [*READINGS.items(), *QUANTITIES.items()])
def test_a_text_is_said_as_a_reader_says_it(text: str, reading: str):
    assert spoken(text, "en") == reading


@pytest.mark.parametrize(
    ("language", "text", "reading"),
    [
        ("de", "Im Jahr 1848, 12,5 %", "Im Jahr achtzehnhundertachtundvierzig, zwölf Komma fünf Prozent."),
        ("fr", "1 848 navires", "mille huit cent quarante-huit navires"),
        ("es", "el 25% de 3", "el veinticinco por ciento de tres"),
        ("it", "Nel 1848", "Nel milleottocentoquarantotto"),
        ("pt-BR", "Em 1848", "Em mil oitocentos e quarenta e oito"),
        ("de", "Am 29. Juli, der 1. Platz", "Am neunundzwanzigsten Juli, der erste Platz"),
        ("de", "Ludwig XIV. sah –5 °C", "Ludwig der Vierzehnte sah minus fünf Grad Celsius"),
        ("de", "§ 5 auf www.beispiel.de", "Paragraf fünf auf beispiel Punkt de"),
        ("de", "z. B. um 14:30 Uhr", "zum Beispiel um vierzehn Uhr dreißig"),
        ("de", "19,50 €, 10 %–20 %", "neunzehn Euro fünfzig Cent, zehn bis zwanzig Prozent"),
        ("es", "el 1.º de mayo, siglo XIX", "el primero de mayo, siglo diecinueve"),
        ("fr", "Louis XIV, le 1er mai", "Louis quatorze, le premier mai"),
        ("it", "1.500 km nel XIX secolo", "millecinquecento chilometri nel diciannovesimo secolo"),
        ("pt", "R$ 10–20", "dez a vinte reais"),
        ("zh", "你好，世界。气温－5℃，¥19.99或1,500元！", "你好，世界。气温－5℃，¥19.99或1,500元！"),
        ("nl", "25 schepen", "vijfentwintig schepen"),
        ("xx", "1848 %", "1848 %"),
    ],
)  # fmt: skip
def test_other_languages_have_their_numbers_written_out(language: str, text: str, reading: str):
    assert spoken(text, language).rstrip(".") == reading.rstrip(".")


def test_words_said_together_are_paired_with_what_is_shown():
    pairs = spoken_pairs("He paid $3.5 million 😀 in 1848.", "en")

    assert pairs == (
        ("He", "He"),
        ("paid", "paid"),
        ("$3.5 million", "three point five million dollars"),
        ("😀", ""),
        ("in", "in"),
        ("1848.", "eighteen forty-eight."),
    )


numberish = st.text(alphabet="0123456789 .,-–/:%$£€°'\"()#+~stndrhXVIkmMDLCSaApP½²①٣", max_size=60)


@given(st.one_of(st.text(max_size=80), numberish))
def test_no_text_leaves_a_digit_or_a_double_space(text: str):
    said = spoken(text, "en")

    assert not any(c.isdigit() for c in said)
    assert said == " ".join(said.split())
    assert said == unicodedata.normalize("NFC", said)


@given(st.one_of(st.text(max_size=80), numberish), st.sampled_from(["en", "de", "fr", "pl", "zz"]))
def test_pairs_hold_every_shown_word_in_order(text: str, language: str):
    pairs = spoken_pairs(text, language)

    assert " ".join(shown for shown, _ in pairs).split() == text.split()
    assert " ".join(words for _, words in pairs if words) == spoken(text, language)
