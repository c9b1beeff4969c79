"""Vendors' pictures and clips: real clients, emulated vendors, every way it can go wrong."""

import base64
import io
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.errors import (
    AnswerLost,
    BadInput,
    FactoryError,
    NoAccess,
    PermanentError,
    TransientError,
)
from resources.vendors.fal.clips import FalClips
from resources.vendors.fal.pictures import FalIllustrator
from resources.vendors.pexels.stock import search_words, widening
from tests.fakes.notes import KeptNotes
from tests.fakes.vendors import Vendors
from tests.resources.vendors.drawing import FRAME, MAKERS, PRICES, STYLE, clip_of, drawn, failure

VENDOR = {"openai": "openai", "fal": "fal", "pexels": "pexels", "clips": "fal", "footage": "pexels"}


KEYS = {"openai": "OPENAI_API_KEY", "fal": "FAL_KEY", "pexels": "PEXELS_API_KEY"}


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


def test_a_refusal_in_a_list_is_told_in_its_own_words(vendors: Vendors, tmp_path: Path):
    vendors.order("detail_list", vendor="fal")
    caught = failure("fal", tmp_path / "made")
    assert "body.prompt: The prompt could not be processed" in str(caught)
    assert caught.charged


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
