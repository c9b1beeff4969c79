import json
from typing import Any

import pytest

from factory.channel.channel import Compliance
from factory.master.sources import RenderSources
from factory.provenance.claim import Claim
from factory.provenance.source_types import SourceType, type_of_whole
from factory.records import Provider
from tests.fakes.manifests import (
    PICTURES,
    VIDEO_ID,
    VOICE,
    WORDS,
    a_channel,
    a_narration,
    a_script,
    an_accepted_brief,
    some_captions,
    some_visuals,
)


def a_claim(training: bool | None = None, words: Provider = WORDS, **brief: str) -> Claim:
    compliance = Compliance(made_for_kids=False, synthetic_media=True, ai_training=training)
    narration = a_narration()
    sources = RenderSources(
        an_accepted_brief(a_channel(compliance=compliance), **brief),
        narration,
        some_visuals(),
        some_captions(narration),
    )
    return Claim.of(sources, a_script(provider=words))


def assertions(claim: Claim, label: str) -> list[dict[str, Any]]:
    return [one["data"] for one in claim.manifest()["assertions"] if one["label"] == label]


def test_every_part_says_how_it_came_to_be():
    claim = a_claim()
    (said,) = assertions(claim, "c2pa.actions")
    created, *placed = said["actions"]
    assert created["action"] == "c2pa.created"
    assert created["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")
    kinds = {
        one["description"]: one.get("digitalSourceType", "").rpartition("/")[2] for one in placed
    }
    assert kinds["voice, by piper en_US-joe-medium"] == "trainedAlgorithmicMedia"
    assert kinds["words, by brief"] == ""
    ingredients = {one["label"] for one in claim.manifest()["ingredients"]}
    used = [one["parameters"]["ingredientIds"][0] for one in placed if "parameters" in one]
    assert sorted(used) == sorted(ingredients)


def test_every_model_is_disclosed_once_and_what_no_model_made_is_not():
    drawn = PICTURES.model_copy(update={"trained": False})
    claim = a_claim()
    parts = tuple(
        part.model_copy(update={"maker": drawn}) if part.maker == PICTURES else part
        for part in claim.parts
    )
    claim = claim.model_copy(update={"parts": parts})
    told = assertions(claim, "c2pa.ai-disclosure")
    assert [one["modelName"] for one in told].count(f"piper {VOICE.model}") == 1
    assert not any("scenery" in str(one["modelName"]) for one in told)


@pytest.mark.parametrize(
    ("answer", "uses"), [(None, []), (True, ["allowed"]), (False, ["notAllowed"])]
)
def test_what_a_channel_answers_about_training_is_signed_and_nothing_else(
    answer: bool | None, uses: list[str]
):
    said = assertions(a_claim(answer), "cawg.training-mining")
    assert [one["entries"]["cawg.ai_generative_training"]["use"] for one in said] == uses


def test_a_claim_holds_no_words_of_the_brief_and_no_prompt():
    said = json.dumps(a_claim(notes="tell nobody", title="A secret title").manifest())
    assert VIDEO_ID in said
    for private in ("tell nobody", "A secret title", "string", "Surveyors", "narration.wav"):
        assert private not in said


def test_the_same_claim_is_the_same_manifest():
    assert a_claim().manifest() == a_claim().manifest()


T, A = "trainedAlgorithmicMedia", "algorithmicMedia"


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((T, T), "trainedAlgorithmicMedia"),
        ((T, A), "compositeWithTrainedAlgorithmicMedia"),
        ((T, None), "compositeWithTrainedAlgorithmicMedia"),
        ((A, A), "algorithmicMedia"),
        ((A, None), "compositeSynthetic"),
        ((None, None), "composite"),
    ],
)
def test_a_video_is_called_fully_generated_only_where_all_of_it_is(
    parts: tuple[SourceType | None, ...], whole: SourceType
):
    assert type_of_whole(parts) == whole
