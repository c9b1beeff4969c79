"""Whatever a vendor answers, the real clients use little memory and time, and say one sentence."""

import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from factory.errors import AnswerLost, PermanentError, TransientError
from factory.money.price_book import shipped_prices
from factory.script.model_answers import ListingWords
from factory.script.prompt_templates import fill
from factory.units_of_work import Notes
from resources.vendors.fal import queue
from resources.vendors.fal.pictures import FalIllustrator
from resources.vendors.google import speech as google
from resources.vendors.google.speech import GoogleNarrator
from resources.vendors.openai import client as openai
from resources.vendors.openai.moderation import OpenAiModerator
from resources.vendors.openai.pictures import OpenAiIllustrator
from resources.vendors.openai.speech import OpenAiNarrator
from resources.vendors.openai.writer import OpenAiWriter
from resources.vendors.pexels import client as pexels
from resources.vendors.pexels.footage import PexelsFootage
from resources.vendors.pexels.stock import PexelsIllustrator
from resources.vendors.transport.guarded import Limits, UnusableAnswer, guarded_client
from tests.fakes.notes import KeptNotes
from tests.fakes.vendors import Vendors

SIZE = (64, 64)
PROMPT = fill(
    "listing_words", title="The lamp", style="", script="A lamp.", language="en", words=60
)
Ask = Callable[[Path], object]


def words(target: Path) -> object:
    return OpenAiWriter("", shipped_prices()).answer(
        PROMPT, ListingWords, lambda _: "", 120, target
    )


def said(narrator: type[OpenAiNarrator | GoogleNarrator], voice: str) -> Ask:
    return lambda target: narrator(voice, shipped_prices()).speak("One.", "One.", "en", 1, target)


def drawn(target: Path) -> object:
    recipe = {"prompt": "a lamp", "model": "x", "quality": "low"}
    return OpenAiIllustrator(shipped_prices()).draw(recipe, 1, *SIZE, target)


def judged(target: Path) -> object:
    return OpenAiModerator("", shipped_prices()).words(["a lamp"])


def ordered(target: Path) -> object:
    notes: Notes = KeptNotes()
    maker = FalIllustrator(
        shipped_prices(), queue=queue.FalQueue(patience_seconds=1, poll_seconds=0.02)
    )
    return maker.draw({"prompt": "a lamp", "model": "x"}, 1, *SIZE, target, notes)


def found(target: Path) -> object:
    return PexelsIllustrator(shipped_prices()).draw({"query": "lamp", "pick": 0}, 1, *SIZE, target)


def filmed(target: Path) -> object:
    recipe = {"query": "lamp", "pick": 0, "seconds": 2.0}
    return PexelsFootage(shipped_prices()).draw(recipe, 1, *SIZE, target)


PAID: dict[str, tuple[ModuleType, str, str, Ask]] = {
    "words": (openai, "openai", "/chat/", words),
    "speech": (openai, "openai", "/audio/", said(OpenAiNarrator, "cedar")),
    "picture": (openai, "openai", "/images/", drawn),
    "moderation": (openai, "openai", "/moderations", judged),
    "google": (google, "google", "synthesize", said(GoogleNarrator, "en-US-Neural2-D")),
    "fal": (queue, "fal", "/flux", ordered),
}
FREE: dict[str, tuple[ModuleType, str, str, Ask]] = {
    "stock": (pexels, "pexels", "/v1/search", found),
    "footage": (pexels, "pexels", "/videos/search", filmed),
}
EVERY = {**PAID, **FREE}


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (openai, google, pexels, queue):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.5)


