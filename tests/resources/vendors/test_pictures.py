"""Vendors' pictures and clips: real clients, emulated vendors, every way it can go wrong."""

import base64
import io
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from factory.channel.providers import Pictures
from factory.errors import (
    AnswerLost,
    BadInput,
    FactoryError,
    NoAccess,
    PermanentError,
    TransientError,
)
from factory.money.price_book import shipped_prices
from factory.pictures.clips import ClipFacts
from factory.pictures.visuals import PictureDetail
from resources.vendors.fal import queue as fal_queue
from resources.vendors.fal.clips import FalClips
from resources.vendors.fal.pictures import FalIllustrator
from resources.vendors.fal.queue import FalQueue
from resources.vendors.openai.pictures import OpenAiIllustrator
from resources.vendors.pexels.footage import PexelsFootage
from resources.vendors.pexels.stock import PexelsIllustrator, search_words, widening
from tests.fakes.notes import KeptNotes
from tests.fakes.vendors import Vendors

PRICES = shipped_prices()
STYLE = Pictures(style="an ink drawing", clip_seconds=2)
FRAME = (208, 368)
MAKERS: dict[str, Callable[[], Any]] = {
    "openai": lambda: OpenAiIllustrator(PRICES),
    "fal": lambda: FalIllustrator(PRICES),
    "pexels": lambda: PexelsIllustrator(PRICES),
    "clips": lambda: FalClips(PRICES),
    "footage": lambda: PexelsFootage(PRICES),
}
VENDOR = {"openai": "openai", "fal": "fal", "pexels": "pexels", "clips": "fal", "footage": "pexels"}
KEYS = {"openai": "OPENAI_API_KEY", "fal": "FAL_KEY", "pexels": "PEXELS_API_KEY"}
FALS = {"fal": "fal-ai/flux", "clips": "fal-ai/wan-25-preview"}


