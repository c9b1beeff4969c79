"""Advice is refused with its sentence and topic; a named person may answer for exactly these words."""

from datetime import UTC, datetime

from factory.moderation import Flag, Moderated
from factory.records import Provider
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.rules.waiver import Waiver, waived_matter
from factory.script.script import Script
from tests.fakes.manifests import VIDEO_ID, a_script
from tests.fakes.render_manifests import finding, so_far

RULE = "nobody_advises_on_sensitive_topics"
ADVICE = "You should stop taking your pills for a week."


def saying(text: str) -> Script:
    script = a_script()
    first = script.scenes[0]
    sentences = (first.sentences[0].model_copy(update={"text": text}), *first.sentences[1:])
    scenes = (first.model_copy(update={"sentences": sentences}), *script.scenes[1:])
    return script.model_copy(update={"scenes": scenes})


def judged(script: Script, *waivers: Waiver) -> Finding:
    evidence = so_far(script).model_copy(update={"waivers": waivers})
    return finding(RULES.assess("scripts", evidence), RULE)


def a_waiver(script: Script) -> Waiver:
    return Waiver(
        video_id=VIDEO_ID,
        rule=RULE,
        person="Mara Lind",
        by="owner",
        reason="a doctor read it",
        waived_at=datetime.now(UTC),
        rules_version=RULES.version,
        of=waived_matter(RULE, script, judged(script).found),
    )


def test_advice_is_refused_with_its_topic_and_sentence_and_how_to_answer_for_it():
    found = judged(saying(ADVICE))
    assert found.refuses
    assert f"health: '{ADVICE}' in sentence s001-1" in found.found
    assert f"factory waive {VIDEO_ID} {RULE} --reason" in found.advice


def test_telling_passes():
    assert judged(saying("The doctor gave him quinine, and he lived.")).outcome == "passed"


def test_what_a_person_answers_for_does_not_refuse_and_names_them_but_not_why():
    script = saying(ADVICE)
    found = judged(script, a_waiver(script))
    assert (found.passed, found.refuses, found.outcome) == (False, False, "waived")
    assert found.sentence.endswith("(waived by Mara Lind).")
    assert "a doctor read it" not in found.to_json().decode()


def test_other_words_ask_anew():
    waiver = a_waiver(saying(ADVICE))
    assert judged(saying("You should stop taking your pills for a month."), waiver).refuses


def test_a_waiver_of_one_rule_opens_no_other():
    script = saying(ADVICE)
    other = a_waiver(script).model_copy(update={"of": waived_matter("another", script, "")})
    assert judged(script, other).refuses


def test_what_a_classifier_flags_of_these_topics_is_refused_too_and_in_any_language():
    classifier = Provider(role="moderation", name="a-service")
    flags = (
        Flag(subject="sentence s001-1", category="Health", score=0.93),
        Flag(subject="sentence s001-2", category="violence", score=0.99),
    )
    moderated = Moderated(looked_at=10, flags=flags, provider=classifier)
    script = a_script(language="ja", moderation=moderated)
    assert judged(script).found == "sentence s001-1: Health (0.93)"


def test_of_a_language_that_nobody_knows_it_says_so():
    found = judged(a_script(language="ja"))
    assert (found.asked, found.found) == (
        False,
        "nothing is known of advice in ja, and nobody moderates",
    )
