"""The emulated vendors answer as the vendors' own clients expect."""

import base64
import io
import json
import wave
from collections.abc import Iterator
from typing import Literal

import httpx2
import openai
import pytest
from google.api_core.exceptions import BadRequest
from google.cloud import texttospeech_v1beta1 as tts
from openai import OpenAI
from PIL import Image
from pydantic import BaseModel

from emulators.content import schema_filler
from tests.fakes.vendors import Vendors


class Scene(BaseModel):
    heading: str
    narration: str
    picture_prompt: str
    mood: Literal["calm", "tense"]


class Story(BaseModel):
    title: str
    scenes: list[Scene]
    problems: list[str]
    note: str | None


@pytest.fixture
def client(vendors: Vendors) -> Iterator[OpenAI]:
    with OpenAI(max_retries=0) as client:
        yield client


def test_a_schema_is_filled_with_as_many_scenes_and_words_as_were_asked_for(client: OpenAI):
    asked = "Topic: The bell under the ice\nWrite 6 scenes, about 300 words in all."
    answer = client.chat.completions.parse(
        model="gpt-6-luna",
        messages=[{"role": "user", "content": asked}],
        response_format=Story,
    )
    story = answer.choices[0].message.parsed
    assert story is not None
    assert story.title == "The bell under the ice"
    assert len(story.scenes) == 6
    assert 280 <= sum(len(scene.narration.split()) for scene in story.scenes) <= 320
    assert len({scene.narration for scene in story.scenes}) == 6
    assert story.problems == []
    assert answer.usage is not None
    assert answer.usage.total_tokens > 100


def test_long_texts_repeat_no_sentence():
    sentences = schema_filler.paragraph("Topic: the canal", 900).split(". ")
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("length", openai.LengthFinishReasonError),
        ("content_filter", openai.ContentFilterFinishReasonError),
        ("non_json", ValueError),
        ("insufficient_quota", openai.RateLimitError),
        ("model_gone", openai.NotFoundError),
        ("drop", openai.APIConnectionError),
        ("lose", openai.APIConnectionError),
    ],
)
def test_each_fault_reaches_the_client_as_itself(
    client: OpenAI, vendors: Vendors, fault: str, error: type[Exception]
):
    vendors.order(fault, vendor="openai")
    with pytest.raises(error):
        client.chat.completions.parse(
            model="gpt-6-luna",
            messages=[{"role": "user", "content": "Topic: bells"}],
            response_format=Story,
        )
    billed = [entry["billed"] is not None for entry in vendors.seen("openai")]
    assert billed == [fault in {"length", "content_filter", "non_json", "lose"}]


def test_a_schema_that_is_not_strict_is_refused(client: OpenAI):
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": []}
    wanted = {"name": "Loose", "strict": True, "schema": schema}
    with pytest.raises(openai.BadRequestError, match="additionalProperties"):
        client.chat.completions.create(
            model="gpt-6-luna",
            messages=[{"role": "user", "content": "x"}],
            response_format={"type": "json_schema", "json_schema": wanted},  # pyright: ignore
        )


def test_a_picture_has_the_size_that_was_asked_for(client: OpenAI):
    answer = client.images.generate(
        model="gpt-image-2.5-flare", prompt="a pier", size="160x96", quality="low"
    )  # fmt: skip
    data = answer.data[0].b64_json if answer.data else None
    assert data is not None
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (160, 96)


@pytest.mark.parametrize(
    ("model", "size"), [("gpt-image-2.5-flare", "1920x1080"), ("gpt-image-1.5", "864x1536")]
)
def test_a_size_the_model_does_not_make_is_refused(client: OpenAI, model: str, size: str):
    with pytest.raises(openai.BadRequestError, match="Invalid size"):
        client.images.generate(model=model, prompt="a pier", size=size)  # pyright: ignore


def test_models_say_when_they_are_shut_down(client: OpenAI):
    assert client.models.retrieve("tts-1").shutdown_date == "2027-01-06"


def google(vendors: Vendors) -> tts.TextToSpeechClient:
    from google.api_core.client_options import ClientOptions

    options = ClientOptions(api_endpoint=f"{vendors.base}/google", api_key="sandbox")
    return tts.TextToSpeechClient(transport="rest", client_options=options)


def synthesize(client: tts.TextToSpeechClient, voice: str, *, text: str = "", ssml: str = ""):
    return client.synthesize_speech(
        tts.SynthesizeSpeechRequest(
            input=tts.SynthesisInput(ssml=ssml) if ssml else tts.SynthesisInput(text=text),
            voice=tts.VoiceSelectionParams(language_code=voice[:5], name=voice),
            audio_config=tts.AudioConfig(audio_encoding=tts.AudioEncoding.LINEAR16),
            enable_time_pointing=[tts.SynthesizeSpeechRequest.TimepointType.SSML_MARK],
        )
    )


def test_marks_come_back_with_their_times(vendors: Vendors):
    ssml = '<speak><mark name="0"/>Hello <mark name="1"/>world.</speak>'
    answer = synthesize(google(vendors), "en-US-Neural2-D", ssml=ssml)
    assert [mark.mark_name for mark in answer.timepoints] == ["0", "1"]
    assert 0 < answer.timepoints[0].time_seconds < answer.timepoints[1].time_seconds
    with wave.open(io.BytesIO(answer.audio_content)) as file:
        assert file.getframerate() == 24000
        assert file.getnframes() > 12000


def test_a_chirp_voice_gives_no_times(vendors: Vendors):
    ssml = '<speak><mark name="0"/>Hello</speak>'
    assert not synthesize(google(vendors), "en-US-Chirp3-HD-Charon", ssml=ssml).timepoints


def test_the_limit_of_google_is_counted_in_bytes(vendors: Vendors):
    synthesize(google(vendors), "en-US-Neural2-D", text="a" * 5000)
    with pytest.raises(BadRequest, match="5000 bytes"):
        synthesize(google(vendors), "en-US-Neural2-D", text="ä" * 2501)


def test_pexels_lists_photos_with_their_makers_and_pages(vendors: Vendors):
    answer = httpx2.get(
        f"{vendors.base}/pexels/v1/search",
        params={"query": "pier", "per_page": 5},
        headers={"authorization": "sandbox"},
    )
    page = answer.json()
    assert len(page["photos"]) == 5
    assert page["photos"][0]["photographer"]
    assert "page=2" in page["next_page"]
    assert answer.headers["x-ratelimit-remaining"]
    assert json.dumps(page).count(f"{vendors.base}/pexels/photos/") == 40


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("Write 12 scenes of 40 words each.", {"scene": 12, "each words": 40}),
        ("about 1,500 words in seven sections", {"words": 1500, "section": 7}),
        ("3 picture prompts, each of 120 words", {"picture": 3, "prompt": 3, "each words": 120}),
    ],
)
def test_the_numbers_in_a_prompt_are_understood(asked: str, counts: dict[str, int]):
    assert schema_filler.counts_of(asked) == counts