def drawn(name: str, target: Path, notes: KeptNotes | None = None, index: int = 0) -> PictureDetail:
    with closing(MAKERS[name]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse, storm, sea", "", index)
        return maker.draw(recipe, 7, *FRAME, target, notes or KeptNotes())


def clip_of(detail: PictureDetail) -> ClipFacts:
    """Return what the file holds, which is a clip."""
    assert detail.clip is not None
    return detail.clip


def failure(name: str, target: Path, notes: KeptNotes | None = None) -> FactoryError:
    with pytest.raises(FactoryError) as caught:
        drawn(name, target, notes)
    return caught.value


@pytest.mark.parametrize("name", ["openai", "fal", "pexels"])
def test_a_picture_fills_the_frame_and_says_whose_it_is(
    vendors: Vendors, name: str, tmp_path: Path
):
    detail = drawn(name, tmp_path / "1.png")
    with Image.open(tmp_path / "1.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", FRAME)
    assert (detail.width, detail.height) == FRAME
    assert not detail.blank
    assert "emulated" in detail.licence
    assert [path.name for path in tmp_path.iterdir()] == ["1.png"]


@pytest.mark.parametrize("name", ["clips", "footage"])
def test_a_clip_is_as_long_and_tall_as_was_asked_for(vendors: Vendors, name: str, tmp_path: Path):
    detail = drawn(name, tmp_path / "1.mp4")
    clip = clip_of(detail)
    with av.open(str(tmp_path / "1.mp4")) as media:
        frame = next(media.decode(video=0))
        assert (frame.width, frame.height) == (clip.width, clip.height)
        assert bool(media.streams.audio) == clip.sound == (name == "clips")
    assert clip.width < clip.height
    assert clip.seconds >= 2


def test_the_channels_style_is_in_the_prompt_and_in_the_fingerprint(vendors: Vendors):
    plain = MAKERS["fal"]().recipe(Pictures(), "lighthouse", "", 0)
    styled = MAKERS["fal"]().recipe(STYLE, "lighthouse", "", 0)
    assert "ink drawing" in styled["prompt"]
    assert plain != styled


def test_stock_names_its_maker_and_differs_from_scene_to_scene(vendors: Vendors, tmp_path: Path):
    first = drawn("pexels", tmp_path / "1.png", index=0)
    second = drawn("pexels", tmp_path / "2.png", index=1)
    assert first.attribution.startswith("Photo by ")
    assert "pexels.com" in first.attribution
    assert first.source_id != second.source_id
    assert (tmp_path / "1.png").read_bytes() != (tmp_path / "2.png").read_bytes()
    assert vendors.paid("pexels") == []


@pytest.mark.parametrize("name", ["openai", "fal", "clips"])
def test_what_a_vendor_charged_is_no_more_than_was_set_aside(
    vendors: Vendors, name: str, tmp_path: Path
):
    with closing(MAKERS[name]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse", "", 0)
        detail = maker.draw(recipe, 7, *FRAME, tmp_path / "made", KeptNotes())
    assert Decimal(0) < (detail.cost_usd or 0) <= maker.price_usd(recipe, *FRAME)
    assert len(vendors.paid()) == 1


@pytest.mark.parametrize(
    ("name", "order", "error", "paid"),
    [
        ("openai", {"kind": "rate_limit", "retry_after": 300}, TransientError, 0),
        ("openai", {"kind": "insufficient_quota"}, NoAccess, 0),
        ("openai", {"kind": "blocked"}, PermanentError, 0),
        ("openai", {"kind": "model_gone"}, PermanentError, 0),
        ("openai", {"kind": "lose"}, AnswerLost, 1),
        ("openai", {"kind": "wrong_size"}, PermanentError, 1),
        ("openai", {"kind": "broken_picture"}, PermanentError, 1),
        ("openai", {"kind": "no_picture"}, PermanentError, 1),
        ("fal", {"kind": "rate_limit", "times": 10}, TransientError, 0),
        ("fal", {"kind": "nginx", "status": 503, "times": 10}, TransientError, 0),
        ("fal", {"kind": "nginx", "status": 504}, AnswerLost, 0),
        ("fal", {"kind": "locked"}, NoAccess, 0),
        ("fal", {"kind": "drop"}, AnswerLost, 0),
        ("fal", {"kind": "lose"}, AnswerLost, 1),
        ("fal", {"kind": "completed_error"}, TransientError, 1),
        ("fal", {"kind": "detail_list"}, PermanentError, 1),
        ("fal", {"kind": "refused"}, PermanentError, 1),
        ("fal", {"kind": "flagged"}, PermanentError, 1),
        ("fal", {"kind": "wrong_size"}, PermanentError, 1),
        ("clips", {"kind": "wrong_size"}, PermanentError, 1),
        ("clips", {"kind": "wrong_length"}, PermanentError, 1),
        ("pexels", {"kind": "rate_limit", "retry_after": 9}, TransientError, 0),
        ("pexels", {"kind": "unavailable"}, TransientError, 0),
        ("pexels", {"kind": "expired"}, TransientError, 0),
        ("pexels", {"kind": "broken_picture"}, PermanentError, 0),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_each_fault_is_called_what_it_is_and_paid_for_once(
    vendors: Vendors,
    tmp_path: Path,
    name: str,
    order: dict[str, Any],
    error: type[FactoryError],
    paid: int,
):
    vendors.order(vendor=VENDOR[name], **order)
    caught = failure(name, tmp_path / "made")
    assert type(caught) is error, caught
    assert len(vendors.paid()) == paid
    posts = [entry for entry in vendors.seen() if entry["method"] == "POST"]
    assert len(posts) == (name not in {"pexels", "footage"})
    if isinstance(caught, TransientError):
        assert caught.retry_after_seconds == order.get("retry_after")


@pytest.mark.parametrize("usage", [{}, {"input_tokens": -7, "output_tokens": None}])
def test_a_picture_whose_usage_is_not_told_costs_what_was_set_aside(
    vendors: Vendors, tmp_path: Path, usage: dict[str, Any]
):
    drawing = io.BytesIO()
    Image.linear_gradient("L").resize((864, 1536)).save(drawing, "PNG")
    data = base64.b64encode(drawing.getvalue()).decode()
    body = {"created": 1, "data": [{"b64_json": data}], "usage": usage}
    vendors.order("status", vendor="openai", status=200, body=body)
    with closing(MAKERS["openai"]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse", "", 0)
        detail = maker.draw(recipe, 7, *FRAME, tmp_path / "1.png", KeptNotes())
        assert (detail.cost_usd or 0) == maker.price_usd(recipe, *FRAME)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("fal", {"images": []}),
        ("fal", {"images": None}),
        ("fal", {"images": [{"width": 3}]}),
        ("fal", ["an array"]),
        ("clips", {"video": None}),
        ("clips", {"video": {"url": 7}}),
    ],
    ids=str,
)
def test_a_job_that_ended_without_a_file_is_charged_and_not_asked_for_for_ever(
    vendors: Vendors, name: str, body: Any, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order(
        "status", vendor="fal", path="/requests/", method="GET", skip=3, status=200, body=body
    )
    caught = failure(name, tmp_path / "made", notes)
    assert type(caught) is PermanentError, caught
    assert caught.charged
    assert notes.kept == {}


def test_an_answer_of_fals_that_is_no_json_is_asked_for_again(vendors: Vendors, tmp_path: Path):
    notes = KeptNotes()
    vendors.order("garble", vendor="fal", path="/requests/", skip=3)
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    vendors.order("garble", vendor="fal", path="/status")
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    drawn("fal", tmp_path / "made", notes)
    assert len(vendors.paid()) == 1


def test_a_result_that_stays_no_json_is_given_up_in_the_end(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    notes = KeptNotes()
    monkeypatch.setattr(fal_queue, "FILE_IS_GONE_SECONDS", -1.0)
    vendors.order("garble", vendor="fal", path="/requests/", skip=3)
    caught = failure("fal", tmp_path / "made", notes)
    assert type(caught) is PermanentError
    assert caught.charged
    assert notes.kept == {}


@pytest.mark.parametrize("units", ["-5", "nan", "inf", "many"])
def test_units_that_make_no_sense_cost_what_was_set_aside(
    vendors: Vendors, units: str, tmp_path: Path
):
    notes = KeptNotes()
    drawn("fal", tmp_path / "1.png", notes)
    job, key = notes.kept["response_url"], {"authorization": "Key a:b"}
    made = vendors.http.get(job, headers=key).json()
    answer = {"status": 200, "body": made, "headers": {"x-fal-billable-units": units}}
    vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    with closing(MAKERS["fal"]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse", "", 0)
        detail = maker.draw(recipe, 7, *FRAME, tmp_path / "2.png", notes)
        assert (detail.cost_usd or 0) == maker.price_usd(recipe, *FRAME)


def test_a_refusal_in_a_list_is_told_in_its_own_words(vendors: Vendors, tmp_path: Path):
    vendors.order("detail_list", vendor="fal")
    caught = failure("fal", tmp_path / "made")
    assert "body.prompt: The prompt could not be processed" in str(caught)
    assert caught.charged


@pytest.mark.parametrize("name", FALS)
def test_a_job_is_noted_before_it_is_waited_for_and_found_again(
    vendors: Vendors, name: str, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=500)
    assert type(failure(name, tmp_path / "made", notes)) is TransientError
    assert notes.kept["request_id"]
    assert notes.kept["status_url"].startswith(f"{vendors.base}/fal/{FALS[name]}")
    drawn(name, tmp_path / "made", notes)  # all anew, but for the notes
    assert len(vendors.paid()) == 1


def test_a_job_that_takes_long_is_left_and_found_again(vendors: Vendors, tmp_path: Path):
    vendors.order("slow", vendor="fal", polls=6)
    notes, queue = KeptNotes(), FalQueue(patience_seconds=0.1, wait=lambda seconds: None)
    maker = FalIllustrator(PRICES, queue=queue)
    recipe = maker.recipe(STYLE, "lighthouse", "", 0)
    with closing(maker), pytest.raises(TransientError, match="it goes on"):
        maker.draw(recipe, 7, *FRAME, tmp_path / "made", notes)
    with closing(FalIllustrator(PRICES)) as another:
        another.draw(recipe, 7, *FRAME, tmp_path / "made", notes)
    assert len(vendors.paid()) == 1


def test_the_key_goes_nowhere_but_to_fal(vendors: Vendors, tmp_path: Path):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=500)
    failure("fal", tmp_path / "made", notes)
    notes.kept["status_url"] = "https://elsewhere.example/status"
    lured = failure("fal", tmp_path / "made", notes)
    assert isinstance(lured, PermanentError)
    assert lured.charged
    assert "leads to elsewhere.example" in str(lured)


@pytest.mark.parametrize("size", [7, 10**9, -1, "many", True])
def test_a_file_that_is_not_as_long_as_fal_says_is_taken_in_the_end_if_it_is_whole(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: Any
):
    notes = KeptNotes()
    drawn("clips", tmp_path / "1.mp4", notes)
    made = vendors.http.get(notes.kept["response_url"], headers={"authorization": "Key a:b"}).json()
    made["video"]["file_size"] = size
    answer = {"status": 200, "body": made}
    vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    if type(size) is int and size > 0:
        assert type(failure("clips", tmp_path / "2.mp4", notes)) is TransientError
        vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    monkeypatch.setattr(fal_queue, "FILE_IS_GONE_SECONDS", -1.0)
    assert clip_of(drawn("clips", tmp_path / "2.mp4", notes)).seconds >= 2
    assert len(vendors.paid()) == 1


@pytest.mark.parametrize("fault", ["expired", "cut_short", "drop"])
def test_a_file_that_does_not_come_whole_is_fetched_again_and_not_bought_again(
    vendors: Vendors, fault: str, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order(fault, vendor="fal", path="/files/")
    caught = failure("clips", tmp_path / "made", notes)
    assert type(caught) is TransientError
    assert not caught.charged
    assert clip_of(drawn("clips", tmp_path / "made", notes)).seconds >= 2
    assert len(vendors.paid()) == 1


def test_a_file_that_is_gone_for_good_is_no_longer_asked_for(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(fal_queue, "FILE_IS_GONE_SECONDS", -1.0)
    notes = KeptNotes()
    vendors.order("expired", vendor="fal", path="/files/")
    caught = failure("clips", tmp_path / "made", notes)
    assert type(caught) is PermanentError
    assert caught.charged
    assert notes.kept == {}


@pytest.mark.parametrize("fault", ["completed_error", "refused"])
def test_a_job_that_failed_is_not_waited_for_again(vendors: Vendors, fault: str, tmp_path: Path):
    notes = KeptNotes()
    vendors.order(fault, vendor="fal")
    failure("fal", tmp_path / "made", notes)
    assert notes.kept == {}


def test_a_status_without_logs_is_no_error(vendors: Vendors, tmp_path: Path):
    vendors.order("no_logs", vendor="fal")
    assert not drawn("fal", tmp_path / "made").blank


def test_a_key_that_is_refused_while_a_job_runs_does_not_lose_the_job(
    vendors: Vendors, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=401)
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    assert notes.kept["request_id"]


def test_a_clip_without_sound_says_so(vendors: Vendors, tmp_path: Path):
    vendors.order("silent", vendor="fal")
    assert clip_of(drawn("clips", tmp_path / "made")).sound is False


def test_where_stock_has_nothing_it_is_asked_for_less_and_then_said(
    vendors: Vendors, tmp_path: Path
):
    vendors.order("nothing_found", vendor="pexels", times=2)
    drawn("pexels", tmp_path / "made")
    asked = [entry["asked"]["query"] for entry in vendors.seen("pexels", "/v1/search")]
    assert asked == ["lighthouse storm sea", "lighthouse storm", "lighthouse"]
    vendors.order("nothing_found", vendor="pexels", times=3)
    assert type(failure("pexels", tmp_path / "made")) is BadInput


def test_a_search_has_few_words_of_those_that_tell_most():
    assert search_words("Lighthouse, storm; the sea: waves, rocks") == "lighthouse storm the sea"
    assert widening("a b") == ["a b", "a"]


@pytest.mark.parametrize("name", MAKERS)
def test_a_key_that_is_refused_is_never_shown(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
):
    monkeypatch.setenv(KEYS[VENDOR[name]], "wrong-id:0123456789abcdef")
    caught = failure(name, tmp_path / "made")
    assert type(caught) is NoAccess
    assert "0123456789" not in str(caught)
    assert "wrong-id" not in str(caught)
    assert caught.__cause__ is None


@pytest.mark.parametrize("name", MAKERS)
def test_health_is_asked_for_without_paying(vendors: Vendors, name: str):
    with closing(MAKERS[name]()) as maker:
        assert "emulated" in maker.healthcheck()
    assert vendors.paid() == []


@pytest.mark.parametrize("name", MAKERS)
def test_without_a_key_it_says_which_and_where_to_get_one(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.delenv(KEYS[VENDOR[name]])
    monkeypatch.setenv("OPENAI_BASE_URL", "https://api.openai.com/v1")
    assert KEYS[VENDOR[name]] in MAKERS[name]().missing()
    assert "https://" in MAKERS[name]().missing()


def test_a_model_whose_arguments_nobody_knows_is_refused_before_it_is_asked():
    with pytest.raises(BadInput, match="there are: fal-ai/flux"):
        FalIllustrator(PRICES, "fal-ai/unheard-of")
    with pytest.raises(BadInput, match="there are: fal-ai/wan"):
        FalClips(PRICES, "fal-ai/unheard-of")
