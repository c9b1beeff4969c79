"""Advice on sensitive topics is told from telling; how often that goes wrong is documented."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from factory.advice.advice import LEXICONS, advice_in, is_known

PAGE = Path(__file__).parents[3] / "docs" / "compliance.md"
LABELLED: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
ERRORS = {
    "known": ("2 of 164", "0 of 173"),
    "held_out": ("7 of 18", "0 of 16"),
}
"""Advice that is missed, and telling that is taken for advice."""


@pytest.mark.parametrize("part", ERRORS)
def test_error_rates_on_the_labelled_sentences_are_those_that_are_documented(part: str):
    advice = [
        (language, sentence)
        for language, labelled in LABELLED[part].items()
        for _, sentence in labelled["advice"]
    ]
    telling = [
        (language, sentence)
        for language, labelled in LABELLED[part].items()
        for sentence in labelled["telling"]
    ]
    missed = sum(advice_in(sentence, language) is None for language, sentence in advice)
    alarms = sum(advice_in(sentence, language) is not None for language, sentence in telling)
    found = (f"{missed} of {len(advice)}", f"{alarms} of {len(telling)}")
    assert found == ERRORS[part]
    row = f"| {part.replace('_', ' ')} | {found[0]} | {found[1]} |"
    assert row in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LEXICONS)
def test_the_topic_is_the_labelled_one_where_known_advice_is_found(language: str):
    labelled = LABELLED["known"][language]["advice"]
    found = [(topic, advice_in(sentence, language)) for topic, sentence in labelled]
    others = [pair for pair in found if pair[1] not in (pair[0], None)]
    assert len(others) <= len(found) / 8


def test_what_somebody_is_quoted_with_is_not_the_narrators_advice():
    assert advice_in("Take two aspirin for your fever.", "en") == "health"
    assert advice_in("“Take two aspirin for your fever,” said the barber.", "en") is None


def test_of_other_languages_nothing_is_known():
    assert not is_known("ja")
    assert advice_in("熱があるなら薬を飲んでください。", "ja") is None
