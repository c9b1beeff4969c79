import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from factory.channel.branding import Insert
from factory.channel.provider_settings import Voice
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.script.script import Scene, Script
from factory.text.forbidden_words import forbidden_in
from tests.fakes.manifests import SCENES, a_channel, a_script, an_accepted_brief
from tests.fakes.render_manifests import failed, finding, so_far


def judge(script: Script, **channel: object) -> tuple[Finding, ...]:
    return RULES.assess("scripts", so_far(script, accepted=an_accepted_brief(a_channel(**channel))))


def with_text(index: int, text: str, spoken: str | None = None) -> Script:
    """Return the script with other words in the first sentence of one scene."""
    script = a_script()
    scene = script.scenes[index]
    first = scene.sentences[0].model_copy(
        update={"text": text, "spoken": text if spoken is None else spoken}
    )
    changed = scene.model_copy(update={"sentences": (first, *scene.sentences[1:])})
    scenes = list(script.scenes)
    scenes[index] = changed
    return a_script(scenes=tuple(scenes))


def test_a_good_script_breaks_no_rule():
    findings = judge(a_script())
    assert failed(findings) == set()
    assert all(f.advice == "" for f in findings)


def test_a_long_script_is_told_how_many_words_to_cut():
    script = with_text(0, "word " * 150)
    assert finding(judge(script), "word_count_fits_the_format") == snapshot(
        Finding(
            rule="word_count_fits_the_format",
            passed=False,
            wanted="70 to 185 words for short",
            found="222 words",
            advice="cut 37 words in the brief, or choose another format",
        )
    )


def test_words_that_cannot_be_said_in_time_are_refused_with_what_to_cut():
    scenes = tuple(s.model_copy(update={"duration_sec": 60.0}) for s in a_script().scenes)
    told = finding(judge(a_script(scenes=scenes)), "narration_can_fit_the_format")
    assert not told.passed
    assert told.severity == "error"
    assert "words in the brief" in told.advice
    assert told.advice.startswith("cut ")
    assert "the longest sentences: " in told.advice
    assert finding(judge(a_script()), "narration_can_fit_the_format").passed


@pytest.mark.parametrize(
    "text", ["NARRATOR: It stood.", "[MUSIC FADES] It stood.", "Narrator (V.O.): It stood."]
)
def test_a_direction_that_would_be_spoken_is_a_warning_that_names_it(text: str):
    told = finding(judge(with_text(1, text)), "no_direction_is_spoken")
    assert not told.passed
    assert told.severity == "warning"
    assert text.split(" It")[0].rstrip() in told.found


def test_a_short_script_is_told_how_many_words_to_add():
    script = a_script(scenes=a_script().scenes[:1])
    assert "add 54 words" in finding(judge(script), "word_count_fits_the_format").advice


@pytest.mark.parametrize(("seconds", "passes"), [(3, False), (4, True), (11.9, True), (13, False)])
def test_an_estimate_far_outside_the_format_is_a_warning(seconds: float, passes: bool):
    scenes = tuple(s.model_copy(update={"duration_sec": seconds}) for s in a_script().scenes)
    judged = finding(judge(a_script(scenes=scenes)), "estimated_length_fits_the_format")
    assert judged.passed is passes
    assert not judged.refuses


@pytest.mark.parametrize(
    ("seconds", "passes"), [(2.9, False), (3.0, True), (11.1, True), (11.3, False)]
)
def test_an_intro_counts_in_the_estimate(seconds: float, passes: bool):
    scenes = tuple(s.model_copy(update={"duration_sec": seconds}) for s in a_script().scenes)
    channel = a_channel(intro=Insert(file="hello.mp4", video_seconds=4.0))
    accepted = an_accepted_brief(channel)
    judged = RULES.assess("scripts", Evidence.of(accepted, a_script(scenes=scenes)))
    found = finding(judged, "estimated_length_fits_the_format")
    assert found.passed is passes
    assert found.found.endswith("beside 4.0 s of intro and outro")


@pytest.mark.parametrize(
    ("languages", "language", "passes"),
    [
        (("en",), "en", True),
        (("en",), "en-GB", True),
        (("de", "en-US"), "en-us", True),
        (("en-US",), "en-GB", False),
        (("en",), "eng", True),
        ((), "en", False),
    ],
)
def test_a_channel_publishes_only_its_languages(
    languages: tuple[str, ...], language: str, passes: bool
):
    judged = finding(
        judge(a_script(language=language), languages=languages), "language_is_one_of_the_channels"
    )
    assert judged.passed is passes


@pytest.mark.parametrize(("translates", "passes"), [("", False), ("a-video", True)])
def test_a_translation_may_be_in_any_language_that_somebody_speaks(translates: str, passes: bool):
    voices = {"de": Voice(provider="google", name="de-DE-Neural2-B")}
    accepted = an_accepted_brief(a_channel(voices=voices), language="de", translates=translates)
    findings = RULES.assess("scripts", so_far(a_script(language="de"), accepted=accepted))
    assert finding(findings, "language_is_one_of_the_channels").passed is passes