@pytest.mark.parametrize("what", EVERY)
def test_an_answer_packed_a_thousandfold_is_not_read_to_its_end(
    vendors: Vendors, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    module, vendor, path, ask = EVERY[what]
    monkeypatch.setattr(module, "ANSWER_SECONDS", 20.0)
    vendors.order("bomb", vendor=vendor, path=path, megabytes=66)
    with pytest.raises(TransientError, match="sent more than 67,108,864 bytes"):
        ask(tmp_path / "x")


def test_an_answer_is_unpacked_in_small_blocks_and_no_further_than_its_limit(
    vendors: Vendors, tmp_path: Path
):
    vendors.order("bomb", vendor="openai", path="/models/x", megabytes=200)
    blocks = 0
    limits = Limits(20, most_bytes=1 << 20)
    with (
        guarded_client(limits) as client,
        pytest.raises(UnusableAnswer, match="more than 1,048,576"),
        client.stream("GET", f"{vendors.base}/openai/v1/models/x") as answer,
    ):
        for block in answer.iter_raw():
            assert len(block) <= 1 << 16
            blocks += 1
    assert blocks <= 17


@pytest.mark.parametrize(
    ("how", "said"), [("longer", "more after the end"), ("shorter", "without its end")]
)
@pytest.mark.parametrize("what", ["words", "fal", "footage"])
def test_a_packing_that_ends_too_early_or_does_not_end_is_no_answer(
    vendors: Vendors, what: str, how: str, said: str, tmp_path: Path
):
    _, vendor, path, ask = EVERY[what]
    vendors.order(how, vendor=vendor, path=path)
    with pytest.raises(TransientError, match=said):
        ask(tmp_path / "x")


@pytest.mark.parametrize("how", ["drip", "slow_head"])
@pytest.mark.parametrize("what", EVERY)
def test_an_answer_that_drips_is_given_up_when_its_time_is_up(
    vendors: Vendors, what: str, how: str, tmp_path: Path
):
    _, vendor, path, ask = EVERY[what]
    vendors.order(how, vendor=vendor, path=path)
    began = time.monotonic()
    with pytest.raises(AnswerLost if what in PAID else TransientError):
        ask(tmp_path / "x")
    assert time.monotonic() - began < 20  # it would have gone on for ever


@pytest.mark.parametrize("what", EVERY)
def test_no_request_follows_an_answer_that_leads_elsewhere(
    vendors: Vendors, what: str, tmp_path: Path
):
    _, vendor, path, ask = EVERY[what]
    vendors.order("lead", vendor=vendor, path=path, location=f"{vendors.base}/gemini/v1/stolen")
    with pytest.raises(TransientError, match="leads to"):
        ask(tmp_path / "x")
    assert vendors.seen("gemini") == []


@pytest.mark.parametrize("what", EVERY)
def test_a_page_in_place_of_an_answer_is_said_to_be_one(
    vendors: Vendors, what: str, tmp_path: Path
):
    _, vendor, path, ask = EVERY[what]
    vendors.order("page", vendor=vendor, path=path)
    with pytest.raises(AnswerLost if what in PAID else TransientError, match="text/html"):
        ask(tmp_path / "x")


KEYS = {
    "words": ("choices", "message", "content"),
    "picture": ("data", "b64_json"),
    "moderation": ("results", "flagged"),
    "fal": ("request_id", "response_url", "status_url"),
}


@pytest.mark.parametrize(("what", "key"), [(w, key) for w, keys in KEYS.items() for key in keys])
@pytest.mark.parametrize("instead", [{}, {"instead": 7}])
def test_a_missing_key_or_a_wrong_type_is_a_lost_answer(
    vendors: Vendors, what: str, key: str, instead: dict[str, object], tmp_path: Path
):
    _, vendor, path, ask = PAID[what]
    for _ in range(2):
        vendors.order("without", vendor=vendor, path=path, method="POST", keys=[key], **instead)
    with pytest.raises((AnswerLost, PermanentError)) as caught:
        ask(tmp_path / "x")
    assert isinstance(caught.value, AnswerLost) or caught.value.charged


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("stock", "photos"),
        ("stock", "src"),
        ("stock", "id"),
        ("footage", "videos"),
        ("footage", "video_files"),
        ("footage", "duration"),
        ("footage", "link"),
        ("footage", "user"),
    ],
)
@pytest.mark.parametrize("instead", [{}, {"instead": [7]}])
def test_a_find_of_stock_that_is_no_find_is_one_sentence(
    vendors: Vendors, what: str, key: str, instead: dict[str, object], tmp_path: Path
):
    _, vendor, path, ask = FREE[what]
    vendors.order("without", vendor=vendor, path=path, keys=[key], **instead)
    with pytest.raises((TransientError, PermanentError), match="could not|Pexels"):
        ask(tmp_path / "x")
