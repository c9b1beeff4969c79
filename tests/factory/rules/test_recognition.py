from typing import Any

import pytest

from factory.records import Provider
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.speech.recognition import Misheard, Recognition
from tests.fakes.manifests import a_narration, a_script, an_accepted_brief
from tests.fakes.render_manifests import finding, so_far

WHISPER = Provider(role="recogniser", name="whisper")


def heard(errors: int, **changes: Any) -> Recognition:
    misheard = (Misheard(sentence_id="s002-1", said="jacks", heard="jax"),)
    misheard += (Misheard(sentence_id="s003-1", said="raised it", heard=""),)
    facts = {"words": 100, "errors": errors, "sentences": 10, "misheard": misheard, **changes}
    return Recognition(provider=WHISPER, **facts)


def judged(hearing: Recognition | None) -> Finding:
    narration = a_narration(hearing=hearing)
    return finding(RULES.assess("audio", so_far(a_script(), narration)), "words_are_heard")


@pytest.mark.parametrize(("errors", "outcome"), [(0, "passed"), (12, "passed"), (13, "warns")])
def test_a_narration_that_is_not_understood_is_warned_of(errors: int, outcome: str):
    assert judged(heard(errors)).outcome == outcome


def test_the_words_that_were_not_heard_are_named():
    found = judged(heard(30)).found
    assert found == (
        "30.0% of 100 words heard otherwise; s002-1: 'jacks' heard as 'jax'; s003-1: 'raised it' heard as nothing"
    )


def test_of_a_long_narration_it_says_how_much_was_listened_to():
    assert judged(heard(0, sentences=4)).found == (
        "0.0% of 100 words heard otherwise in 4 of 10 sentences"
    )


def test_nothing_is_asked_where_nobody_listened_and_it_says_why():
    assert (judged(None).outcome, judged(None).found) == (
        "not asked",
        "not measured: no recogniser is installed",
    )
    accepted = an_accepted_brief()
    german = accepted.model_copy(
        update={"brief": accepted.brief.model_copy(update={"language": "de"})}
    )
    evidence = so_far(a_script(), a_narration()).model_copy(update={"accepted": german})
    assert finding(RULES.assess("audio", evidence), "words_are_heard").found == (
        "not measured: no recogniser knows de"
    )