@pytest.mark.parametrize(
    ("voice", "language"),
    [("en_US-joe-medium", "en"), ("de-DE-Chirp3-HD-Kore", "de"), ("alloy", None)],
)
def test_a_voice_tells_its_language_by_its_name(voice: str, language: str | None):
    assert Voice(name=voice).language == language


def test_an_english_voice_does_not_read_german():
    judged = finding(judge(a_script(language="de"), languages=("de",)), "voice_speaks_the_language")
    assert judged.refuses
    assert judged.found == "'en_US-joe-medium' speaks en"


def test_a_voice_that_names_no_language_is_believed():
    findings = judge(a_script(language="de"), voice=Voice(name="alloy"))
    assert finding(findings, "voice_speaks_the_language").passed


@pytest.mark.parametrize(
    ("text", "spoken", "found"),
    [
        ("...", None, "sentence s002-1 has nothing to show; sentence s002-1 has nothing to speak"),
        ("Ok.", " ", "sentence s002-1 has nothing to speak"),
    ],
)
def test_a_sentence_without_words_is_named(text: str, spoken: str | None, found: str):
    assert finding(judge(with_text(1, text, spoken)), "every_scene_has_words").found == found


def test_a_script_without_scenes_is_refused():
    assert finding(judge(a_script(scenes=())), "every_scene_has_words").found == "no scene at all"


def test_a_scene_without_sentences_is_named():
    scenes: list[Scene] = list(a_script().scenes)
    scenes[2] = scenes[2].model_copy(update={"sentences": ()})
    judged = finding(judge(a_script(scenes=tuple(scenes))), "every_scene_has_words")
    assert judged.found == "s003 has no sentence"


def test_a_repeated_scene_is_named_whatever_its_case():
    scenes = list(a_script().scenes)
    loud = tuple(s.model_copy(update={"text": s.text.upper()}) for s in scenes[1].sentences)
    scenes[3] = scenes[3].model_copy(update={"sentences": loud})
    judged = finding(judge(a_script(scenes=tuple(scenes))), "no_scene_is_repeated")
    assert judged.found == "s002 = s004"


def test_a_forbidden_word_is_named_with_its_scene():
    script = with_text(2, "Visit the CASIN\u00d3 today", "visit the house today")
    judged = finding(judge(script, forbidden_words=("casino",)), "script_has_no_forbidden_words")
    assert judged.refuses
    assert judged.found == "s003: 'casino'"


def test_a_forbidden_word_is_found_in_title_and_in_what_is_only_spoken():
    script = with_text(0, "Number one", "damn one").model_copy(update={"title": "Damn roads"})
    judged = finding(judge(script, forbidden_words=("damn",)), "script_has_no_forbidden_words")
    assert judged.found == "title: 'damn'; s001-1 as spoken: 'damn'"


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("A classic case", "ass", False),
        ("The casino's door", "casino", True),
        ("get-rich,  quick", "get rich quick", True),
        ("get richly quick", "get rich quick", False),
        ("ca\u00adsi\u200bno", "casino", True),
        ("_casino_", "casino", True),
        ("learn C++ now", "C++", True),
        ("vitamin C now", "C++", False),
        ("don\u2019t panic", "don't panic", True),
        ("STRASSE", "stra\u00dfe", True),
        ("\u30aa\u30f3\u30e9\u30a4\u30f3\u30ab\u30b8\u30ce\u306f", "\u30ab\u30b8\u30ce", True),
        ("anything", "   ", False),
    ],
)
def test_forbidden_words_are_whole_words(text: str, word: str, found: bool):
    assert bool(forbidden_in(text, (word,))) is found


@given(st.text(alphabet="abc\u00e9 -.", max_size=20), st.sampled_from(["caf\u00e9", "a b", "c"]))
def test_a_word_set_between_spaces_is_always_found(around: str, word: str):
    assert forbidden_in(f"{around} {word.upper()} {around}", (word,)) == (word,)


def test_a_sentence_nobody_can_follow_is_a_warning():
    judged = finding(judge(with_text(0, "and " * 46)), "sentences_are_short_enough_to_follow")
    assert not judged.passed and not judged.refuses
    assert judged.found == "s001-1: 46 words"


@given(st.integers(0, 5), st.text(max_size=30), st.text(max_size=5))
def test_every_rule_speaks_exactly_once_whatever_the_script(count: int, text: str, language: str):
    scenes = tuple(
        s.model_copy(update={"sentences": (s.sentences[0].model_copy(update={"text": text}),)})
        for s in a_script().scenes[:count]
    )
    findings = judge(a_script(scenes=scenes, language=language), forbidden_words=("a", "\u00e9"))
    assert [f.rule for f in findings] == [rule.name for rule in RULES.of("scripts")]


def test_many_offenders_are_counted_not_listed():
    empty = tuple(s.model_copy(update={"sentences": ()}) for s in a_script().scenes)
    judged = finding(judge(a_script(scenes=empty)), "every_scene_has_words")
    assert judged.found.endswith("; and 2 more")
    assert len(SCENES) == 5
